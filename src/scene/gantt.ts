import type { Address } from '../engine/kernel/role.ts'
import { type LaneBand, laneHeights, type TaskBar } from './spaceTime.ts'
import type { StepAxis } from './stepAxis.ts'

/** A bar in the timeline. */
export interface BarMark extends TaskBar {
  readonly x1: number
  readonly x2: number
  readonly y: number
  readonly height: number
}

/** Space that neighbouring lanes keep between their bars. */
const GAP = 3.5
const TALLEST = 16
/** A bar is at least this wide, however short its work was. */
const NARROWEST = 3

/**
 * Lays out the bars that lie in the axis' window on the shown lanes. Bars of one lane that overlap share its
 * height; one that overlaps no other has all of it.
 */
export function layOutBars(
  bars: readonly TaskBar[],
  addresses: readonly Address[],
  axis: StepAxis,
  band: LaneBand,
  recorded: number,
): BarMark[] {
  const heights = laneHeights(addresses.length, band)
  const spacing = heights.length > 1 ? (heights[1] as number) - (heights[0] as number) : TALLEST + GAP
  const tall = Math.max(4, Math.min(TALLEST, spacing - GAP))
  return addresses.flatMap((address, i) => {
    const own = bars.filter((bar) => bar.address === address)
    const rows = rowsOf(own)
    const top = (heights[i] as number) - tall / 2
    return own.flatMap((bar, j): BarMark[] => {
      const to = Math.min(bar.to, recorded)
      if (bar.from > axis.last || to < axis.first) return []
      const x1 = Math.max(0, axis.x(Math.max(bar.from, axis.first)))
      const x2 = Math.min(axis.width, axis.x(Math.min(to, axis.last)))
      const { row, count } = rows[j] as Row
      const height = tall / count
      const y = top + row * height
      return [{ ...bar, x1, x2: Math.max(x1 + NARROWEST, x2), y, height: count > 1 ? height - 1 : height }]
    })
  })
}

/** Where a bar lies on its lane: row number `row` of `count`. */
interface Row {
  readonly row: number
  count: number
}

/** For each bar the first row that is free when it begins; there are as many as the bars need that overlap with it. */
function rowsOf(bars: readonly TaskBar[]): Row[] {
  const rows: Row[] = []
  const order = bars.map((_, i) => i).sort((a, b) => (bars[a] as TaskBar).from - (bars[b] as TaskBar).from)
  // Bars that overlap, one with the next, and for each row where it is free again.
  let group: Row[] = []
  let freeFrom: number[] = []
  for (const i of order) {
    const bar = bars[i] as TaskBar
    if (freeFrom.every((free) => free <= bar.from)) {
      group = []
      freeFrom = []
    }
    const found = freeFrom.findIndex((free) => free <= bar.from)
    const row = { row: found < 0 ? freeFrom.length : found, count: 1 }
    freeFrom[row.row] = bar.to
    group.push(row)
    for (const other of group) other.count = freeFrom.length
    rows[i] = row
  }
  return rows
}
