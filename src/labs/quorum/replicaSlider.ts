import type { Action, Scenario } from '../../engine/scenario/scenario.ts'
import type { QuorumConfig } from '../../protocols/quorum/config.ts'
import { withReplicas } from './sizes.ts'

/**
 * Moves N and remembers where it began: a smaller N takes away replicas that gets ask, and a greater one adds
 * nodes, so moving on from what the last move left would not lead back. As long as nobody has changed what the
 * moves touch, each is made from the scenario of before the first one.
 *
 * @returns a function that gives a scenario another N.
 */
export function replicaSlider(): (scenario: Scenario, n: number) => Scenario {
  let base: Scenario | undefined
  return (scenario, n) => {
    base = (base && continued(base, scenario)) ?? scenario
    return withReplicas(base, n)
  }
}

/** The base with everything that `scenario` has changed since; undefined where it comes from another one. */
function continued(base: Scenario, scenario: Scenario): Scenario | undefined {
  const begun = base.config as QuorumConfig
  const now = scenario.config as QuorumConfig
  const moved = withReplicas(base, now.n)
  const then = moved.config as QuorumConfig
  const isMoved =
    sameData(now.nodes, then.nodes) &&
    sameData(now.placement, then.placement) &&
    isMostOf(scenario.actions, moved.actions)
  if (!isMoved) return undefined
  // W and R that N has pushed come back with it; those that the user has chosen stay.
  const w = now.w === then.w ? begun.w : now.w
  const r = now.r === then.r ? begun.r : now.r
  const config: QuorumConfig = { ...now, n: begun.n, nodes: begun.nodes, placement: begun.placement, w, r }
  return { ...scenario, config, actions: base.actions }
}

/**
 * Whether `actions` are `all` of the others but for some that were done to messages by hand: those are left out
 * of an edited scenario where the messages are others (store/meddling.ts).
 */
function isMostOf(actions: readonly Action[], all: readonly Action[]): boolean {
  let found = 0
  for (const action of all) {
    if (sameData(actions[found], action)) found++
    else if (action.message === undefined) return false
  }
  return found === actions.length
}

/** Whether two values say the same as JSON, in whichever order their fields stand. */
function sameData(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  const [fields, others] = [Object.entries(a), Object.entries(b)]
  return (
    fields.length === others.length &&
    fields.every(([name, value]) => Object.hasOwn(b, name) && sameData(value, b[name as keyof typeof b]))
  )
}
