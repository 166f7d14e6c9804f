import type { Bytes, Split } from './state.ts'

/** What the reader must know of a split. */
type Range = Pick<Split, 'offset' | 'length' | 'fileBytes'>

/**
 * Records are lines. A line belongs to the split in which it begins, so a map reads past the end of its split
 * to finish the last one, and skips what another split has begun. As in Hadoop's LineRecordReader every split
 * but the first throws its first line away, and every split but the last reads one line that begins at or
 * before its end; so a line that begins exactly at a boundary is read by the split before it.
 */
export function recordsIn(split: Range, data: Bytes): Bytes[] {
  const records: Bytes[] = []
  let start = firstRecord(split, data)
  while (start <= split.length && start < data.length) {
    const end = data.indexOf('\n', start)
    records.push(end < 0 ? data.slice(start) : data.slice(start, end))
    start = end < 0 ? data.length : end + 1
  }
  return records
}

/** Whether the split's last record goes on after `data`, the bytes of the file from `split.offset` on. */
export function endsWithinRecord(split: Range, data: Bytes): boolean {
  if (split.offset + data.length >= split.fileBytes) return false
  return firstRecord(split, data) <= split.length && data.indexOf('\n', split.length) < 0
}

/** Where the first line begins that this split does not throw away; behind the data when there is none. */
function firstRecord({ offset }: Range, data: Bytes): number {
  if (offset === 0) return 0
  const end = data.indexOf('\n')
  return end < 0 ? Number.POSITIVE_INFINITY : end + 1
}
