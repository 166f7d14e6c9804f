import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type LabelRoom, milestonesIn, placeMilestones } from '../../../src/scene/milestones.ts'
import { stepAxis } from '../../../src/scene/stepAxis.ts'

const room = (width: number): LabelRoom => ({
  left: -8,
  right: width + 30,
  gap: 8,
  dotGap: 13,
  width: (text) => text.length * 7,
})

/** Milestones at growing steps, with labels of any length. */
const story = fc
  .uniqueArray(
    fc.record({ step: fc.integer({ min: 0, max: 100 }), length: fc.integer({ min: 1, max: 30 }) }),
    {
      selector: ({ step }) => step,
      maxLength: 60,
    },
  )
  .map((all) => all.toSorted((a, b) => a.step - b.step))
  .map((all) => all.map(({ step, length }) => ({ step, label: 'm'.repeat(length) })))
const widths = fc.integer({ min: 60, max: 1400 })

function labelsOf(milestones: readonly { step: number; label: string }[], width: number) {
  return placeMilestones(milestones, stepAxis({ first: 0, last: 100 }, width), room(width)).flatMap(
    ({ labelX, labelWidth, x }) =>
      labelX === undefined ? [] : [{ left: labelX, right: labelX + labelWidth, x }],
  )
}

describe('the labels of milestones', () => {
  test('never overlap', () => {
    fc.assert(
      fc.property(story, widths, (milestones, width) => {
        const labels = labelsOf(milestones, width)
        labels.slice(1).forEach((label, i) => {
          expect(label.left).toBeGreaterThanOrEqual((labels[i]?.right ?? 0) + 8 - 1e-9)
        })
      }),
    )
  })

  test('never leave their room', () => {
    fc.assert(
      fc.property(story, widths, (milestones, width) => {
        for (const { left, right } of labelsOf(milestones, width)) {
          expect(left).toBeGreaterThanOrEqual(-8 - 1e-9)
          expect(right).toBeLessThanOrEqual(width + 30 + 1e-9)
        }
      }),
    )
  })

  test('stand under their dots', () => {
    fc.assert(
      fc.property(story, widths, (milestones, width) => {
        for (const { left, right, x } of labelsOf(milestones, width)) {
          expect(left).toBeLessThanOrEqual(x)
          expect(right).toBeGreaterThanOrEqual(x)
        }
      }),
    )
  })

  test('stand in the middle where there is room', () => {
    const [label] = labelsOf([{ step: 50, label: 'halfway' }], 1000)
    expect(label).toEqual({ left: 500 - 49 / 2, right: 500 + 49 / 2, x: 500 })
  })

  test('two that are too near for the middle stand on either side', () => {
    const labels = labelsOf(
      [
        { step: 50, label: '44 adopts 50' },
        { step: 54, label: 'ring repaired' },
      ],
      1000,
    )
    expect(labels).toHaveLength(2)
    expect(labels[0]?.left).toBeLessThan(500 - 42)
    expect(labels[1]?.right).toBeGreaterThan(540 + 45)
  })

  test('the last one is kept where not all fit', () => {
    const crowd = Array.from({ length: 20 }, (_, i) => ({ step: 80 + i, label: `milestone ${i}` }))
    const placed = placeMilestones(crowd, stepAxis({ first: 0, last: 100 }, 500), room(500))
    expect(placed.at(-1)).toMatchObject({ step: 99, text: 'milestone 19' })
    expect(placed.at(-1)?.labelX).toBeDefined()
  })
})

describe('the dots of milestones', () => {
  test('without a label keep their distance', () => {
    fc.assert(
      fc.property(story, widths, (milestones, width) => {
        const dots = placeMilestones(milestones, stepAxis({ first: 0, last: 100 }, width), room(width))
        dots.slice(1).forEach((dot, i) => {
          const before = dots[i]
          if (before === undefined || (before.labelX !== undefined && dot.labelX !== undefined)) return
          expect(dot.x - before.x).toBeGreaterThanOrEqual(13)
        })
      }),
    )
  })
})

test('milestones in a window are those between its ends, both included', () => {
  const all = [0, 3, 7, 7, 9].map((step) => ({ step, label: `${step}` }))
  expect(milestonesIn(all, { first: 3, last: 7 }).map(({ label }) => label)).toEqual(['3', '7', '7'])
  expect(milestonesIn(all, { first: 4, last: 6 })).toEqual([])
})
