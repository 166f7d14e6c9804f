import { fits, minus, plus, type Resources, sum, usable } from '../resources.ts'
import { type AgentEntry, type BookedTask, type MasterState, type Part, sameAttempt } from '../state.ts'

// The master's book: for each agent, total = allocated + offered + free. All changes to it are made here.

/** The agents that take part, in the order of registration. */
export function activeAgents(m: MasterState): [string, AgentEntry][] {
  return Object.entries(m.agents).filter(([, { state }]) => state === 'active')
}

/** What the agents that take part have together. */
export function clusterTotal(m: MasterState): Resources {
  return sum(activeAgents(m).map(([, { total }]) => total))
}

export function isActive(m: MasterState, framework: string): boolean {
  return m.frameworks[framework]?.state === 'active'
}

/** What can be offered to a framework now: all that is free and that it has not declined for a while. */
export function offerable(m: MasterState, framework: string): Part[] {
  return activeAgents(m)
    .filter(([agent, { free }]) => usable(free) && !isFiltered(m, framework, agent, free))
    .map(([agent, { free }]) => ({ agent, ...free }))
}

/** Mesos filters what is no more than what was refused; an agent that has more to give now is offered. */
function isFiltered(m: MasterState, framework: string, agent: string, free: Resources): boolean {
  const filter = m.frameworks[framework]?.filters[agent]
  return filter !== undefined && fits(free, filter)
}

/** Frameworks that take offers. */
export function candidates(m: MasterState): string[] {
  return Object.keys(m.frameworks).filter((name) => {
    const framework = m.frameworks[name]
    return framework?.state === 'active' && !framework.suppressed
  })
}

/** free → offered. */
export function offerPart(m: MasterState, { agent, ...part }: Part): void {
  const entry = m.agents[agent] as AgentEntry
  entry.free = minus(entry.free, part)
  entry.offered = plus(entry.offered, part)
}

/** offered → free. */
export function takeBack(m: MasterState, { agent, ...part }: Part): void {
  const entry = m.agents[agent]
  if (entry?.state !== 'active') return
  entry.offered = minus(entry.offered, part)
  entry.free = plus(entry.free, part)
}

/** offered → allocated. */
export function book(m: MasterState, agent: string, task: BookedTask): void {
  const entry = m.agents[agent] as AgentEntry
  entry.offered = minus(entry.offered, task)
  entry.allocated = plus(entry.allocated, task)
  entry.tasks.push(task)
  if (!entry.executors.includes(task.framework)) entry.executors.push(task.framework)
  const framework = m.frameworks[task.framework]
  if (framework !== undefined) framework.allocated = plus(framework.allocated, task)
}

/** allocated → free: the task has ended. */
export function unbook(m: MasterState, agent: string, task: BookedTask): void {
  const entry = m.agents[agent] as AgentEntry
  entry.tasks = entry.tasks.filter((one) => !sameAttempt(one, task))
  entry.allocated = minus(entry.allocated, task)
  entry.free = plus(entry.free, task)
  const framework = m.frameworks[task.framework]
  if (framework !== undefined) framework.allocated = minus(framework.allocated, task)
}
