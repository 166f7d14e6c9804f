import type { Action, Scenario } from '../../engine/scenario/scenario.ts'
import type { QuorumConfig } from '../../protocols/quorum/config.ts'
import { placementOf } from '../../protocols/quorum/placement.ts'

/** The greatest N that the slider offers, unless the scenario has more. */
export const USUAL_MOST = 7

/** A scenario with other quorums. */
export function withQuorums(
  scenario: Scenario,
  quorums: { readonly w?: number; readonly r?: number },
): Scenario {
  const config: QuorumConfig = { ...(scenario.config as QuorumConfig), ...quorums }
  return { ...scenario, config }
}

/**
 * A scenario with another N. W and R stay within it; nodes are added where there are too few; each named
 * placement keeps its first replicas, or goes on with the next nodes.
 */
export function withReplicas(scenario: Scenario, n: number): Scenario {
  const old = scenario.config as QuorumConfig
  const clients = new Set(
    scenario.actions.flatMap(({ client }) => (typeof client === 'string' ? [client] : [])),
  )
  const nodes = withEnough(old.nodes, n, clients)
  const placement = Object.fromEntries(
    Object.entries(old.placement).map(([key, replicas]) => {
      const others = nodes.filter((name) => !replicas.includes(name))
      return [key, [...replicas, ...others].slice(0, n)]
    }),
  )
  const config: QuorumConfig = {
    ...old,
    nodes,
    n,
    w: Math.min(old.w, n),
    r: Math.min(old.r, n),
    placement,
  }
  const replicasOf = placementOf(config)
  const actions = scenario.actions.map((action) => withinPlacement(action, replicasOf))
  return { ...scenario, config, actions }
}

/** At least `count` nodes: N1, N2 and so on, as far as the names are free. */
function withEnough(nodes: readonly string[], count: number, taken: ReadonlySet<string>): string[] {
  const names = [...nodes]
  for (let i = 1; names.length < count; i++) {
    const name = `N${i}`
    if (!names.includes(name) && !taken.has(name)) names.push(name)
  }
  return names
}

/** A get that asks only replicas that its key still has. Its mark may speak of those that it asked. */
function withinPlacement(action: Action, replicasOf: (key: string) => readonly string[]): Action {
  if (action.do !== 'get' || action.from === undefined) return action
  const from = action.from as readonly string[]
  const replicas = replicasOf(action.key as string)
  const kept = from.filter((name) => replicas.includes(name))
  if (kept.length === from.length) return action
  const { from: _from, mark: _mark, ...rest } = action
  return kept.length === 0 ? rest : { ...rest, from: kept }
}
