import { describe, expect, test } from 'vitest'
import { Cancelled, type Values } from '../../../src/experiments/experiment.ts'
import { experimentNames, loadExperiment } from '../../../src/experiments/registry.ts'
import { valuesOf } from '../../../src/experiments/values.ts'
import { moduloNode, movedByHashing, movedByModulo } from '../../../src/protocols/chord/directory.ts'
import { LECTURE_NODES } from '../../support/scenarios.ts'

async function run(name: string, given: Values, control = { progress: () => {}, cancelled: () => false }) {
  const experiment = await loadExperiment(name)
  if (experiment === undefined) throw new Error(`There is no experiment ${name}`)
  const checked = valuesOf(experiment, given)
  if ('faults' in checked) throw new Error(JSON.stringify(checked.faults))
  return experiment.run(checked.values, control)
}

/** How far a figure is from what was published, as a share of that. */
const off = (figure: number | undefined, published: number) =>
  Math.abs((figure as number) - published) / published

describe('D1 and D2 (CS162 slides 8 and 9): which keys move', () => {
  const keys = Array.from({ length: 64 }, (_, key) => key)

  test('key mod M + 1 puts the keys on nodes 1 .. M', () => {
    expect([0, 1, 7, 8, 14].map((key) => moduloNode(key, 8))).toEqual([1, 2, 8, 1, 7])
  })

  test('when M becomes M + 1 or M - 1, most of the 64 keys move', () => {
    // Those stay whose remainder is the same: 0 to 7 of every 72, and 0 to 6 of every 56.
    expect([movedByModulo(keys, 8, 9).length, movedByModulo(keys, 8, 7).length]).toEqual([56, 50])
  })

  test('with consistent hashing only the keys of the new node’s interval move, and those of a node that goes', () => {
    const with50 = [...LECTURE_NODES, 50].sort((a, b) => a - b)
    expect(movedByHashing(keys, LECTURE_NODES, with50)).toEqual([45, 46, 47, 48, 49, 50])
    const without15 = LECTURE_NODES.filter((id) => id !== 15)
    expect(movedByHashing(keys, LECTURE_NODES, without15)).toEqual([9, 10, 11, 12, 13, 14, 15])
  })

  test('chord/keys-moved: nearly all keys move under modulo, a fair share of one node under hashing', async () => {
    const { summary } = await run('chord/keys-moved', { nodes: 20, keys: 2000 })
    expect(summary.modulo).toBeCloseTo(20 / 21, 1)
    expect(off(summary.consistent, 1 / 21)).toBeLessThan(0.35)
  })
})

describe('chord/path-length (Stoica et al. 2003, section V-C)', () => {
  // Averages over rings and keys; the last hop to the owner is not counted.
  test.each([
    [8, 1.43, 20_000],
    [64, 2.8, 8000],
    [256, 3.84, 6000],
    [1024, 4.91, 6000],
  ])('%i nodes: %f forwardings on average', async (nodes, published, lookups) => {
    const { summary, series } = await run('chord/path-length', { nodes, lookups, seed: 7 })
    expect(off(summary.mean, published)).toBeLessThan(0.03)
    expect(summary.theory).toBe(Math.log2(nodes) / 2)
    const total = (series[0]?.points ?? []).reduce((sum, [, share]) => sum + share, 0)
    expect(total).toBeCloseTo(1, 9)
  })
})

describe('chord/failures (Stoica et al. 2003, table II): 1,000 nodes, r = 20, no stabilization', () => {
  test.each([
    [0, 3.84, 0],
    [0.3, 4.44, 2.02],
    [0.5, 5.09, 5.1],
  ])('p = %f: mean path %f, mean timeouts %f, every lookup right', async (failed, path, timeouts) => {
    const { summary } = await run('chord/failures', { failed })
    expect(off(summary.meanPath, path)).toBeLessThan(0.08)
    if (timeouts === 0) expect(summary.meanTimeouts).toBe(0)
    else expect(off(summary.meanTimeouts, timeouts)).toBeLessThan(0.08)
    expect([summary.correct, summary.answered]).toEqual([1, 1])
  })

  test('C5 (slide 30): half of 1,024 nodes fail, r = 10 = log2 N: nearly all lookups succeed', async () => {
    const { summary } = await run('chord/failures', {
      nodes: 1024,
      successors: 10,
      failed: 0.5,
      lookups: 3000,
    })
    expect(summary.correct).toBeGreaterThan(0.98)
    const few = await run('chord/failures', { nodes: 1024, successors: 2, failed: 0.5, lookups: 1000 })
    expect(few.summary.correct).toBeLessThan(0.9)
  })
})

describe('chord/load-balance (Stoica et al. 2003, figures 8 and 9)', () => {
  test('the 99th percentile is near 4.6 times the mean; 20 virtual nodes bring it near 1.6', async () => {
    const one = await run('chord/load-balance', { nodes: 2000, keys: 100_000 })
    expect(one.summary.mean).toBe(50)
    expect(off(one.summary.p99, 4.6)).toBeLessThan(0.12)
    const many = await run('chord/load-balance', { nodes: 2000, keys: 100_000, virtualNodes: 20 })
    expect(off(many.summary.p99, 1.6)).toBeLessThan(0.12)
    expect([one.summary.p1, many.summary.empty]).toEqual([0, 0])
  })
})

describe('chord/churn (Stoica et al. 2003, table III)', () => {
  test('slow churn: paths as long as without, few timeouts, hardly a failure', async () => {
    const { summary } = await run('chord/churn', { nodes: 200, rate: 0.02, lookups: 200 })
    expect(summary.meanPath).toBeLessThan(4)
    expect(summary.meanTimeouts).toBeLessThan(0.5)
    expect(summary.failedPer10000).toBeLessThanOrEqual(100)
  })

  test('the more nodes come and go, the more timeouts', async () => {
    const slow = await run('chord/churn', { nodes: 200, rate: 0.02, lookups: 150 })
    const fast = await run('chord/churn', { nodes: 200, rate: 0.5, lookups: 150 })
    expect(fast.summary.meanTimeouts).toBeGreaterThan(slow.summary.meanTimeouts as number)
  })
})

describe('every experiment', () => {
  test.each(experimentNames)(
    '%s: the same seed gives the same result, another seed another',
    async (name) => {
      const small = { nodes: 30, lookups: 60, keys: 300, successors: 3 }
      const known = new Set((await loadExperiment(name))?.parameters.map((parameter) => parameter.name))
      const given = Object.fromEntries(Object.entries(small).filter(([key]) => known.has(key)))
      const [first, again, other] = await Promise.all([
        run(name, { ...given, seed: 3 }),
        run(name, { ...given, seed: 3 }),
        run(name, { ...given, seed: 4 }),
      ])
      expect(again).toEqual(first)
      expect([other.series, other.summary]).not.toEqual([first.series, first.summary])
      expect(first).toMatchObject({ name, parameters: { ...given, seed: 3 } })
      for (const figure of Object.values(first.summary)) expect(Number.isFinite(figure)).toBe(true)
    },
  )

  test('one that is cancelled ends', async () => {
    const control = { progress: () => {}, cancelled: () => true }
    await expect(run('chord/path-length', { nodes: 1024, lookups: 1_000_000 }, control)).rejects.toThrow(
      Cancelled,
    )
  })

  test('values that do not fit are refused, all at once', async () => {
    const experiment = await loadExperiment('chord/failures')
    if (experiment === undefined) throw new Error('missing')
    const checked = valuesOf(experiment, { nodes: 'many', failed: '0.5', lookups: 1.5, color: 'red' })
    expect('faults' in checked && checked.faults.map(({ path, text }) => `${path}: ${text}`)).toEqual([
      'color: is no parameter of chord/failures: nodes, successors, failed, lookups, seed',
      'nodes: expected an integer 2..100000, got "many"',
      'lookups: expected an integer 1..1000000, got 1.5',
    ])
    expect(valuesOf(experiment, { failed: '0.5' })).toMatchObject({ values: { failed: 0.5, nodes: 1000 } })
  })
})
