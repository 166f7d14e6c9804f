import type { MapReport, ReduceReport } from './state.ts'

/** Hadoop's counters of records and bytes, from the reports of the attempts that count. */
export function countersOf(maps: readonly MapReport[], reduces: readonly ReduceReport[]) {
  return {
    MAP_INPUT_RECORDS: sum(maps, ({ inputRecords }) => inputRecords),
    MAP_OUTPUT_RECORDS: sum(maps, ({ outputRecords }) => outputRecords),
    MAP_OUTPUT_BYTES: sum(maps, ({ outputBytes }) => outputBytes),
    COMBINE_INPUT_RECORDS: sum(maps, ({ combineInputRecords }) => combineInputRecords),
    COMBINE_OUTPUT_RECORDS: sum(maps, ({ combineOutputRecords }) => combineOutputRecords),
    REDUCE_INPUT_GROUPS: sum(reduces, ({ inputGroups }) => inputGroups),
    REDUCE_INPUT_RECORDS: sum(reduces, ({ inputRecords }) => inputRecords),
    REDUCE_OUTPUT_RECORDS: sum(reduces, ({ outputRecords }) => outputRecords),
    SHUFFLED_BYTES: sum(reduces, ({ shuffledBytes }) => shuffledBytes),
  }
}

function sum<T>(list: readonly T[], of: (item: T) => number): number {
  return list.reduce((total, item) => total + of(item), 0)
}
