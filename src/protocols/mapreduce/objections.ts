import type { World } from '../../engine/kernel/world.ts'
import type { Fault } from '../../engine/scenario/fault.ts'
import type { Action } from '../../engine/scenario/scenario.ts'
import { CLIENT, type MapReduceState } from './state.ts'
import { clusterOf } from './world.ts'

/** Why an action that a user asks for by hand cannot be done in the cluster as it is. */
export function objections(action: Action, world: World<MapReduceState>): Fault[] {
  const because = (text: string): Fault[] => [{ path: '', text }]
  if (action.do === 'submit' || action.do === 'read') {
    if (world.status(CLIENT) !== 'up') return because('The client is down.')
    const { client, namenode } = clusterOf(world)
    if (action.do === 'submit' && client.phase !== 'idle') return because('The job was submitted already.')
    const file = (action as { file?: string }).file ?? ''
    if (action.do === 'read' && !Object.hasOwn(namenode.files, file))
      return because(`There is no file ${file} in HDFS.`)
    return []
  }
  const { node } = action
  if (node === undefined) return []
  const status = world.status(node)
  if (status === undefined) return because(`There is no node ${node}.`)
  if (action.do === 'recover') return status === 'up' ? because(`${node} is not down.`) : []
  return status === 'up' ? [] : because(`${node} is down.`)
}
