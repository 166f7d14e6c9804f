import { describe, expect, test } from 'vitest'
import { dominantShare, standings } from '../../../../src/protocols/mesos/allocator.ts'
import { plan } from '../../../../src/protocols/mesos/framework/placement.ts'
import { fits, minus, plus, sum, words } from '../../../../src/protocols/mesos/resources.ts'
import { newTask, taskNames } from '../../../../src/protocols/mesos/specs.ts'
import { mesosScenario, run } from './support.ts'

const claim = (framework: string, cpus: number, mem_gb: number, weight = 1, rank = 0) => ({
  framework,
  weight,
  allocated: { cpus, mem_gb },
  rank,
})

describe('resources', () => {
  test('tenths do not drift: 0.1 + 0.2 is 0.3, and 0.3 - 0.1 leaves 0.2', () => {
    const tenth = { cpus: 0.1, mem_gb: 0.1 }
    const fifth = { cpus: 0.2, mem_gb: 0.2 }
    expect(plus(tenth, fifth)).toEqual({ cpus: 0.3, mem_gb: 0.3 })
    expect(minus(plus(tenth, fifth), tenth)).toEqual(fifth)
    expect(sum(Array.from({ length: 10 }, () => tenth))).toEqual({ cpus: 1, mem_gb: 1 })
  })

  test('a demand fits when no kind of it is larger', () => {
    expect(fits({ cpus: 4, mem_gb: 4 }, { cpus: 4, mem_gb: 4 })).toBe(true)
    expect(fits({ cpus: 1, mem_gb: 5 }, { cpus: 8, mem_gb: 4 })).toBe(false)
  })

  test('are written as on the tickets', () => {
    expect(words({ cpus: 0.5, mem_gb: 16 })).toBe('0.5 CPU, 16 GB')
  })
})

describe('allocation modules', () => {
  const total = { cpus: 9, mem_gb: 18 }
  const order = (...arguments_: Parameters<typeof standings>) =>
    standings(...arguments_).map(({ framework }) => framework)

  test('the dominant share is the largest one: <1,4> of <9,18> is 22% of the memory, <3,1> a third of the CPUs', () => {
    expect(dominantShare({ cpus: 1, mem_gb: 4 }, total)).toEqual({ dominant: 4 / 18, resource: 'mem_gb' })
    expect(dominantShare({ cpus: 3, mem_gb: 1 }, total)).toEqual({ dominant: 1 / 3, resource: 'cpus' })
  })

  test('drf: the smallest dominant share is next; equal ones keep the order of registration', () => {
    expect(order('drf', [claim('A', 1, 4), claim('B', 3, 1)], total)).toEqual(['A', 'B'])
    expect(order('drf', [claim('A', 2, 8), claim('B', 3, 1)], total)).toEqual(['B', 'A'])
    expect(order('drf', [claim('A', 0, 4), claim('B', 2, 0)], total)).toEqual(['A', 'B'])
  })

  test('drf with weights: twice the weight, half the share', () => {
    expect(order('drf', [claim('A', 3, 0), claim('B', 5, 0, 2)], total)).toEqual(['B', 'A'])
  })

  test('fair looks at the CPUs alone', () => {
    expect(order('fair', [claim('A', 2, 1), claim('B', 1, 17)], total)).toEqual(['B', 'A'])
  })

  test('priority is the order of the scenario’s list, whatever they hold', () => {
    expect(order('priority', [claim('A', 0, 0, 1, 1), claim('B', 9, 18, 1, 0)], total)).toEqual(['B', 'A'])
  })

  test('nothing is a share of nothing', () => {
    expect(dominantShare({ cpus: 0, mem_gb: 0 }, { cpus: 0, mem_gb: 0 }).dominant).toBe(0)
  })

  test('setWeight changes who is next', () => {
    const tasks = [{ cpus: 1, mem_gb: 1, count: 4 }]
    const frameworks = [
      { name: 'A', role: 'ads', tasksPerOffer: 1, tasks },
      { name: 'B', tasksPerOffer: 1, tasks },
    ]
    const agents = [{ name: 'S1', cpus: 6, mem_gb: 6 }]
    const weigh = { do: 'setWeight', role: 'ads', weight: 2 }
    const turns = (actions: { do: string }[]) =>
      run(mesosScenario({ agents, frameworks }, actions)).offers.map(({ framework }) => framework)
    expect(turns([]).slice(0, 6)).toEqual(['A', 'B', 'A', 'B', 'A', 'B'])
    expect(turns([weigh]).slice(0, 6)).toEqual(['A', 'B', 'A', 'A', 'B', 'A'])
  })
})

describe('what a scheduler makes of an offer', () => {
  const spec = { name: 'task', job: null, cpus: 2, mem_gb: 2, duration_us: null, prefers: [] as string[] }
  const planner = (
    policy: 'greedy' | 'delay',
    prefers: readonly string[][],
    more: { tasksPerOffer?: number; patience?: 'over' } = {},
  ) => {
    const names = prefers.map((_, i) => `task ${i + 1}`)
    const tasks = prefers.map((own) => ({
      ...newTask({ ...spec, prefers: own }),
      patience: more.patience ?? ('unused' as const),
    }))
    return {
      policy,
      tasksPerOffer: more.tasksPerOffer ?? null,
      queue: names,
      tasks: Object.fromEntries(names.map((name, i) => [name, tasks[i] as (typeof tasks)[number]])),
    }
  }
  const parts = ['S1', 'S2', 'S3'].map((agent) => ({ agent, cpus: 4, mem_gb: 4 }))
  const placed = (...arguments_: Parameters<typeof plan>) =>
    plan(...arguments_).launches.map(({ agent }) => agent)

  test('greedy: the agent that the task prefers, where it fits', () => {
    expect(placed(planner('greedy', [['S3'], ['S3'], ['S2']]), parts)).toEqual(['S3', 'S3', 'S2'])
  })

  test('greedy: any agent where the preferred one is not offered or is full, and tasks spread', () => {
    expect(placed(planner('greedy', [['S9'], [], [], []]), parts)).toEqual(['S1', 'S2', 'S3', 'S1'])
    expect(placed(planner('greedy', [['S1'], ['S1'], ['S1']]), parts)).toEqual(['S1', 'S1', 'S2'])
  })

  test('delay: waits for the preferred agent, until its patience is over', () => {
    expect(plan(planner('delay', [['S9']]), parts)).toMatchObject({ launches: [], waiting: ['task 1'] })
    expect(placed(planner('delay', [['S9']], { patience: 'over' }), parts)).toEqual(['S1'])
    expect(placed(planner('delay', [[]]), parts)).toEqual(['S1'])
  })

  test('no more than the offer holds', () => {
    expect(
      placed(
        planner(
          'greedy',
          Array.from({ length: 9 }, () => []),
        ),
        parts,
      ),
    ).toHaveLength(6)
  })

  test('no more than tasksPerOffer, and says that it could go on', () => {
    expect(plan(planner('greedy', [[], []], { tasksPerOffer: 1 }), parts)).toMatchObject({ atLimit: true })
    expect(plan(planner('greedy', [[]], { tasksPerOffer: 1 }), parts)).toMatchObject({ atLimit: false })
  })
})

describe('names of tasks', () => {
  test('go on from the number that the name ends with', () => {
    expect(taskNames('task 4', 3, 0)).toEqual(['task 4', 'task 5', 'task 6'])
    expect(taskNames('map', 2, 0)).toEqual(['map 1', 'map 2'])
    expect(taskNames(undefined, 2, 3)).toEqual(['task 4', 'task 5'])
    expect(taskNames('map', 1, 9)).toEqual(['map'])
  })
})
