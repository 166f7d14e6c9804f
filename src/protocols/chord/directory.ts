import { type Id, ownerOf } from './identifiers.ts'

/** The strawman directory (CS162 slide 8): a key is on node `key mod M + 1` of the nodes 1 .. M. */
export function moduloNode(key: number, nodes: number): number {
  return (key % nodes) + 1
}

/** The keys that move when the strawman's M nodes become `after` nodes (slide 8). */
export function movedByModulo(keys: readonly number[], before: number, after: number): number[] {
  return keys.filter((key) => moduloNode(key, before) !== moduloNode(key, after))
}

/** The keys that move under consistent hashing when the nodes `before` become `after` (slide 9); both ascending. */
export function movedByHashing(keys: readonly Id[], before: readonly Id[], after: readonly Id[]): Id[] {
  return keys.filter((key) => ownerOf(key, before) !== ownerOf(key, after))
}
