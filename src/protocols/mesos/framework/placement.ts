import { fits, minus, type Resources } from '../resources.ts'
import type { FrameworkState, Part, Task } from '../state.ts'

/** What a scheduler makes of an offer. */
export interface Plan {
  readonly launches: readonly { readonly task: string; readonly agent: string }[]
  /** Tasks that fit, but wait for an agent that they prefer (delay scheduling; CS162 slide 61). */
  readonly waiting: readonly string[]
  /** Whether it stops because it launches no more for one offer, though more may fit. */
  readonly atLimit: boolean
}

/** What the planning reads of a framework. */
export type Planner = Pick<FrameworkState, 'policy' | 'tasksPerOffer' | 'queue' | 'tasks'>

/**
 * Picks tasks that fit the offer, first come first. A task goes to the first agent that it prefers and fits
 * on. Otherwise `greedy` takes any agent, in turn, so that tasks spread; `delay` does so only for a task
 * whose patience is over (Zaharia et al., EuroSys 2010).
 */
export function plan({ policy, tasksPerOffer, queue, tasks }: Planner, parts: readonly Part[]): Plan {
  const left = new Map<string, Resources>(parts.map((part) => [part.agent, part]))
  const agents = parts.map(({ agent }) => agent)
  const launches: { task: string; agent: string }[] = []
  const waiting: string[] = []
  const limit = tasksPerOffer ?? Number.POSITIVE_INFINITY
  let turn = 0
  for (const name of queue) {
    if (launches.length >= limit) return { launches, waiting, atLimit: true }
    const task = tasks[name] as Task
    const fitsOn = (agent: string) => fits(task, left.get(agent) as Resources)
    const preferred = task.prefers.find((agent) => left.has(agent) && fitsOn(agent))
    const any = preferred ?? fromTurn(agents, turn).find(fitsOn)
    if (any === undefined) continue
    if (
      preferred === undefined &&
      policy === 'delay' &&
      task.prefers.length > 0 &&
      task.patience !== 'over'
    ) {
      waiting.push(name)
      continue
    }
    launches.push({ task: name, agent: any })
    left.set(any, minus(left.get(any) as Resources, task))
    turn = agents.indexOf(any) + 1
  }
  return { launches, waiting, atLimit: false }
}

/** The list from place `turn` on, and around. */
function fromTurn<T>(list: readonly T[], turn: number): T[] {
  return [...list.slice(turn), ...list.slice(0, turn)]
}
