import { pairsIn } from './pairs.ts'
import type { Partition } from './state.ts'
import { toText } from './text.ts'

/** How many pairs a capsule or a sentence shows. */
const SHOWN = 3

/** The pairs of a partition in words: "a 3, is 2", cut after the third. */
export function pairsText({ data, records }: Pick<Partition, 'data' | 'records'>): string {
  if (records === 0) return 'nothing'
  const lines = data.split('\n', SHOWN).filter((line) => line !== '')
  const shown = pairsIn(`${lines.join('\n')}\n`).map(([key, value]) => `${toText(key)} ${value}`)
  return records > SHOWN ? `${shown.join(', ')} and ${records - SHOWN} more` : shown.join(', ')
}

/** The pairs themselves where they are few, else how many: for a sentence that says more. */
export function briefly(piece: Pick<Partition, 'data' | 'records'>): string {
  return piece.records > SHOWN ? counted(piece.records, 'pair') : pairsText(piece)
}

/** "1 pair", "3 pairs". */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

/** "m0", "m0 and m2", "m0, m1, m2 and 4 more". */
export function listed(names: readonly string[], shown = 3): string {
  if (names.length > shown) return `${names.slice(0, shown).join(', ')} and ${names.length - shown} more`
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`
}
