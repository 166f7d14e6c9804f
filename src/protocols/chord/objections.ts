import type { World } from '../../engine/kernel/world.ts'
import type { Fault } from '../../engine/scenario/fault.ts'
import type { Action } from '../../engine/scenario/scenario.ts'
import type { ChordState } from './messages.ts'

/** Why an action that a user asks for by hand cannot be done in the ring as it is. */
export function objections(action: Action, world: World<ChordState>): Fault[] {
  const joins = action.do === 'join' || action.do === 'create'
  return (['node', 'via', 'from'] as const).flatMap((field) => {
    const found = action[field]
    if (typeof found !== 'number') return []
    const live = world.status(found) === 'up'
    const isNew = joins && field === 'node'
    // A join that was lost can be tried again: the node is there, but knows nobody.
    if (isNew && live && world.state(found)?.successor === null) return []
    if (isNew && live)
      return [{ path: '', text: `${found} is in the ring already. Choose another identifier.` }]
    if (action.do === 'recover' && live) return [{ path: '', text: `${found} is not down.` }]
    if (!isNew && action.do !== 'recover' && !live)
      return [{ path: '', text: `${found} is not alive at this step.` }]
    return []
  })
}
