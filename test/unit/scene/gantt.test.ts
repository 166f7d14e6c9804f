import { describe, expect, test } from 'vitest'
import { layOutBars } from '../../../src/scene/gantt.ts'
import type { TaskBar } from '../../../src/scene/spaceTime.ts'
import { stepAxis } from '../../../src/scene/stepAxis.ts'

const bar = (id: string, address: string, from: number, to: number): TaskBar => ({
  id,
  address,
  from,
  to,
  label: id,
  tone: 'plain',
})
const axis = stepAxis({ first: 0, last: 100 }, 1000, false)
const band = { top: 10, bottom: 100 }

describe('bars on the lanes of the timeline', () => {
  test('lie on the lane of their node, from the step where they begin to that where they end', () => {
    const [first, second] = layOutBars(
      [bar('m0', 'w1', 10, 20), bar('m1', 'w2', 30, 60)],
      ['w1', 'w2'],
      axis,
      band,
      100,
    )
    expect([first?.x1, first?.x2]).toEqual([axis.x(10), axis.x(20)])
    expect([second?.x1, second?.x2]).toEqual([axis.x(30), axis.x(60)])
    expect(second?.y).toBeGreaterThan((first?.y ?? 0) + (first?.height ?? 0))
  })

  test('that go on end where the recording does', () => {
    const [mark] = layOutBars([bar('m0', 'w1', 10, Number.POSITIVE_INFINITY)], ['w1'], axis, band, 40)
    expect(mark?.x2).toBe(axis.x(40))
  })

  test('that overlap on one lane share its height and do not cover each other', () => {
    const marks = layOutBars(
      [bar('m0', 'w1', 10, 50), bar('m1', 'w1', 20, 40), bar('m2', 'w1', 50, 60)],
      ['w1', 'w2'],
      axis,
      band,
      100,
    )
    const [m0, m1, m2] = marks
    expect(m1?.y).toBeGreaterThanOrEqual((m0?.y ?? 0) + (m0?.height ?? 0))
    // Nothing overlaps with the last one: it has the lane to itself.
    expect(m2?.y).toBe(m0?.y)
    expect(m2?.height).toBeGreaterThan(2 * (m0?.height ?? 0))
  })

  test('outside the window, or on lanes that are folded, are left out', () => {
    const window = stepAxis({ first: 50, last: 100 }, 1000, false)
    const bars = [bar('before', 'w1', 10, 40), bar('into', 'w1', 40, 70), bar('folded', 'w9', 60, 70)]
    const marks = layOutBars(bars, ['w1'], window, band, 100)
    expect(marks.map(({ id }) => id)).toEqual(['into'])
    expect(marks[0]?.x1).toBe(0)
  })
})
