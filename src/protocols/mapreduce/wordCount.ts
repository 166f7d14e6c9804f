import type { Partitioner } from './config.ts'
import { byKey, bytesOfPair, type Group, pairIn, pairsIn, writePairs } from './pairs.ts'
import { partitionOf } from './partition.ts'
import type { Bytes, MapFunction, MapReport, Pair, Partition, ReduceReport } from './state.ts'

/** How a job treats pairs on their way. */
export interface JobShape {
  readonly map: MapFunction
  readonly combiner: boolean
  readonly partitioner: Partitioner
  readonly reducers: number
}

/** Words are runs of bytes that are not space, tab, line feed, carriage return or form feed. */
const WORD = /[^ \t\n\r\f]+/g

/** `map(k1, v1) → [<k2, v2>]`: a line's words, each with 1; or the pair that the line is. */
export function map(record: Bytes, how: MapFunction): Pair[] {
  if (how === 'pairs') return [pairIn(record)]
  return (record.match(WORD) ?? []).map((word) => [word, 1])
}

/** `reduce(k2, [v2])`, and the combiner: adds up. */
export function reduce(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

/** What a map task does with its records: map, combine, partition, sort (OSDI 2004, sections 3.1, 4.1, 4.3). */
export function runMap(
  records: readonly Bytes[],
  shape: JobShape,
): { readonly output: Partition[]; readonly report: MapReport } {
  const { combiner, partitioner, reducers } = shape
  const valuesOf = new Map<Bytes, number[]>()
  let outputRecords = 0
  let outputBytes = 0
  for (const record of records) {
    for (const pair of map(record, shape.map)) {
      outputRecords++
      outputBytes += bytesOfPair(pair)
      const values = valuesOf.get(pair[0])
      if (values === undefined) valuesOf.set(pair[0], [pair[1]])
      else values.push(pair[1])
    }
  }
  const pairs: Pair[][] = Array.from({ length: reducers }, () => [])
  for (const [key, values] of [...valuesOf].sort(byKey)) {
    const partition = pairs[partitionOf(key, partitioner, reducers)] as Pair[]
    for (const value of combiner ? [reduce(values)] : values) partition.push([key, value])
  }
  const output = pairs.map(partitionFrom)
  const report: MapReport = {
    inputRecords: records.length,
    outputRecords,
    outputBytes,
    combineInputRecords: combiner ? outputRecords : 0,
    combineOutputRecords: combiner ? valuesOf.size : 0,
    partitions: output.map(({ records, bytes }) => ({ records, bytes })),
  }
  return { output, report }
}

function partitionFrom(pairs: readonly Pair[]): Partition {
  return {
    records: pairs.length,
    bytes: pairs.reduce((sum, pair) => sum + bytesOfPair(pair), 0),
    data: writePairs(pairs),
  }
}

/**
 * Sorts what a reducer has fetched: keys by their bytes, and the values of a key ascending, so that the order
 * does not depend on which map was fetched first.
 */
export function sortAndGroup(pieces: readonly Pick<Partition, 'data'>[]): Group[] {
  const valuesOf = new Map<Bytes, number[]>()
  for (const { data } of pieces) {
    for (const [key, value] of pairsIn(data)) {
      const values = valuesOf.get(key)
      if (values === undefined) valuesOf.set(key, [value])
      else values.push(value)
    }
  }
  for (const values of valuesOf.values()) values.sort((a, b) => a - b)
  return [...valuesOf].sort(byKey)
}

/** What a reduce task does with its pieces: sort, then reduce each group (OSDI 2004, section 3.1). */
export function runReduce(pieces: readonly Partition[]): {
  readonly groups: readonly Group[]
  readonly output: readonly Pair[]
  readonly report: ReduceReport
} {
  const groups = sortAndGroup(pieces)
  const report: ReduceReport = {
    inputGroups: groups.length,
    inputRecords: pieces.reduce((sum, { records }) => sum + records, 0),
    outputRecords: groups.length,
    shuffledBytes: pieces.reduce((sum, { bytes }) => sum + bytes, 0),
  }
  return { groups, output: groups.map(([key, values]) => [key, reduce(values)]), report }
}
