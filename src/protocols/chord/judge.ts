import type { Operation, World } from '../../engine/kernel/world.ts'
import { type Id, inHalfOpen, ownerOf } from './identifiers.ts'
import type { Answer, ChordState, Query } from './messages.ts'
import { survey } from './survey.ts'

/** Up to this many nodes every answer is judged on the whole ring. */
const SMALL = 2048

/** Whether the node that answered owns the key: the first ring member at or after it (slide 9). */
export function isRightOwner(operation: Operation, world: World<ChordState>): boolean {
  const { key } = operation.description as Pick<Query, 'key'>
  const { owner } = operation.result as Answer
  if (owner === null) return false
  if (world.addresses.length > SMALL && ownsByNeighbour(owner, key, world)) return true
  return owner === ownerOf(key, survey(world).ring)
}

/**
 * Whether the node and its predecessor point at each other and the key lies between. Then no ring member stands
 * between them, unless the ring has fallen apart. Most answers on a large ring need no more than this look.
 */
function ownsByNeighbour(owner: Id, key: Id, world: World<ChordState>): boolean {
  const predecessor = world.state(owner)?.predecessor ?? null
  if (predecessor === null || world.status(owner) !== 'up' || world.status(predecessor) !== 'up') return false
  return world.state(predecessor)?.successor === owner && inHalfOpen(key, predecessor, owner)
}
