import type { Id } from './identifiers.ts'
import type { ChordState, Store } from './messages.ts'

const NO_NODES: readonly Id[] = Object.freeze([])
/** What a node without keys stores. Shared, hence frozen: `storeKeys` puts an object of its own in its place. */
const NO_KEYS: Record<Id, string> = Object.freeze({})

/** A node that is in no ring. */
export function emptyState(): ChordState {
  return { successor: null, predecessor: null, backups: NO_NODES, fingers: NO_NODES, keys: NO_KEYS }
}

/** A node forgets its ring and its tables, but not its keys. */
export function forgetRing(n: ChordState): void {
  n.successor = null
  n.predecessor = null
  n.backups = NO_NODES
  n.fingers = NO_NODES
}

/** The node's successor list, nearest first; empty while it is in no ring. */
export function successorsOf(n: Readonly<ChordState>): Id[] {
  return n.successor === null ? [] : [n.successor, ...n.backups]
}

/** Sets the successor list to the first `length` of `list`, which is not empty. */
export function setSuccessors(n: ChordState, list: readonly Id[], length: number): void {
  n.successor = list[0] as Id
  n.backups = length <= 1 || list.length <= 1 ? NO_NODES : list.slice(1, length)
}

/** Adds keys with their values; later values win. */
export function storeKeys(n: ChordState, keys: Store): void {
  if (isEmpty(n.keys)) n.keys = { ...keys }
  else Object.assign(n.keys, keys)
}

export function isEmpty(keys: Store): boolean {
  for (const _ in keys) return false
  return true
}
