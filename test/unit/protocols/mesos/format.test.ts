import { describe, expect, test } from 'vitest'
import { Run } from '../../../../src/engine/run/run.ts'
import type { Action } from '../../../../src/engine/scenario/scenario.ts'
import { objections } from '../../../../src/protocols/mesos/objections.ts'
import { mesos } from '../../../../src/protocols/mesos/protocol.ts'
import { type Document, publicScenario, refusal } from '../../../support/scenarios.ts'
import { mesosDocument, mesosScenario } from './support.ts'

const hadoop = { name: 'Hadoop', tasks: [{ name: 'task 1', cpus: 2, mem_gb: 4 }] }
const refused = (config: Document, actions: readonly Document[] = []) =>
  refusal(mesosDocument({ frameworks: [hadoop], ...config }, actions))

describe('what a scenario of Mesos is refused for', () => {
  test.each<[string, Document, string]>([
    [
      'names that are taken',
      { frameworks: [hadoop, { name: 'S1' }] },
      'config.frameworks[1].name: expected a name that nobody else has, got "S1"',
    ],
    [
      'the name of the master',
      { agents: [{ name: 'master', cpus: 1, mem_gb: 1 }] },
      'config.agents[0].name: expected a name that nobody else has, got "master"',
    ],
    [
      'tasks of one name',
      {
        frameworks: [
          {
            name: 'A',
            tasks: [
              { cpus: 1, mem_gb: 1, count: 2 },
              { name: 'task 2', cpus: 1, mem_gb: 1 },
            ],
          },
        ],
      },
      'config.frameworks[0].tasks[1].name: expected each task of a framework once, got "task 2"',
    ],
    [
      'a preference for nobody',
      { frameworks: [{ name: 'A', tasks: [{ cpus: 1, mem_gb: 1, prefers: ['S2', 'S9'] }] }] },
      'config.frameworks[0].tasks[0].prefers[1]: expected the name of an agent, got "S9"',
    ],
    [
      'amounts of nothing',
      { agents: [{ name: 'S1', cpus: 0, mem_gb: 1 }] },
      'config.agents[0].cpus: expected a number 0.001..10000, in thousandths, got 0',
    ],
    [
      'amounts finer than a thousandth',
      { agents: [{ name: 'S1', cpus: 0.0005, mem_gb: 1 }] },
      'config.agents[0].cpus: expected a number 0.001..10000, in thousandths, got 0.0005',
    ],
    [
      'schedulers that do not exist yet',
      { scheduler: 'global' },
      'config.scheduler: expected "mesos", got "global"',
    ],
    ['quotas, which do not exist yet', { quota: {} }, 'config.quota: is not a field that is known here'],
    [
      'too many agents',
      { agents: { count: 201, cpus: 1, mem_gb: 1 } },
      'config.agents.count: expected an integer 0..200, got 201',
    ],
    [
      'too many tasks in all',
      { frameworks: ['A', 'B'].map((name) => ({ name, tasks: [{ cpus: 1, mem_gb: 1, count: 1001 }] })) },
      'config.frameworks: expected at most 2000 tasks in all, got 2002',
    ],
  ])('%s', (_, config, fault) => {
    expect(refused(config)).toEqual([fault])
  })

  test.each<[string, Document, string]>([
    [
      'an unknown framework',
      { do: 'submit', framework: 'MPI', task: { cpus: 1, mem_gb: 1 } },
      'actions[0].framework: expected the name of a framework that is there by then, got "MPI"',
    ],
    [
      'an unknown node',
      { do: 'crash', node: 'S9' },
      'actions[0].node: expected the master, an agent or a framework that is there by then, got "S9"',
    ],
    [
      'a recovery of who is up',
      { do: 'recover', node: 'S1' },
      'actions[0].node: expected a node that has crashed, got "S1"',
    ],
    [
      'an agent that is there',
      { do: 'addAgent', agent: { name: 'S1', cpus: 1, mem_gb: 1 } },
      'actions[0].agent.name: expected a name that nobody else has, got "S1"',
    ],
    [
      'a launch on nobody',
      { do: 'accept', framework: 'Hadoop', launches: [{ task: 'task 1', agent: 'S7' }] },
      'actions[0].launches[0].agent: expected the name of an agent that is there by then, got "S7"',
    ],
    [
      'a task that is there',
      { do: 'submit', framework: 'Hadoop', task: { name: 'task 1', cpus: 1, mem_gb: 1 } },
      'actions[0].task.name: expected each task of a framework once, got "task 1"',
    ],
    [
      'a node in two groups',
      { do: 'partition', groups: [['S1'], ['master', 'S1']] },
      'actions[0].groups[1][1]: expected each node in one group, got "S1"',
    ],
  ])('%s', (_, action, fault) => {
    expect(refused({}, [action])).toEqual([fault])
  })

  test('actions that come later, by name: setQuota and failMaster', () => {
    for (const name of ['setQuota', 'failMaster']) {
      expect(refused({}, [{ do: name }])[0]).toMatch(/^actions\[0\]\.do: expected one of "addAgent", /)
    }
  })

  test('what an action takes away is not there for the next one', () => {
    const actions = [
      { do: 'removeAgent', agent: 'S1' },
      { do: 'crash', node: 'S1' },
    ]
    expect(refused({}, actions)).toEqual([
      'actions[1].node: expected the master, an agent or a framework that is there by then, got "S1"',
    ])
  })

  test('a run with so many reports that they would drown everything else', () => {
    const agents = { count: 200, cpus: 1, mem_gb: 1 }
    const faults = refused({ agents, report_interval_s: 1 }, [{ do: 'advance', seconds: 100_000 }])
    expect(faults).toEqual([
      'config.report_interval_s: expected at least 40, for so many agents and so long a run, got 1',
    ])
    expect(refused({ agents, report_interval_s: 40 }, [{ do: 'advance', seconds: 100_000 }])).toEqual([])
  })

  test('all faults are reported at once', () => {
    const frameworks = [{ name: 'A', tasks: [{ cpus: -1, mem_gb: 1 }] }, { name: 'S1' }]
    expect(refused({ frameworks, allocator: 'random' })).toHaveLength(3)
  })

  test('names that every object has', () => {
    expect(refused({ frameworks: [{ name: 'constructor' }] })[0]).toMatch(
      /^config\.frameworks\[0\]\.name: expected a name/,
    )
  })
})

describe('why an action by hand cannot be done now', () => {
  const scenario = publicScenario('mesos-answer-yourself')
  const start = new Run(mesos, scenario).kernel
  const run = new Run(mesos, scenario)
  run.toEnd()
  const offered = run.kernel
  const words = (action: Document, world = offered) =>
    objections(action as unknown as Action, world).map(({ text }) => text)
  const accept = (launch: Document) => ({ do: 'accept', framework: 'Hadoop', launches: [launch] })

  test('no offer is open', () => {
    expect(words({ do: 'decline', framework: 'Hadoop' }, start)).toEqual([
      'Hadoop has no open offer at this step.',
    ])
    expect(words({ do: 'decline', framework: 'MPI' })).toEqual(['MPI has no open offer at this step.'])
    expect(words({ do: 'decline', framework: 'Hadoop' })).toEqual([])
  })

  test('a launch that the offer does not hold', () => {
    expect(words(accept({ task: 'task 1', agent: 'S1' }))).toEqual([])
    expect(words(accept({ task: 'task 9', agent: 'S1' }))).toEqual([
      'task 9 is new: say how many CPUs and how much memory it needs.',
    ])
    expect(words(accept({ task: 'task 9', agent: 'S1', cpus: 9, mem_gb: 1 }))).toEqual([
      '9 CPU, 1 GB are more than the offer holds of S1: 8 CPU, 8 GB.',
    ])
  })

  test('names that are taken, nodes that are not there, tasks that do not run', () => {
    expect(words({ do: 'addAgent', agent: { name: 'MPI', cpus: 1, mem_gb: 1 } })).toEqual([
      'There is MPI already. Choose another name.',
    ])
    expect(words({ do: 'removeAgent', agent: 'MPI' })).toEqual(['There is no agent MPI at this step.'])
    expect(words({ do: 'recover', node: 'S1' })).toEqual(['S1 is not down.'])
    expect(words({ do: 'finish', framework: 'Hadoop', task: 'task 1' })).toEqual([
      'task 1 of Hadoop does not run at this step.',
    ])
    expect(
      words({ do: 'submit', framework: 'Hadoop', task: { name: 'task 1', cpus: 1, mem_gb: 1 } }),
    ).toEqual(['Hadoop has task 1 already. Choose another name.'])
  })

  test('an action that leaves out what may be left out is judged and done as one from a file', () => {
    const task = { cpus: 1, mem_gb: 1 }
    const submit = { do: 'submit', framework: 'Hadoop', task }
    const addFramework = { do: 'addFramework', framework: { name: 'Spark', tasks: [task] } }
    for (const action of [submit, addFramework]) {
      expect(words(action)).toEqual([])
      const frameworks = [{ name: 'Hadoop' }]
      const [read] = mesosScenario({ frameworks }, [action]).actions
      const done = (one: unknown) => [...mesos.instructions(one as Action, offered, scenario)]
      expect(done(action)).toHaveLength(1)
      expect(done(action)).toEqual(done(read))
    }
  })

  test('an action that is none raises no objection: the format says what is wrong with it', () => {
    expect(words({ do: 'addAgent', agent: { name: '1 agent', cpus: -1 } })).toEqual([])
  })
})
