import { holdsUnless, propertySuite } from '../../engine/explore/property.ts'
import type { World } from '../../engine/kernel/world.ts'
import { fits, plus, type Resources, same, sum } from './resources.ts'
import {
  type AgentEntry,
  type AgentState,
  type Attempt,
  MASTER,
  type MasterState,
  type MesosState,
} from './state.ts'

/** An agent as the master's book has it, beside what is true. */
interface Surveyed {
  readonly name: string
  readonly entry: AgentEntry
  /** The agent itself, while it is up and in the session that the master knows. */
  readonly itself: AgentState | undefined
  /** What all open offers together hold of it. */
  readonly offered: Resources
}

interface Survey {
  /** Agents that the master counts. */
  readonly agents: readonly Surveyed[]
  /** Live agents that run more than they have. */
  readonly overloaded: readonly string[]
  /** Live frameworks with tasks that never ran. */
  readonly waiting: readonly string[]
}

/** Looks at everything once, in time proportional to the number of agents, tasks and parts of offers. */
function survey(world: World<MesosState>): Survey {
  const master = world.state(MASTER) as MasterState
  const offered = new Map<string, Resources>()
  for (const { agent, ...part } of master.offers.flatMap(({ parts }) => parts)) {
    offered.set(agent, plus(offered.get(agent) ?? { cpus: 0, mem_gb: 0 }, part))
  }
  const agents: Surveyed[] = []
  for (const [name, entry] of Object.entries(master.agents)) {
    if (entry.state !== 'active') continue
    const state = world.state(name)
    const isItself = world.status(name) === 'up' && state?.role === 'agent' && state.session === entry.session
    agents.push({
      name,
      entry,
      itself: isItself ? state : undefined,
      offered: offered.get(name) ?? { cpus: 0, mem_gb: 0 },
    })
  }
  const overloaded: string[] = []
  const waiting: string[] = []
  for (const address of world.addresses) {
    const state = world.state(address)
    if (world.status(address) !== 'up') continue
    if (state?.role === 'agent' && !fits(sum(state.tasks), state.total)) overloaded.push(String(address))
    if (state?.role === 'framework' && hasNeverRun(state.tasks)) waiting.push(String(address))
  }
  return { agents, overloaded, waiting }
}

function hasNeverRun(tasks: Readonly<Record<string, { readonly state: string }>>): boolean {
  for (const name in tasks) {
    const state = tasks[name]?.state
    if (state === 'waiting' || state === 'staging' || state === 'failed') return true
  }
  return false
}

/** Whether the book of an agent adds up, and its entries are what its tasks and the open offers hold. */
function isBalanced({ entry, offered }: Surveyed): boolean {
  const { total, allocated, free, tasks } = entry
  return (
    same(total, plus(plus(allocated, entry.offered), free)) &&
    same(allocated, sum(tasks)) &&
    same(entry.offered, offered) &&
    fits({ cpus: 0, mem_gb: 0 }, free)
  )
}

const names = (tasks: readonly Attempt[]) =>
  tasks
    .map(({ framework, task, attempt }) => `${framework}/${task}/${attempt}`)
    .sort()
    .join()

/** What must be true of a cluster that Mesos shares out. */
export const mesosProperties = propertySuite<MesosState, Survey>(survey, [
  {
    name: 'NoAgentOverCapacity',
    label: 'No agent over capacity',
    meaning:
      'No agent runs more than it has, and in the master’s book allocated, offered and free add up to it (NSDI 2011, section 3.1).',
    kind: 'always',
    check: ({ agents, overloaded }) =>
      holdsUnless([...overloaded, ...agents.filter((one) => !isBalanced(one)).map(({ name }) => name)]),
  },
  {
    name: 'OneOfferAtATime',
    label: 'Offered to one at a time',
    meaning: 'No resource that is taken or on offer is offered to a second framework (CS162 slide 60).',
    kind: 'always',
    check: ({ agents }) =>
      holdsUnless(
        agents
          .filter(({ entry, offered }) => !fits(plus(sum(entry.tasks), offered), entry.total))
          .map(({ name }) => name),
      ),
  },
  {
    name: 'BooksAgree',
    label: 'Book is up to date',
    meaning: 'The master’s book has the very tasks that the agents run (NSDI 2011, section 3.2).',
    kind: 'eventually',
    check: ({ agents }) =>
      holdsUnless(
        agents
          .filter(({ entry, itself }) => itself !== undefined && names(entry.tasks) !== names(itself.tasks))
          .map(({ name }) => name),
      ),
  },
  {
    name: 'EveryTaskRuns',
    label: 'Every task has started',
    meaning: 'Each task of a live framework runs or has run: none waits for resources any more.',
    kind: 'eventually',
    check: ({ waiting }) => holdsUnless(waiting),
  },
])
