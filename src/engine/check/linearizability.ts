import { type RegisterOperation, RegisterSearch } from './registerSearch.ts'

/** One operation of a history. Times may have any unit; only their order counts. */
export type HistoryEntry = RegisterOperation & { readonly key: string }

/** What the checker finds. The witness names entries of the history by their index. */
export interface Linearizability {
  /** `null`: not decided within the bound. */
  readonly verdict: boolean | null
  /**
   * Of a linearizable history: an order of its operations that explains every answer, key by key; those whose
   * outcome is unknown stand in it where they are needed. Else: a few operations that no order explains.
   */
  readonly witness: readonly number[]
}

/** Configurations that are tried for each key before the checker gives up. */
const DEFAULT_BOUND = 50_000

/**
 * Decides whether a history of registers is linearizable (Herlihy and Wing 1990): whether each operation can
 * take effect at one instant between its call and its return, so that every answer is right. Keys are judged
 * apart, which is the same thing (locality). Registers start as NIL (`null`).
 */
export function linearizability(history: readonly HistoryEntry[], bound = DEFAULT_BOUND): Linearizability {
  const order: number[] = []
  let undecided = false
  for (const indices of byKey(history)) {
    const operations = indices.map((index) => history[index] as HistoryEntry)
    const invented = inventedAnswer(operations)
    if (invented >= 0) return { verdict: false, witness: [indices[invented] as number] }
    const search = new RegisterSearch(operations, bound)
    const verdict = search.run()
    if (verdict === false) {
      const core = smallest(operations, search.blocked, bound)
      return { verdict: false, witness: core.map((i) => indices[i] as number) }
    }
    if (verdict === undefined) undecided = true
    else order.push(...search.order.map((i) => indices[i] as number))
  }
  return undecided ? { verdict: null, witness: [] } : { verdict: true, witness: order }
}

function byKey(history: readonly HistoryEntry[]): Iterable<number[]> {
  const groups = new Map<string, number[]>()
  history.forEach(({ key }, index) => {
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [index])
    else group.push(index)
  })
  return groups.values()
}

/** An answer with a value that nobody ever put: no search is needed. -1 where there is none. */
function inventedAnswer(operations: readonly RegisterOperation[]): number {
  const put = new Set<string | null>([null])
  for (const one of operations) if (one.do !== 'get') put.add(one.value)
  return operations.findIndex((one) => one.do === 'get' && one.return !== null && !put.has(one.value))
}

/**
 * Operations that no order explains, of which none can be left out, as far as the bound lets that be seen. An
 * answer may be left out, because the rest is no easier to explain with it; so may a put whose value nobody saw.
 */
function smallest(operations: readonly RegisterOperation[], blocked: number, bound: number): number[] {
  // The search never got past this return, so what was called later has no part in it.
  let kept = operations.flatMap(({ call }, i) => (call <= blocked ? [i] : []))
  let left = bound
  const fails = (some: readonly number[]) => {
    if (left <= 0) return false
    const search = new RegisterSearch(
      some.map((i) => operations[i] as RegisterOperation),
      left,
    )
    const verdict = search.run()
    left -= search.tried
    return verdict === false
  }
  const leaveOut = (canGo: (index: number, kept: readonly number[]) => boolean) => {
    for (let size = Math.ceil(kept.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
      for (let start = 0; start < kept.length; ) {
        const chunk = kept.slice(start, start + size).filter((i) => canGo(i, kept))
        const rest = kept.filter((i) => !chunk.includes(i))
        if (chunk.length > 0 && fails(rest)) kept = rest
        else start += size
      }
    }
  }
  leaveOut((i) => changesNothing(operations[i] as RegisterOperation))
  leaveOut((i, rest) => isUnseenPut(i, rest, operations))
  return kept
}

const changesNothing = (one: RegisterOperation) => one.do === 'get' || (one.do === 'cas' && one.ok === false)

function isUnseenPut(
  index: number,
  kept: readonly number[],
  operations: readonly RegisterOperation[],
): boolean {
  const put = operations[index] as RegisterOperation
  if (put.do !== 'put') return false
  return !kept.some((i) => {
    const other = operations[i] as RegisterOperation
    if (other.do === 'get') return other.value === put.value
    return other.do === 'cas' && (other.ok === false || other.expect === put.value)
  })
}
