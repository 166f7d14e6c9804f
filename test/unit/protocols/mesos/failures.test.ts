import { describe, expect, test } from 'vitest'
import { mesos } from '../../../../src/protocols/mesos/protocol.ts'
import { type Document, recorded } from '../../../support/scenarios.ts'
import { bookAfter, mesosScenario, run, storyOf } from './support.ts'

const one = (more: Document = {}, policy: Document = {}) => ({
  agents: [
    { name: 'S1', cpus: 4, mem_gb: 4 },
    { name: 'S2', cpus: 4, mem_gb: 4 },
  ],
  frameworks: [
    {
      name: 'Hadoop',
      ...policy,
      tasks: [{ name: 'task 1', cpus: 4, mem_gb: 4, duration_s: 20, prefers: ['S1'] }],
    },
  ],
  report_interval_s: 1,
  ...more,
})

/** Drops the first message of a kind, as a user does by hand. */
function withoutFirst(kind: string, config: Document) {
  const { messages } = recorded(mesos, mesosScenario(config))
  const record = messages.find(({ message }) => (message as { kind: string }).kind === kind)
  if (record === undefined) throw new Error(`There is no ${kind}`)
  return mesosScenario(config, [{ do: 'drop', message: record.id, at_step: record.sentStep }])
}

describe('an agent fails', () => {
  const crash = { at_ms: 5000, do: 'crash', node: 'S1' }

  test('after three missing reports the master gives it up, and the framework runs the task elsewhere', () => {
    const scenario = mesosScenario(one(), [crash])
    const { placed, agents, properties } = run(scenario)
    expect(placed).toEqual([['Hadoop', 'task 1', 'S2', 'finished']])
    expect(agents[0]).toMatchObject({ name: 'S1', state: 'down', allocated: { cpus: 0, mem_gb: 0 } })
    expect(properties.BooksAgree).toBe('holds')
    expect(storyOf(scenario)).toContain(
      'Hadoop learns that task 1 is lost on S1 and queues it again. It asks the master for offers again.',
    )
  })

  test('its resources stay allocated until then: nothing is given twice', () => {
    const { frames } = watched(mesosScenario(one(), [crash]))
    const before = frames.find(({ says }) => says.includes('gives it up'))
    expect(before?.time_us).toBeGreaterThan(7_000_000)
    expect(before?.time_us).toBeLessThan(10_000_000)
  })

  test('one that is back before it is missed has lost its tasks, too, and joins as a new session', () => {
    const { placed } = run(mesosScenario(one(), [crash, { at_ms: 5500, do: 'recover', node: 'S1' }]))
    expect(placed[0]?.[3]).toBe('finished')
    const recording = recorded(
      mesos,
      mesosScenario(one(), [crash, { at_ms: 5500, do: 'recover', node: 'S1' }]),
    )
    expect(recording.frame(recording.length).state('S1')).toMatchObject({ session: 2, registered: true })
  })

  test('a partitioned agent is told to begin anew when the network is whole, and kills what it still runs', () => {
    const scenario = mesosScenario(one(), [
      { at_ms: 3000, do: 'partition', groups: [['master', 'S2', 'Hadoop'], ['S1']] },
      { at_ms: 12_000, do: 'heal' },
    ])
    const { placed, agents } = run(scenario)
    expect(placed).toEqual([['Hadoop', 'task 1', 'S2', 'finished']])
    expect(agents.map(({ state }) => state)).toEqual(['active', 'active'])
    expect(storyOf(scenario).join('\n')).toContain(
      'S1 does not count for the master any more and kills 1 task',
    )
  })
})

/** The steps of a run with their times. */
function watched(scenario: ReturnType<typeof mesosScenario>) {
  const { steps } = recorded(mesos, scenario)
  const frames = steps.map(({ time_us, notes }) => ({
    time_us,
    says: notes
      .map(({ says }) =>
        (says ?? []).map((part) => (typeof part === 'string' ? part : Object.values(part).join())).join(''),
      )
      .join(' '),
  }))
  return { frames }
}

describe('a message is lost', () => {
  test('runTask: the reports show that nothing runs, and the master sends it again', () => {
    const { placed, properties } = run(withoutFirst('runTask', one()))
    expect(placed).toEqual([['Hadoop', 'task 1', 'S1', 'finished']])
    expect(properties.BooksAgree).toBe('holds')
  })

  test('a status update: the next report repeats it', () => {
    const { messages } = recorded(mesos, mesosScenario(one()))
    const last = messages.findLast(
      ({ message, to }) => (message as { kind: string }).kind === 'statusUpdate' && to === 'master',
    )
    const drop = { do: 'drop', message: last?.id, at_step: last?.sentStep }
    const { placed, free } = run(mesosScenario(one(), [drop]))
    expect(placed[0]?.[3]).toBe('finished')
    expect(free.S1).toEqual([4, 4])
  })

  test('a registration: it is tried again', () => {
    expect(run(withoutFirst('registerAgent', one())).placed[0]?.[3]).toBe('finished')
    expect(run(withoutFirst('registerFramework', one())).placed[0]?.[3]).toBe('finished')
  })

  test('an offer without timeout stays on offer, and the run ends all the same', () => {
    const { offers, agents } = run(withoutFirst('offer', one()))
    expect(offers.map(({ outcome }) => outcome)).toEqual(['open'])
    expect(agents[0]?.offered).toEqual({ cpus: 4, mem_gb: 4 })
  })

  test('with offer_timeout_s it is rescinded and made again', () => {
    const { offers, placed } = run(withoutFirst('offer', one({ offer_timeout_s: 2 })))
    expect(offers.map(({ outcome }) => outcome)).toEqual(['rescinded', 'accepted'])
    expect(placed[0]?.[3]).toBe('finished')
  })

  test('an answer: the offer is rescinded, and what was launched on it is queued again', () => {
    const { offers, placed } = run(withoutFirst('accept', one({ offer_timeout_s: 2 })))
    expect(offers.map(({ outcome }) => outcome)).toEqual(['rescinded', 'accepted'])
    expect(placed).toEqual([['Hadoop', 'task 1', 'S1', 'finished']])
  })
})

describe('frameworks come, go and fail', () => {
  test('a scheduler that fails and comes back finds its task running, and hears how it ends', () => {
    const { placed } = run(
      mesosScenario(one(), [
        { at_ms: 5000, do: 'crash', node: 'Hadoop' },
        { at_ms: 30_000, do: 'recover', node: 'Hadoop' },
      ]),
    )
    expect(placed).toEqual([['Hadoop', 'task 1', 'S1', 'finished']])
  })

  test('a removed framework has its tasks killed and its resources freed', () => {
    const { placed, free, agents } = run(
      mesosScenario(one(), [{ at_ms: 5000, do: 'removeFramework', framework: 'Hadoop' }]),
    )
    expect(placed).toEqual([['Hadoop', 'task 1', 'S1', 'killed']])
    expect(free).toEqual({ S1: [4, 4], S2: [4, 4] })
    expect(agents[0]?.executors).toEqual([])
  })

  test('a removed agent loses its task to another, and is gone', () => {
    const { placed, agents } = run(mesosScenario(one(), [{ at_ms: 5000, do: 'removeAgent', agent: 'S1' }]))
    expect(placed).toEqual([['Hadoop', 'task 1', 'S2', 'finished']])
    expect(agents[0]?.state).toBe('down')
  })

  test('one that is added later, and tasks that are submitted later, run', () => {
    const task = { cpus: 1, mem_gb: 1, duration_s: 1 }
    const { placed } = run(
      mesosScenario(one(), [
        { at_ms: 3000, do: 'addFramework', framework: { name: 'Spark', tasks: [task] } },
        { at_ms: 4000, do: 'submit', framework: 'Hadoop', task: { ...task, count: 2 } },
        { at_ms: 4000, do: 'addAgent', agent: { name: 'S3', cpus: 1, mem_gb: 1 } },
      ]),
    )
    expect(placed.map(([framework, name, , state]) => [framework, name, state])).toEqual([
      ['Hadoop', 'task 1', 'finished'],
      ['Hadoop', 'task 2', 'finished'],
      ['Hadoop', 'task 3', 'finished'],
      ['Spark', 'task 1', 'finished'],
    ])
  })
})

describe('declined, filtered, suppressed', () => {
  test('resources are not offered again to who declined them, for refuse_s; to others at once', () => {
    const large = [{ cpus: 9, mem_gb: 9 }]
    const { offers } = run(
      mesosScenario(
        one({
          frameworks: [
            { name: 'A', refuse_s: 7, tasks: large },
            { name: 'B', refuse_s: 7, tasks: large },
          ],
        }),
      ),
    )
    expect(offers.slice(0, 2).map(({ framework }) => framework)).toEqual(['A', 'B'])
    const ofA = offers.filter(({ framework }) => framework === 'A')
    expect((ofA[1]?.time_us ?? 0) - (ofA[0]?.time_us ?? 0)).toBeGreaterThan(7_000_000)
  })

  test('a task that fits nowhere ends the run after a few offers', () => {
    const { offers, properties } = run(
      mesosScenario(one({ frameworks: [{ name: 'A', tasks: [{ cpus: 9, mem_gb: 9, duration_s: 1 }] }] })),
    )
    expect(offers.length).toBeLessThanOrEqual(3)
    expect(properties.EveryTaskRuns).toBe('violated')
  })

  test('a part of an offer can be declined by hand; the rest stays open', () => {
    const config = one({}, { policy: 'manual' })
    const decline = { do: 'decline', framework: 'Hadoop', agents: ['S1'] }
    const { offers, agents } = run(mesosScenario(config, [{ do: 'allocate' }, decline], { until_ms: 3000 }))
    expect(offers[0]?.outcome).toBe('open')
    expect(agents.map(({ offered }) => offered.cpus)).toEqual([0, 4])
  })

  test('who comes first in turn but wants no offers is the reason for the offer to the next', () => {
    const config = { frameworks: [{ name: 'MPI' }, { name: 'Hadoop', tasks: [{ cpus: 1, mem_gb: 1 }] }] }
    expect(storyOf(mesosScenario(config))).toContain(
      'master picks Hadoop, because MPI wants no offers. It offers Hadoop 32 CPU, 40 GB on S1, S2, S3.',
    )
  })

  test('who comes first in turn but has declined what is free is the reason for the offer to the next', () => {
    const config = {
      frameworks: [
        { name: 'MPI', tasks: [{ cpus: 64, mem_gb: 1 }] },
        { name: 'Hadoop', tasks: [{ cpus: 1, mem_gb: 1 }] },
      ],
    }
    const scenario = mesosScenario(config)
    const words = 'master picks Hadoop, because MPI has declined what is free.'
    expect(storyOf(scenario).filter((line) => line.startsWith(words))).toHaveLength(1)
    expect(bookAfter(scenario, words).ledger.at(-1)).toMatchObject({
      picked: 'Hadoop',
      passed: [{ framework: 'MPI', because: 'filtered' }],
    })
  })

  test('suppress stops offers, revive brings them back', () => {
    const config = one({}, { policy: 'manual' })
    const suppress = { do: 'suppress', framework: 'Hadoop' }
    expect(run(mesosScenario(config, [suppress, { do: 'allocate' }])).offers).toEqual([])
    const revive = { do: 'revive', framework: 'Hadoop' }
    expect(run(mesosScenario(config, [suppress, revive])).offers.map(({ outcome }) => outcome)).toEqual([
      'open',
    ])
  })

  test('finish ends a task that would run for ever', () => {
    const tasks = [{ name: 'server', cpus: 1, mem_gb: 1 }]
    const { placed, utilization } = run(
      mesosScenario(one({ frameworks: [{ name: 'A', tasks }] }), [
        { do: 'advance', seconds: 9 },
        { do: 'finish', framework: 'A', task: 'server' },
      ]),
    )
    expect(placed[0]?.[3]).toBe('finished')
    expect(utilization.cpus).toBeCloseTo((9 - 1.04 + 0.01) / 8 / 9, 1)
  })
})

describe('utilization', () => {
  test('is what the tasks held over what the agents had, over the whole run', () => {
    const agents = [{ name: 'S1', cpus: 4, mem_gb: 8 }]
    const tasks = [{ cpus: 4, mem_gb: 2, duration_s: 10 }]
    const { utilization, time_us } = run(mesosScenario({ agents, frameworks: [{ name: 'A', tasks }] }))
    const present_us = time_us - 10_000
    expect(utilization.cpus).toBeCloseTo(10e6 / present_us, 5)
    expect(utilization.mem_gb).toBeCloseTo((10e6 / present_us) * 0.25, 5)
  })
})
