import { describe, expect, test } from 'vitest'
import type { Recording } from '../../../../src/engine/record/recording.ts'
import { bars, lanes } from '../../../../src/labs/mapreduce/timeline/bars.ts'
import { beatLine, heartbeatsOf } from '../../../../src/labs/mapreduce/timeline/heartbeats.ts'
import { publicScenario } from '../../../support/scenarios.ts'
import { arrivalOf, markOf, type Recorded, run, runOf, stepWhere } from './support.ts'

const all = ({ recording }: Recorded) => bars(recording as Recording<unknown>, recording.length)

describe('the bars of the timeline', () => {
  const wordCount = runOf('mapreduce-word-count')
  const failing = runOf('mapreduce-worker-fails')
  const slow = runOf('mapreduce-slow-worker')

  test('the lanes are the workers', () => {
    expect(lanes(wordCount.recording as Recording<unknown>)).toEqual(['w1', 'w2', 'w3', 'w4', 'w5', 'w6'])
  })

  test('a bar reaches from the step in which its worker begins to the one in which it ends', () => {
    const m1 = all(wordCount).find(({ label }) => label === 'm1')
    expect(m1).toMatchObject({ address: 'w2', tone: 'plain' })
    expect(m1?.from).toBe(arrivalOf(wordCount, 'assignMap', ({ task }) => task === 1))
    const ended = stepWhere(
      wordCount,
      (step) => step.kind === 'timer' && step.node === 'w2' && step.sent.length > 0,
    )
    expect(m1?.to).toBe(ended)
  })

  test('reduces have the identity of their partition', () => {
    const reduces = all(wordCount).filter(({ label }) => label.startsWith('r'))
    expect(reduces.map(({ label, tone }) => [label, tone])).toEqual([
      ['r0', 'cat-1'],
      ['r1', 'cat-2'],
      ['r2', 'cat-3'],
    ])
  })

  test('a map that runs again says so', () => {
    const again = all(failing).filter(({ label }) => label.startsWith('m2'))
    expect(again.map(({ label, address, tone }) => [label, address, tone])).toEqual([
      ['m2', 'w3', 'plain'],
      ['m2 again', 'w4', 'again'],
    ])
  })

  test('a backup and a slow worker say so; who is stopped ends there', () => {
    const m3 = all(slow).filter(({ label }) => label.startsWith('m3'))
    expect(m3.map(({ label, address, tone }) => [label, address, tone])).toEqual([
      ['m3, slow', 'w4', 'plain'],
      ['m3 backup', 'w5', 'again'],
    ])
    expect(m3[0]?.to).toBe(arrivalOf(slow, 'kill'))
  })

  test('work that is lost with its worker is failed, and ends with the crash', () => {
    const scenario = publicScenario('mapreduce-word-count')
    const crashed = run({
      ...scenario,
      actions: [...scenario.actions, { do: 'crash', node: 'w1', at_ms: 2000, mark: 'w1 crashes' }],
    })
    const m0 = all(crashed).filter(({ label }) => label.startsWith('m0'))
    expect(m0[0]).toMatchObject({ address: 'w1', tone: 'failed', to: markOf(crashed, 'w1 crashes') })
    expect(m0[1]).toMatchObject({ label: 'm0 again', tone: 'again' })
  })

  test('a map that runs again after the barrier is done again', () => {
    const scenario = publicScenario('mapreduce-word-count')
    const { recording } = run({
      ...scenario,
      actions: [...scenario.actions, { do: 'crash', node: 'w2', at_step: 94 }],
    })
    const marks = recording.steps.flatMap(({ mark }) => (mark?.startsWith('maps done') ? [mark] : []))
    expect(marks).toEqual(['maps done', 'maps done again'])
  })

  test('a recording that grows gives the same bars as one that is read at once', () => {
    const { recording } = failing
    const fresh = recording.prefix(recording.length) as Recording<unknown>
    for (let length = 0; length <= recording.length; length += 7) bars(fresh, length)
    expect(bars(fresh, recording.length)).toEqual(all(failing))
  })
})

describe('heartbeats', () => {
  const { recording, config } = runOf('mapreduce-worker-fails')
  const trace = recording as Recording<unknown>
  const heartbeat_us = config.heartbeat_s * 1e6
  const at = (cursor: number, worker: string) =>
    heartbeatsOf(trace, cursor, worker, recording.frame(cursor).now_us, 5 * heartbeat_us)

  test('before the first there are none', () => {
    expect(at(3, 'w1')).toEqual({ beats: [], ago_us: undefined })
  })

  test('each is a pong that the master has heard', () => {
    const first = arrivalOf(runOf('mapreduce-worker-fails'), 'pong')
    const { node, from, time_us } = recording.step(first) as { node: string; from: string; time_us: number }
    expect(node).toBe('master')
    expect(at(first, from)).toEqual({ beats: [time_us], ago_us: 0 })
    expect(at(first - 1, from).beats).toEqual([])
  })

  test('they stop when a worker crashes, and the last one grows old', () => {
    const end = recording.length
    const now = recording.frame(end).now_us
    expect(at(end, 'w3').beats).toEqual([])
    expect(at(end, 'w3').ago_us).toBeGreaterThan(config.timeout_s * 1e6)
    expect(at(end, 'w1').beats.length).toBeGreaterThanOrEqual(4)
    expect(at(end, 'w1').ago_us).toBeLessThanOrEqual(heartbeat_us * 1.2)
    expect(now).toBeGreaterThan(0)
  })

  test('looking back gives the same as looking forward', () => {
    const middle = Math.floor(recording.length / 2)
    const before = at(middle, 'w2')
    at(recording.length, 'w2')
    expect(at(middle, 'w2')).toEqual(before)
  })

  test('the line has a beat for each, in order, and ends with now', () => {
    const path = beatLine([1e6, 2e6, 3e6], 4e6, 5e6, 120)
    expect(path.match(/l4 -9/g)).toHaveLength(3)
    const starts = [...path.matchAll(/H([\d.]+)l/g)].map((match) => Number(match[1]))
    expect(starts).toEqual([...starts].sort((a, b) => a - b))
    expect(path.endsWith('H120')).toBe(true)
    expect(beatLine([], 4e6, 5e6, 120)).toBe('M0 12H120')
  })
})
