import type { Bytes, Pair } from './state.ts'

/** A group of a reducer: a key with the values that it got, ascending. */
export type Group = readonly [key: Bytes, values: readonly number[]]

/** Bytes of a value: a Hadoop IntWritable. */
const VALUE_BYTES = 4

/** Bytes that a pair counts for on disk and network: its key, and a 32-bit value. */
export function bytesOfPair([key]: Pair): number {
  return key.length + VALUE_BYTES
}

/** Orders keys by their bytes, as Hadoop compares Text. */
export function byKey(a: readonly [Bytes, ...unknown[]], b: readonly [Bytes, ...unknown[]]): number {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0
}

/** Pairs as they lie in a file: `key\tvalue\n` each. */
export function writePairs(pairs: readonly Pair[]): Bytes {
  return pairs.map(([key, value]) => `${key}\t${value}\n`).join('')
}

/** The pairs that `writePairs` wrote. */
export function pairsIn(data: Bytes): Pair[] {
  return linesOf(data).map(pairIn)
}

/** The pair of one line, `key\tvalue`. */
export function pairIn(line: Bytes): Pair {
  const tab = line.lastIndexOf('\t')
  return [line.slice(0, tab), Number(line.slice(tab + 1))]
}

/** Groups as a reducer keeps them: `key\tvalue value …\n` each. */
export function writeGroups(groups: readonly Group[]): Bytes {
  return groups.map(([key, values]) => `${key}\t${values.join(' ')}\n`).join('')
}

/** The groups that `writeGroups` wrote. */
export function groupsIn(data: Bytes): Group[] {
  return linesOf(data).map((line) => {
    const tab = line.lastIndexOf('\t')
    return [
      line.slice(0, tab),
      line
        .slice(tab + 1)
        .split(' ')
        .map(Number),
    ]
  })
}

function linesOf(data: Bytes): Bytes[] {
  return data === '' ? [] : data.slice(0, -1).split('\n')
}
