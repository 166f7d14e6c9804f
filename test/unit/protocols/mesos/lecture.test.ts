import { describe, expect, test } from 'vitest'
import { publicScenario } from '../../../support/scenarios.ts'
import { bookAfter, mesosScenario, messagesOf, pair, run, storyOf } from './support.ts'

describe('M7 (CS162 slides 58 and 60): resource offers, by messages', () => {
  const scenario = publicScenario('mesos-two-frameworks')

  test('the agents report <8,8>, <8,16> and <16,16>, and the master has them in its book', () => {
    const { agents } = bookAfter(scenario, 'picks Hadoop')
    expect(Object.entries(agents).map(([name, { total }]) => [name, pair(total)])).toEqual([
      ['S1', [8, 8]],
      ['S2', [8, 16]],
      ['S3', [16, 16]],
    ])
  })

  test('Hadoop is offered everything; what it leaves, S1 <6,4>, S2 <4,12>, S3 <16,16>, is offered to MPI', () => {
    expect(run(scenario).offered).toEqual([
      ['Hadoop', { S1: [8, 8], S2: [8, 16], S3: [16, 16] }, 'accepted'],
      ['MPI', { S1: [6, 4], S2: [4, 12], S3: [16, 16] }, 'accepted'],
    ])
  })

  test('Hadoop launches task 1 on S1 and task 2 on S2, MPI its task 1 on S1, which has <2,2> left', () => {
    const { agents } = bookAfter(scenario, 'allocates 4 CPU, 2 GB to MPI')
    const held = Object.entries(agents).flatMap(([agent, { tasks }]) =>
      tasks.map((task) => [agent, task.framework, task.task, pair(task)]),
    )
    expect(held).toEqual([
      ['S1', 'Hadoop', 'task 1', [2, 4]],
      ['S1', 'MPI', 'task 1', [4, 2]],
      ['S2', 'Hadoop', 'task 2', [4, 4]],
    ])
    expect(pair(agents.S1?.free as never)).toEqual([2, 2])
  })

  test('offers, answers, launches and status updates are messages, in this order', () => {
    const noise = [
      'registerAgent',
      'agentRegistered',
      'registerFramework',
      'frameworkRegistered',
      'report',
      'acknowledge',
      'suppress',
    ]
    expect(messagesOf(scenario, noise).slice(0, 12)).toEqual([
      ['master', 'Hadoop', 'offer(S1, S2, S3)'],
      ['Hadoop', 'master', 'accept(task 1 on S1, task 2 on S2)'],
      ['master', 'S1', 'run(task 1)'],
      ['master', 'S2', 'run(task 2)'],
      ['S1', 'master', 'task 1: running'],
      ['S2', 'master', 'task 2: running'],
      ['master', 'Hadoop', 'task 1: running'],
      ['master', 'Hadoop', 'task 2: running'],
      ['master', 'MPI', 'offer(S1, S2, S3)'],
      ['MPI', 'master', 'accept(task 1 on S1)'],
      ['master', 'S1', 'run(task 1)'],
      ['S1', 'master', 'task 1: running'],
    ])
  })

  test('MPI is next because its dominant share is 0% against Hadoop’s 20% (8 of 40 GB)', () => {
    const { ledger } = bookAfter(scenario, 'picks MPI')
    expect(ledger.at(-1)).toMatchObject({
      picked: 'MPI',
      standings: [
        { framework: 'MPI', dominant: 0 },
        { framework: 'Hadoop', dominant: 0.2, resource: 'mem_gb', allocated: { cpus: 6, mem_gb: 8 } },
      ],
    })
  })

  test('every task ends, and all that it held is free again', () => {
    const { placed, free, properties } = run(scenario)
    expect(placed.map((row) => row[3])).toEqual(['finished', 'finished', 'finished'])
    expect(free).toEqual({ S1: [8, 8], S2: [8, 16], S3: [16, 16] })
    expect(Object.values(properties)).toEqual(['holds', 'holds', 'holds', 'holds'])
  })

  test('the lecture is about 25 steps that are worth a stop, none of them longer than two lines', () => {
    const story = storyOf(scenario)
    expect(story.length).toBeGreaterThanOrEqual(18)
    expect(story.length).toBeLessThanOrEqual(30)
    for (const line of story) expect(line.length, line).toBeLessThanOrEqual(150)
  })

  test('the same by hand: two schedulers that the user plays', () => {
    const { offered, free, placed } = run(
      mesosScenario(
        {
          frameworks: [
            { name: 'Hadoop', policy: 'manual' },
            { name: 'MPI', policy: 'manual' },
          ],
        },
        [
          { do: 'allocate' },
          {
            do: 'accept',
            framework: 'Hadoop',
            launches: [
              { task: 'task 1', agent: 'S1', cpus: 2, mem_gb: 4 },
              { task: 'task 2', agent: 'S2', cpus: 4, mem_gb: 4 },
            ],
          },
          { do: 'allocate' },
          { do: 'accept', framework: 'MPI', launches: [{ task: 'task 1', agent: 'S1', cpus: 4, mem_gb: 2 }] },
        ],
      ),
    )
    expect(offered[1]).toEqual(['MPI', { S1: [6, 4], S2: [4, 12], S3: [16, 16] }, 'accepted'])
    expect(free).toEqual({ S1: [2, 2], S2: [4, 12], S3: [16, 16] })
    expect(placed.map((row) => row[3])).toEqual(['running', 'running', 'running'])
  })
})

describe('M3 (CS162 slide 49): framework, job, task, executor', () => {
  const scenario = publicScenario('mesos-jobs-and-tasks')

  test('job 1 has tasks 1 to 4, job 2 has tasks 5 to 7, and each runs where the scheduler placed it', () => {
    const hadoop = run(scenario).tasks.filter(({ framework }) => framework === 'Hadoop')
    expect(hadoop.map(({ job, task, agent }) => [job, task, agent])).toEqual([
      ['job 1', 'task 1', 'S1'],
      ['job 1', 'task 2', 'S1'],
      ['job 1', 'task 3', 'S2'],
      ['job 1', 'task 4', 'S2'],
      ['job 2', 'task 5', 'S2'],
      ['job 2', 'task 6', 'S3'],
      ['job 2', 'task 7', 'S3'],
    ])
    expect(hadoop.every(({ local, state }) => local && state === 'finished')).toBe(true)
  })

  test('each agent has one executor for each framework that runs tasks on it', () => {
    expect(run(scenario).agents.map(({ name, executors }) => [name, executors])).toEqual([
      ['S1', ['Hadoop']],
      ['S2', ['Hadoop']],
      ['S3', ['Hadoop', 'MPI']],
    ])
  })

  test('the first task starts the executor, and the others run in it', () => {
    const onS2 = storyOf(scenario).filter((line) => line.startsWith('S2') && line.includes('executor'))
    expect(onS2.map((line) => line.replace(/ on .*/, ''))).toEqual([
      'S2 starts an executor of Hadoop, which runs task 3 (job 1)',
      'S2 has the executor of Hadoop run task 4 (job 1)',
      'S2 has the executor of Hadoop run task 5 (job 2)',
    ])
  })
})

describe('M8 (CS162 slide 61): a framework waits for an offer that fits', () => {
  test('Hadoop rejects the offer of S1 and accepts S2 and S3, where the blue file is', () => {
    const { offered, tasks } = run(publicScenario('mesos-blue-file'))
    expect(offered.slice(1)).toEqual([
      ['Hadoop', { S1: [4, 8] }, 'declined'],
      ['Hadoop', { S2: [4, 8], S3: [4, 8] }, 'accepted'],
    ])
    expect(
      tasks.filter(({ framework }) => framework === 'Hadoop').map(({ agent, local }) => [agent, local]),
    ).toEqual([
      ['S2', true],
      ['S3', true],
    ])
  })

  test('in one offer of all three it takes S2 and S3 and leaves S1', () => {
    const tasks = ['S2', 'S3'].map((agent, i) => ({
      name: `task ${i + 1}`,
      cpus: 8,
      mem_gb: 8,
      prefers: [agent],
    }))
    const { placed, free } = run(mesosScenario({ frameworks: [{ name: 'Hadoop', policy: 'delay', tasks }] }))
    expect(placed).toEqual([
      ['Hadoop', 'task 1', 'S2', 'running'],
      ['Hadoop', 'task 2', 'S3', 'running'],
    ])
    expect(free.S1).toEqual([8, 8])
  })

  test('it waits for no longer than wait_s, then takes any agent (delay scheduling)', () => {
    const tasks = [{ name: 'task 1', cpus: 9, mem_gb: 9, duration_s: 1, prefers: ['S1'] }]
    const { tasks: rows } = run(
      mesosScenario({ frameworks: [{ name: 'Hadoop', policy: 'delay', wait_s: 3, refuse_s: 60, tasks }] }),
    )
    expect(rows[0]).toMatchObject({ agent: 'S3', local: false, state: 'finished' })
    expect(rows[0]?.started_us).toBeGreaterThan(4_000_000)
    expect(rows[0]?.started_us).toBeLessThan(6_000_000)
  })
})

describe('DRF (Ghodsi et al., NSDI 2011, section 4.1): 9 CPU and 18 GB', () => {
  const scenario = publicScenario('mesos-drf')

  test('A <1,4> runs three tasks and B <3,1> two, each one task an offer, in the order A B A B A', () => {
    const { offers, tasks } = run(scenario)
    expect(offers.map(({ framework }) => framework)).toEqual(['A', 'B', 'A', 'B', 'A'])
    expect(tasks.map(({ framework }) => framework)).toEqual(['A', 'A', 'A', 'B', 'B'])
  })

  test('both then have two thirds of what they need most: A of the memory, B of the CPUs', () => {
    const { frameworks } = bookAfter(scenario, 'allocates 1 CPU, 4 GB to A and takes 0 CPU')
    expect(pair(frameworks.A?.allocated as never)).toEqual([3, 12])
    expect(pair(frameworks.B?.allocated as never)).toEqual([6, 2])
    const endless = structuredClone(scenario) as typeof scenario & {
      config: { frameworks: { tasks: { duration_s?: number }[] }[] }
    }
    for (const framework of endless.config.frameworks)
      for (const task of framework.tasks) delete task.duration_s
    const { shares } = run(endless)
    expect(shares.A).toEqual({ dominant: 12 / 18, resource: 'mem_gb' })
    expect(shares.B).toEqual({ dominant: 6 / 9, resource: 'cpus' })
  })
})

describe('the remainder: an agent of <4,4>', () => {
  test('tasks of <2,1> and <1,2> leave <1,1>, which is offered to the other framework', () => {
    expect(run(publicScenario('mesos-remainder')).offered).toEqual([
      ['Hadoop', { S1: [4, 4] }, 'accepted'],
      ['MPI', { S1: [1, 1] }, 'accepted'],
    ])
  })
})

describe('answering an offer oneself', () => {
  test('the run stops at an open offer, and goes on with the answer', () => {
    const scenario = publicScenario('mesos-answer-yourself')
    expect(run(scenario).offered).toEqual([['Hadoop', { S1: [8, 8], S2: [8, 16], S3: [16, 16] }, 'open']])
    const answer = { do: 'accept', framework: 'Hadoop', launches: [{ task: 'task 2', agent: 'S2' }] }
    const { offered, placed } = run({ ...scenario, actions: [{ do: 'advance', seconds: 2 }, answer] })
    expect(offered.slice(0, 2)).toEqual([
      ['Hadoop', { S1: [8, 8], S2: [8, 16], S3: [16, 16] }, 'accepted'],
      ['MPI', { S1: [8, 8], S2: [4, 12], S3: [16, 16] }, 'accepted'],
    ])
    expect(placed).toContainEqual(['Hadoop', 'task 2', 'S2', 'finished'])
    expect(placed).toContainEqual(['MPI', 'task 1', 'S1', 'finished'])
  })
})
