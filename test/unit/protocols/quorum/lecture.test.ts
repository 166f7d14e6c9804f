import { describe, expect, test } from 'vitest'
import type { QuorumConfig } from '../../../../src/protocols/quorum/config.ts'
import type { Document } from '../../../support/scenarios.ts'
import { publicNames, publicScenario } from '../../../support/scenarios.ts'
import { get, put, quorumResult, quorumScenario, told, valuesOf } from './support.ts'

/** Every set of `size` names. */
function sets(names: readonly string[], size: number): string[][] {
  if (size === 0) return [[]]
  return names.flatMap((name, i) => sets(names.slice(i + 1), size - 1).map((rest) => [name, ...rest]))
}

/** A put that exactly the replicas of `writeSet` store, and a get of exactly those of `readSet`. */
function putAndGet(nodes: readonly string[], writeSet: readonly string[], readSet: readonly string[]) {
  const config = {
    nodes,
    n: nodes.length,
    w: writeSet.length,
    r: readSet.length,
    placement: { K14: nodes },
  }
  const refusing = nodes.filter((name) => !writeSet.includes(name))
  const actions: Document[] = [...refusing.map((node) => ({ do: 'refuse', node })), put('V14'), get(readSet)]
  return quorumResult(quorumScenario(actions, { config }))
}

describe('Q1 (CS162 slide 3): W + R > N', () => {
  test.each([
    [3, 2, 2],
    [4, 3, 2],
    [5, 3, 3],
    [5, 4, 2],
  ])('N = %i, W = %i, R = %i: every write set meets every read set, and every get is fresh', (n, w, r) => {
    const nodes = Array.from({ length: n }, (_, i) => `N${i + 1}`)
    for (const writeSet of sets(nodes, w)) {
      for (const readSet of sets(nodes, r)) {
        const { operations, properties } = putAndGet(nodes, writeSet, readSet)
        expect(operations[0]).toMatchObject({ status: 'ok', acks: writeSet })
        expect(operations[1]?.answers.map(({ from }) => from)).toEqual(readSet)
        expect(operations[1]).toMatchObject({ status: 'ok', value: 'V14' })
        expect(properties).toMatchObject({ SetsOverlap: 'holds', FreshReads: 'holds' })
      }
    }
  })

  test('W + R = N: exactly the read sets that are the complement of a write set answer NIL', () => {
    const nodes = ['N1', 'N2', 'N3', 'N4']
    for (const writeSet of sets(nodes, 2)) {
      for (const readSet of sets(nodes, 2)) {
        const apart = readSet.every((name) => !writeSet.includes(name))
        const { operations, properties } = putAndGet(nodes, writeSet, readSet)
        expect(operations[1]?.value).toBe(apart ? null : 'V14')
        expect(properties.SetsOverlap).toBe(apart ? 'violated' : 'holds')
        expect(properties.FreshReads).toBe(apart ? 'violated' : 'holds')
      }
    }
  })

  test('quorum-overlap: three write sets, three read sets, nine fresh gets', () => {
    const { operations, linearizable } = quorumResult(publicScenario('quorum-overlap'))
    const puts = operations.filter((one) => one.do === 'put')
    expect(puts.map(({ acks }) => acks)).toEqual([
      ['N1', 'N2'],
      ['N1', 'N3'],
      ['N2', 'N3'],
    ])
    const gets = operations.filter((one) => one.do === 'get')
    expect(gets.map(({ value }) => value)).toEqual(['V1', 'V1', 'V1', 'V2', 'V2', 'V2', 'V3', 'V3', 'V3'])
    expect(new Set(gets.map(({ answers }) => answers.map(({ from }) => from).join()))).toEqual(
      new Set(['N1,N2', 'N1,N3', 'N2,N3']),
    )
    expect(linearizable.verdict).toBe(true)
  })
})

describe('Q2 (CS162 slide 4): put(K14, V14) fails on N3', () => {
  const run = quorumResult(publicScenario('quorum-put-k14'))

  test('the put succeeds with the acks of N1 and N4', () => {
    expect(run.operations[0]).toEqual({
      do: 'put',
      client: 'writer',
      key: 'K14',
      value: 'V14',
      status: 'ok',
      acks: ['N1', 'N4'],
      answers: [],
      invoked_us: 0,
      returned_us: 20_000,
    })
  })

  test('N3 has no K14', () => {
    expect(valuesOf(run, 'K14')).toEqual({ N1: 'V14', N3: null, N4: 'V14' })
    expect(run.properties.ReplicasAgree).toBe('violated')
  })

  test('N2 is no replica of K14 and hears of nothing', () => {
    const lines = told(publicScenario('quorum-put-k14')).filter((line) => line.includes('N2'))
    expect(lines).toEqual([])
  })

  test('the run tells why the put succeeds although N3 refused', () => {
    expect(told(publicScenario('quorum-put-k14')).slice(0, 8)).toEqual([
      'N3 is going to refuse its next write.',
      'writer invokes put(K14, V14). It sends the write to N1, N3 and N4 and waits for 2 acks.',
      'N1 changes its copy of key K14 from NIL to V14. It sends ack to writer.',
      'N3 cannot store V14 and keeps NIL under key K14. It sends refused to writer.',
      'N4 changes its copy of key K14 from NIL to V14. It sends ack to writer.',
      'writer has 1 of 2 acks for put(K14, V14): N1 stored it.',
      'writer learns that N3 refused, and waits on: 2 replicas can still ack.',
      'writer has 2 of 2 acks, from N1 and N4: put(K14, V14) returns ok.',
    ])
  })
})

describe('Q3 (CS162 slide 5): get(K14) from two of the three', () => {
  test.each([
    [1, ['N1', 'N3']],
    [2, ['N3', 'N4']],
    [3, ['N1', 'N4']],
  ])('get %i asks %j and returns V14', (index, asked) => {
    const { operations } = quorumResult(publicScenario('quorum-put-k14'))
    expect(operations[index]?.answers.map(({ from }) => from)).toEqual(asked)
    expect(operations[index]).toMatchObject({ do: 'get', status: 'ok', value: 'V14' })
  })

  test('with R = 1, N3 alone answers NIL', () => {
    const { operations, properties, linearizable } = quorumResult(publicScenario('quorum-n3-alone-nil'))
    expect(operations[1]).toMatchObject({
      status: 'ok',
      value: null,
      answers: [{ from: 'N3', value: null }],
    })
    expect(properties).toMatchObject({ FreshReads: 'violated', SetsOverlap: 'violated' })
    expect(linearizable.verdict).toBe(false)
    expect(linearizable.witness).toMatchObject([
      { do: 'put', value: 'V14' },
      { do: 'get', value: null },
    ])
  })
})

describe('the scenarios that come with the lab', () => {
  const ours = publicNames.filter((name) => name.startsWith('quorum-') && name !== 'quorum-new')

  test.each(ours)('%s ends as it expects', (name) => {
    const { expect: expected } = quorumResult(publicScenario(name))
    expect(expected.length).toBeGreaterThan(0)
    expect(expected.filter(({ met }) => !met)).toEqual([])
  })

  test('put at 3, get at 3: N3 alone is in both sets, and the reader returns v2', () => {
    const run = quorumResult(publicScenario('quorum-put-at-3-get-at-3'))
    expect(valuesOf(run, 'k14')).toEqual({ N1: 'v2', N2: 'v2', N3: 'v2', N4: 'v1', N5: null })
    expect(run.operations).toMatchObject([
      { do: 'put', value: 'v1', status: 'ok' },
      { do: 'put', value: 'v2', status: 'ok', acks: ['N1', 'N2', 'N3'] },
      {
        do: 'get',
        value: 'v2',
        answers: [
          { from: 'N5', value: null },
          { from: 'N4', value: 'v1' },
          { from: 'N3', value: 'v2' },
        ],
      },
    ])
  })

  test('a stale read: two gets after the put still return v1; with W + R > N none can', () => {
    const scenario = publicScenario('quorum-stale-read')
    const withSizes = (w: number, r: number) =>
      quorumResult({ ...scenario, config: { ...(scenario.config as QuorumConfig), w, r } })
    const { operations } = withSizes(1, 1)
    expect(operations.slice(2).map(({ value }) => value)).toEqual(['v1', 'v1', 'v2'])
    expect(operations[1]?.returned_us).toBeLessThan(operations[2]?.invoked_us ?? 0)
    for (let w = 1; w <= 5; w++) {
      for (let r = 6 - w; r <= 5; r++)
        expect([w, r, withSizes(w, r).properties.FreshReads]).toEqual([w, r, 'holds'])
    }
  })
})
