import type { Action } from '../../engine/scenario/scenario.ts'
import type { QuorumConfig } from './config.ts'
import type { ClientState, Name, QuorumState } from './messages.ts'

/**
 * The nodes at the start: clients that put, the replicas, and the clients that only get. Clients stand in the
 * order in which the actions name them; one that is named by hand later comes when it is asked.
 */
export function population(config: QuorumConfig, actions: readonly Action[]): [Name, QuorumState][] {
  const { writers, others } = clientsOf(actions)
  return [
    ...writers.map((name): [Name, QuorumState] => [name, newClient()]),
    ...config.nodes.map((name): [Name, QuorumState] => [name, { role: 'replica', copies: {}, refusing: 0 }]),
    ...others.map((name): [Name, QuorumState] => [name, newClient()]),
  ]
}

export function newClient(): ClientState {
  return { role: 'client', skew_us: 0, puts: 0, operations: [], returned: [] }
}

/** The clients that the planned actions name. */
export function clientsOf(actions: readonly Action[]): { writers: Name[]; others: Name[] } {
  const planned = actions.filter((action) => action.at_step === undefined)
  const named = new Set(planned.flatMap(clientOfAction))
  const putting = new Set(planned.flatMap((action) => (action.do === 'put' ? clientOfAction(action) : [])))
  return {
    writers: [...named].filter((name) => putting.has(name)),
    others: [...named].filter((name) => !putting.has(name)),
  }
}

/** The client that an action makes, where there is none of its name yet. */
export function clientOfAction(action: Action): Name[] {
  if (action.do === 'put' || action.do === 'get') return [action.client as Name]
  return action.do === 'clockSkew' ? [action.node as Name] : []
}
