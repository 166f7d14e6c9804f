import { countPairs, missProbability } from '../../protocols/quorum/subsets.ts'
import { counted } from '../../protocols/quorum/words.ts'

/** All pairs of sets are counted one by one up to this N; beyond it the formula says the same. */
const COUNTED = 7

/** What the sizes promise, in words. */
export function verdictText(n: number, w: number, r: number): string {
  const shared = w + r - n
  if (shared > 0)
    return `W + R > N: a get always meets the last put, here in at least ${counted(shared, 'replica')}.`
  return 'W + R ≤ N: a get can miss the last put; its read set can lie apart.'
}

/** Where the chance of the chosen sizes comes from: the pairs of sets as counted, and the formula. */
export function missText(n: number, w: number, r: number): string {
  const chance = percentText(missProbability(n, w, r))
  if (n > COUNTED) return `C(N − W, R) / C(N, R) = C(${n - w}, ${r}) / C(${n}, ${r}) = ${chance}`
  const { pairs, apart } = countPairs(n, w, r)
  return `${apart.toLocaleString('en')} of ${pairs.toLocaleString('en')} pairs of sets are apart = C(${n - w}, ${r}) / C(${n}, ${r}) = ${chance}`
}

/** A chance in whole percent; less than half of one is not nothing. */
export function percentText(probability: number): string {
  if (probability === 0) return '0%'
  const percent = 100 * probability
  return percent < 0.5 ? '<1%' : `${Math.round(percent)}%`
}
