import { describe, expect, test } from 'vitest'
import { ownerOf } from '../../../../src/protocols/chord/identifiers.ts'
import { type ChordMessage, label } from '../../../../src/protocols/chord/messages.ts'
import { chordResult, chordScenario, type Document, recordedChord } from '../../../support/scenarios.ts'

/** The ring of Stoica et al. 2003, figures 2 to 5: m = 6. */
const TON = [1, 8, 14, 21, 32, 38, 42, 48, 51, 56]
const tonRing = (actions: readonly Document[], config: Document = {}) =>
  chordScenario(actions, { config: { nodes: TON, routing: 'finger', ...config } })

/** finger[i] by its definition: the first node at or after n + 2^i. */
const tableOf = (n: number, bits: number, nodes: readonly number[]) =>
  Array.from({ length: bits }, (_, i) => ownerOf((n + 2 ** i) % 2 ** bits, nodes))

describe('C4 (CS162 slide 29): finger tables, m = 7, nodes 20, 32, 45, 80, 96, 112', () => {
  const nodes = [20, 32, 45, 80, 96, 112]
  const config = { bits: 7, nodes }

  test('node 80: i = 0..4 → 96, i = 5 → 112, i = 6 → 20, because 80 + 64 mod 128 = 16', () => {
    expect(chordResult(chordScenario([], { config })).node(80).fingers).toEqual([96, 96, 96, 96, 96, 112, 20])
  })

  test('a stable ring starts with every table right', () => {
    for (const { id, fingers } of chordResult(chordScenario([], { config })).nodes) {
      expect(fingers).toEqual(tableOf(id, 7, nodes))
    }
  })

  test('fixFingers builds the table of node 80 entry by entry, through find_successor', () => {
    const scenario = chordScenario(
      [
        { do: 'join', node: 80, via: 20 },
        { do: 'stabilize', node: 80 },
        { do: 'stabilize', node: 45 },
        { do: 'fixFingers', node: 80 },
      ],
      { config: { bits: 7, nodes: nodes.filter((id) => id !== 80), routing: 'finger' } },
    )
    const recording = recordedChord(scenario)
    const tables = recording.steps
      .filter(({ node, before, after }) => node === 80 && before?.fingers !== after?.fingers)
      .map(({ after }) => after?.fingers)
    // 81, 82, 84, 88 and 96 lie before 96, the successor; then 112 and 16 are looked up.
    expect(tables).toEqual([
      [96, 96, 96, 96, 96],
      [96, 96, 96, 96, 96, 112],
      [96, 96, 96, 96, 96, 112, 20],
    ])
    const words = recording.messages.map(({ message }) => label(message as ChordMessage))
    expect(words.filter((text) => text.startsWith('find_successor'))).toEqual(
      expect.arrayContaining(['find_successor(112)', 'find_successor(16)']),
    )
  })

  test('with "all" every node builds its table, and an entry that is wrong is put right', () => {
    const joined = chordScenario(
      [
        { do: 'join', node: 60, via: 20 },
        { do: 'maintain', rounds: 2 },
        { do: 'fixFingers', node: 'all' },
      ],
      { config },
    )
    const all = [...nodes, 60].sort((a, b) => a - b)
    for (const { id, fingers } of chordResult(joined).nodes) expect(fingers).toEqual(tableOf(id, 7, all))
  })
})

describe('the ring 1, 8, 14, 21, 32, 38, 42, 48, 51, 56 (Stoica et al. 2003, m = 6)', () => {
  test('the fingers of 8 are 14, 14, 14, 21, 32, 42 (figure 4)', () => {
    expect(chordResult(tonRing([])).node(8).fingers).toEqual([14, 14, 14, 21, 32, 42])
  })

  test.each(['recursive', 'iterative'])(
    'lookup(54) from 8 goes 8 → 42 → 51 and answers 56, %s (figure 4)',
    (mode) => {
      const { operations } = chordResult(tonRing([{ do: 'lookup', from: 8, key: 54 }], { mode }))
      expect(operations).toMatchObject([{ owner: 56, path: [8, 42, 51, 56], hops: 3, ok: true }])
    },
  )

  test('the same lookup by successors passes every node between (figure 3)', () => {
    const { operations } = chordResult(
      tonRing([{ do: 'lookup', from: 8, key: 54 }], { routing: 'successor' }),
    )
    expect(operations[0]).toMatchObject({ path: [8, 14, 21, 32, 38, 42, 48, 51, 56], hops: 8 })
  })

  test('iterative: 8 asks each node itself', () => {
    const { messages } = recordedChord(tonRing([{ do: 'lookup', from: 8, key: 54 }], { mode: 'iterative' }))
    expect(messages.map(({ from, to, message }) => [from, to, label(message as ChordMessage)])).toEqual([
      [8, 42, 'next(54)?'],
      [42, 8, 'next = 51'],
      [8, 51, 'next(54)?'],
      [51, 8, 'next = 56'],
      [8, 56, 'lookup(54)'],
      [56, 8, 'at 56'],
    ])
  })

  test('26 joins between 21 and 32: K24 moves to it, K30 stays (figure 5)', () => {
    const keys = { 24: 'K24', 30: 'K30' }
    const { node, properties } = chordResult(
      tonRing(
        [
          { do: 'join', node: 26, via: 8 },
          { do: 'stabilize', node: 26 },
          { do: 'stabilize', node: 21 },
        ],
        { keys },
      ),
    )
    expect([node(26).keys, node(32).keys, node(21).successor]).toEqual([{ 24: 'K24' }, { 30: 'K30' }, 26])
    expect(properties.Ideal).toBe('holds')
  })

  const failures = [14, 21, 32].map((node) => ({ do: 'fail', node }))
  const lookup30 = { do: 'lookup', from: 8, key: 30 }

  test('14, 21 and 32 fail, 8 has no successor list: it answers key 30 with 42, where 38 is right (IV-E.3)', () => {
    const { operations } = chordResult(tonRing([...failures, lookup30], { variant: 'paper' }))
    expect(operations).toMatchObject([{ owner: 42, ok: false, timeouts: 3 }])
  })

  test.each(['recursive', 'iterative'])('with a list of 4 successors it finds 38, %s', (mode) => {
    const { operations } = chordResult(
      tonRing([...failures, lookup30], { variant: 'paper', successors: 4, mode }),
    )
    expect(operations).toMatchObject([{ owner: 38, path: [8, 38], ok: true }])
  })

  test.each(['successor', 'finger'])('every key is found from every node, routing by %s', (routing) => {
    for (const mode of ['recursive', 'iterative']) {
      const actions = TON.flatMap((from) =>
        Array.from({ length: 64 }, (_, key) => ({ do: 'lookup', from, key })),
      )
      const { operations } = chordResult(tonRing(actions, { routing, mode }))
      expect(operations).toHaveLength(640)
      for (const { key, from, owner, path, ok } of operations) {
        expect([owner, ok, path[0], path.at(-1)]).toEqual([ownerOf(key, TON), true, from, owner])
      }
    }
  })
})
