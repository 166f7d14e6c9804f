import { describe, expect, test } from 'vitest'
import type { NodeStatus, World } from '../../../../src/engine/kernel/world.ts'
import type { ChordMessage, ChordState } from '../../../../src/protocols/chord/messages.ts'
import { chordProperties } from '../../../../src/protocols/chord/properties.ts'
import { emptyState } from '../../../../src/protocols/chord/state.ts'
import { principals, survey } from '../../../../src/protocols/chord/survey.ts'
import { chordResult, chordRun, chordScenario, recordedChord } from '../../../support/scenarios.ts'

/** A ring made by hand: each node's successor, predecessor and keys; dead nodes stand in `down`. */
function world(
  nodes: Readonly<
    Record<number, readonly [succ: number | null, pred: number | null, keys?: readonly number[]]>
  >,
  down: readonly number[] = [],
): World<ChordState> {
  const states = new Map<number, ChordState>(
    Object.entries(nodes).map(([id, [successor, predecessor, keys = []]]) => [
      Number(id),
      {
        ...emptyState(),
        successor,
        predecessor,
        keys: Object.fromEntries(keys.map((key) => [key, `V${key}`])),
      },
    ]),
  )
  const status = (id: number): NodeStatus => (down.includes(id) ? 'crashed' : 'up')
  return {
    now_us: 0,
    addresses: [...states.keys()],
    state: (id) => states.get(id as number),
    status: (id) => (states.has(id as number) ? status(id as number) : undefined),
    operations: [],
    networkPartition: undefined,
    messagesInFlight: () => [],
  }
}

/** A ring of live nodes with successor lists, and right predecessors. */
function withLists(lists: Readonly<Record<number, readonly number[]>>, down: readonly number[] = []) {
  const ids = Object.keys(lists).map(Number)
  const live = ids.filter((id) => !down.includes(id))
  const pointers = Object.fromEntries(
    ids.map((id) => [id, [lists[id]?.[0] ?? null, live.at(live.indexOf(id) - 1) ?? null] as const]),
  )
  const ring = world(pointers, down)
  for (const id of ids) (ring.state(id) as ChordState).backups = (lists[id] ?? []).slice(1)
  return ring
}

/** The properties that do not hold, with where. */
function violated(ring: World<ChordState>): Record<string, readonly (number | string)[]> {
  const verdicts = chordProperties.check(ring)
  return Object.fromEntries(
    chordProperties.properties.flatMap(({ name }, i) => {
      const verdict = verdicts[i]
      return verdict?.holds ? [] : [[name, verdict?.where ?? []]]
    }),
  )
}

/** What stands in the way of one property; undefined when it holds. */
const where = (name: string, ring: World<ChordState>) => violated(ring)[name]

describe('properties on rings made by hand (Zave 2017; Liben-Nowell et al. 2002)', () => {
  test('an ideal ring violates none', () => {
    expect(violated(world({ 4: [20, 32, [2, 33]], 20: [32, 4, [20, 5]], 32: [4, 20] }))).toEqual({})
  })

  test('neither does a ring of one, with or without itself as predecessor, nor an empty world', () => {
    expect(violated(world({ 4: [4, 4, [9]] }))).toEqual({})
    expect(violated(world({ 4: [4, null] }))).toEqual({})
    expect(violated(world({}))).toEqual({})
    expect(violated(world({ 4: [4, 4] }, [4]))).toEqual({})
  })

  test('two rings: AtMostOneRing names the nodes of the second, and each skips the other', () => {
    const two = world({ 4: [32, 32], 32: [4, 4], 20: [58, 58], 58: [20, 20] })
    expect(where('AtMostOneRing', two)).toEqual([20, 58])
    expect(where('ValidSuccessorList', two)).toEqual([4, 20, 32, 58])
    expect(where('AtLeastOneRing', two)).toBeUndefined()
    expect(where('OrderedRing', two)).toBeUndefined()
    expect(where('Ideal', two)).toEqual([4, 20, 32, 58])
  })

  test('a disordered ring passes zero twice: OrderedRing names its nodes', () => {
    const disordered = world({ 4: [32, 20], 32: [20, 4], 20: [58, 32], 58: [4, 20] })
    expect(where('OrderedRing', disordered)).toEqual([4, 32, 20, 58])
    expect(where('AtMostOneRing', disordered)).toBeUndefined()
    expect(where('ValidSuccessorList', disordered)).toEqual([4, 20, 32])
    expect(where('SuccessorsCorrect', disordered)).toEqual([4, 20, 32])
  })

  test('a dead successor breaks the only ring: AtLeastOneRing and ConnectedAppendages name who is left', () => {
    const broken = world({ 4: [20, 32], 20: [32, 4], 32: [4, 20] }, [32])
    expect(where('AtLeastOneRing', broken)).toEqual([4, 20])
    expect(where('ConnectedAppendages', broken)).toEqual([4, 20])
    expect(where('SuccessorsCorrect', broken)).toEqual([20])
    expect(where('PredecessorsCorrect', broken)).toEqual([4])
  })

  test('an appendage leads to the ring: it is no fault, but not ideal', () => {
    const joining = world({ 4: [20, 32], 20: [32, 4], 32: [4, 20], 25: [32, null], 22: [25, null] })
    expect(violated(joining)).toEqual({
      SuccessorsCorrect: [20],
      PredecessorsCorrect: [22, 25, 32],
      Ideal: [20, 22, 25, 32],
    })
  })

  test('an appendage that leads nowhere: ConnectedAppendages names it and those behind it', () => {
    const lost = world(
      { 4: [20, 20], 20: [4, 4], 25: [30, null], 22: [25, null], 30: [40, null], 40: [4, 20] },
      [40],
    )
    expect(where('ConnectedAppendages', lost)).toEqual([22, 25, 30])
    expect(where('AtLeastOneRing', lost)).toBeUndefined()
  })

  test('a node that has asked to join and has no successor yet is no lost appendage', () => {
    const asking = world({ 4: [20, 20], 20: [4, 4], 25: [null, null] })
    expect(where('ConnectedAppendages', asking)).toBeUndefined()
    expect(where('Ideal', asking)?.toSorted()).toEqual([20, 25, 4])
  })

  test('a successor that does not exist is as bad as a dead one', () => {
    expect(where('AtLeastOneRing', world({ 4: [9, null] }))).toEqual([4])
  })

  test('a skipped member: ValidSuccessorList names who points past it', () => {
    // 4 → 32 passes 20, which is on the cycle by way of 58 → 20 → 32.
    const skipping = world({ 4: [58, 58], 58: [20, 20], 20: [32, 4], 32: [4, 20] })
    expect(where('ValidSuccessorList', skipping)).toEqual([4, 32, 58])
  })

  test('a key on the wrong node: EveryKeyFound names the key', () => {
    const misplaced = world({ 4: [20, 32, [21]], 20: [32, 4, [15, 40]], 32: [4, 20] })
    expect(violated(misplaced)).toEqual({ EveryKeyFound: [21, 40] })
  })

  test('a key that its owner has too is found, wherever else it lies', () => {
    expect(violated(world({ 4: [20, 20, [15]], 20: [4, 4, [15]] }))).toEqual({})
  })

  test('a key at an appendage is found where the ring looks for it, or not', () => {
    const nodes = { 4: [20, 20], 20: [4, 4] } as const
    expect(where('EveryKeyFound', world({ ...nodes, 15: [20, null, [10]] }))).toEqual([10])
    expect(where('EveryKeyFound', world({ ...nodes, 20: [4, 4, [10]], 15: [20, null] }))).toBeUndefined()
  })

  test('keys of a dead node are not looked for', () => {
    expect(
      where('EveryKeyFound', world({ 4: [20, 20], 20: [4, 4], 15: [20, 4, [10]] }, [15])),
    ).toBeUndefined()
  })

  test('a wrong predecessor: PredecessorsCorrect and Ideal name it, and nothing else is wrong', () => {
    expect(violated(world({ 4: [20, 32], 20: [32, 32], 32: [4, null] }))).toEqual({
      PredecessorsCorrect: [20, 32],
      Ideal: [20, 32],
    })
  })

  test('the survey lists live nodes, the ring and its cycles in order', () => {
    const { live, ring, cycles } = survey(world({ 32: [4, 4], 4: [32, 32], 20: [32, null], 8: [4, 1] }, [8]))
    expect([live, ring, cycles]).toEqual([[4, 20, 32], [4, 32], [[4, 32]]])
  })

  test('every property can fail, and says what it means', () => {
    const broken = [
      world({ 4: [9, null, [7]] }),
      world({ 4: [32, 32], 32: [4, 4], 20: [58, 58], 58: [20, 20] }),
      world({ 4: [32, 20], 32: [20, 4], 20: [58, 32], 58: [4, 20] }),
      withLists({ 25: [60, 25], 60: [25, 60] }),
    ]
    const failed = new Set(broken.flatMap((ring) => Object.keys(violated(ring))))
    expect(chordProperties.properties.map(({ name }) => name).filter((name) => !failed.has(name))).toEqual([])
    for (const { meaning, label } of chordProperties.properties) {
      expect([meaning.endsWith('.'), label.length > 0]).toEqual([true, true])
    }
  })
})

describe('the ring at the start', () => {
  test('nodes may be given in any order', () => {
    expect(chordResult(chordScenario([], { config: { nodes: [58, 4, 20] } })).properties).toMatchObject({
      Ideal: 'holds',
    })
  })

  test.each(['even', 'random'] as const)(
    '{count, placement: "%s"} gives that many nodes, ideal',
    (placement) => {
      for (const count of [0, 1, 2, 7, 64]) {
        const { nodes, properties } = chordResult(
          chordScenario([], { config: { nodes: { count, placement } } }),
        )
        expect([nodes.length, new Set(nodes.map(({ id }) => id)).size]).toEqual([count, count])
        expect(nodes.every(({ id }) => id >= 0 && id < 64)).toBe(true)
        expect(properties.Ideal).toBe('holds')
      }
    },
  )

  test('even placement spreads the nodes, random placement follows the seed', () => {
    const ids = (nodes: object, seed = 1) =>
      chordResult(chordScenario([], { seed, config: { nodes } })).nodes.map(({ id }) => id)
    expect(ids({ count: 4, placement: 'even' })).toEqual([0, 16, 32, 48])
    expect(ids({ count: 10 })).toEqual(ids({ count: 10 }))
    expect(ids({ count: 10 }, 2)).not.toEqual(ids({ count: 10 }))
  })

  test('{count} of keys gives that many keys, each on its owner', () => {
    const { nodes, properties } = chordResult(chordScenario([], { config: { keys: { count: 40 } } }))
    expect(nodes.flatMap(({ keys }) => Object.keys(keys))).toHaveLength(40)
    expect(properties.EveryKeyFound).toBe('holds')
  })

  test('the workload is the same whatever happens in the network', () => {
    const config = { nodes: { count: 10 }, keys: { count: 10 } }
    const start = (network: object) => {
      const { kernel } = chordRun(chordScenario([], { network, config }))
      return kernel.addresses.map((id) => [id, kernel.state(id)])
    }
    expect(start({ loss: 0.5, latency_ms: { kind: 'exponential', mean: 5 } })).toEqual(start({}))
  })
})

describe('who comes and goes', () => {
  const maintain = { do: 'maintain', rounds: 3 }
  const keys = { 46: 'V46', 48: 'V48', 55: 'V55' }

  test('joins one after the other, with maintenance, give an ideal ring with every key in place', () => {
    const joins = [50, 1, 63, 33, 10].flatMap((node) => [{ do: 'join', node, via: 15 }, maintain])
    const { properties, nodes } = chordResult(chordScenario(joins, { config: { keys } }))
    expect(new Set(Object.values(properties))).toEqual(new Set(['holds']))
    expect(nodes.map(({ id }) => id)).toEqual([1, 4, 8, 10, 15, 20, 32, 33, 35, 44, 50, 58, 63])
  })

  test('a node that leaves hands its keys to its successor, and the ring is ideal at once', () => {
    const { node, properties } = chordResult(chordScenario([{ do: 'leave', node: 58 }], { config: { keys } }))
    expect(node(4)).toMatchObject({ predecessor: 44, keys })
    expect([node(44).successor, node(58).alive]).toEqual([4, false])
    expect([properties.Ideal, properties.EveryKeyFound]).toEqual(['holds', 'holds'])
  })

  test('"all" leave, and nobody is left', () => {
    const { nodes, properties } = chordResult(chordScenario([{ do: 'leave', node: 'all' }]))
    expect(nodes.some(({ alive }) => alive)).toBe(false)
    expect(properties.AtLeastOneRing).toBe('holds')
  })

  test('keys of a leaving node whose successor has a closer predecessor by now are not lost', () => {
    // 50 has joined between 44 and 58, and 58 knows; 44 does not yet, and leaves.
    const { node } = chordResult(
      chordScenario(
        [
          { do: 'join', node: 50, via: 15 },
          { do: 'stabilize', node: 50 },
          { do: 'leave', node: 44 },
        ],
        { config: { keys: { 40: 'V40', 43: 'V43', ...keys } } },
      ),
    )
    expect(node(50).keys).toMatchObject({ 40: 'V40', 43: 'V43', 46: 'V46', 48: 'V48' })
    expect(node(58).keys).toEqual({ 55: 'V55' })
  })

  test('keys handed to a node that gets a closer predecessor in the meantime move on to it', () => {
    // The keys that 58 hands to 52 are held up until 50 stands before 52.
    const actions = [
      { do: 'join', node: 52, via: 15 },
      { do: 'stabilize', node: 52, at_ms: 100 },
      { do: 'join', node: 50, via: 15, at_ms: 200 },
      { do: 'stabilize', node: 50, at_ms: 300 },
      { do: 'maintain', rounds: 2 },
    ]
    const transfer = recordedChord(chordScenario(actions, { config: { keys } })).messages.find(
      ({ message }) => (message as ChordMessage).kind === 'transfer',
    )
    expect(transfer).toMatchObject({ from: 58, to: 52, message: { keys: { 46: 'V46', 48: 'V48' } } })
    const delay = { do: 'delay', message: transfer?.id, ms: 5000, at_step: transfer?.sentStep }
    const { properties, node } = chordResult(chordScenario([...actions, delay], { config: { keys } }))
    expect([node(52).predecessor, node(52).keys, node(50).keys]).toEqual([50, {}, { 46: 'V46', 48: 'V48' }])
    expect(properties.EveryKeyFound).toBe('holds')
  })

  test('create starts a second ring, which AtMostOneRing tells apart', () => {
    const { properties, node } = chordResult(chordScenario([{ do: 'create', node: 50 }]))
    expect(node(50)).toMatchObject({ successor: 50, predecessor: null })
    expect(properties).toMatchObject({
      AtMostOneRing: 'violated',
      AtLeastOneRing: 'holds',
      OrderedRing: 'holds',
    })
  })

  test('an empty ring starts with create, and others join it', () => {
    const { properties, nodes } = chordResult(
      chordScenario(
        [
          { do: 'create', node: 50 },
          { do: 'join', node: 8, via: 50 },
          { do: 'maintain', rounds: 3 },
          { do: 'join', node: 60, via: 8 },
          { do: 'maintain', rounds: 3 },
        ],
        { config: { nodes: [] } },
      ),
    )
    expect([properties.Ideal, nodes.length]).toEqual(['holds', 3])
  })

  test('lookups through a node that has failed are lost, with no answer', () => {
    const { operations } = chordResult(
      chordScenario([
        { do: 'fail', node: 15 },
        { do: 'lookup', from: 8, key: 14 },
        { do: 'lookup', from: 20, key: 14 },
      ]),
    )
    for (const { owner, hops, ok } of operations) expect([owner, hops, ok]).toEqual([null, null, false])
  })

  test('keys that are handed over are not found while they are on their way; lost ones are nowhere', () => {
    const recording = recordedChord(
      chordScenario(
        [
          { do: 'join', node: 50, via: 15 },
          { do: 'stabilize', node: 50 },
          { do: 'drop', message: 10, at_step: 11 },
        ],
        { config: { keys: { 46: 'V46', 48: 'V48' } } },
      ),
    )
    const found = chordProperties.properties.findIndex(({ name }) => name === 'EveryKeyFound')
    expect(recording.frame(10).verdicts[found]).toEqual({ holds: true })
    expect(recording.frame(11).verdicts[found]).toEqual({ holds: false, where: [46, 48] })
    expect(recording.step(12)?.kind).toBe('drop')
    expect(recording.frame(12).verdicts[found]).toEqual({ holds: true })
  })

  test('placement "hash": identifiers are the leading bits of SHA-1 names (Stoica et al. 2003, IV-B)', () => {
    const scenario = chordScenario([], { config: { bits: 16, nodes: { count: 3, placement: 'hash' } } })
    // sha1sum of node 0, node 1 and node 2 begins with 32e9, 439d and 2112.
    expect(chordResult(scenario).nodes.map(({ id }) => id)).toEqual([8466, 13033, 17309])
  })

  test('a node that has left may join again, without the keys that it handed over', () => {
    const { node, properties } = chordResult(
      chordScenario(
        [
          { do: 'leave', node: 15 },
          { do: 'join', node: 15, via: 44 },
          { do: 'maintain', rounds: 2 },
        ],
        { config: { keys: { 14: 'V14' } } },
      ),
    )
    expect([node(15).alive, node(15).keys, node(20).keys]).toEqual([true, { 14: 'V14' }, {}])
    expect(properties.Ideal).toBe('holds')
  })

  test('a node that has failed may join again, and maintenance makes the ring ideal', () => {
    const rejoin = [
      { do: 'fail', node: 15 },
      { do: 'join', node: 15, via: 4 },
    ]
    const rounds = { do: 'maintain', rounds: 10 }
    expect(chordResult(chordScenario([...rejoin, rounds])).properties.Ideal).toBe('holds')
  })

  test('a node that recovers finds its pointers as they were', () => {
    const { node, properties } = chordResult(
      chordScenario([
        { do: 'fail', node: 15 },
        { do: 'recover', node: 15 },
      ]),
    )
    expect([node(15).successor, node(15).predecessor, properties.Ideal]).toEqual([20, 8, 'holds'])
  })

  test('only join and create bring a node into being', () => {
    const byHand = [
      { do: 'lookup', from: 50, key: 1, at_step: 0 },
      { do: 'stabilize', node: 51, at_step: 0 },
      { do: 'leave', node: 52, at_step: 0 },
      { do: 'recover', node: 53, at_step: 0 },
    ]
    expect(chordResult(chordScenario(byHand))).toMatchObject({ steps: 0, nodes: { length: 8 } })
  })

  test('put and get from any two nodes meet', () => {
    const { operations } = chordResult(
      chordScenario([
        { do: 'put', from: 20, key: 63, value: 'last' },
        { do: 'put', from: 4, key: 63, value: 'newer' },
        { do: 'get', from: 44, key: 63 },
        { do: 'get', from: 44, key: 62 },
      ]),
    )
    expect(operations.map(({ owner, value }) => [owner, value])).toEqual([
      [4, 'last'],
      [4, 'newer'],
      [4, 'newer'],
      [4, null],
    ])
  })

  test('an answer that was right when it was given stays right in the result', () => {
    const { operations } = chordResult(
      chordScenario([
        { do: 'lookup', from: 8, key: 14 },
        { do: 'leave', node: 15 },
        { do: 'lookup', from: 8, key: 14 },
      ]),
    )
    expect(operations.map(({ owner, ok }) => [owner, ok])).toEqual([
      [15, true],
      [20, true],
    ])
  })

  test('a wrong answer is called wrong: 44 still points past 50 to 58', () => {
    const { operations } = chordResult(
      chordScenario([
        { do: 'join', node: 50, via: 15 },
        { do: 'stabilize', node: 50 },
        { do: 'lookup', from: 44, key: 48 },
        { do: 'stabilize', node: 44 },
        { do: 'lookup', from: 44, key: 48 },
      ]),
    )
    expect(operations.map(({ owner }) => owner)).toEqual([58, 50])
  })
})

describe('successor lists (slide 30; Zave 2012 and 2017)', () => {
  test('an ideal ring of lists violates none', () => {
    expect(violated(withLists({ 4: [20, 32], 20: [32, 50], 32: [50, 4], 50: [4, 20] }))).toEqual({})
  })

  test('the best successor is the first live entry: a dead head breaks no ring', () => {
    const ring = withLists({ 4: [20, 32], 20: [32, 50], 32: [50, 4], 50: [4, 20] }, [20])
    expect(survey(ring).ring).toEqual([4, 32, 50])
    expect(Object.keys(violated(ring))).toEqual(['SuccessorsCorrect', 'Ideal'])
  })

  test('a list without a live entry: OneLiveSuccessor names its node', () => {
    const ring = withLists({ 4: [20, 32], 20: [32, 50], 32: [50, 4], 50: [4, 20] }, [20, 32])
    expect(where('OneLiveSuccessor', ring)).toEqual([4])
    expect(where('AtLeastOneRing', ring)).toEqual([4, 50])
  })

  test('ValidSuccessorList: a list may not skip a live node that the node before it knows', () => {
    // 4 knows 20 and 32; the list of 20, its successor, skips 32.
    const skipping = withLists({ 4: [20, 32], 20: [50, 4], 32: [50, 4], 50: [4, 20] })
    expect(where('ValidSuccessorList', skipping)).toEqual([20])
    // Nobody right before 20 knows 32, which joins: nothing is wrong yet.
    const joining = withLists({ 4: [20, 50], 20: [50, 4], 32: [50, 4], 50: [4, 20] })
    expect(where('ValidSuccessorList', joining)).toBeUndefined()
  })

  test('principals are the members that no list skips, around zero too', () => {
    expect(principals(survey(withLists({ 4: [20, 50], 20: [50, 4], 32: [50, 4], 50: [4, 20] })))).toEqual([
      4, 20, 50,
    ])
    expect(principals(survey(withLists({ 2: [20, 50], 20: [50, 60], 50: [60, 20], 60: [20, 50] })))).toEqual([
      20, 50, 60,
    ])
    expect(principals(survey(withLists({ 4: [4, 4] })))).toEqual([4])
  })
})
