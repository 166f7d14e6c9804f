import { describe, expect, test } from 'vitest'
import { RandomStream } from '../../../../src/engine/kernel/random.ts'
import { idOfName } from '../../../../src/protocols/chord/naming.ts'
import { identifiers } from '../../../../src/protocols/chord/population.ts'
import {
  chordDocument,
  chordResult,
  chordScenario,
  type Document,
  refusal,
} from '../../../support/scenarios.ts'

const refused = (config: Document) => refusal(chordDocument([], { config }))

describe('what a scenario of Chord may say', () => {
  const cases: readonly (readonly [what: string, config: Document, line: string])[] = [
    [
      'more replicas than an owner has successors',
      { replicas: 3 },
      'config.replicas: expected at most 2: an owner and its 1 successors, got 3',
    ],
    [
      'virtual nodes of listed identifiers',
      { virtualNodes: 2 },
      'config.virtualNodes: expected 1 where identifiers are listed, got 2',
    ],
    [
      'the corrected version with one successor',
      { variant: 'corrected' },
      'config.successors: expected at least 2 in variant "corrected", got 1',
    ],
    [
      'a state of a node that is not there',
      { state: { 5: { successors: [8] } } },
      'config.state.5: expected a node that `nodes` lists, got 5',
    ],
    [
      'a state with a longer list',
      { state: { 8: { successors: [15, 20] } } },
      'config.state.8.successors: expected at most 1 successors, got [15,20]',
    ],
    [
      'a pointer outside the ring',
      { state: { 8: { successors: [64] } } },
      'config.state.8.successors[0]: expected an identifier 0..63, got 64',
    ],
    [
      'an interval the wrong way round',
      { maintenance: { stabilize_ms: { min: 9, max: 3 } } },
      'config.maintenance.stabilize_ms: expected min to be at most max, got {"min":9,"max":3}',
    ],
    [
      'more virtual nodes than identifiers',
      { nodes: { count: 40 }, virtualNodes: 2 },
      'config.nodes.count: expected at most 64, the size of the ring of 2 identifiers each, got 40',
    ],
  ]

  test.each(cases)('%s is refused', (_, config, line) => {
    expect(refused(config)).toContain(line)
  })

  test('`state` gives a node its own pointers (SCENARIOS)', () => {
    const state = { 58: { successors: [4, 8], predecessor: 35 }, 4: { successors: [8] } }
    const { node } = chordResult(chordScenario([], { config: { successors: 2, state } }))
    expect(node(58)).toMatchObject({ successor: 4, predecessor: 35, successors: [4, 8] })
    expect(node(4)).toMatchObject({ successor: 8, predecessor: null, successors: [8] })
    expect(node(8)).toMatchObject({ successor: 15, predecessor: 4, successors: [15, 20] })
  })
})

describe('identifiers from SHA-1 (Stoica et al. 2003, section IV-B)', () => {
  test('the leading bits of the digest: sha1("abc") begins with a9993e36 (FIPS 180)', () => {
    expect(idOfName('abc', 32)).toBe(0xa9993e36)
    expect(idOfName('abc', 6)).toBe(0xa9993e36 >>> 26)
  })

  test('virtual nodes: each machine has so many identifiers', () => {
    const dice = () => new RandomStream(1, 'workload')
    const nodes = { count: 10, placement: 'hash' } as const
    const one = identifiers({ bits: 32, nodes }, dice())
    const four = identifiers({ bits: 32, nodes, virtualNodes: 4 }, dice())
    expect([one.length, four.length]).toEqual([10, 40])
    expect(one.every((id) => four.includes(id))).toBe(true)
    expect(four).toContain(idOfName('node 3/2', 32))
  })
})

describe('large rings', () => {
  test('a ring of 20,000 nodes builds, a lookup by fingers takes few hops, and the answer is judged', () => {
    const { operations } = chordResult(
      chordScenario([{ do: 'lookup', from: 0, key: 123_456_789 }], {
        config: { bits: 32, nodes: { count: 20_000, placement: 'even' }, routing: 'finger' },
      }),
    )
    expect(operations).toMatchObject([{ ok: true }])
    expect(operations[0]?.hops).toBeLessThanOrEqual(16)
  })

  test('a path by successors is cut after 1,024 nodes; its hops are counted on', () => {
    const { operations } = chordResult(
      chordScenario([{ do: 'lookup', from: 0, key: 2998 }], {
        config: { bits: 12, nodes: Array.from({ length: 1500 }, (_, i) => 2 * i) },
      }),
    )
    expect(operations[0]).toMatchObject({ owner: 2998, hops: 1499, ok: true })
    expect(operations[0]?.path).toHaveLength(1025)
  })
})
