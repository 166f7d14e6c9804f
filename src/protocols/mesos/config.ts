import * as v from 'valibot'
import { action, atLeast, commonActions, integer } from '../../engine/scenario/schema.ts'
import { about, choice, fields, isObject } from '../../engine/scenario/shapes.ts'

/** Greatest sizes of a scenario: what a page can still show and a run can still remember. */
export const MESOS_LIMITS = {
  agents: 200,
  frameworks: 20,
  tasks: 2000,
  prefers: 20,
  /** Seconds that a task, a filter or a wait may take. */
  seconds: 100_000,
} as const

/** Seconds between two reports of an agent, unless a scenario says another. */
export const REPORT_INTERVAL_s = 10

/** A name stands in tables, tickets and messages. Names that every object has are not told apart from none. */
function name(what: string) {
  const words = `${what}: a letter, then up to 23 letters, digits, spaces, "_", "." or "-"`
  return v.pipe(
    v.string(words),
    v.regex(/^[A-Za-z](?:[A-Za-z0-9 _.-]{0,22}[A-Za-z0-9_.-])?$/, words),
    v.check((found) => !(found in Object.prototype), words),
  )
}

const nodeName = name('a name')
const taskName = name('the name of a task')
const isThousandths = (amount: number) => Math.abs(amount * 1000 - Math.round(amount * 1000)) < 1e-6

/** An amount of a resource: positive, in thousandths. Its meaning stands before the rounding, of which the JSON Schema knows nothing. */
function amount(meaning: string, max: number) {
  const words = `a number 0.001..${max}, in thousandths`
  return v.pipe(
    v.number(words),
    v.minValue(0.001, words),
    v.maxValue(max, words),
    v.check(isThousandths, words),
    v.description(meaning),
    v.transform((found) => Math.round(found * 1000) / 1000),
  )
}

const cpus = amount('CPUs; parts of one are possible.', 10_000)
const mem_gb = amount('Gigabytes of memory.', 1_000_000)
const weight = about('A weight of 2 means twice the share.', atLeast(0.001, 1000))
const seconds = (min: number) => atLeast(min, MESOS_LIMITS.seconds)
const role = about(
  'The role in the organisation, to which a weight can be given.',
  choice([v.literal('*'), name('a role')], 'a role, or "*"', (value) =>
    value === '*' ? 0 : typeof value === 'string' ? 1 : undefined,
  ),
)

const agent = fields({
  name: about('How the agent is called.', nodeName),
  cpus,
  mem_gb,
  rack: v.optional(about('Where it stands.', nodeName)),
})

const agents = choice(
  [
    about(
      'The agents.',
      v.pipe(v.array(agent), v.maxLength(MESOS_LIMITS.agents, `at most ${MESOS_LIMITS.agents} agents`)),
    ),
    about(
      'Equal agents, called S1, S2, …',
      fields({ count: about('How many.', integer(0, MESOS_LIMITS.agents)), cpus, mem_gb }),
    ),
  ],
  'a list of agents, or {"count", "cpus", "mem_gb"}',
  (value) => (Array.isArray(value) ? 0 : isObject(value) ? 1 : undefined),
)

const prefers = v.pipe(
  v.array(nodeName),
  v.maxLength(MESOS_LIMITS.prefers, `at most ${MESOS_LIMITS.prefers} agents`),
)

const task = fields({
  name: v.optional(about('Without a name: task 1, task 2, … of the framework.', taskName)),
  job: v.optional(about('The job that it belongs to.', taskName)),
  cpus,
  mem_gb,
  duration_s: v.optional(about('Without it, the task runs until it is finished by hand.', seconds(0.001))),
  prefers: v.optional(about('Agents that hold its input.', prefers), []),
  count: v.optional(
    about('So many equal tasks, numbered on from the name.', integer(1, MESOS_LIMITS.tasks)),
    1,
  ),
})

const tasks = v.pipe(v.array(task), v.maxLength(MESOS_LIMITS.tasks, `at most ${MESOS_LIMITS.tasks} tasks`))
const refuse_s = about(
  'Seconds for which resources that it declines are not offered to it again.',
  seconds(0),
)

const framework = fields({
  name: about('How the framework is called.', nodeName),
  role: v.optional(role, '*'),
  weight: v.optional(weight, 1),
  policy: v.optional(
    about(
      'greedy: an agent that the task prefers where it can, else any. delay: declines others for a while. manual: you answer.',
      v.picklist(['greedy', 'delay', 'manual']),
    ),
    'greedy',
  ),
  wait_s: v.optional(about('Seconds for which delay waits for an agent that a task prefers.', seconds(0)), 5),
  refuse_s: v.optional(refuse_s, 5),
  tasksPerOffer: v.optional(
    about(
      'At most so many launches for an offer; the rest is declined without filter.',
      integer(1, MESOS_LIMITS.tasks),
    ),
  ),
  tasks: v.optional(about('What it has to run, first come first.', tasks), []),
})

export const mesosConfigSchema = fields({
  agents: about('The machines of the cluster.', agents),
  frameworks: about(
    'The frameworks that share it.',
    v.pipe(
      v.array(framework),
      v.maxLength(MESOS_LIMITS.frameworks, `at most ${MESOS_LIMITS.frameworks} frameworks`),
    ),
  ),
  allocator: v.optional(
    about(
      'Whom the master offers to next. drf: the smallest dominant share. fair: the smallest share of the CPUs. priority: in the order of the list.',
      v.picklist(['drf', 'fair', 'priority']),
    ),
    'drf',
  ),
  allocation_interval_s: v.optional(about('Seconds from a change to the next allocation.', seconds(0.1)), 1),
  offer_timeout_s: v.optional(
    about('The master takes an offer back that is not answered by then.', seconds(0.001)),
  ),
  report_interval_s: v.optional(
    about(
      'Seconds between two reports of an agent. After three that are missing it is given up.',
      seconds(0.1),
    ),
    REPORT_INTERVAL_s,
  ),
  scheduler: v.optional(about('Who decides where a task runs.', v.literal('mesos')), 'mesos'),
})

const frameworkName = about('The framework.', nodeName)
const refuse = v.optional(refuse_s)

const launch = fields({
  task: about('One that waits, or a new one.', taskName),
  agent: about('An agent of the offer.', nodeName),
  cpus: v.optional(cpus),
  mem_gb: v.optional(mem_gb),
  duration_s: v.optional(
    about('For a new task; without it, it runs until it is finished by hand.', seconds(0.001)),
  ),
})

const ownActions = [
  action('addAgent', 'A machine joins the cluster.', { agent: about('The machine.', agent) }),
  action('removeAgent', 'The operator takes a machine out; its tasks are lost.', {
    agent: about('The machine.', nodeName),
  }),
  action('addFramework', 'A framework begins to share the cluster.', {
    framework: about('The framework.', framework),
  }),
  action('removeFramework', 'The operator takes a framework out; its tasks are killed.', {
    framework: frameworkName,
  }),
  action('submit', 'The framework gets more tasks.', {
    framework: frameworkName,
    task: about('The task.', task),
  }),
  action('accept', 'Answers the open offers of a framework: launches tasks and declines what is left.', {
    framework: frameworkName,
    launches: about(
      'What runs where.',
      v.pipe(v.array(launch), v.maxLength(MESOS_LIMITS.tasks, `at most ${MESOS_LIMITS.tasks} launches`)),
    ),
    refuse_s: refuse,
  }),
  action('decline', 'Refuses the open offers of a framework, or the parts of them on some agents.', {
    framework: frameworkName,
    agents: v.optional(
      about(
        'Without it: everything.',
        v.pipe(
          v.array(nodeName),
          v.minLength(1, 'at least one agent'),
          v.maxLength(MESOS_LIMITS.agents, `at most ${MESOS_LIMITS.agents} agents`),
        ),
      ),
    ),
    refuse_s: refuse,
  }),
  action('revive', 'The framework wants offers, whatever it declined before.', { framework: frameworkName }),
  action('suppress', 'The framework wants no offers for now.', { framework: frameworkName }),
  action('finish', 'A running task ends now.', {
    framework: frameworkName,
    task: about('The task.', taskName),
  }),
  action('setWeight', 'Gives the frameworks of a role another weight.', { role, weight }),
  action('allocate', 'The master allocates now.', {}),
] as const

export const mesosActionSchema = v.variant('do', [...ownActions, ...commonActions(nodeName)])

export type MesosConfig = v.InferOutput<typeof mesosConfigSchema>
export type MesosAction = v.InferOutput<(typeof ownActions)[number]>
export type AllocatorName = MesosConfig['allocator']
export type AgentConfig = v.InferOutput<typeof agent>
export type FrameworkConfig = v.InferOutput<typeof framework>
export type TaskConfig = v.InferOutput<typeof task>
