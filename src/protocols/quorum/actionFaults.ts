import { type Fault, fault, pathText } from '../../engine/scenario/fault.ts'
import type { Action } from '../../engine/scenario/scenario.ts'
import { QUORUM_LIMITS, type QuorumConfig } from './config.ts'
import type { Name } from './messages.ts'
import { placementOf } from './placement.ts'
import { clientOfAction, clientsOf } from './population.ts'

type Sound = (path: readonly (string | number)[]) => boolean

/** What the actions name that is not there, or is down by then. */
export function actionFaults(
  actions: readonly Action[],
  config: QuorumConfig,
  isConfigRight: boolean,
  sound: Sound,
): Fault[] {
  const read = actions.map((action, i) => (sound(['actions', i]) ? action : undefined))
  const whole = read.filter((action) => action !== undefined)
  const { writers, others } = clientsOf(whole)
  const clients = new Set([...writers, ...others])
  const replicas = new Set<unknown>(config.nodes)
  const replicasOf = isConfigRight ? placementOf(config) : undefined
  const down = new Set<unknown>()
  const uncertain = new Set(whole.filter((action) => action.at_step !== undefined).map(({ node }) => node))
  const faults = tooManyClients(whole)
  read.forEach((action, i) => {
    if (action === undefined) return
    const found = [
      ...nameFaults(action, i, replicas, clients),
      ...(replicasOf === undefined ? [] : fromFaults(action, i, replicasOf)),
    ]
    const isPlanned = action.at_step === undefined && found.length === 0
    faults.push(...found, ...(isPlanned ? powerFaults(action, i, down, uncertain) : []))
  })
  return faults
}

function tooManyClients(actions: readonly Action[]): Fault[] {
  const count = new Set(actions.flatMap(clientOfAction)).size
  if (count <= QUORUM_LIMITS.clients) return []
  return [{ path: 'actions', text: `expected at most ${QUORUM_LIMITS.clients} clients, got ${count}` }]
}

function nameFaults(
  action: Action,
  index: number,
  replicas: ReadonlySet<unknown>,
  clients: ReadonlySet<Name>,
): Fault[] {
  const at = (...path: (string | number)[]) => pathText(['actions', index, ...path])
  const isKnown = (name: unknown) => replicas.has(name) || clients.has(name as Name)
  const client = clientOfAction(action)[0]
  if (client !== undefined) {
    const field = action.do === 'clockSkew' ? 'node' : 'client'
    return replicas.has(client) ? [fault(at(field), 'a client: a name that no replica has', client)] : []
  }
  if (action.do === 'refuse')
    return replicas.has(action.node) ? [] : [fault(at('node'), 'the name of a replica', action.node)]
  if (action.do === 'partition') {
    const seen = new Set<Name>()
    return (action.groups as readonly (readonly Name[])[]).flatMap((group, g) =>
      group.flatMap((name, i) => {
        if (!isKnown(name)) return [fault(at('groups', g, i), 'a replica, or a client of some action', name)]
        if (seen.has(name)) return [fault(at('groups', g, i), 'each node in one group', name)]
        seen.add(name)
        return []
      }),
    )
  }
  // A client that is named by hand may come and crash between the planned actions.
  if (action.node === undefined || isKnown(action.node) || action.at_step !== undefined) return []
  return [fault(at('node'), 'a replica, or a client of some action', action.node)]
}

function fromFaults(action: Action, index: number, replicasOf: (key: string) => readonly Name[]): Fault[] {
  if (action.do !== 'get' || action.from === undefined) return []
  const from = action.from as readonly Name[]
  const replicas = replicasOf(action.key as string)
  return from.flatMap((name, i) => {
    const path = pathText(['actions', index, 'from', i])
    if (!replicas.includes(name))
      return [fault(path, `a replica of ${action.key as string}: ${replicas.join(', ')}`, name)]
    return from.indexOf(name) < i ? [fault(path, 'each replica once', name)] : []
  })
}

/** Follows who is up from action to action; nothing is known of nodes that interventions name. */
function powerFaults(
  action: Action,
  index: number,
  down: Set<unknown>,
  uncertain: ReadonlySet<unknown>,
): Fault[] {
  const field = action.do === 'put' || action.do === 'get' ? 'client' : 'node'
  const name = action[field]
  if (name === undefined || uncertain.has(name)) return []
  const path = pathText(['actions', index, field])
  if (action.do === 'recover')
    return down.delete(name) ? [] : [fault(path, 'a node that has crashed by then', name)]
  if (down.has(name)) return [fault(path, 'a node that is up by then', name)]
  if (action.do === 'crash' || action.do === 'fail') down.add(name)
  return []
}
