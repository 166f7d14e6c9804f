import { describe, expect, test } from 'vitest'
import type { Context, Note } from '../../../../src/engine/kernel/role.ts'
import type {
  ChordCommand,
  ChordMessage,
  ChordState,
  ChordTimer,
} from '../../../../src/protocols/chord/messages.ts'
import { chordNode } from '../../../../src/protocols/chord/role.ts'
import { settingsOf } from '../../../../src/protocols/chord/settings.ts'
import { emptyState } from '../../../../src/protocols/chord/state.ts'
import { chordScenario } from '../../../support/scenarios.ts'

const lectureNode = chordNode(settingsOf(chordScenario([])))

type Sent = [to: number, message: ChordMessage]

/** Runs one handler of a node by itself. */
function on(self: number, state: Partial<ChordState>) {
  const n: ChordState = { ...emptyState(), ...state }
  const sent: Sent[] = []
  const notes: Note[] = []
  const replies: unknown[] = []
  let stopped = false
  const ctx: Context<ChordMessage, ChordTimer> = {
    self,
    send: (to, message) => void sent.push([to as number, message]),
    setTimer: () => 0,
    cancelTimer: () => {},
    choose: () => 0,
    begin: () => 1,
    reply: (_, result) => void replies.push(result),
    stop: () => {
      stopped = true
    },
    explain: (note) => void notes.push(note),
  }
  const seen = () => ({ succ: n.successor, pred: n.predecessor, keys: n.keys, sent, replies, stopped, notes })
  return {
    message(message: ChordMessage, from = 99) {
      lectureNode.onMessage(n, message, from, ctx)
      return seen()
    },
    command(command: ChordCommand) {
      lectureNode.onCommand(n, command, ctx)
      return seen()
    },
  }
}

const outcomes = (notes: readonly Note[]) =>
  notes.filter((note) => note.outcome !== undefined).map((note) => [note.value, note.outcome])

describe('C2 (CS162 slide 14): n.stabilize()', () => {
  test('asks the successor for its predecessor', () => {
    expect(on(44, { successor: 58 }).command({ do: 'stabilize' }).sent).toEqual([
      [58, { kind: 'askPredecessor' }],
    ])
  })

  test('a node without a successor cannot', () => {
    expect(on(44, {}).command({ do: 'stabilize' }).sent).toEqual([])
  })

  test('the successor answers with its predecessor, or nil', () => {
    const ask = { kind: 'askPredecessor' } as const
    expect(on(58, { predecessor: 50 }).message(ask, 44).sent).toEqual([
      [44, { kind: 'predecessor', predecessor: 50 }],
    ])
    expect(on(58, {}).message(ask, 44).sent).toEqual([[44, { kind: 'predecessor', predecessor: null }]])
  })

  // if (x ∈ (n, succ)) succ = x; succ.notify(n)
  const table: readonly [n: number, succ: number, x: number | null, then: number, why: string][] = [
    [44, 58, 50, 50, 'x between n and succ is adopted'],
    [44, 58, 44, 58, 'x is n itself: nothing new'],
    [44, 58, 58, 58, 'x is succ itself: not inside the open interval'],
    [50, 58, 44, 58, 'x before n is not adopted (slide 18)'],
    [44, 58, 4, 58, 'x beyond succ is not adopted'],
    [44, 58, null, 58, 'x is nil: succ stays'],
    [58, 4, 61, 61, 'the interval wraps around zero: x before it'],
    [58, 4, 2, 2, 'the interval wraps around zero: x after it'],
    [58, 4, 30, 4, 'the interval wraps around zero: x outside'],
    [4, 4, 20, 20, 'alone, (n, n) is the whole circle: x is adopted'],
    [4, 4, 4, 4, 'alone, x is n itself'],
  ]

  test.each(table)('n = %i, succ = %i, x = %s: succ becomes %i (%s)', (n, succ, x, then) => {
    const after = on(n, { successor: succ, predecessor: 1 }).message(
      { kind: 'predecessor', predecessor: x },
      succ,
    )
    expect(after.succ).toBe(then)
    expect(after.sent).toEqual([[then, { kind: 'notify', node: n }]])
    expect(outcomes(after.notes)).toEqual([[`${x ?? 'nil'} ∈ (${n}, ${succ})`, then !== succ]])
    expect(after.pred).toBe(1)
  })

  test('an answer that comes when the node has left its ring changes nothing', () => {
    const after = on(44, {}).message({ kind: 'predecessor', predecessor: 50 }, 58)
    expect([after.succ, after.sent]).toEqual([null, []])
  })
})

describe('C2 (CS162 slide 14): n.notify(n′)', () => {
  // if (pred = nil or n′ ∈ (pred, n)) pred = n′
  const table: readonly [n: number, pred: number | null, candidate: number, then: number, why: string][] = [
    [50, null, 44, 44, 'pred is nil (slide 26)'],
    [58, 44, 50, 50, 'n′ between pred and n is adopted (slide 20)'],
    [58, 50, 44, 50, 'n′ before pred is not adopted'],
    [58, 44, 44, 44, 'n′ is pred already'],
    [58, 44, 4, 44, 'n′ beyond n is not adopted'],
    [4, 58, 61, 61, 'the interval wraps around zero: n′ before it'],
    [4, 58, 2, 2, 'the interval wraps around zero: n′ after it'],
    [4, 58, 30, 58, 'the interval wraps around zero: n′ outside'],
    [4, 4, 20, 20, 'pred is n itself: anybody else is closer'],
    [4, 20, 4, 20, 'n′ is n itself: not inside the open interval'],
  ]

  test.each(table)('n = %i, pred = %s, n′ = %i: pred becomes %i (%s)', (n, pred, candidate, then) => {
    const after = on(n, { successor: 1, predecessor: pred }).message({ kind: 'notify', node: candidate })
    expect([after.pred, after.succ]).toEqual([then, 1])
    const condition = pred === null ? 'pred = nil' : `${candidate} ∈ (${pred}, ${n})`
    expect(outcomes(after.notes)).toEqual([[condition, then !== pred]])
  })

  test('a new predecessor gets the keys that are its own now, and no others (slide 9)', () => {
    const keys = { 45: 'a', 50: 'b', 51: 'c', 58: 'd', 44: 'e' }
    const after = on(58, { successor: 4, predecessor: 44, keys }).message({ kind: 'notify', node: 50 })
    expect(after.keys).toEqual({ 51: 'c', 58: 'd' })
    expect(after.sent).toEqual([[50, { kind: 'transfer', keys: { 44: 'e', 45: 'a', 50: 'b' } }]])
  })

  test('no message goes when there is no key to hand over', () => {
    expect(on(58, { predecessor: 44, keys: { 55: 'x' } }).message({ kind: 'notify', node: 50 }).sent).toEqual(
      [],
    )
  })

  test('a refused candidate gets no keys', () => {
    expect(
      on(58, { predecessor: 50, keys: { 47: 'x' } }).message({ kind: 'notify', node: 44 }),
    ).toMatchObject({
      sent: [],
      keys: { 47: 'x' },
    })
  })
})

describe('keys that travel', () => {
  test('keys that arrive are stored beside those that are there', () => {
    const after = on(50, { keys: { 46: 'old', 50: 'own' } }).message({
      kind: 'transfer',
      keys: { 46: 'new', 48: 'x' },
    })
    expect([after.keys, after.sent]).toEqual([{ 46: 'new', 48: 'x', 50: 'own' }, []])
  })

  test('keys that have a closer owner by the time they arrive are sent on to it', () => {
    const after = on(52, { predecessor: 50 }).message({ kind: 'transfer', keys: { 46: 'a', 51: 'b' } })
    expect(after.keys).toEqual({ 51: 'b' })
    expect(after.sent).toEqual([[50, { kind: 'transfer', keys: { 46: 'a' } }]])
  })
})

describe('join (CS162 slides 15 and 16)', () => {
  test('the new node forgets its pointers and asks the node that it knows', () => {
    const after = on(50, { successor: 3, predecessor: 4 }).command({ do: 'join', via: 15 })
    expect([after.succ, after.pred, after.sent]).toEqual([null, null, [[15, { kind: 'join', node: 50 }]]])
  })

  const routes: readonly [self: number, successor: number, to: number, message: ChordMessage, why: string][] =
    [
      [15, 20, 20, { kind: 'join', node: 50 }, '50 ∉ (15, 20]: on to the successor'],
      [44, 58, 50, { kind: 'joined', successor: 58 }, '50 ∈ (44, 58]: the answer goes to 50'],
      [44, 50, 50, { kind: 'joined', successor: 50 }, '50 ∈ (44, 50]: the end belongs to it'],
      [4, 4, 50, { kind: 'joined', successor: 4 }, 'a ring of one'],
    ]

  test.each(routes)('at %i with succ %i, join(50) goes to %i as %j (%s)', (self, successor, to, message) => {
    expect(on(self, { successor }).message({ kind: 'join', node: 50 }).sent).toEqual([[to, message]])
  })

  test('a node that is not in a ring itself drops it', () => {
    expect(on(51, {}).message({ kind: 'join', node: 50 }).sent).toEqual([])
  })

  test('the answer is the new node’s successor', () => {
    expect(on(50, {}).message({ kind: 'joined', successor: 58 })).toMatchObject({
      succ: 58,
      pred: null,
      sent: [],
    })
  })
})

describe('lookup (CS162 slide 13)', () => {
  const asked: readonly [
    self: number,
    predecessor: number | null,
    successor: number,
    key: number,
    to: readonly [node: number, owner: boolean] | undefined,
    why: string,
  ][] = [
    [15, 8, 20, 14, undefined, '14 ∈ (8, 15]: its own'],
    [8, 4, 15, 14, [15, true], '14 ∈ (8, 15]: its successor is responsible'],
    [4, 58, 8, 14, [8, false], '14 ∉ (4, 8]: on to the successor'],
    [4, 58, 8, 4, undefined, 'its own identifier'],
    [4, 58, 8, 62, undefined, 'around zero: 62 ∈ (58, 4]'],
    [15, null, 20, 14, [20, false], 'pred nil: it does not know that it owns 14'],
    [20, 20, 20, 5, undefined, 'a ring of one owns everything'],
  ]

  test.each(asked)(
    'at %i, between %s and %i, lookup(%i) goes to %j (%s)',
    (self, predecessor, successor, key, to) => {
      const after = on(self, { predecessor, successor, keys: { [key]: 'V' } }).command({ do: 'lookup', key })
      if (to === undefined) {
        expect([after.sent, after.replies]).toEqual([[], [{ owner: self, path: [self], value: 'V' }]])
      } else {
        expect(after.replies).toEqual([])
        expect(after.sent).toEqual([
          [
            to[0],
            {
              kind: 'query',
              owner: to[1],
              query: { do: 'lookup', key, origin: self, operation: 1, path: [self] },
            },
          ],
        ])
      }
    },
  )

  const query = { do: 'get', key: 14, origin: 4, operation: 1, path: [4, 8] } as const

  test('the node that is told that it owns the key answers, whatever it believes itself', () => {
    const after = on(15, { predecessor: 14, successor: 20 }).message({ kind: 'query', query, owner: true })
    expect(after.sent).toEqual([
      [4, { kind: 'answer', query: { ...query, path: [4, 8, 15] }, owner: 15, value: null }],
    ])
  })

  test('a put is stored where it ends, and a get reads it there', () => {
    const put = on(15, {}).message({ kind: 'query', query: { ...query, do: 'put', value: 'V' }, owner: true })
    expect([put.keys, put.sent[0]?.[1]]).toMatchObject([{ 14: 'V' }, { kind: 'answer', value: 'V' }])
    const got = on(15, { keys: { 14: 'V' } }).message({ kind: 'query', query, owner: true })
    expect(got.sent[0]?.[1]).toMatchObject({ kind: 'answer', value: 'V' })
  })

  test('the answer ends the user’s operation', () => {
    const after = on(4, {}).message({ kind: 'answer', query, owner: 15, value: 'V14' })
    expect(after.replies).toEqual([{ owner: 15, path: [4, 8], value: 'V14' }])
  })

  test('a node that is not in a ring does not answer', () => {
    const after = on(50, {}).command({ do: 'lookup', key: 14 })
    expect([after.sent, after.replies]).toEqual([[], []])
  })
})

describe('leave and create (ToN 2003, section IV-E.4)', () => {
  test('the leaving node tells both neighbours of each other, and gives its keys to its successor', () => {
    const after = on(50, { successor: 58, predecessor: 44, keys: { 46: 'V46' } }).command({ do: 'leave' })
    const leaving = { kind: 'leaving', node: 50, predecessor: 44, successor: 58 }
    expect(after.sent).toEqual([
      [58, { ...leaving, keys: { 46: 'V46' } }],
      [44, { ...leaving, keys: {} }],
    ])
    expect(after.stopped).toBe(true)
  })

  test('one neighbour that is both is told once; a node alone tells nobody', () => {
    expect(on(50, { successor: 4, predecessor: 4 }).command({ do: 'leave' }).sent).toHaveLength(1)
    const alone = on(50, { successor: 50, predecessor: 50 }).command({ do: 'leave' })
    expect([alone.sent, alone.stopped]).toEqual([[], true])
    expect(alone.notes.some((note) => note.sends !== undefined)).toBe(false)
  })

  const leaving = { kind: 'leaving', node: 50, predecessor: 44, successor: 58, keys: {} } as const

  test('the successor takes over the predecessor and the keys', () => {
    const after = on(58, { successor: 4, predecessor: 50 }).message({ ...leaving, keys: { 46: 'V46' } })
    expect(after).toMatchObject({ succ: 4, pred: 44, keys: { 46: 'V46' }, sent: [] })
  })

  test('the predecessor takes over the successor', () => {
    expect(on(44, { successor: 50, predecessor: 35 }).message(leaving)).toMatchObject({ succ: 58, pred: 35 })
  })

  test('of two nodes, the one that stays is alone', () => {
    const both = { ...leaving, predecessor: 58, successor: 58 }
    expect(on(58, { successor: 50, predecessor: 50 }).message(both)).toMatchObject({ succ: 58, pred: 58 })
  })

  test('a node that does not point to the leaving one keeps its pointers, and loses no key', () => {
    const after = on(58, { successor: 4, predecessor: 55 }).message({
      ...leaving,
      keys: { 46: 'V46', 56: 'V56' },
    })
    expect([after.succ, after.pred, after.keys]).toEqual([4, 55, { 56: 'V56' }])
    expect(after.sent).toEqual([[55, { kind: 'transfer', keys: { 46: 'V46' } }]])
    const unaware = on(58, { successor: 4 }).message({ ...leaving, keys: { 46: 'V46' } })
    expect([unaware.keys, unaware.sent]).toEqual([{ 46: 'V46' }, []])
  })

  test('create starts a ring of one', () => {
    expect(on(50, { predecessor: 4 }).command({ do: 'create' })).toMatchObject({
      succ: 50,
      pred: null,
      sent: [],
    })
  })
})
