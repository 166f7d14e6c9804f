import { describe, expect, test } from 'vitest'
import { chordResult, chordScenario, type Document } from '../../../support/scenarios.ts'

const replicated = (actions: readonly Document[], config: Document = {}) =>
  chordResult(
    chordScenario(actions, { config: { successors: 3, replicas: 3, keys: { 14: 'V14' }, ...config } }),
  )

type Result = ReturnType<typeof replicated>
const holders = ({ nodes }: Result, key = 14) =>
  nodes.filter(({ alive, keys }) => alive && keys[key] !== undefined).map(({ id }) => id)

describe('C6 (CS162 slide 31): tuples are replicated on successor nodes', () => {
  test('(14, V14) starts on 15, 20 and 32', () => {
    expect(holders(replicated([]))).toEqual([15, 20, 32])
  })

  test('a put stores on the owner and its two successors, and a get finds it', () => {
    const result = replicated([
      { do: 'put', from: 44, key: 16, value: 'V16' },
      { do: 'get', from: 4, key: 16 },
    ])
    expect([holders(result, 16), result.operations[1]?.value]).toEqual([[20, 32, 35], 'V16'])
  })

  test('a put of a key that is there changes all its copies', () => {
    const { nodes } = replicated([{ do: 'put', from: 44, key: 14, value: 'new' }])
    expect(nodes.flatMap(({ keys }) => (keys[14] === undefined ? [] : [keys[14]]))).toEqual([
      'new',
      'new',
      'new',
    ])
  })
})

describe('C7 (CS162 slide 32): node 15 fails', () => {
  test('no reconfiguration is needed: two replicas stay, and lookups route right', () => {
    const result = replicated([
      { do: 'fail', node: 15 },
      ...[4, 8, 44, 58].map((from) => ({ do: 'get', from, key: 14 })),
    ])
    expect(holders(result)).toEqual([20, 32])
    for (const { owner, value, ok } of result.operations)
      expect([owner, value, ok]).toEqual([20, 'V14', true])
  })

  test.each(['lecture', 'paper', 'corrected'])('maintenance adds a new replica on 35, %s', (variant) => {
    const result = replicated(
      [
        { do: 'fail', node: 15 },
        { do: 'maintain', rounds: 3 },
      ],
      { variant },
    )
    expect(holders(result)).toEqual([20, 32, 35])
    expect(result.properties.EveryKeyFound).toBe('holds')
  })

  test('two of the three holders fail at once: the last copy answers', () => {
    const result = replicated([
      { do: 'fail', node: 15 },
      { do: 'fail', node: 20 },
      { do: 'get', from: 4, key: 14 },
      { do: 'maintain', rounds: 4 },
    ])
    expect(result.operations).toMatchObject([{ owner: 32, value: 'V14', ok: true }])
    expect(holders(result)).toEqual([32, 35, 44])
  })
})

describe('keys change hands', () => {
  test('at a join the new node gets its keys, and the copy that is one too many goes', () => {
    const result = replicated([
      { do: 'join', node: 14, via: 44 },
      { do: 'maintain', rounds: 4 },
    ])
    expect(holders(result)).toEqual([14, 15, 20])
    expect(result.properties.Ideal).toBe('holds')
  })

  test('at a leave the keys go to the successor, which makes new copies', () => {
    const result = replicated([
      { do: 'leave', node: 15 },
      { do: 'maintain', rounds: 2 },
    ])
    expect(holders(result)).toEqual([20, 32, 35])
  })

  test('without replicas a failure loses the key, and the answer is NIL', () => {
    const { operations } = replicated(
      [
        { do: 'fail', node: 15 },
        { do: 'get', from: 4, key: 14 },
      ],
      { replicas: 1 },
    )
    expect(operations).toMatchObject([{ owner: 20, value: null, ok: true }])
  })
})
