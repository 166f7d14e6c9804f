import type { Context } from '../../engine/kernel/role.ts'
import type { Microseconds } from '../../engine/kernel/time.ts'
import { type Resources, words } from './resources.ts'
import type { AgentSpec, FrameworkSpec, TaskSpec } from './specs.ts'
import type { Attempt, Ending, Part } from './state.ts'

/** A task as it is launched: where, and what it takes. */
export interface Launch extends Attempt, Resources {
  readonly agent: string
  /** The job that it belongs to. */
  readonly job: string | null
  readonly duration_us: Microseconds | null
}

/** A task to be launched, as a user says it by hand. Amounts may be left out for a task that waits. */
export interface ManualLaunch {
  readonly task: string
  readonly agent: string
  readonly cpus?: number
  readonly mem_gb?: number
  readonly duration_us: Microseconds | null
}

/** How a task stands, as an agent or the master says it. */
export interface Update extends Attempt {
  readonly state: 'running' | Ending
}

export type MesosMessage =
  // Agents and the master
  | {
      readonly kind: 'registerAgent'
      readonly session: number
      readonly total: Resources
      readonly rack: string | null
    }
  | { readonly kind: 'agentRegistered'; readonly session: number }
  /** What an agent sends regularly: what it runs, and the updates that were not acknowledged. */
  | {
      readonly kind: 'report'
      readonly session: number
      readonly tasks: readonly Attempt[]
      readonly updates: readonly Update[]
    }
  | { readonly kind: 'runTask'; readonly session: number; readonly launch: Launch }
  /** From the agent to the master, and on to the framework. No session: the master says it by itself. */
  | {
      readonly kind: 'statusUpdate'
      readonly session: number | null
      readonly agent: string
      readonly update: Update
    }
  /** Back from the framework to the master, and on to the agent. */
  | {
      readonly kind: 'acknowledge'
      readonly session: number
      readonly agent: string
      readonly update: Update
    }
  | { readonly kind: 'shutdownFramework'; readonly framework: string }
  /** The master does not count the agent any more: it kills its tasks, and joins again unless it is to stop. */
  | { readonly kind: 'shutdownAgent'; readonly session: number; readonly stop: boolean }
  // Frameworks and the master
  | {
      readonly kind: 'registerFramework'
      readonly group: string
      readonly weight: number
      readonly suppressed: boolean
      /** The scheduler is back after a crash; what it was offered before is void. */
      readonly failover: boolean
    }
  /** Tells, too, whether the master believes that the framework wants no offers. */
  | { readonly kind: 'frameworkRegistered'; readonly suppressed: boolean }
  | { readonly kind: 'offer'; readonly offer: number; readonly parts: readonly Part[] }
  | {
      readonly kind: 'accept'
      readonly offers: readonly number[]
      readonly launches: readonly Launch[]
      /** How long what is left is not to be offered again. */
      readonly refuse_us: Microseconds
    }
  | {
      readonly kind: 'decline'
      readonly offers: readonly number[]
      /** The agents whose parts are refused; null: all. */
      readonly agents: readonly string[] | null
      readonly refuse_us: Microseconds
    }
  | { readonly kind: 'rescind'; readonly offer: number }
  | { readonly kind: 'suppress' }
  | { readonly kind: 'revive' }
  /** The framework is removed: its scheduler stops. */
  | { readonly kind: 'teardown' }

export type MesosTimer =
  | { readonly kind: 'allocate' }
  | { readonly kind: 'watch' }
  | { readonly kind: 'offerTimeout'; readonly offer: number }
  | { readonly kind: 'filterEnds'; readonly framework: string; readonly filter: number }
  | { readonly kind: 'report' }
  | ({ readonly kind: 'taskEnds' } & Attempt)
  | { readonly kind: 'register' }
  | { readonly kind: 'patience'; readonly tasks: readonly string[] }

export type MesosContext = Context<MesosMessage, MesosTimer>

export type MesosCommand =
  /** The node begins its work; with a description, it is new or begins anew. */
  | {
      readonly do: 'start'
      readonly agent?: AgentSpec
      readonly framework?: FrameworkSpec
      readonly report_us?: Microseconds
    }
  // To the master
  | { readonly do: 'allocate' }
  | { readonly do: 'setWeight'; readonly role: string; readonly weight: number }
  | { readonly do: 'removeAgent'; readonly agent: string }
  | { readonly do: 'removeFramework'; readonly framework: string }
  // To a framework
  | { readonly do: 'submit'; readonly tasks: readonly TaskSpec[] }
  | {
      readonly do: 'accept'
      readonly launches: readonly ManualLaunch[]
      readonly refuse_us: Microseconds | null
    }
  | {
      readonly do: 'decline'
      readonly agents: readonly string[] | null
      readonly refuse_us: Microseconds | null
    }
  | { readonly do: 'revive' }
  | { readonly do: 'suppress' }
  // To an agent
  | { readonly do: 'finish'; readonly framework: string; readonly task: string }

/** A message in the words of its capsule. */
export function label(message: MesosMessage): string {
  switch (message.kind) {
    case 'registerAgent':
      return `register(${words(message.total)})`
    case 'registerFramework':
      return 'register'
    case 'agentRegistered':
    case 'frameworkRegistered':
      return 'registered'
    case 'report':
      return message.tasks.length === 1 ? 'report: 1 task' : `report: ${message.tasks.length} tasks`
    case 'offer':
      return `offer(${agentList(message.parts)})`
    case 'accept':
      return `accept(${shortList(message.launches.map(({ task, agent }) => `${task} on ${agent}`))})`
    case 'decline':
      return message.agents === null ? 'decline' : `decline(${shortList(message.agents)})`
    case 'rescind':
      return 'rescind'
    case 'runTask':
      return `run(${message.launch.task})`
    case 'statusUpdate':
      return `${message.update.task}: ${message.update.state}`
    case 'acknowledge':
      return `ack(${message.update.task})`
    case 'shutdownFramework':
      return `shutdown(${message.framework})`
    case 'shutdownAgent':
      return message.stop ? 'shutdown' : 'register again'
    case 'suppress':
    case 'revive':
    case 'teardown':
      return message.kind
  }
}

/** What is launched, as it fits beside a line of the listing: "task 1 on S1, task 2 on S2", or "7 tasks". */
export function besideLine(launches: readonly { readonly task: string; readonly agent: string }[]): string {
  return launches.length > 2
    ? `${launches.length} tasks`
    : launches.map(({ task, agent }) => `${task} on ${agent}`).join(', ')
}

/** A task with the job that it belongs to: "task 3 (job 1)". */
export function taskWords({ task, job }: { readonly task: string; readonly job: string | null }): string {
  return job === null ? task : `${task} (${job})`
}

/** "S1, S2, S3", cut after the third. */
export function agentList(parts: readonly Part[]): string {
  return shortList(parts.map(({ agent }) => agent))
}

/** A list of names, cut after the third. */
export function shortList(names: readonly string[]): string {
  const more = names.length - 3
  return more > 0 ? `${names.slice(0, 3).join(', ')} and ${more} more` : names.join(', ')
}
