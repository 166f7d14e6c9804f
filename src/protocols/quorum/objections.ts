import type { World } from '../../engine/kernel/world.ts'
import type { Fault } from '../../engine/scenario/fault.ts'
import type { Action } from '../../engine/scenario/scenario.ts'
import type { QuorumState } from './messages.ts'
import { clientOfAction } from './population.ts'

/** Why an action that a user asks for by hand cannot be done in the system as it is. */
export function objections(action: Action, world: World<QuorumState>): Fault[] {
  const [client] = clientOfAction(action)
  const name = client ?? action.node
  if (name === undefined) return []
  const status = world.status(name)
  const because = (text: string): Fault[] => [{ path: '', text }]
  // A client of a new name comes into being when it is asked.
  if (status === undefined)
    return client === undefined ? because(`There is no node ${name} at this step.`) : []
  if (action.do === 'recover') return status === 'crashed' ? [] : because(`${name} is not down.`)
  return status === 'up' ? [] : because(`${name} is down at this step.`)
}
