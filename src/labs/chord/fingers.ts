import { fingerStart } from '../../protocols/chord/fingers.ts'
import type { Id } from '../../protocols/chord/identifiers.ts'
import type { ChordState } from '../../protocols/chord/messages.ts'
import { changeOf, type Focus } from '../../scene/focus.ts'

/** One entry of a node's finger table. */
export interface FingerRow {
  readonly i: number
  /** n + 2^i. */
  readonly start: Id
  /** Where the identifiers end that the entry is for, excluded: the start of the next one, or the node itself. */
  readonly end: Id
  /** The node that the entry points to before and after the event; undefined: not built yet. */
  readonly before: Id | undefined
  readonly after: Id | undefined
}

/** The finger table of a node at a frame, finger 0 first (slide 29; Stoica et al. 2003, table I). */
export function fingerRows(id: Id, state: ChordState, focus: Focus, bits: number): FingerRow[] {
  const change = changeOf(focus, id, 'fingers')
  const before = (change === undefined ? state.fingers : (change.before ?? [])) as readonly Id[]
  const after = (change === undefined ? state.fingers : (change.after ?? [])) as readonly Id[]
  const size = 2 ** bits
  return Array.from({ length: bits }, (_, i) => ({
    i,
    start: fingerStart(id, i, size),
    end: i + 1 < bits ? fingerStart(id, i + 1, size) : id,
    before: before[i],
    after: after[i],
  }))
}

/** Entries one after the other that point to the same node. */
export interface FingerGroup {
  readonly first: number
  readonly last: number
  readonly to: Id
  /** The event makes one of them point there. */
  readonly changed: boolean
}

/** A table without what is not built, entries with the same node together. */
export function fingerGroups(rows: readonly FingerRow[]): FingerGroup[] {
  const groups: FingerGroup[] = []
  for (const { i, before, after } of rows) {
    if (after === undefined) continue
    const changed = before !== after
    const last = groups.at(-1)
    if (last?.to === after) groups[groups.length - 1] = { ...last, last: i, changed: last.changed || changed }
    else groups.push({ first: i, last: i, to: after, changed })
  }
  return groups
}

/** "i = 5", "i = 0 to 4". */
export function groupText({ first, last }: FingerGroup): string {
  return first === last ? `i = ${first}` : `i = ${first} to ${last}`
}

/** How n + 2^i comes about: "80 + 16", and beyond the end of the circle "80 + 64 − 128". */
export function startText(id: Id, { i, start }: FingerRow, bits: number): string {
  const sum = `${id} + ${2 ** i}`
  return id + 2 ** i === start ? sum : `${sum} − ${2 ** bits}`
}
