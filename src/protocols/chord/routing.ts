import { type Id, inHalfOpen, inOpen } from './identifiers.ts'
import type { ChordState } from './messages.ts'
import type { ChordSettings } from './settings.ts'

/** Where a query goes next. `owner`: that node is responsible for the key, as far as this one knows. */
export interface Hop {
  readonly next: Id
  readonly owner: boolean
}

const NOBODY: readonly Id[] = []

/**
 * `n.find_successor(key)`, one step of it: the key belongs to the successor, or the query goes on to the closest
 * node before it. Nodes in `dead` are passed over; null when nobody is left.
 */
export function nextHop(
  n: Readonly<ChordState>,
  self: Id,
  key: Id,
  settings: Pick<ChordSettings, 'routing'>,
  dead: readonly Id[] = NOBODY,
): Hop | null {
  const successor = liveSuccessor(n, dead)
  if (successor === null) return null
  if (inHalfOpen(key, self, successor)) return { next: successor, owner: true }
  if (settings.routing === 'successor') return { next: successor, owner: false }
  return { next: closestPreceding(n, self, key, successor, dead), owner: false }
}

/**
 * The first successor that is not known to be dead. A node whose whole list is dead takes the nearest of its
 * fingers, which may be too far (Stoica et al. 2003, section IV-E.3).
 */
export function liveSuccessor(n: Readonly<ChordState>, dead: readonly Id[]): Id | null {
  const { successor, backups, fingers } = n
  if (successor === null || dead.length === 0 || !dead.includes(successor)) return successor
  for (const backup of backups) if (!dead.includes(backup)) return backup
  for (const finger of fingers) if (!dead.includes(finger)) return finger
  return null
}

/**
 * `n.closest_preceding_finger(key)`: the last node before the key among the fingers and the successor list
 * (Stoica et al. 2003, figure 5 and section IV-E.3).
 */
function closestPreceding(
  { fingers, backups }: Readonly<ChordState>,
  self: Id,
  key: Id,
  successor: Id,
  dead: readonly Id[],
): Id {
  let best = successor
  for (let i = fingers.length - 1; i >= 0; i--) {
    const finger = fingers[i] as Id
    if (inOpen(finger, self, key) && (dead.length === 0 || !dead.includes(finger))) {
      best = finger
      break
    }
  }
  for (let i = backups.length - 1; i >= 0; i--) {
    const backup = backups[i] as Id
    if (!inOpen(backup, best, key)) continue
    if (dead.length === 0 || !dead.includes(backup)) return backup
  }
  return best
}
