import { describe, expect, test } from 'vitest'
import { RandomStreams } from '../../../src/engine/kernel/random.ts'
import { DEFAULT_NETWORK, Network, type NetworkConfig } from '../../../src/engine/network/network.ts'
import { testKernel } from '../../support/kernel.ts'

const network = (config: Partial<NetworkConfig> = {}) =>
  new Network({ ...DEFAULT_NETWORK, ...config }, new RandomStreams(1))

const share = (count: number, toss: () => boolean) =>
  Array.from({ length: count }, toss).filter(Boolean).length / count

describe('the network', () => {
  test('loses and duplicates messages with the given probabilities', () => {
    const lossy = network({ loss: 0.2, duplication: 0.05 })
    expect(share(50_000, () => lossy.loses())).toBeCloseTo(0.2, 1)
    expect(Math.abs(share(50_000, () => lossy.loses()) - 0.2)).toBeLessThan(0.01)
    expect(Math.abs(share(50_000, () => lossy.duplicates()) - 0.05)).toBeLessThan(0.005)
  })

  test('loss 0 loses nothing, loss 1 everything; so does duplication', () => {
    expect(share(1000, () => network().loses())).toBe(0)
    expect(share(1000, () => network().duplicates())).toBe(0)
    expect(share(1000, () => network({ loss: 1 }).loses())).toBe(1)
    expect(share(1000, () => network({ duplication: 1 }).duplicates())).toBe(1)
  })

  test('a cut keeps groups apart, in both directions, and a node that no group names from everybody', () => {
    const cut = network()
    cut.partition([
      [1, 2],
      [3, 'N4'],
    ])
    const separated = ([a, b]: readonly [number | string, number | string]) => cut.separates(a, b)
    expect(
      (
        [
          [1, 2],
          [2, 1],
          [3, 'N4'],
          [5, 5],
        ] as const
      ).map(separated),
    ).toEqual([false, false, false, false])
    expect(
      (
        [
          [1, 3],
          [3, 1],
          ['N4', 2],
          [1, 5],
          [5, 1],
          [5, 6],
        ] as const
      ).map(separated),
    ).toEqual([true, true, true, true, true, true])
  })

  test('a second cut replaces the first, and healing ends it', () => {
    const cut = network()
    cut.partition([[1], [2, 3]])
    cut.partition([[1, 2], [3]])
    expect([cut.separates(1, 2), cut.separates(2, 3)]).toEqual([false, true])
    expect(cut.networkPartition).toEqual([[1, 2], [3]])
    cut.heal()
    expect([cut.separates(2, 3), cut.networkPartition]).toEqual([false, undefined])
  })
})

describe('messages in the network', () => {
  test('a message arrives once, after the delay', () => {
    const { command, drain, log } = testKernel(['A', 'B'], { network: { latency_ms: 7 } })
    command('A', (ctx) => ctx.send('B', 'hello'))
    drain()
    expect(log('B')).toEqual(['hello from A @7'])
  })

  test('with loss 1 nothing arrives, and nothing stays in flight', () => {
    const { kernel, command, drain, log } = testKernel(['A', 'B'], { network: { loss: 1 } })
    command('A', (ctx) => ctx.send('B', 'hello'))
    expect([kernel.settled, kernel.pending]).toEqual([true, 0])
    drain()
    expect(log('B')).toEqual([])
  })

  test('with duplication 1 everything arrives twice, each with a delay of its own', () => {
    const { command, drain, log } = testKernel(['A', 'B'], {
      network: { duplication: 1, latency_ms: { kind: 'uniform', min: 1, max: 100 } },
    })
    command('A', (ctx) => ctx.send('B', 'hello'))
    drain()
    const times = (log('B') as string[]).map((line) => line.replace('hello from A @', ''))
    expect(times).toHaveLength(2)
    expect(new Set(times).size).toBe(2)
  })

  test('a message to oneself arrives at once, is never lost nor doubled, and draws no delay', () => {
    const { command, drain, log } = testKernel(['A'], { network: { loss: 1, duplication: 1 } })
    command('A', (ctx) => ctx.send('A', 'note'))
    drain()
    expect(log('A')).toEqual(['note from A @0'])
  })

  test('a cut loses what is sent across it', () => {
    const { execute, command, drain, log, kernel } = testKernel(['A', 'B', 'C'])
    execute({ do: 'partition', groups: [['A', 'B'], ['C']] })
    command('A', (ctx) => {
      ctx.send('B', 'near')
      ctx.send('C', 'far')
    })
    expect(kernel.pending).toBe(1)
    drain()
    expect([log('B'), log('C')]).toEqual([['near from A @10'], []])
  })

  test('a cut loses what was in flight when it came, at the time of arrival', () => {
    const { execute, command, drain, log, kernel } = testKernel(['A', 'C'])
    command('A', (ctx) => ctx.send('C', 'late'))
    execute({ do: 'partition', groups: [['A'], ['C']] })
    expect(kernel.pending).toBe(1)
    drain()
    expect(log('C')).toEqual([])
    expect([kernel.steps, kernel.now_us]).toEqual([3, 10_000])
  })

  test('a cut that heals in time loses nothing that was in flight', () => {
    const { execute, command, drain, log } = testKernel(['A', 'C'])
    command('A', (ctx) => ctx.send('C', 'late'))
    execute({ do: 'partition', groups: [['A'], ['C']] })
    execute({ do: 'heal' })
    drain()
    expect(log('C')).toEqual(['late from A @10'])
  })

  test('faults do not move the delays of the messages that arrive (ARCHITECTURE: streams are split)', () => {
    const arrivals = (faults: object) => {
      const { command, drain, log } = testKernel(['A', 'B'], {
        network: { ...faults, latency_ms: { kind: 'uniform', min: 1, max: 100 } },
      })
      for (let i = 0; i < 40; i++) command('A', (ctx) => ctx.send('B', `m${i}`))
      drain()
      return log('B') as string[]
    }
    const all = arrivals({})
    const some = arrivals({ loss: 0.5 })
    expect([all.length, some.length < 30, some.length > 10]).toEqual([40, true, true])
    expect(all).toEqual(expect.arrayContaining(some))
    const more = arrivals({ duplication: 0.5 })
    expect(more.length).toBeGreaterThan(50)
    expect(more).toEqual(expect.arrayContaining(all))
  })
})
