import { describe, expect, test } from 'vitest'
import { ownerOf } from '../../../../src/protocols/chord/identifiers.ts'
import { type ChordMessage, label } from '../../../../src/protocols/chord/messages.ts'
import {
  chordResult,
  chordScenario,
  LECTURE_NODES,
  pointers,
  publicScenario,
  recordedChord,
} from '../../../support/scenarios.ts'

const everyId = Array.from({ length: 64 }, (_, id) => id)

describe('D2, D3 (CS162 slides 9 and 10): keys on nodes', () => {
  // [first key, last key] of each node, as the slide's dots go on.
  const intervals: readonly [node: number, first: number, last: number][] = [
    [4, 59, 4],
    [8, 5, 8],
    [15, 9, 15],
    [20, 16, 20],
    [32, 21, 32],
    [35, 33, 35],
    [44, 36, 44],
    [58, 45, 58],
  ]

  test.each(intervals)('node %i maps [%i, %i]', (node, first, last) => {
    const keys = everyId.filter((key) => ownerOf(key, LECTURE_NODES) === node)
    const expected = everyId.filter((key) =>
      first <= last ? first <= key && key <= last : key >= first || key <= last,
    )
    expect(keys).toEqual(expected)
  })

  test('a ring that starts with all 64 keys stores each on its node', () => {
    const keys = Object.fromEntries(everyId.map((key) => [key, `V${key}`]))
    const { nodes } = chordResult(chordScenario([], { config: { keys } }))
    expect(nodes.map(({ id }) => id)).toEqual([...LECTURE_NODES])
    for (const { id, keys: stored } of nodes) {
      expect(Object.keys(stored).map(Number)).toEqual(
        everyId.filter((key) => ownerOf(key, LECTURE_NODES) === id),
      )
    }
  })

  test('key 14 lives on node 15: get(14) from 8 finds V14 there (slide 10)', () => {
    const { node, operations } = chordResult(publicScenario('chord-key-mapping'))
    expect(node(15).keys).toEqual({ 14: 'V14' })
    expect(operations[0]).toEqual({
      do: 'get',
      key: 14,
      from: 8,
      owner: 15,
      path: [8, 15],
      hops: 1,
      value: 'V14',
      ok: true,
    })
  })

  test('a put to 62 wraps around to node 4, and a get finds it (slide 10: node 4 maps [59, 4])', () => {
    const { node, operations } = chordResult(publicScenario('chord-key-mapping'))
    expect(node(4).keys).toEqual({ 62: 'V62' })
    expect(operations.slice(1)).toMatchObject([
      { do: 'put', key: 62, from: 44, owner: 4, path: [44, 58, 4], hops: 2, value: 'V62', ok: true },
      { do: 'get', key: 62, from: 58, owner: 4, path: [58, 4], hops: 1, value: 'V62', ok: true },
    ])
  })

  test('every key looked up from every node is found on its owner', () => {
    const actions = LECTURE_NODES.flatMap((from) => everyId.map((key) => ({ do: 'lookup', from, key })))
    const { operations } = chordResult(chordScenario(actions))
    expect(operations).toHaveLength(8 * 64)
    for (const { key, owner, ok } of operations) {
      expect([owner, ok]).toEqual([ownerOf(key, LECTURE_NODES), true])
    }
  })
})

describe('C1 (CS162 slide 13): lookup(37) by successor pointers', () => {
  test('goes 4 → 8 → 15 → 20 → 32 → 35 → 44, and node 44 is responsible', () => {
    const { operations } = chordResult(publicScenario('chord-lookup-37'))
    expect(operations).toEqual([
      {
        do: 'lookup',
        key: 37,
        from: 4,
        owner: 44,
        path: [4, 8, 15, 20, 32, 35, 44],
        hops: 6,
        value: 'V37',
        ok: true,
      },
    ])
  })

  test('each hop is one message to the successor; the last one is the answer to node 4', () => {
    const recording = recordedChord(publicScenario('chord-lookup-37'))
    expect(
      recording.messages.map(({ from, to, message }) => [from, to, label(message as ChordMessage)]),
    ).toEqual([
      [4, 8, 'lookup(37)'],
      [8, 15, 'lookup(37)'],
      [15, 20, 'lookup(37)'],
      [20, 32, 'lookup(37)'],
      [32, 35, 'lookup(37)'],
      [35, 44, 'lookup(37)'],
      [44, 4, 'at 44'],
    ])
  })

  test('a node answers for its own keys at once, with no message', () => {
    const { operations, steps } = chordResult(chordScenario([{ do: 'lookup', from: 44, key: 37 }]))
    expect([steps, operations[0]?.path, operations[0]?.hops]).toEqual([1, [44], 0])
  })

  test('the longest way is once around: from the owner’s successor', () => {
    const { operations } = chordResult(chordScenario([{ do: 'lookup', from: 58, key: 37 }]))
    expect(operations[0]).toMatchObject({ path: [58, 4, 8, 15, 20, 32, 35, 44], hops: 7 })
  })
})

describe('C3 (CS162 slides 15-28): join(50)', () => {
  const scenario = publicScenario('chord-join-50')
  const recording = recordedChord(scenario)
  const at = (step: number) => {
    const frame = recording.frame(step)
    return Object.fromEntries([50, 58, 44].map((id) => [id, pointers((address) => frame.state(address), id)]))
  }
  const message = (step: number) => label(recording.step(step)?.input as ChordMessage)

  // Slide → the step that ends at it, and the pointers that the slide shows.
  const slides: readonly [
    slide: number,
    step: number,
    of50: [succ: number | null, pred: number | null],
    of58: [number, number],
    of44: [number, number],
  ][] = [
    [15, 1, [null, null], [4, 44], [58, 35]],
    [16, 7, [58, null], [4, 44], [58, 35]],
    [17, 9, [58, null], [4, 44], [58, 35]],
    [18, 10, [58, null], [4, 44], [58, 35]],
    [19, 10, [58, null], [4, 44], [58, 35]],
    [20, 10, [58, null], [4, 44], [58, 35]],
    [21, 11, [58, null], [4, 50], [58, 35]],
    [22, 14, [58, null], [4, 50], [58, 35]],
    [23, 14, [58, null], [4, 50], [58, 35]],
    [24, 15, [58, null], [4, 50], [50, 35]],
    [25, 15, [58, null], [4, 50], [50, 35]],
    [26, 15, [58, null], [4, 50], [50, 35]],
    [27, 16, [58, 44], [4, 50], [50, 35]],
    [28, 16, [58, 44], [4, 50], [50, 35]],
  ]

  test.each(slides)(
    'slide %i, after step %i: 50 has %j, 58 has %j, 44 has %j',
    (_, step, of50, of58, of44) => {
      const [show50, show58, show44] = [of50, of58, of44].map(([succ, pred]) => ({ succ, pred }))
      expect(at(step)).toEqual({ 50: show50, 58: show58, 44: show44 })
    },
  )

  test('passes through the slides’ states in order, and through no other', () => {
    const seen = Array.from({ length: recording.length }, (_, i) => JSON.stringify(at(i + 1)))
    const distinct = seen.filter((state, i) => state !== seen[i - 1])
    const shown = slides.map(([, step]) => JSON.stringify(at(step)))
    expect(distinct).toEqual(shown.filter((state, i) => state !== shown[i - 1]))
    expect(distinct).toHaveLength(5)
  })

  test('before slide 15 there is no node 50, and the ring is that of slide 10', () => {
    const start = recording.frame(0)
    expect(start.state(50)).toBeUndefined()
    LECTURE_NODES.forEach((id, i) => {
      expect(pointers((address) => start.state(address), id)).toEqual({
        succ: LECTURE_NODES[(i + 1) % 8],
        pred: LECTURE_NODES[(i + 7) % 8],
      })
    })
  })

  test('slide 16: join(50) goes to 15 and is routed to 44, which returns 58', () => {
    const route = [1, 2, 3, 4, 5].map((id) => recording.message(id))
    expect(route.map((record) => [record?.from, record?.to])).toEqual([
      [50, 15],
      [15, 20],
      [20, 32],
      [32, 35],
      [35, 44],
    ])
    for (const record of route) expect(label(record?.message as ChordMessage)).toBe('join(50)')
    expect(recording.step(7)).toMatchObject({ node: 50, from: 44, input: { kind: 'joined', successor: 58 } })
  })

  test('slides 17 and 18: 50.stabilize() asks 58; x = 44 is not in (50, 58), so succ stays 58', () => {
    expect(recording.step(8)).toMatchObject({ kind: 'command', node: 50, input: { do: 'stabilize' } })
    expect([message(9), recording.step(9)?.node]).toEqual(['pred?', 58])
    expect([message(10), recording.step(10)?.node]).toEqual(['pred = 44', 50])
    expect(recording.step(10)?.notes.find((note) => note.line === 'stabilize.if')).toMatchObject({
      value: '44 ∈ (50, 58)',
      outcome: false,
    })
  })

  test('slides 19 to 21: notify(50) goes to 58; 50 is in (44, 58), so pred of 58 is 50', () => {
    expect(recording.frame(10).inFlight).toMatchObject([
      { from: 50, to: 58, message: { kind: 'notify', node: 50 } },
    ])
    expect(recording.step(11)?.notes.find((note) => note.line === 'notify.if')).toMatchObject({
      value: '50 ∈ (44, 58)',
      outcome: true,
    })
  })

  test('slides 22 to 24: 44.stabilize() asks 58; x = 50 is in (44, 58), so succ of 44 is 50', () => {
    expect(recording.step(13)).toMatchObject({ kind: 'command', node: 44, input: { do: 'stabilize' } })
    expect([message(15), recording.step(15)?.node]).toEqual(['pred = 50', 44])
    expect(recording.step(15)?.notes.find((note) => note.line === 'stabilize.if')).toMatchObject({
      value: '50 ∈ (44, 58)',
      outcome: true,
    })
  })

  test('slides 25 to 27: notify(44) goes to 50, whose pred is nil: it becomes 44', () => {
    expect(recording.frame(15).inFlight).toMatchObject([
      { from: 44, to: 50, message: { kind: 'notify', node: 44 } },
    ])
    expect(recording.step(16)?.notes.find((note) => note.line === 'notify.if')).toMatchObject({
      value: 'pred = nil',
      outcome: true,
    })
  })

  test('slide 28: the join is complete, and the ring is ideal', () => {
    const result = chordResult(scenario)
    expect(result.steps).toBe(16)
    expect(new Set(Object.values(result.properties))).toEqual(new Set(['holds']))
    expect(result.expect.map(({ met }) => met)).toEqual(result.expect.map(() => true))
    expect(recording.milestones.at(-1)).toEqual({ step: 16, label: 'ring repaired' })
  })

  test('it is ideal at the end only: while 50 joins, a pointer is missing', () => {
    const ideal = Array.from({ length: 17 }, (_, cursor) => {
      const verdict = recording.frame(cursor).verdicts.at(-1)
      return verdict?.holds
    })
    expect(ideal).toEqual([true, ...Array.from({ length: 15 }, () => false), true])
  })

  test('58 hands the keys 46 and 48 to 50, and keeps 53 and 55 (slide 9)', () => {
    const { node } = chordResult(scenario)
    expect([node(50).keys, node(58).keys]).toEqual([
      { 46: 'V46', 48: 'V48' },
      { 53: 'V53', 55: 'V55' },
    ])
  })
})

describe('a lost notify (slide 19, interrupted)', () => {
  test('58 keeps pred 44 when notify(50) is dropped; the second stabilize(50) repairs it', () => {
    const recording = recordedChord(publicScenario('chord-lost-notify'))
    const dropped = recording.steps.find((step) => step.kind === 'drop')
    expect(dropped).toMatchObject({ input: { kind: 'notify', node: 50 }, mark: 'notify lost' })
    const predOf58 = (cursor: number) => recording.frame(cursor).state(58)?.predecessor
    const second = recording.steps.find((step) => step.mark === 'second try')?.index as number
    expect([predOf58(second - 1), predOf58(second + 2), predOf58(second + 3)]).toEqual([44, 44, 50])
    const { properties, node } = chordResult(publicScenario('chord-lost-notify'))
    expect(properties.Ideal).toBe('holds')
    expect(node(58)).toMatchObject({ predecessor: 50, successor: 4 })
  })

  test('without the second try, 44 never learns of 50, and the ring goes on around it', () => {
    const { node, properties } = chordResult(
      chordScenario([
        { do: 'join', node: 50, via: 15 },
        { do: 'stabilize', node: 50 },
        { do: 'drop', message: 9, at_step: 10 },
        { do: 'stabilize', node: 44 },
      ]),
    )
    expect([node(58).predecessor, node(44).successor, node(50).successor]).toEqual([44, 58, 58])
    expect(properties).toMatchObject({
      AtMostOneRing: 'holds',
      ConnectedAppendages: 'holds',
      Ideal: 'violated',
    })
  })
})
