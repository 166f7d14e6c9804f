import { describe, expect, test } from 'vitest'
import { publicScenario } from '../../../support/scenarios.ts'
import { get, put, quorumResult, quorumScenario, told, valuesOf } from './support.ts'

const ALL_5 = {
  nodes: ['N1', 'N2', 'N3', 'N4', 'N5'],
  n: 5,
  w: 3,
  r: 3,
  placement: { K14: ['N1', 'N2', 'N3', 'N4', 'N5'] },
}

describe('put', () => {
  test('fails as soon as more than N − W replicas have refused, and may leave copies', () => {
    const refusals = ['N3', 'N4'].map((node) => ({ do: 'refuse', node }))
    const scenario = quorumScenario([...refusals, put('V14')])
    const run = quorumResult(scenario)
    expect(run.operations[0]).toMatchObject({ status: 'failed', acks: ['N1'], returned_us: 20_000 })
    expect(valuesOf(run, 'K14')).toEqual({ N1: 'V14', N3: null, N4: null })
    expect(told(scenario).at(-1)).toBe(
      'writer cannot get 2 acks any more: put(K14, V14) fails, but N1 keeps its copy.',
    )
  })

  test('waits on while N − W refusals leave enough replicas', () => {
    const run = quorumResult(quorumScenario([{ do: 'refuse', node: 'N1' }, put('V14')]))
    expect(run.operations[0]).toMatchObject({ status: 'ok', acks: ['N3', 'N4'] })
  })

  test('is unavailable when the timeout goes off before W acks', () => {
    const crashes = ['N3', 'N4'].map((node) => ({ do: 'crash', node }))
    const scenario = quorumScenario([...crashes, put('V14')], { config: { timeout_ms: 250 } })
    const run = quorumResult(scenario)
    expect(run.operations[0]).toMatchObject({ status: 'unavailable', acks: ['N1'], returned_us: 250_000 })
    expect(told(scenario).at(-1)).toBe(
      'writer has waited long enough with 1 of 2 acks: put(K14, V14) is unavailable, but N1 keeps its copy.',
    )
  })

  test('an ack that comes after the return is told, and is not among the acks that it returned with', () => {
    const scenario = quorumScenario([put('V14')], { config: { w: 1 } })
    expect(quorumResult(scenario).operations[0]?.acks).toEqual(['N1'])
    expect(told(scenario).slice(-2)).toEqual([
      'writer hears late that N3 stored V14: put(K14, V14) has returned ok already.',
      'writer hears late that N4 stored V14: put(K14, V14) has returned ok already.',
    ])
  })

  test('refuse counts writes: the third one is stored', () => {
    const puts = ['a', 'b', 'c'].map((value) => put(value))
    const run = quorumResult(quorumScenario([{ do: 'refuse', node: 'N3', count: 2 }, ...puts]))
    expect(run.operations.map(({ acks }) => acks.includes('N3'))).toEqual([false, false, true])
    expect(valuesOf(run, 'K14').N3).toBe('c')
  })

  test('an older write that arrives late changes nothing and is acked', () => {
    // The first write to N1 travels for 100 ms more and is overtaken by the second.
    const scenario = quorumScenario([
      put('old'),
      { do: 'delay', message: 1, ms: 100, at_step: 1 },
      put('new', { client: 'another', at_ms: 50 }),
    ])
    expect(valuesOf(quorumResult(scenario), 'K14').N1).toBe('new')
    expect(told(scenario)).toContain('N1 keeps new under key K14: old is older. It sends ack to writer.')
  })

  test('puts of one instant are ordered by their writers: every replica ends with the same one', () => {
    const actions = ['x', 'y'].map((client) => put(`from ${client}`, { client, at_ms: 0 }))
    for (const order of [actions, actions.toReversed()]) {
      const run = quorumResult(quorumScenario(order))
      expect(valuesOf(run, 'K14')).toEqual({ N1: 'from y', N3: 'from y', N4: 'from y' })
      expect(run.properties.ReplicasAgree).toBe('holds')
    }
  })

  test('a message that arrives twice counts once', () => {
    const twice = { network: { latency_ms: 10, loss: 0, duplication: 1 } }
    const run = quorumResult(
      quorumScenario([{ do: 'crash', node: 'N1' }, put('V14')], {
        ...twice,
        config: { w: 3, timeout_ms: 100 },
      }),
    )
    expect(run.operations[0]).toMatchObject({ status: 'unavailable' })
    expect([...(run.operations[0]?.acks ?? [])].sort()).toEqual(['N3', 'N4'])
  })

  test('a write that failed once and was stored by its second copy counts as stored', () => {
    const scenario = quorumScenario([{ do: 'refuse', node: 'N3' }, put('V14')], {
      network: { latency_ms: 10, loss: 0, duplication: 1 },
      config: { w: 3 },
    })
    const run = quorumResult(scenario)
    expect(valuesOf(run, 'K14').N3).toBe('V14')
    expect(run.properties.EveryPutOnWReplicas).toBe('holds')
  })
})

describe('get', () => {
  test('returns the newest version of R answers, whatever their order', () => {
    const run = quorumResult(
      quorumScenario([put('old'), { do: 'refuse', node: 'N3' }, put('new'), get(['N3', 'N4'])]),
    )
    expect(run.operations[2]).toMatchObject({
      value: 'new',
      answers: [
        { from: 'N3', value: 'old' },
        { from: 'N4', value: 'new' },
      ],
    })
  })

  test('of a key that nobody put is NIL', () => {
    const run = quorumResult(quorumScenario([get(undefined, { key: 'K99' })]))
    expect(run.operations[0]).toMatchObject({ status: 'ok', value: null })
    expect(Object.keys(run.replicas.K99 ?? {})).toHaveLength(3)
  })

  test('fewer names than R are made up in the order of placement', () => {
    const { operations } = quorumResult(quorumScenario([get(['N4'])]))
    expect(operations[0]?.answers.map(({ from }) => from)).toEqual(['N4', 'N1'])
  })

  test('asks the other replicas when those that it asked first do not answer', () => {
    const scenario = quorumScenario([put('V14'), { do: 'crash', node: 'N1' }, get(['N1', 'N3'])], {
      config: { timeout_ms: 200 },
    })
    const { operations } = quorumResult(scenario)
    expect(operations[1]).toMatchObject({ status: 'ok', value: 'V14', returned_us: 20_000 + 220_000 })
    expect(operations[1]?.answers.map(({ from }) => from)).toEqual(['N3', 'N4'])
    expect(told(scenario)).toContain('reader has waited long enough with 1 of 2 answers. It asks N4, too.')
  })

  test('is unavailable when the others do not answer either', () => {
    const crashes = ['N1', 'N4'].map((node) => ({ do: 'crash', node }))
    const { operations } = quorumResult(
      quorumScenario([...crashes, get(['N1', 'N3'])], { config: { timeout_ms: 200 } }),
    )
    expect(operations[0]).toMatchObject({ status: 'unavailable', value: null, returned_us: 400_000 })
    expect(operations[0]?.answers).toEqual([{ from: 'N3', value: null }])
  })
})

describe('crashes', () => {
  test('what a replica stored survives its crash', () => {
    const run = quorumResult(
      quorumScenario([
        put('V14'),
        { do: 'crash', node: 'N1' },
        { do: 'recover', node: 'N1' },
        get(['N1', 'N3']),
      ]),
    )
    expect(run.operations[1]?.answers[0]).toEqual({ from: 'N1', value: 'V14' })
  })

  test('a write to a replica that is down is lost: it has the old value when it is back', () => {
    const run = quorumResult(publicScenario('quorum-put-at-3-get-at-3'))
    expect(valuesOf(run, 'k14').N5).toBeNull()
  })

  test('an operation whose client crashes stays pending, and the run ends', () => {
    const run = quorumResult(quorumScenario([put('V14'), { do: 'crash', node: 'writer', at_step: 2 }]))
    expect(run.operations[0]).toMatchObject({ status: 'pending', returned_us: null })
    expect(valuesOf(run, 'K14')).toEqual({ N1: 'V14', N3: 'V14', N4: 'V14' })
  })

  test('a client that is back has forgotten what was pending', () => {
    const scenario = quorumScenario([
      put('V14'),
      { do: 'crash', node: 'writer', at_step: 1 },
      { do: 'recover', node: 'writer', at_step: 2 },
    ])
    expect(quorumResult(scenario).operations[0]?.status).toBe('pending')
    expect(told(scenario)).toContain('writer is back and has forgotten 1 pending operation.')
    expect(told(scenario).at(-1)).toBe('writer gets ack from N4 for an operation that it has forgotten.')
  })

  test('a run ends when every node has crashed', () => {
    const everyone = ['N1', 'N2', 'N3', 'N4', 'writer'].map((node) => ({ do: 'crash', node, at_step: 1 }))
    const { operations, time_us } = quorumResult(quorumScenario([put('V14'), ...everyone]))
    expect([operations[0]?.status, time_us]).toEqual(['pending', 10_000])
  })
})

describe('time', () => {
  test('each leg has the latency that the scenario gives it', () => {
    const legs = { W: 3, A: 4, R: 5, S: 6 }
    const { operations } = quorumResult(quorumScenario([put('V14'), get()], { config: { legs } }))
    expect(operations.map(({ invoked_us, returned_us }) => [invoked_us, returned_us])).toEqual([
      [0, 7000],
      [7000, 18_000],
    ])
  })

  test('a leg without one takes that of the network', () => {
    const { operations } = quorumResult(quorumScenario([put('V14')], { config: { legs: { A: 1 } } }))
    expect(operations[0]?.returned_us).toBe(11_000)
  })

  test('a writer whose clock is behind loses its put to an older one', () => {
    const scenario = quorumScenario([
      put('first'),
      { do: 'clockSkew', node: 'slow', ms: -500 },
      put('second', { client: 'slow' }),
      get(),
    ])
    const { operations, properties, linearizable } = quorumResult(scenario)
    expect(operations[1]).toMatchObject({ status: 'ok', value: 'second' })
    expect(operations[2]).toMatchObject({ value: 'first' })
    expect(linearizable.verdict).toBe(false)
    // By the versions nothing is wrong: that is what makes a wrong clock dangerous.
    expect(properties.FreshReads).toBe('holds')
    expect(told(scenario)).toContain('The clock of slow is 500 ms behind.')
  })
})

describe('properties', () => {
  test('a get that runs beside the put may return either value', () => {
    const { properties, operations } = quorumResult(
      quorumScenario([put('V14'), get(undefined, { at_ms: 5 })]),
    )
    expect(operations[1]?.invoked_us).toBeLessThan(operations[0]?.returned_us ?? 0)
    expect(properties.FreshReads).toBe('holds')
  })

  test('replicas agree again when the one that missed a put has a newer one', () => {
    const missed = [{ do: 'refuse', node: 'N3' }, put('a')]
    expect(quorumResult(quorumScenario(missed)).properties.ReplicasAgree).toBe('violated')
    expect(quorumResult(quorumScenario([...missed, put('b')])).properties.ReplicasAgree).toBe('holds')
  })

  test('a replica that is down does not count against agreement', () => {
    const actions = [{ do: 'crash', node: 'N3' }, put('a')]
    expect(quorumResult(quorumScenario(actions)).properties.ReplicasAgree).toBe('holds')
  })

  test('with five replicas each choice of W and R decides what a stale read needs', () => {
    const run = quorumResult(
      quorumScenario([{ do: 'refuse', node: 'N5' }, put('V14'), get(['N5'])], {
        config: { ...ALL_5, w: 4, r: 1 },
      }),
    )
    expect(run.properties).toMatchObject({
      SetsOverlap: 'violated',
      FreshReads: 'violated',
      EveryPutOnWReplicas: 'holds',
    })
  })
})
