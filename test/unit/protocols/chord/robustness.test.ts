import { describe, expect, test } from 'vitest'
import { narratePlainly } from '../../../../src/engine/record/narrate.ts'
import { ownerOf } from '../../../../src/protocols/chord/identifiers.ts'
import { chord } from '../../../../src/protocols/chord/protocol.ts'
import {
  chordResult,
  chordScenario,
  type Document,
  LECTURE_NODES,
  recordedChord,
} from '../../../support/scenarios.ts'

const withLists = (actions: readonly Document[], config: Document = {}) =>
  chordScenario(actions, { config: { successors: 3, ...config } })

/** The next `count` of `nodes` after `id`. */
function next(id: number, count: number, nodes: readonly number[]): number[] {
  const at = nodes.indexOf(id)
  return Array.from({ length: count }, (_, j) => nodes[(at + 1 + j) % nodes.length] as number)
}

describe('C5 (CS162 slide 30): each node keeps the k > 1 immediate successors', () => {
  test('a stable ring starts with full lists', () => {
    for (const { id, successors } of chordResult(withLists([])).nodes as never as {
      id: number
      successors: number[]
    }[]) {
      expect(successors).toEqual(next(id, 3, LECTURE_NODES))
    }
  })

  test('the reply to stabilize carries k - 1 successors, and the node that asked puts the answerer before them', () => {
    const state = { 44: { successors: [58], predecessor: 35 } }
    const recording = recordedChord(withLists([{ do: 'stabilize', node: 44 }], { state }))
    expect(recording.messages[1]).toMatchObject({
      from: 58,
      to: 44,
      message: { kind: 'predecessor', predecessor: 44, successors: [4, 8] },
    })
    const after = recording.frame(recording.length).state(44)
    expect([after?.successor, after?.backups]).toEqual([58, [4, 8]])
  })

  test('a dead successor is replaced by the next one of the list, after a timeout', () => {
    const recording = recordedChord(
      withLists([
        { do: 'fail', node: 15 },
        { do: 'stabilize', node: 8 },
      ]),
    )
    const timeout = recording.steps.find((step) => step.kind === 'timer')
    expect(timeout && narratePlainly(timeout, chord as never)).toBe(
      '8 gets no answer from 15 and changes its successor from 15 to 20. It asks its successor 20 for its predecessor.',
    )
  })

  test('check_predecessor: a dead predecessor becomes nil, a live one stays', () => {
    const { node } = chordResult(
      withLists([
        { do: 'fail', node: 15 },
        { do: 'checkPredecessor', node: 20 },
        { do: 'checkPredecessor', node: 32 },
      ]),
    )
    expect([node(20).predecessor, node(32).predecessor]).toEqual([null, 20])
  })

  test.each(['lecture', 'paper', 'corrected'])(
    'after any single failure maintenance makes the ring ideal, %s',
    (variant) => {
      for (const failed of LECTURE_NODES) {
        const { properties } = chordResult(
          withLists(
            [
              { do: 'fail', node: failed },
              { do: 'maintain', rounds: 5 },
            ],
            { variant },
          ),
        )
        expect([failed, properties.Ideal]).toEqual([failed, 'holds'])
      }
    },
  )

  test.each([
    ['successor', 'recursive'],
    ['successor', 'iterative'],
    ['finger', 'recursive'],
    ['finger', 'iterative'],
  ])('half of the ring fails: lookups go on at the next best node (%s, %s)', (routing, mode) => {
    const dead = [8, 20, 35, 58]
    const live = LECTURE_NODES.filter((id) => !dead.includes(id))
    const actions = [
      ...dead.map((node) => ({ do: 'fail', node })),
      ...live.flatMap((from) => [0, 6, 17, 33, 40, 60].map((key) => ({ do: 'lookup', from, key }))),
    ]
    const { operations } = chordResult(withLists(actions, { routing, mode, variant: 'paper' }))
    expect(operations).toHaveLength(24)
    // The ring's own view of its members decides what is right: each list still has a live node.
    for (const { key, owner, ok } of operations) expect([owner, ok]).toEqual([ownerOf(key, live), true])
  })

  test('a query that nobody is left for is answered with a failure, and the run ends', () => {
    const { operations } = chordResult(
      withLists([
        { do: 'fail', node: 8 },
        { do: 'fail', node: 15 },
        { do: 'fail', node: 20 },
        ...[32, 35, 44, 58].map((node) => ({ do: 'fail', node })),
        { do: 'lookup', from: 4, key: 30 },
      ]),
    )
    expect(operations).toMatchObject([{ owner: null, hops: null, ok: false, path: [4] }])
  })

  test('a node that recovers waits for nothing that it asked before it crashed', () => {
    const { properties } = chordResult(
      withLists([
        { do: 'stabilize', node: 8, at_ms: 0 },
        { do: 'crash', node: 8, at_ms: 5 },
        { do: 'recover', node: 8, at_ms: 500 },
        { do: 'maintain', rounds: 2 },
      ]),
    )
    expect(properties.Ideal).toBe('holds')
  })
})

describe('periodic maintenance', () => {
  const maintenance = { stabilize_ms: 100, fixFingers_ms: 50, checkPredecessor_ms: 150 }

  test.each(['lecture', 'paper', 'corrected'])(
    'repairs the ring by itself after joins and failures, %s',
    (variant) => {
      const { properties } = chordResult(
        chordScenario(
          [
            { do: 'join', node: 50, via: 15 },
            { do: 'fail', node: 20, at_ms: 500 },
            { do: 'fail', node: 44, at_ms: 900 },
          ],
          { config: { successors: 3, variant, routing: 'finger', maintenance }, until_ms: 8000 },
        ),
      )
      expect(Object.entries(properties).filter(([, outcome]) => outcome !== 'holds')).toEqual([])
    },
  )

  test('the run ends when nothing is left to do, though timers go on', () => {
    const { steps, time_us } = chordResult(
      chordScenario([{ do: 'lookup', from: 4, key: 37 }], { config: { maintenance } }),
    )
    expect([steps > 8, time_us]).toEqual([true, 70_000])
  })

  test('the interval may be drawn between two bounds', () => {
    const scenario = chordScenario([], {
      config: { nodes: [4, 20], maintenance: { stabilize_ms: { min: 100, max: 200 } } },
      until_ms: 20_000,
    })
    const at = recordedChord(scenario)
      .steps.filter((step) => step.kind === 'timer' && step.node === 4)
      .map((step) => step.time_us / 1000)
    const gaps = at.slice(1).map((time, i) => time - (at[i] as number))
    expect([Math.min(...gaps) >= 100, Math.max(...gaps) <= 200, new Set(gaps).size > 20]).toEqual([
      true,
      true,
      true,
    ])
  })
})
