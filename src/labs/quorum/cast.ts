import type { Frame } from '../../engine/record/frame.ts'
import type { Action } from '../../engine/scenario/scenario.ts'
import type { QuorumConfig } from '../../protocols/quorum/config.ts'
import type { Name } from '../../protocols/quorum/messages.ts'
import { placementOf } from '../../protocols/quorum/placement.ts'
import { clientsOf } from '../../protocols/quorum/population.ts'
import type { Cast } from './layout.ts'

/** More clients than these do not fit into a row of boxes. */
const MOST_BOXES = 4

/** Who stands on the stage for a key, and where: the same at every step of a run. */
export function castOf(
  frame: Frame<unknown>,
  config: QuorumConfig,
  actions: readonly Action[],
  key: string | undefined,
): Cast {
  const replicas = key === undefined ? config.nodes : placementOf(config)(key)
  const clients = (frame.addresses as readonly Name[]).filter((name) => !config.nodes.includes(name))
  const writers = writersOf(frame, actions)
  return {
    replicas,
    others: config.nodes.filter((name) => !replicas.includes(name)),
    top: mostRecent(
      frame,
      clients.filter((name) => writers.has(name)),
    ),
    bottom: mostRecent(
      frame,
      clients.filter((name) => !writers.has(name)),
    ),
  }
}

/** The clients that put: in the plan, or by hand so far. */
export function writersOf(frame: Frame<unknown>, actions: readonly Action[]): ReadonlySet<Name> {
  const byHand = frame.operations.flatMap(({ node, description }) =>
    isPut(description) ? [node as Name] : [],
  )
  return new Set([...clientsOf(actions).writers, ...byHand])
}

const isPut = (description: unknown) => (description as { do: string }).do === 'put'

/** The clients that a row has room for: those that asked last, in their own order. */
function mostRecent(frame: Frame<unknown>, clients: readonly Name[]): Name[] {
  if (clients.length <= MOST_BOXES) return [...clients]
  const last = (name: Name) => frame.operations.findLastIndex(({ node }) => node === name)
  const chosen = new Set([...clients].sort((a, b) => last(b) - last(a)).slice(0, MOST_BOXES))
  return clients.filter((name) => chosen.has(name))
}

/** The key that the figure shows before anybody has asked for one. */
export function firstKey(config: QuorumConfig, actions: readonly Action[]): string | undefined {
  const asked = actions.find(({ key }) => typeof key === 'string')?.key as string | undefined
  return asked ?? Object.keys(config.placement)[0]
}
