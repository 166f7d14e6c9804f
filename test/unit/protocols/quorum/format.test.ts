import { describe, expect, test } from 'vitest'
import { placementOf } from '../../../../src/protocols/quorum/placement.ts'
import { type Document, refusal } from '../../../support/scenarios.ts'
import { get, put, quorumDocument } from './support.ts'

const withConfig = (config: Document, actions: readonly Document[] = []) =>
  refusal(quorumDocument(actions, { config }))
const withAction = (action: Document, ...before: Document[]) => refusal(quorumDocument([...before, action]))

describe('what is right is read', () => {
  test('the least that a scenario needs', () => {
    const config = { nodes: ['a'], n: 1, w: 1, r: 1 }
    expect(refusal({ schema: 'clusterscope/1', lab: 'quorum', title: '', config, actions: [] })).toEqual([])
  })

  test('every field and every action', () => {
    const config = {
      read: 'none',
      sloppy: false,
      hintedHandoff: false,
      versions: 'timestamp',
      legs: { W: { kind: 'exponential', mean: 5 }, A: 1, R: { kind: 'uniform', min: 1, max: 2 }, S: 3 },
      timeout_ms: 50,
    }
    const actions = [
      put('V14', { mark: 'put' }),
      get(['N1', 'N3']),
      { do: 'refuse', node: 'N2' },
      { do: 'refuse', node: 'N2', count: 0 },
      { do: 'clockSkew', node: 'writer', ms: -20 },
      { do: 'crash', node: 'writer' },
      { do: 'recover', node: 'writer' },
      { do: 'partition', groups: [['N1', 'writer'], ['N2'], []] },
      { do: 'heal' },
      { do: 'advance', seconds: 1 },
    ]
    expect(withConfig(config, actions)).toEqual([])
  })
})

describe('what belongs to later work is refused by name', () => {
  test.each([
    ['read', 'asyncRepair', 'config.read: expected "none", got "asyncRepair"'],
    ['sloppy', true, 'config.sloppy: expected false, got true'],
    ['hintedHandoff', true, 'config.hintedHandoff: expected false, got true'],
    ['versions', 'vectorClock', 'config.versions: expected "timestamp", got "vectorClock"'],
  ])('%s', (field, value, line) => {
    expect(withConfig({ [field]: value })).toEqual([line])
  })
})

describe('faults of the configuration', () => {
  test.each<[string, Document, string[]]>([
    ['no replicas', { nodes: [], placement: {} }, ['config.nodes: expected at least one replica, got []']],
    [
      'n above the nodes',
      { n: 5, placement: {} },
      ['config.n: expected at most 4, the number of nodes, got 5'],
    ],
    ['w above n', { w: 4 }, ['config.w: expected 1..3, at most n, got 4']],
    ['r above n', { r: 4 }, ['config.r: expected 1..3, at most n, got 4']],
    ['w of 0', { w: 0 }, ['config.w: expected an integer 1..50, got 0']],
    [
      'a name twice',
      { nodes: ['N1', 'N3', 'N4', 'N1'] },
      ['config.nodes[3]: expected each replica once, got "N1"'],
    ],
    [
      'a placement on an unknown node',
      { placement: { K14: ['N1', 'N3', 'N9'] } },
      ['config.placement.K14[2]: expected one of N1, N2, N3, N4, got "N9"'],
    ],
    [
      'a placement that is too short',
      { placement: { K14: ['N1', 'N3'] } },
      ['config.placement.K14: expected 3 replicas, as n says, got ["N1","N3"]'],
    ],
    [
      'a placement that names a node twice',
      { placement: { K14: ['N1', 'N3', 'N3'] } },
      ['config.placement.K14[2]: expected each replica once, got "N3"'],
    ],
    ['a delay that cannot be', { legs: { W: -1 } }, ['config.legs.W: expected a number 0..10000000, got -1']],
    ['a leg that there is not', { legs: { X: 1 } }, ['config.legs.X: is not a field that is known here']],
    ['no time to wait', { timeout_ms: 0 }, ['config.timeout_ms: expected a number 1..100000000, got 0']],
  ])('%s', (_, config, lines) => {
    expect(withConfig(config)).toEqual(lines)
  })

  test('a name that objects have of their own', () => {
    expect(withConfig({ nodes: ['N1', 'N3', 'N4', '__proto__'] })).toEqual([
      'config.nodes[3]: expected a name that is no word of the language, got "__proto__"',
    ])
    expect(withAction(put('x', { key: 'constructor' }))).toEqual([
      'actions[0].key: expected a key that is no word of the language, got "constructor"',
    ])
  })

  test('more replicas than can be drawn', () => {
    const nodes = Array.from({ length: 51 }, (_, i) => `N${i}`)
    expect(withConfig({ nodes, placement: {} })[0]).toMatch(/^config\.nodes: expected at most 50 replicas/)
  })
})

describe('faults of actions', () => {
  const heal = { do: 'heal' }

  test.each<[string, Document, string]>([
    [
      'a client with a replica’s name',
      put('x', { client: 'N2' }),
      'actions[3].client: expected a client: a name that no replica has, got "N2"',
    ],
    [
      'a get from a node that is no replica of the key',
      get(['N2']),
      'actions[3].from[0]: expected a replica of K14: N1, N3, N4, got "N2"',
    ],
    [
      'a get from one replica twice',
      get(['N1', 'N1']),
      'actions[3].from[1]: expected each replica once, got "N1"',
    ],
    [
      'refuse of a client',
      { do: 'refuse', node: 'writer' },
      'actions[3].node: expected the name of a replica, got "writer"',
    ],
    [
      'a crash of nobody',
      { do: 'crash', node: 'N9' },
      'actions[3].node: expected a replica, or a client of some action, got "N9"',
    ],
    [
      'a recovery of a node that is up',
      { do: 'recover', node: 'N1' },
      'actions[3].node: expected a node that has crashed by then, got "N1"',
    ],
    [
      'a group with a stranger',
      { do: 'partition', groups: [['N1', 'N9']] },
      'actions[3].groups[0][1]: expected a replica, or a client of some action, got "N9"',
    ],
    [
      'a node in two groups',
      { do: 'partition', groups: [['N1'], ['N1']] },
      'actions[3].groups[1][0]: expected each node in one group, got "N1"',
    ],
    [
      'the clock of a replica',
      { do: 'clockSkew', node: 'N1', ms: 1 },
      'actions[3].node: expected a client: a name that no replica has, got "N1"',
    ],
  ])('%s', (_, action, line) => {
    expect(withAction(action, heal, heal, heal)).toEqual([line])
  })

  test('a client that has crashed cannot ask', () => {
    expect(withAction(put('x'), put('w'), { do: 'crash', node: 'writer' })).toEqual([
      'actions[2].client: expected a node that is up by then, got "writer"',
    ])
  })

  test('nothing is assumed of a node that an intervention names', () => {
    const actions = [put('x'), { do: 'crash', node: 'N1', at_step: 1 }, { do: 'recover', node: 'N1' }]
    expect(refusal(quorumDocument(actions))).toEqual([])
  })

  test('too many operations, and too many for so many replicas', () => {
    const puts = (count: number) => Array.from({ length: count }, () => put('x'))
    expect(refusal(quorumDocument(puts(1000)))).toEqual([])
    expect(refusal(quorumDocument(puts(1001)))).toEqual([
      'actions: expected at most 1000 puts and gets, got 1001',
    ])
    const nodes = Array.from({ length: 50 }, (_, i) => `N${i}`)
    expect(refusal(quorumDocument(puts(401), { config: { nodes, n: 50, placement: {} } }))).toEqual([
      'actions: expected at most 20000 for puts and gets times n, got 20050',
    ])
  })

  test('too many keys for so many replicas', () => {
    const puts = Array.from({ length: 667 }, (_, i) => put('x', { key: `K${i}` }))
    expect(refusal(quorumDocument(puts.slice(1)))).toEqual([])
    expect(refusal(quorumDocument(puts))).toEqual([
      'actions: expected at most 2000 for keys times n, got 2001',
    ])
  })

  test('too many clients', () => {
    const gets = Array.from({ length: 101 }, (_, i) => get(undefined, { client: `c${i}` }))
    expect(refusal(quorumDocument(gets))).toEqual(['actions: expected at most 100 clients, got 101'])
  })
})

describe('placement by consistent hashing (Dynamo 2007, section 4.3)', () => {
  const nodes = Array.from({ length: 10 }, (_, i) => `N${i + 1}`)
  const keys = Array.from({ length: 200 }, (_, i) => `K${i}`)

  test('a key has N different replicas, and keeps them when others join elsewhere on the circle', () => {
    const ofTen = placementOf({ nodes, n: 3, placement: {} })
    const ofEleven = placementOf({ nodes: [...nodes, 'N11'], n: 3, placement: {} })
    for (const key of keys) {
      expect(new Set(ofTen(key)).size).toBe(3)
      expect(
        ofEleven(key)
          .filter((name) => name !== 'N11')
          .every((name) => ofTen(key).includes(name)),
      ).toBe(true)
    }
    expect(keys.filter((key) => ofEleven(key).includes('N11')).length).toBeGreaterThan(0)
  })

  test('does not depend on the order of the nodes', () => {
    const one = placementOf({ nodes, n: 4, placement: {} })
    const other = placementOf({ nodes: nodes.toReversed(), n: 4, placement: {} })
    expect(keys.map(one)).toEqual(keys.map(other))
  })

  test('what the scenario names comes first', () => {
    expect(placementOf({ nodes, n: 2, placement: { K14: ['N9', 'N2'] } })('K14')).toEqual(['N9', 'N2'])
  })
})
