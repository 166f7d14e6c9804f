/** An identifier of a node or a key: an integer in 0 .. 2^bits - 1, on a circle. */
export type Id = number

/** Whether `x` lies in the open interval (a, b) of the circle. (a, a) is the whole circle but a. */
export function inOpen(x: Id, a: Id, b: Id): boolean {
  if (a < b) return a < x && x < b
  if (a > b) return x > a || x < b
  return x !== a
}

/** Whether `x` lies in (a, b]. (a, a] is the whole circle. */
export function inHalfOpen(x: Id, a: Id, b: Id): boolean {
  return x === b || inOpen(x, a, b)
}

/**
 * The node that owns `key`: the one with the smallest identifier that is at least `key`, wrapping
 * (CS162 slide 9). `sorted` holds identifiers in ascending order; undefined when it is empty.
 */
export function ownerOf(key: Id, sorted: readonly Id[]): Id | undefined {
  return sorted[ownerIndex(key, sorted)]
}

/** Where in `sorted` the owner of `key` stands; 0 when it is empty. */
export function ownerIndex(key: Id, sorted: readonly Id[]): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] as Id) < key) low = middle + 1
    else high = middle
  }
  return low === sorted.length ? 0 : low
}
