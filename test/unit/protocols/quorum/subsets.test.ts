import { describe, expect, test } from 'vitest'
import {
  choose,
  countPairs,
  missProbability,
  quorumTable,
  survives,
} from '../../../../src/protocols/quorum/subsets.ts'

const percent = (n: number) =>
  quorumTable(n).map((row) => row.map(({ probability }) => Math.round(100 * probability)))

describe('write sets against read sets', () => {
  test('N = 5: the chance in percent that a get misses the last put', () => {
    expect(percent(5)).toEqual([
      [80, 60, 40, 20, 0],
      [60, 30, 10, 0, 0],
      [40, 10, 0, 0, 0],
      [20, 0, 0, 0, 0],
      [0, 0, 0, 0, 0],
    ])
  })

  test('the table is symmetric in W and R', () => {
    for (let n = 1; n <= 50; n++) {
      for (let w = 1; w <= n; w++) {
        for (let r = w; r <= n; r++)
          expect(missProbability(n, w, r)).toBeCloseTo(missProbability(n, r, w), 12)
      }
    }
  })

  test('counting set by set gives the formula C(N − W, R) / C(N, R), for every N ≤ 7', () => {
    for (let n = 1; n <= 7; n++) {
      for (let w = 1; w <= n; w++) {
        for (let r = 1; r <= n; r++) {
          const { pairs, apart } = countPairs(n, w, r)
          expect([n, w, r, pairs]).toEqual([n, w, r, choose(n, w) * choose(n, r)])
          expect(apart / pairs).toBeCloseTo(missProbability(n, w, r), 12)
          expect(apart === 0).toBe(w + r > n)
        }
      }
    }
  })

  test('W = 2, R = 3 of N = 5: one of the ten read sets misses each of the ten write sets', () => {
    expect(quorumTable(5)[1]?.[2]).toEqual({ w: 2, r: 3, probability: 0.1 })
    expect(countPairs(5, 2, 3)).toEqual({ pairs: 100, apart: 10 })
  })

  test('an operation survives the loss of the replicas that it does not wait for', () => {
    expect([1, 2, 3, 4, 5].map((w) => survives(5, w))).toEqual([4, 3, 2, 1, 0])
  })

  test('binomial coefficients are exact up to the largest system', () => {
    expect(choose(50, 25)).toBe(126_410_606_437_752)
    expect([choose(5, 0), choose(5, 5), choose(5, 6), choose(5, -1)]).toEqual([1, 1, 0, 0])
  })
})
