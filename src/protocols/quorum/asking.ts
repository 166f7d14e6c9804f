import { safeParse } from 'valibot'
import { type Fault, faultsOf } from '../../engine/scenario/fault.ts'
import type { Action } from '../../engine/scenario/scenario.ts'
import { type QuorumConfig, quorumActionSchema } from './config.ts'
import type { Name } from './messages.ts'
import { placementOf } from './placement.ts'

/** What is wrong with a put or a get that a user asks for: paths are fields of the form, not of a scenario. */
export function askingFaults(action: Action, config: QuorumConfig): Fault[] {
  const parsed = safeParse(quorumActionSchema, action)
  if (!parsed.success) return faultsOf(parsed.issues)
  const faults: Fault[] = []
  const client = action.client as Name
  if (config.nodes.includes(client))
    faults.push({ path: 'client', text: `${client} is a replica; a client needs another name` })
  const key = action.key as string
  const replicas = placementOf(config)(key)
  const strangers = ((action.from ?? []) as readonly Name[]).filter((name) => !replicas.includes(name))
  if (strangers.length > 0) {
    const verb = strangers.length === 1 ? 'does' : 'do'
    faults.push({
      path: '',
      text: `${strangers.join(', ')} ${verb} not store ${key}; its replicas are ${replicas.join(', ')}`,
    })
  }
  return faults
}
