import { describe, expect, test } from 'vitest'
import { type HistoryEntry, linearizability } from '../../../src/engine/check/linearizability.ts'

const put = (value: string, call: number, end: number | null, key = 'x'): HistoryEntry => ({
  do: 'put',
  key,
  value,
  call,
  return: end,
})
const get = (value: string | null, call: number, end: number | null, key = 'x'): HistoryEntry => ({
  do: 'get',
  key,
  value,
  call,
  return: end,
})
const cas = (
  expected: string | null,
  value: string,
  ok: boolean,
  call: number,
  end: number,
): HistoryEntry => ({
  do: 'cas',
  key: 'x',
  expect: expected,
  value,
  ok,
  call,
  return: end,
})

const verdict = (...history: HistoryEntry[]) => linearizability(history).verdict

describe('histories of one register', () => {
  test('an empty history, and a get of what was never put', () => {
    expect(verdict()).toBe(true)
    expect(verdict(get(null, 0, 1))).toBe(true)
    expect(verdict(get('a', 0, 1))).toBe(false)
  })

  test('a get after a put sees it', () => {
    expect(verdict(put('a', 0, 1), get('a', 2, 3))).toBe(true)
    expect(verdict(put('a', 0, 1), get(null, 2, 3))).toBe(false)
    expect(verdict(put('a', 0, 1), put('b', 2, 3), get('a', 4, 5))).toBe(false)
  })

  test('a get beside a put may see either value', () => {
    expect(verdict(put('a', 0, 9), get(null, 1, 2))).toBe(true)
    expect(verdict(put('a', 0, 9), get('a', 1, 2))).toBe(true)
  })

  test('once a get has seen the new value, no later one may see the old', () => {
    expect(verdict(put('a', 0, 9), get(null, 1, 2), get('a', 3, 4))).toBe(true)
    expect(verdict(put('a', 0, 9), get('a', 1, 2), get(null, 3, 4))).toBe(false)
  })

  test('puts that overlap may take effect in either order, but in one order for all', () => {
    const puts = [put('a', 0, 9), put('b', 0, 9)]
    expect(verdict(...puts, get('a', 10, 11))).toBe(true)
    expect(verdict(...puts, get('b', 10, 11))).toBe(true)
    expect(verdict(...puts, get('a', 10, 11), get('b', 12, 13))).toBe(false)
    expect(verdict(...puts, get('a', 1, 2), get('b', 3, 4), get('a', 5, 6))).toBe(false)
  })

  test('a put without a return may take effect late, or never', () => {
    expect(verdict(put('a', 0, null), get(null, 5, 6), get('a', 7, 8))).toBe(true)
    expect(verdict(put('a', 0, null), get(null, 5, 6))).toBe(true)
    expect(verdict(put('a', 0, null), get('a', 5, 6), get(null, 7, 8))).toBe(false)
    expect(verdict(put('a', 5, null), get('a', 1, 2))).toBe(false)
  })

  test('operations that touch in time are concurrent', () => {
    expect(verdict(put('a', 0, 1), get(null, 1, 2))).toBe(true)
  })

  test('a get without a return says nothing', () => {
    expect(verdict(put('a', 0, 1), get('z', 2, null))).toBe(true)
  })

  test('compare and set changes the value only when it is as expected', () => {
    expect(verdict(cas(null, 'a', true, 0, 1), get('a', 2, 3))).toBe(true)
    expect(verdict(cas('z', 'a', true, 0, 1))).toBe(false)
    expect(verdict(cas('z', 'a', false, 0, 1), get(null, 2, 3))).toBe(true)
    expect(verdict(put('a', 0, 1), cas('a', 'b', false, 2, 3))).toBe(false)
    expect(verdict(put('a', 0, 1), cas('a', 'b', true, 2, 9), cas('a', 'c', true, 2, 9))).toBe(false)
  })
})

describe('keys', () => {
  test('are judged apart', () => {
    expect(verdict(put('a', 0, 1, 'x'), get(null, 2, 3, 'y'))).toBe(true)
    expect(verdict(put('a', 0, 1, 'x'), get('a', 2, 3, 'x'), get('a', 4, 5, 'y'))).toBe(false)
  })
})

describe('witnesses', () => {
  test('an order that explains every answer', () => {
    const history = [put('a', 0, 9), put('b', 0, 9), get('a', 1, 2), get('b', 3, 4)]
    const { witness } = linearizability(history)
    expect(witness).toEqual([0, 2, 1, 3])
  })

  test('the few operations that no order explains, out of a long history', () => {
    const earlier = Array.from({ length: 200 }, (_, i) => [
      put(`v${i}`, 4 * i, 4 * i + 1),
      get(`v${i}`, 4 * i + 2, 4 * i + 3),
    ])
    const later = Array.from({ length: 50 }, (_, i) => get('new', 1010 + 2 * i, 1011 + 2 * i))
    const history = [...earlier.flat(), put('new', 1000, 1001), get('v199', 1002, 1003), ...later]
    const { verdict, witness } = linearizability(history)
    expect(verdict).toBe(false)
    expect(witness.map((i) => history[i])).toEqual([
      put('v199', 796, 797),
      put('new', 1000, 1001),
      get('v199', 1002, 1003),
    ])
  })
})

describe('size', () => {
  test('an answer that nobody put is found without a search', () => {
    const puts = Array.from({ length: 24 }, (_, i) => put(`v${i}`, 0, 100))
    expect(linearizability([...puts, get('none', 101, 102)], 1)).toEqual({ verdict: false, witness: [24] })
  })

  test('a long sequential history takes no search', () => {
    const history = Array.from({ length: 20_000 }, (_, i) =>
      i % 2 === 0 ? put(`v${i}`, 2 * i, 2 * i + 1) : get(`v${i - 1}`, 2 * i, 2 * i + 1),
    )
    expect(linearizability(history, 20_000).verdict).toBe(true)
  })

  test('puts without a return that nobody saw cost nothing', () => {
    const lost = Array.from({ length: 500 }, (_, i) => put(`lost${i}`, i, null))
    const history = [...lost, put('a', 1000, 1001), get('a', 1002, 1003), get('b', 1004, 1005)]
    expect(linearizability(history, 100).verdict).toBe(false)
  })

  test('a history that is too tangled is not decided, and says so', () => {
    const puts = Array.from({ length: 24 }, (_, i) => put(`v${i}`, 0, 100))
    expect(linearizability([...puts, get('v1', 101, 102), get('v2', 103, 104)], 50)).toEqual({
      verdict: null,
      witness: [],
    })
  })
})
