import { describe, expect, test } from 'vitest'
import type { Frame } from '../../../../src/engine/record/frame.ts'
import type { Scenario } from '../../../../src/engine/scenario/scenario.ts'
import { castOf, firstKey } from '../../../../src/labs/quorum/cast.ts'
import { layOut } from '../../../../src/labs/quorum/layout.ts'
import { quorumMarks } from '../../../../src/labs/quorum/marks.ts'
import { ageOf, newestVersion, readSet, shownOf, writeSet } from '../../../../src/labs/quorum/shown.ts'
import type { QuorumConfig } from '../../../../src/protocols/quorum/config.ts'
import { focusOf } from '../../../../src/scene/focus.ts'
import { pointAt } from '../../../../src/scene/geometry.ts'
import { publicNames, publicScenario } from '../../../support/scenarios.ts'
import { get, put, quorumScenario, recordedQuorum } from '../../protocols/quorum/support.ts'

const LAYERS = { sets: true, ways: true }

/** What is drawn of a frame on a stage of this size. */
function drawn(scenario: Scenario, frame: Frame<unknown>, width = 1008, height = 390) {
  const config = scenario.config as QuorumConfig
  const found = shownOf(frame)
  const shown = { ...found, key: found.key ?? firstKey(config, scenario.actions) }
  const cast = castOf(frame, config, scenario.actions, shown.key)
  const layout = layOut(cast, width, height, 1)
  return {
    marks: quorumMarks({ frame, focus: focusOf(frame), shown, cast, layout, selected: undefined }, LAYERS),
    layout,
    shown,
  }
}

const at = (name: string, cursor: number) => {
  const scenario = publicScenario(name)
  return { scenario, frame: recordedQuorum(scenario).frame(cursor) }
}

describe('what the figure shows of the put and the get', () => {
  test('put at 3, get at 3, as the second answer has come: sets, ages, ways', () => {
    const { scenario, frame } = at('quorum-put-at-3-get-at-3', 28)
    const { marks, shown } = drawn(scenario, frame)
    expect([writeSet(shown.put), readSet(shown.get)]).toEqual([
      ['N1', 'N2', 'N3'],
      ['N5', 'N4', 'N3'],
    ])
    expect(marks.replicas.map(({ name, value, look, word }) => [name, value, look, word])).toEqual([
      ['N1', 'v2', 'value', 'new'],
      ['N2', 'v2', 'down', 'down'],
      ['N3', 'v2', 'value', 'new'],
      ['N4', 'v1', 'value', 'old'],
      ['N5', 'NIL', 'nil', 'nothing'],
    ])
    expect(marks.sets.map(({ kind, label }) => [kind, label])).toEqual([
      ['write', 'write set, W = 3'],
      ['read', 'read set, R = 3'],
    ])
    expect(marks.overlaps).toHaveLength(1)
    expect(marks.ways.filter(({ tone }) => tone === 'lost').map(({ label }) => label)).toEqual([
      'v2 lost',
      'v2 lost',
    ])
    expect(marks.ways.filter(({ label }) => label === '✓ acked')).toHaveLength(3)
    expect(marks.messages.map(({ label, tone }) => [label, tone])).toEqual([['v2', 'next']])
    expect(marks.boxes.map(({ name, call, outcome }) => [name, call, outcome])).toEqual([
      ['writer', 'put(k14, v2)', 'ok'],
      ['reader', 'get(k14)', ''],
    ])
  })

  test('the step that changes a copy shows the old value and the new one', () => {
    const { scenario, frame } = at('quorum-put-k14', 3)
    const changed = drawn(scenario, frame).marks.replicas.filter(({ before }) => before !== undefined)
    expect(changed.map(({ name, before, value }) => [name, before, value])).toEqual([['N1', 'NIL', 'V14']])
  })

  test('a refusal stands on its way, and before it at the replica', () => {
    const first = at('quorum-put-k14', 1)
    const marks = drawn(first.scenario, first.frame).marks
    expect(marks.replicas.filter(({ refuses }) => refuses).map(({ name }) => name)).toEqual(['N3'])
    const last = at('quorum-put-k14', 8)
    const labels = drawn(last.scenario, last.frame).marks.ways.map(({ label }) => label)
    expect(labels).toEqual(['✓ acked', '✕ refused', '✓ acked'])
  })

  test('a client that has put and then gets: the words on its ways are those of the get', () => {
    const own = quorumScenario([put('V14'), get(undefined, { client: 'writer', at_ms: 100 })])
    const recording = recordedQuorum(own)
    const before = recording.steps.findIndex(({ time_us }) => time_us >= 100_000)
    const labels = (cursor: number) =>
      drawn(own, recording.frame(cursor)).marks.ways.flatMap(({ label }) => (label === '' ? [] : [label]))
    expect(labels(before)).toContain('✓ acked')
    expect(new Set(labels(recording.length))).toEqual(new Set(['V14']))
  })

  test('a get of before the put is not shown beside it', () => {
    const scenario = quorumScenario([get(), put('V14')])
    const recording = recordedQuorum(scenario)
    expect(shownOf(recording.frame(recording.length)).get).toBeUndefined()
    expect(shownOf(recording.frame(1)).get?.client).toBe('reader')
  })

  test('a late ack is about its own put, although another one has begun', () => {
    const scenario = quorumScenario([put('old'), put('new', { at_ms: 15 })], { config: { w: 1 } })
    const recording = recordedQuorum(scenario)
    const values = recording.steps.map((step) => [
      step.time_us,
      shownOf(recording.frame(step.index)).put?.value,
    ])
    expect(values).toContainEqual([20_000, 'old'])
    expect(values.at(-1)).toEqual([35_000, 'new'])
  })

  test('how a copy stands: nothing, old, new', () => {
    const { frame } = at('quorum-put-at-3-get-at-3', 28)
    const newest = newestVersion(frame, 'k14')
    expect(newest).toMatchObject({ seq: 2 })
    expect(ageOf(undefined, newest)).toBe('nothing')
    expect(ageOf(undefined, undefined)).toBeUndefined()
  })
})

describe('layout', () => {
  const sizes = [
    [1008, 390],
    [664, 300],
    [390, 470],
    [844, 250],
  ] as const

  test.each(publicNames.filter((name) => name.startsWith('quorum-')))(
    '%s: on every size and at every step, circles and boxes keep apart and on the stage',
    (name) => {
      const scenario = publicScenario(name)
      const recording = recordedQuorum(scenario)
      for (const [width, height] of sizes) {
        for (let cursor = 0; cursor <= recording.length; cursor++) {
          const { marks, layout } = drawn(scenario, recording.frame(cursor), width, height)
          const circles = marks.replicas.map(({ at: { x, y }, radius }) => ({ x, y, radius }))
          circles.forEach((a, i) => {
            expect(a.x - a.radius).toBeGreaterThanOrEqual(0)
            expect(a.x + a.radius).toBeLessThanOrEqual(width)
            for (const b of circles.slice(i + 1))
              expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(a.radius + b.radius)
            for (const box of marks.boxes)
              expect(Math.abs(a.y - box.at.y)).toBeGreaterThan(a.radius + box.height / 2)
          })
          for (const message of marks.messages) {
            const place = pointAt(message.curve, message.rest)
            expect(place.y).toBeGreaterThan(0)
            expect(place.y).toBeLessThan(height)
          }
          expect(layout.places.size).toBe(marks.replicas.length)
        }
      }
    },
  )

  test.each(publicNames.filter((name) => name.startsWith('quorum-')))(
    '%s: the words on a way and those on the outline of a set keep apart',
    (name) => {
      const scenario = publicScenario(name)
      const recording = recordedQuorum(scenario)
      for (const [width, height] of sizes) {
        for (let cursor = 0; cursor <= recording.length; cursor++) {
          const { marks } = drawn(scenario, recording.frame(cursor), width, height)
          for (const { kind, label, labelAt } of marks.sets) {
            const length = label.length * 8.2
            const [left, right] = kind === 'write' ? [0, length] : [-length, 0]
            for (const way of marks.ways.filter((one) => one.label.length > 1)) {
              const wide = way.label.length * 8.2
              const start = way.labelAt.x + (way.tone === 'lost' ? 13 : -wide / 2)
              const isBeside = start > labelAt.x + right || start + wide < labelAt.x + left
              const isClear = isBeside || Math.abs(way.labelAt.y - labelAt.y) >= 14
              expect(isClear, `${way.label} on ${label}, step ${cursor}, ${width} x ${height}`).toBe(true)
            }
          }
        }
      }
    },
  )

  test('nobody moves from step to step', () => {
    const scenario = publicScenario('quorum-stale-read')
    const recording = recordedQuorum(scenario)
    const places = Array.from({ length: recording.length + 1 }, (_, cursor) =>
      JSON.stringify([...drawn(scenario, recording.frame(cursor)).layout.places]),
    )
    expect(new Set(places).size).toBe(1)
  })

  test('fifty replicas stand in rows, with rings for sets', () => {
    const nodes = Array.from({ length: 50 }, (_, i) => `N${i + 1}`)
    const scenario = quorumScenario([put('V14')], { config: { nodes, n: 50, w: 20, r: 20, placement: {} } })
    const recording = recordedQuorum(scenario)
    const { marks, layout } = drawn(scenario, recording.frame(recording.length))
    expect(layout.dense).toBe(true)
    expect(new Set(marks.replicas.map(({ at: { y } }) => Math.round(y))).size).toBeGreaterThan(1)
    expect(marks.replicas.filter(({ rings }) => rings.includes('write'))).toHaveLength(20)
    expect(marks.sets).toEqual([])
  })

  test.each([...sizes, [824, 360], [888, 330]] as const)(
    'fifty replicas on %i x %i: names stay above the next row and the reader',
    (width, height) => {
      const names = Array.from({ length: 50 }, (_, i) => `N${i + 1}`)
      const cast = { replicas: names, others: [], top: ['writer'], bottom: ['reader'] }
      const { places, boxes, radius, below } = layOut(cast, width, height, 1)
      const rows = [...new Set([...places.values()].map(({ y }) => y))]
      const edges = (name: string) => {
        const { at, height: high } = boxes.get(name) as { at: { y: number }; height: number }
        return { top: at.y - high / 2, bottom: at.y + high / 2 }
      }
      expect(rows.length).toBeGreaterThan(1)
      // The halo of a selected client and the rings of the sets have their room, too.
      expect((rows[0] as number) - radius - 7).toBeGreaterThanOrEqual(edges('writer').bottom + 7)
      expect((rows.at(-1) as number) + radius + below).toBeLessThanOrEqual(edges('reader').top - 7)
      rows.slice(1).forEach((y, i) => {
        expect(y - radius).toBeGreaterThan((rows[i] as number) + radius + below)
      })
    },
  )
})
