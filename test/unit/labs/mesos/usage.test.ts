import { expect, test } from 'vitest'
import { usageOf } from '../../../../src/labs/mesos/usage.ts'
import { KINDS } from '../../../../src/protocols/mesos/resources.ts'
import { publicRun } from './support.ts'

test('DRF (NSDI 2011, section 4.1): A and B end at 3/9 and 6/9 of the CPUs, 12/18 and 2/18 of the memory', () => {
  const run = publicRun('mesos-drf')
  const points = usageOf(run, run.length)
  const fullest = points.toSorted((a, b) => sumOf(b.shares.cpus) - sumOf(a.shares.cpus))[0]
  expect(fullest?.shares.cpus).toEqual({ A: 3 / 9, B: 6 / 9 })
  expect(fullest?.shares.mem_gb).toEqual({ A: 12 / 18, B: 2 / 18 })
  expect(points.at(-1)?.shares.cpus).toEqual({ A: 0, B: 0 })
})

test('a recording that grows gives the same as one that is complete, and each point is a change', () => {
  const whole = publicRun('mesos-two-frameworks')
  const growing = publicRun('mesos-two-frameworks')
  for (const length of [1, 7, 19, 20, 41, growing.length]) usageOf(growing, length)
  const points = usageOf(growing, growing.length)
  expect(points).toEqual(usageOf(whole, whole.length))
  for (const [i, point] of points.entries()) expect(point.shares).not.toEqual(points[i - 1]?.shares)
  for (const { shares } of points) {
    for (const kind of KINDS) expect(sumOf(shares[kind])).toBeLessThanOrEqual(1)
  }
})

const sumOf = (shares: Readonly<Record<string, number>>) =>
  Object.values(shares).reduce((all, one) => all + one, 0)
