import type { World } from '../../engine/kernel/world.ts'
import { isTired } from './master/allocation.ts'
import { candidates } from './master/book.ts'
import {
  type AgentState,
  MASTER,
  MAX_TRIES,
  type MasterState,
  type MesosState,
  sameAttempt,
} from './state.ts'

/**
 * Whether something is still going to happen that only background timers move: a task ends, a task finds a
 * place, a failure is noticed, a lost message is repeated. Every reason has an end: repetitions are counted,
 * and a master whose offers came back often enough waits for a change.
 */
export function unfinished(world: World<MesosState>): boolean {
  const master = world.state(MASTER) as MasterState
  const isMasterUp = world.status(MASTER) === 'up'
  const hasWork = isMasterUp && hasWaitingTasks(world, master)
  for (const address of world.addresses) {
    const state = world.state(address) as MesosState
    const isUp = world.status(address) === 'up'
    if (state.role === 'agent') {
      if (isUp && state.tasks.some(({ timer }) => timer !== null)) return true
      if (isMasterUp && agentIsUnsettled(String(address), state, isUp, hasWork, world, master)) return true
    } else if (state.role === 'framework' && isUp && isMasterUp) {
      if (!state.registered && state.tries < MAX_TRIES) return true
      if (state.queue.some((name) => state.tasks[name]?.patience === 'waiting')) return true
    }
  }
  return hasWork && mayOfferAgain(master)
}

/** Whether the master and this agent still have to agree about something. */
function agentIsUnsettled(
  name: string,
  state: AgentState,
  isUp: boolean,
  hasWork: boolean,
  world: World<MesosState>,
  master: MasterState,
): boolean {
  const entry = master.agents[name]
  if (!isUp) return entry?.state === 'active'
  if (!state.registered && state.tries < MAX_TRIES) return true
  if (state.updates.some(({ sent, framework }) => sent < MAX_TRIES && world.status(framework) === 'up'))
    return true
  if (entry === undefined) return false
  if (entry.state === 'lost') return hasWork && entry.silent < 2 * MAX_TRIES
  return entry.tasks.some(
    (task) =>
      task.state === 'staging' &&
      task.missing < MAX_TRIES &&
      !state.tasks.some((one) => sameAttempt(one, task)),
  )
}

function hasWaitingTasks(world: World<MesosState>, master: MasterState): boolean {
  // What was launched on an offer that the master will take back waits, too: the answer was lost.
  const timed = new Set(master.offers.filter(({ timer }) => timer !== null).map(({ id }) => id))
  return Object.keys(master.frameworks).some((name) => {
    const state = world.state(name)
    if (world.status(name) !== 'up' || state?.role !== 'framework') return false
    if (state.queue.length > 0) return true
    if (timed.size === 0) return false
    return Object.values(state.tasks).some((task) => task.state === 'staging' && timed.has(task.offer ?? 0))
  })
}

/** Whether time alone brings another offer: a round is due, a filter ends, an offer times out. */
function mayOfferAgain(master: MasterState): boolean {
  if (master.allocating) return true
  if (master.offers.some(({ timer }) => timer !== null)) return true
  const takers = candidates(master)
  if (isTired(master, takers.length)) return false
  return takers.some((name) => Object.keys(master.frameworks[name]?.filters ?? {}).length > 0)
}
