import { describe, expect, test } from 'vitest'
import { type Purpose, RandomStream, RandomStreams } from '../../../src/engine/kernel/random.ts'

const draws = (stream: RandomStream, count: number) => Array.from({ length: count }, () => stream.float())

describe('random streams', () => {
  test('the same seed and purpose give the same numbers', () => {
    expect(draws(new RandomStream(7, 'latency'), 20)).toEqual(draws(new RandomStream(7, 'latency'), 20))
  })

  test('the numbers are the same on every machine', () => {
    // Pinned: a change here changes every recorded run of every scenario.
    expect(draws(new RandomStream(1, 'latency'), 3)).toMatchInlineSnapshot(`
      [
        0.4880379492242878,
        0.4560275633487051,
        0.6674831028001988,
      ]
    `)
    const choices = new RandomStream(1, 'choices')
    expect([1, 2, 3, 4, 5, 6, 7, 8].map(() => choices.below(100))).toMatchInlineSnapshot(`
      [
        34,
        75,
        63,
        51,
        44,
        87,
        17,
        42,
      ]
    `)
  })

  test('purposes and seeds give different numbers', () => {
    const purposes: Purpose[] = ['latency', 'loss', 'workload', 'choices']
    const seeds = [0, 1, 2, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER]
    const first = seeds.flatMap((seed) => purposes.map((purpose) => new RandomStream(seed, purpose).float()))
    expect(new Set(first).size).toBe(first.length)
  })

  test('a draw from loss or choices does not move latency (ARCHITECTURE: streams are split by purpose)', () => {
    const plain = new RandomStreams(3)
    const disturbed = new RandomStreams(3)
    const expected = draws(plain.latency, 50)
    const got = expected.map(() => {
      disturbed.loss.float()
      disturbed.choices.below(6)
      return disturbed.latency.float()
    })
    expect(got).toEqual(expected)
  })

  test('below(n) gives every number of 0..n-1 about equally often, and nothing else', () => {
    const stream = new RandomStream(11, 'choices')
    const drawn = Array.from({ length: 10_000 }, () => stream.below(5))
    expect(new Set(drawn)).toEqual(new Set([0, 1, 2, 3, 4]))
    for (const n of [0, 1, 2, 3, 4]) {
      expect(Math.abs(drawn.filter((x) => x === n).length - 2000)).toBeLessThan(200)
    }
    expect(stream.below(1)).toBe(0)
  })

  test('neighbouring seeds are not alike: their first numbers are spread over [0, 1)', () => {
    const first = Array.from({ length: 2000 }, (_, seed) => new RandomStream(seed, 'latency').float())
    const mean = first.reduce((sum, x) => sum + x, 0) / first.length
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.03)
    for (let tenth = 0; tenth < 10; tenth++) {
      const inside = first.filter((x) => Math.floor(x * 10) === tenth).length
      expect(Math.abs(inside - 200)).toBeLessThan(60)
    }
  })
})
