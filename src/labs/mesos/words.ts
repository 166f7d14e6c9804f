import { allocators } from '../../protocols/mesos/allocator.ts'
import type { AllocatorName } from '../../protocols/mesos/config.ts'
import { type MesosMessage, shortList } from '../../protocols/mesos/messages.ts'
import { words } from '../../protocols/mesos/resources.ts'
import type { AgentState, Decision, FrameworkState, Task } from '../../protocols/mesos/state.ts'
import { type Identity, taskLabel } from './identity.ts'

/** What a framework is about, in a line: "2 tasks: H1 on S1, H2 on S2". */
export function frameworkWords({ tasks, queue, offers }: FrameworkState, identity: Identity): string {
  if (offers.length > 0) return 'an offer waits for your answer'
  const placed = Object.entries(tasks)
    .filter(([, { state }]) => isPlaced(state))
    .map(([name, { agent }]) => `${taskLabel(identity, name)} on ${agent}`)
  const [first] = queue
  const next = first === undefined ? undefined : tasks[first]
  if (placed.length > 3) {
    const agents = new Set(
      Object.values(tasks).flatMap(({ state, agent }) => (isPlaced(state) && agent ? [agent] : [])),
    )
    const rest = queue.length === 0 ? '' : `, ${queue.length} waiting`
    const jobs = jobWords(tasks)
    if (jobs !== undefined) return `${jobs}${rest}`
    return `${placed.length} tasks on ${shortList([...agents])}${rest}`
  }
  if (placed.length > 0 && queue.length === 0)
    return `${counted(placed.length, 'task')}: ${shortList(placed)}`
  if (placed.length > 0) return `${counted(placed.length, 'task')}, ${queue.length} waiting`
  if (next !== undefined) {
    return queue.length === 1
      ? `waits with ${first}: ${words(next)}`
      : `${queue.length} tasks wait, next: ${words(next)}`
  }
  const done = Object.values(tasks).filter(({ state }) => state === 'finished').length
  return done === 0 ? 'no tasks' : `${counted(done, 'task')} done`
}

/** How many tasks of each job run: "job 1: 4 tasks, job 2: 3 tasks"; undefined where some have no job. */
function jobWords(tasks: FrameworkState['tasks']): string | undefined {
  const counts = new Map<string, number>()
  for (const { job, state } of Object.values(tasks)) {
    if (!isPlaced(state)) continue
    if (job === null) return undefined
    counts.set(job, (counts.get(job) ?? 0) + 1)
  }
  return shortList([...counts].map(([job, count]) => `${job}: ${counted(count, 'task')}`))
}

const isPlaced = (state: Task['state']) => state === 'staging' || state === 'running'

/** A message in the words of its capsule in the figure, where there is little room. */
export function shortLabel(message: MesosMessage): string {
  switch (message.kind) {
    case 'registerAgent':
    case 'registerFramework':
      return 'register'
    case 'report':
      return 'report'
    case 'accept': {
      const [first] = message.launches
      return message.launches.length === 1
        ? `accept ${first?.task}`
        : `accept ${counted(message.launches.length, 'task')}`
    }
    case 'decline':
      return 'decline'
    case 'runTask':
      return `run ${message.launch.task}`
    case 'statusUpdate':
      return `${message.update.task} ${message.update.state}`
    case 'acknowledge':
      return 'ack'
    case 'shutdownFramework':
    case 'shutdownAgent':
      return 'shutdown'
    case 'agentRegistered':
    case 'frameworkRegistered':
      return 'registered'
    default:
      return message.kind
  }
}

export function counted(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`
}

/** A text in at most so many characters. */
export function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1))}…`
}

/** A name that nobody has: `stem` with the first number that is free, or alone where that is enough. */
export function freeName(stem: string, world: { status(name: string): unknown }): string {
  const isShort = stem.length > 1 && world.status(stem) === undefined
  if (isShort) return stem
  let number = 1
  while (world.status(`${stem}${number}`) !== undefined) number++
  return `${stem}${number}`
}

/** What an agent runs: "Hadoop task 1", or how many tasks. */
export function runningWords(tasks: AgentState['tasks']): string {
  if (tasks.length === 0) return 'no task'
  const [first] = tasks
  return tasks.length === 1 && first !== undefined
    ? `${first.framework} ${first.task}`
    : counted(tasks.length, 'task')
}

/** For each framework that has an executor on an agent, how many tasks it runs: "Hadoop: 2, MPI: idle". */
export function executorWords({ executors, tasks }: AgentState): string {
  if (executors.length === 0) return 'none'
  const words = executors.map((framework) => {
    const count = tasks.filter((task) => task.framework === framework).length
    return `${framework}: ${count === 0 ? 'idle' : counted(count, 'task')}`
  })
  return shortList(words)
}

/** How the tasks of a framework stand: "1 waits, 2 run, 3 done". */
export function taskCounts(tasks: FrameworkState['tasks']): string {
  const count = (...states: readonly Task['state'][]) =>
    Object.values(tasks).filter(({ state }) => states.includes(state)).length
  const verb = (number: number, word: string) => `${number} ${number === 1 ? `${word}s` : word}`
  const [waiting, running] = [count('waiting'), count('staging', 'running')]
  const [done, failed] = [count('finished'), count('killed', 'failed')]
  const parts = [
    waiting > 0 && verb(waiting, 'wait'),
    running > 0 && verb(running, 'run'),
    done > 0 && `${done} done`,
    failed > 0 && `${failed} lost`,
  ].filter((part) => part !== false)
  return parts.length === 0 ? 'none' : parts.join(', ')
}

/** Why a framework got nothing in its turn, in the ledger. */
const PASSED = { suppressed: 'wants none', filtered: 'declined it' } as const

/** Whom an offer went to, and how it stood beside the others: "to MPI, 0%; Hadoop 20%". Who was passed over with the reason. */
export function decisionWords({ picked, standings, passed }: Decision, allocator: AllocatorName): string {
  const module = allocators[allocator]
  const own = standings.filter(({ framework }) => framework === picked).map(module.words)
  const others = standings
    .filter(({ framework }) => framework !== picked)
    .map((one) => {
      const because = passed.find(({ framework }) => framework === one.framework)?.because
      return `${one.framework} ${because === undefined ? module.words(one) : PASSED[because]}`
    })
  const to = [`to ${picked}`, ...own].join(', ')
  return others.length === 0 ? to : `${to}; ${shortList(others)}`
}
