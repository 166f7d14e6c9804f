import { fromSeconds, type Microseconds } from '../../engine/kernel/time.ts'
import type { AgentConfig, FrameworkConfig, MesosConfig, TaskConfig } from './config.ts'
import type { Resources } from './resources.ts'
import type { AgentState, FrameworkState, Policy, Task } from './state.ts'

// What a scenario says of the nodes, spelled out: numbered names, times in microseconds.

/** A machine as it joins the cluster. */
export interface AgentSpec extends Resources {
  readonly name: string
  readonly rack: string | null
}

/** One task of a framework. */
export interface TaskSpec extends Resources {
  readonly name: string
  readonly job: string | null
  readonly duration_us: Microseconds | null
  readonly prefers: readonly string[]
}

/** A framework as it starts. */
export interface FrameworkSpec {
  readonly name: string
  readonly group: string
  readonly weight: number
  readonly policy: Policy
  readonly wait_us: Microseconds
  readonly refuse_us: Microseconds
  readonly tasksPerOffer: number | null
  readonly tasks: readonly TaskSpec[]
}

/** The agents that a scenario starts with. */
export function agentSpecs(agents: MesosConfig['agents']): AgentSpec[] {
  if (Array.isArray(agents)) return (agents as readonly AgentConfig[]).map(agentSpec)
  const { count, cpus, mem_gb } = agents as { count: number } & Resources
  return Array.from({ length: count }, (_, i) => ({ name: `S${i + 1}`, cpus, mem_gb, rack: null }))
}

export function agentSpec({ name, cpus, mem_gb, rack }: AgentConfig): AgentSpec {
  return { name, cpus, mem_gb, rack: rack ?? null }
}

export function frameworkSpec(config: FrameworkConfig): FrameworkSpec {
  return {
    name: config.name,
    group: config.role,
    weight: config.weight,
    policy: config.policy,
    wait_us: fromSeconds(config.wait_s),
    refuse_us: fromSeconds(config.refuse_s),
    tasksPerOffer: config.tasksPerOffer ?? null,
    tasks: taskSpecs(config.tasks),
  }
}

/** The tasks of a list, after `before` earlier ones of the same framework. */
export function taskSpecs(tasks: readonly TaskConfig[], before = 0): TaskSpec[] {
  const specs: TaskSpec[] = []
  for (const { name, job, cpus, mem_gb, duration_s, prefers, count } of tasks) {
    for (const numbered of taskNames(name, count, before + specs.length)) {
      const duration_us = duration_s === undefined ? null : fromSeconds(duration_s)
      specs.push({ name: numbered, job: job ?? null, cpus, mem_gb, duration_us, prefers: [...prefers] })
    }
  }
  return specs
}

/** `count` names: "task 4" goes on with "task 5"; a name without number gets one; no name is "task", after `before`. */
export function taskNames(name: string | undefined, count: number, before: number): string[] {
  if (name !== undefined && count === 1) return [name]
  const [, stem, first] = /^(.*?)(\d{1,6})?$/.exec(name ?? `task ${before + 1}`) as RegExpExecArray
  const spaced = first === undefined ? `${stem} ` : (stem as string)
  return Array.from({ length: count }, (_, i) => `${spaced}${Number(first ?? 1) + i}`)
}

/** An agent that has not registered. */
export function newAgent({ cpus, mem_gb, rack }: AgentSpec, report_us: Microseconds): AgentState {
  return {
    role: 'agent',
    total: { cpus, mem_gb },
    rack,
    report_us,
    session: 0,
    registered: false,
    tries: 0,
    reporting: false,
    executors: [],
    tasks: [],
    updates: [],
    started: {},
  }
}

/** A framework that has not registered. */
export function newFramework(spec: FrameworkSpec): FrameworkState {
  return {
    role: 'framework',
    group: spec.group,
    weight: spec.weight,
    policy: spec.policy,
    wait_us: spec.wait_us,
    refuse_us: spec.refuse_us,
    tasksPerOffer: spec.tasksPerOffer,
    registered: false,
    tries: 0,
    retry: null,
    suppressed: spec.policy !== 'manual' && spec.tasks.length === 0,
    tasks: Object.fromEntries(spec.tasks.map((task) => [task.name, newTask(task)])),
    queue: spec.tasks.map(({ name }) => name),
    offers: [],
    seen: [],
  }
}

export function newTask({ job, cpus, mem_gb, duration_us, prefers }: TaskSpec): Task {
  return {
    job,
    cpus,
    mem_gb,
    duration_us,
    prefers: [...prefers],
    state: 'waiting',
    agent: null,
    attempt: 0,
    offer: null,
    patience: 'unused',
  }
}
