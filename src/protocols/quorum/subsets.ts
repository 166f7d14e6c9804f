/** C(n, k), exact for the sizes of this lab (n ≤ 50). */
export function choose(n: number, k: number): number {
  if (k < 0 || k > n) return 0
  let count = 1
  for (let i = 1; i <= Math.min(k, n - k); i++) count = (count * (n - i + 1)) / i
  return Math.round(count)
}

/** Pairs of a write set and a read set, and those of them that have no replica in common. */
export interface SetPairs {
  readonly pairs: number
  readonly apart: number
}

/** Counts every write set against every read set, one by one; for n ≤ 7, where it takes no time. */
export function countPairs(n: number, w: number, r: number): SetPairs {
  const writeSets = subsetsOf(n, w)
  const readSets = subsetsOf(n, r)
  let apart = 0
  for (const write of writeSets) for (const read of readSets) if ((write & read) === 0) apart++
  return { pairs: writeSets.length * readSets.length, apart }
}

/** The subsets of n replicas that have `size` members, as bits. */
function subsetsOf(n: number, size: number): number[] {
  return Array.from({ length: 2 ** n }, (_, bits) => bits).filter((bits) => members(bits) === size)
}

function members(bits: number): number {
  let count = 0
  for (let rest = bits; rest > 0; rest &= rest - 1) count++
  return count
}

/**
 * The chance that a read set misses the write set of the last put, when each set of R replicas is equally
 * likely and no late write arrives: C(N − W, R) / C(N, R) (Bailis et al. 2012, section 3.1).
 */
export function missProbability(n: number, w: number, r: number): number {
  return choose(n - w, r) / choose(n, r)
}

/** One choice of W and R for a given N. */
export interface QuorumChoice {
  readonly w: number
  readonly r: number
  /** The chance that a get misses the last put. */
  readonly probability: number
}

/** Every choice of W (rows) and R (columns), from 1 to n. */
export function quorumTable(n: number): readonly (readonly QuorumChoice[])[] {
  const sizes = Array.from({ length: n }, (_, i) => i + 1)
  return sizes.map((w) => sizes.map((r) => ({ w, r, probability: missProbability(n, w, r) })))
}

/** How many replicas may be down while an operation that waits for `need` of n replies still returns. */
export function survives(n: number, need: number): number {
  return n - need
}
