import type { World } from '../../engine/kernel/world.ts'
import type { Action } from '../../engine/scenario/scenario.ts'
import { fits, minus, plus, type Resources, words } from '../../protocols/mesos/resources.ts'
import type { MesosState, Task } from '../../protocols/mesos/state.ts'
import type { ActionField } from '../../ui/ActionForm.tsx'

/** A framework with open offers that a user may answer. */
export interface OpenAnswer {
  readonly framework: string
  /** What the open offers hold together, by agent. */
  readonly offered: ReadonlyMap<string, Resources>
  /** Tasks that wait, first come first. */
  readonly waiting: readonly (readonly [name: string, task: Task])[]
}

/** In the form: the task is not launched on this offer. */
const LATER = 'not now'
/** More tasks than these do not fit into the form; the first in the queue are asked for. */
const MOST_TASKS = 6
/** More agents than these make a list that nobody reads. */
const MOST_AGENTS = 40

/** The frameworks that leave the answer to the user, with what they are offered. */
export function openAnswers(world: World<MesosState>): OpenAnswer[] {
  return world.addresses.flatMap((address) => {
    const state = world.state(address)
    if (state?.role !== 'framework' || state.offers.length === 0 || world.status(address) !== 'up') return []
    const offered = new Map<string, Resources>()
    for (const { agent, ...part } of state.offers.flatMap(({ parts }) => parts)) {
      const before = offered.get(agent)
      offered.set(agent, before === undefined ? part : plus(before, part))
    }
    const waiting = state.queue.map((name) => [name, state.tasks[name] as Task] as const)
    return [{ framework: String(address), offered, waiting: waiting.slice(0, MOST_TASKS) }]
  })
}

/**
 * For each task that waits: on which of the offered agents it is to run. At first where the framework itself
 * could run it: on an agent that it prefers, else on the first one that has room beside the tasks before it.
 */
export function answerFields({ offered, waiting }: OpenAnswer): ActionField[] {
  const left = new Map(offered)
  return waiting.map(([name, task]) => {
    const roomy = agentsFor(task, left)
    const initial = roomy.find((agent) => task.prefers.includes(agent)) ?? roomy[0]
    if (initial !== undefined) left.set(initial, minus(left.get(initial) as Resources, task))
    return {
      name,
      label: `${name}: ${words(task)}`,
      kind: 'choice',
      options: [LATER, ...agentsFor(task, offered)],
      initial: initial ?? LATER,
    }
  })
}

function agentsFor(task: Task, offered: OpenAnswer['offered']): string[] {
  return [...offered].flatMap(([agent, part]) => (fits(task, part) ? [agent] : [])).slice(0, MOST_AGENTS)
}

/** Refuses everything that a framework is offered. */
export function refusalOf({ framework }: OpenAnswer): Action {
  return { do: 'decline', framework }
}

/** What the values of the form mean: an answer with launches, or a refusal where no task is to be launched. */
export function answerOf(answer: OpenAnswer, values: Readonly<Record<string, string>>): Action {
  const launches = Object.entries(values).flatMap(([task, agent]) =>
    agent === LATER ? [] : [{ task, agent }],
  )
  return launches.length === 0 ? refusalOf(answer) : { do: 'accept', framework: answer.framework, launches }
}
