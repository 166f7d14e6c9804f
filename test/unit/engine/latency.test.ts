import { describe, expect, test } from 'vitest'
import { RandomStream } from '../../../src/engine/kernel/random.ts'
import { type Latency, latencySampler } from '../../../src/engine/network/latency.ts'

function delays(latency: Latency, count = 100_000): Float64Array {
  const sample = latencySampler(latency)
  const stream = new RandomStream(5, 'latency')
  return Float64Array.from({ length: count }, () => sample(stream))
}

const mean = (values: Float64Array) => values.reduce((sum, x) => sum + x, 0) / values.length

/** The share of `values` above `limit`. */
const above = (values: Float64Array, limit: number) => values.filter((x) => x > limit).length / values.length

describe('latency distributions', () => {
  test('a number of milliseconds is that many microseconds, always, and draws no random number', () => {
    const stream = new RandomStream(1, 'latency')
    const sample = latencySampler(12.3456)
    expect([sample(stream), sample(stream)]).toEqual([12_346, 12_346])
    expect(stream.float()).toBe(new RandomStream(1, 'latency').float())
  })

  test('uniform: within min and max, mean (min + max) / 2, a quarter in each quarter', () => {
    const values = delays({ kind: 'uniform', min: 5, max: 20 })
    expect(Math.min(...values.slice(0, 5000))).toBeGreaterThanOrEqual(5_000)
    expect(values.every((x) => x >= 5_000 && x <= 20_000)).toBe(true)
    expect(mean(values)).toBeCloseTo(12_500, -2)
    expect(above(values, 16_250)).toBeCloseTo(0.25, 2)
  })

  test('exponential: mean as given, P(X > mean) = 1/e, P(X > 3 mean) = 1/e³', () => {
    const values = delays({ kind: 'exponential', mean: 10 })
    expect(mean(values) / 10_000).toBeCloseTo(1, 1)
    expect(Math.abs(mean(values) / 10_000 - 1)).toBeLessThan(0.015)
    expect(above(values, 10_000)).toBeCloseTo(Math.exp(-1), 2)
    expect(above(values, 30_000)).toBeCloseTo(Math.exp(-3), 2)
    expect(values.every((x) => x >= 0)).toBe(true)
  })

  test('pareto: never below xm, mean alpha·xm / (alpha - 1), P(X > 2 xm) = 2^-alpha', () => {
    const values = delays({ kind: 'pareto', xm: 2, alpha: 3 })
    expect(values.every((x) => x >= 2_000)).toBe(true)
    expect(Math.abs(mean(values) / 3_000 - 1)).toBeLessThan(0.015)
    expect(above(values, 4_000)).toBeCloseTo(2 ** -3, 2)
  })

  test('mixture: parts are drawn in proportion to their weights', () => {
    const values = delays({
      kind: 'mixture',
      parts: [
        { weight: 9, kind: 'uniform', min: 1, max: 2 },
        { weight: 1, kind: 'uniform', min: 100, max: 200 },
      ],
    })
    expect(above(values, 50_000)).toBeCloseTo(0.1, 2)
    expect(Math.abs(mean(values) / (0.9 * 1_500 + 0.1 * 150_000) - 1)).toBeLessThan(0.02)
  })

  test('delays are whole microseconds, and bounded where the tail is not', () => {
    const heavy = delays({ kind: 'pareto', xm: 1, alpha: 0.01 }, 2000)
    expect(heavy.every((x) => Number.isSafeInteger(x))).toBe(true)
    expect(Math.max(...heavy)).toBe(1e10)
    expect(delays({ kind: 'exponential', mean: 0.37 }, 1000).every((x) => Number.isInteger(x))).toBe(true)
  })
})
