import type { OperationId, TimerId } from '../../engine/kernel/role.ts'
import type { Microseconds } from '../../engine/kernel/time.ts'
import type { Standing } from './allocator.ts'
import type { AllocatorName } from './config.ts'
import type { Resources } from './resources.ts'

export const MASTER = 'master'

/** One try of a framework to run a task. A task that was lost is tried again, under the next number. */
export interface Attempt {
  readonly framework: string
  readonly task: string
  /** From 1. */
  readonly attempt: number
}

export const sameAttempt = (a: Attempt, b: Attempt): boolean =>
  a.framework === b.framework && a.task === b.task && a.attempt === b.attempt

/** How an attempt ends, as Mesos calls it: TASK_FINISHED, TASK_KILLED, TASK_LOST. */
export type Ending = 'finished' | 'killed' | 'lost'

// ---- Agents

/** A task that an executor runs on an agent. */
export interface RunningTask extends Attempt, Resources {
  readonly job: string | null
  /** The run of this attempt as the result lists it. */
  readonly operation: OperationId
  /** Goes off when the task has done its work; null: it runs until somebody finishes it. */
  readonly timer: TimerId | null
}

/** A status update that nobody has acknowledged yet. Reports repeat it. */
export interface OpenUpdate extends Attempt {
  readonly state: Ending
  /** How often it was sent. */
  sent: number
}

export interface AgentState {
  role: 'agent'
  total: Resources
  rack: string | null
  /** Time between two reports to the master. */
  report_us: Microseconds
  /** Counts the registrations of this agent, so that messages to an earlier life are told apart. From 1. */
  session: number
  registered: boolean
  /** Registrations that were sent in this session. */
  tries: number
  /** Whether the timer of the next report, or of the next try to register, is set. */
  reporting: boolean
  /** Frameworks that have an executor here. */
  executors: string[]
  tasks: RunningTask[]
  updates: OpenUpdate[]
  /** The last attempt of each task that was started here, by framework and task: none is started twice. */
  started: Record<string, Record<string, number>>
}

// ---- Frameworks

export type Policy = 'greedy' | 'delay' | 'manual'

/** A task as a framework's scheduler knows it. */
export interface Task extends Resources {
  readonly job: string | null
  /** Null: it runs until somebody finishes it. */
  readonly duration_us: Microseconds | null
  /** Agents that hold its input. Empty: any agent is as good. */
  readonly prefers: readonly string[]
  state: 'waiting' | 'staging' | 'running' | 'finished' | 'killed' | 'failed'
  /** Where its last attempt runs or ran. */
  agent: string | null
  /** Number of its last attempt; 0 before the first. */
  attempt: number
  /** The offer that its last attempt was launched on. */
  offer: number | null
  /** Delay scheduling: whether it still waits for an agent that it prefers. */
  patience: 'unused' | 'waiting' | 'over'
}

/** What an offer holds of one agent. */
export interface Part extends Resources {
  readonly agent: string
}

/** An offer as the framework knows it. */
export interface ReceivedOffer {
  readonly id: number
  readonly parts: readonly Part[]
}

export interface FrameworkState {
  role: 'framework'
  /** Its role in the organisation, to which a weight can be given; `*` unless it says another. */
  group: string
  weight: number
  policy: Policy
  wait_us: Microseconds
  refuse_us: Microseconds
  /** At most so many launches for an offer; null: as many as fit. */
  tasksPerOffer: number | null
  registered: boolean
  /** Registrations that were sent since the scheduler started. */
  tries: number
  /** Goes off when it is time to register again. */
  retry: TimerId | null
  /** What it told the master: that it wants no offers for now. */
  suppressed: boolean
  /** By name, in the order of submission. */
  tasks: Record<string, Task>
  /** Names of the tasks that wait for resources, first come first. */
  queue: string[]
  /** Offers that wait for an answer. */
  offers: ReceivedOffer[]
  /** The last offers that came in, so that a second copy is not answered. */
  seen: number[]
}

// ---- The master

/** A task in the master's book: its resources are taken until the terminal status update is here. */
export interface BookedTask extends Attempt, Resources {
  readonly job: string | null
  readonly duration_us: Microseconds | null
  state: 'staging' | 'running'
  /** Reports of the agent that did not know it; after the second one it is sent again. */
  missing: number
}

/** An agent in the master's book. total = allocated + offered + free, always. */
export interface AgentEntry {
  total: Resources
  rack: string | null
  session: number
  /** `lost`: it stopped reporting. `removed`: the operator took it out. */
  state: 'active' | 'lost' | 'removed'
  allocated: Resources
  offered: Resources
  free: Resources
  tasks: BookedTask[]
  /** Rounds of the watch without a report. */
  silent: number
  /** Frameworks that were given an executor there. */
  executors: string[]
  /** Its membership as an operation, for the utilization over time. */
  operation: OperationId
}

export interface FrameworkEntry {
  group: string
  weight: number
  state: 'active' | 'removed'
  suppressed: boolean
  /** What its tasks hold, on all agents. */
  allocated: Resources
  /** By agent: what it declined there for a while (NSDI 2011, section 3.2.3). */
  filters: Record<string, Filter>
}

/** An offer that has not been answered. */
export interface OpenOffer {
  readonly id: number
  readonly framework: string
  readonly operation: OperationId
  parts: Part[]
  timer: TimerId | null
}

/** So much of an agent, or less, is not offered again until the filter ends. */
export interface Filter extends Resources {
  readonly id: number
}

/** One decision of the allocation module: who stood how, and who is offered what. */
export interface Decision {
  readonly offer: number
  readonly picked: string
  readonly parts: readonly Part[]
  /** All frameworks, the first in turn first. */
  readonly standings: readonly Standing[]
  /** Who came before it in turn and got nothing. */
  readonly passed: readonly PassedOver[]
}

/** A framework that is offered nothing in its turn: it wants no offers, or it has declined all that is free. */
export interface PassedOver {
  readonly framework: string
  readonly because: 'suppressed' | 'filtered'
}

export interface MasterState {
  role: 'master'
  allocator: AllocatorName
  interval_us: Microseconds
  offerTimeout_us: Microseconds | null
  report_us: Microseconds
  /** Frameworks that the scenario lists, in its order; the allocator `priority` goes by it. */
  order: string[]
  agents: Record<string, AgentEntry>
  /** In the order of registration. */
  frameworks: Record<string, FrameworkEntry>
  offers: OpenOffer[]
  /** Number of the next offer or filter. */
  nextId: number
  /** The last offers that were accepted, so that a second copy of the answer changes nothing. */
  accepted: number[]
  /** Whether the timer of the next allocation is set. */
  allocating: boolean
  /** Offers in a row that came back unused while nothing changed. */
  fruitless: number
  /** The last decisions, newest last. */
  ledger: Decision[]
}

export type MesosState = MasterState | AgentState | FrameworkState

/** How many decisions the ledger keeps. */
export const LEDGER_LENGTH = 12
/** How many answered offers are remembered. */
export const MEMORY = 50
/** How often a framework tries a task (Hadoop gives a map task up after four failures). */
export const MAX_ATTEMPTS = 8
/** How often a node repeats what is not answered before a run does not wait for it any longer. */
export const MAX_TRIES = 10
/** How often an agent joins the cluster; one that the master gives up again and again stays away. */
export const MAX_SESSIONS = 30

/** Adds to a list that keeps its last `length` items. */
export function remember<T>(list: T[], item: T, length: number): void {
  list.push(item)
  if (list.length > length) list.splice(0, list.length - length)
}
