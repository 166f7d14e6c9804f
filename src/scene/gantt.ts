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
 * height.
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
    const count = Math.max(1, ...rows.map((row) => row + 1))
    const height = tall / count
    const top = (heights[i] as number) - tall / 2
    return own.flatMap((bar, j): BarMark[] => {
      const to = Math.min(bar.to, recorded)
      if (bar.from > axis.last || to < axis.first) return []
      const x1 = Math.max(0, axis.x(Math.max(bar.from, axis.first)))
      const x2 = Math.min(axis.width, axis.x(Math.min(to, axis.last)))
      const y = top + (rows[j] as number) * height
      return [{ ...bar, x1, x2: Math.max(x1 + NARROWEST, x2), y, height: count > 1 ? height - 1 : height }]
    })
  })
}

/** For each bar, in the order of their beginnings, the first row that is free when it begins. */
function rowsOf(bars: readonly TaskBar[]): number[] {
  const rows: number[] = new Array(bars.length)
  const freeFrom: number[] = []
  const order = bars.map((_, i) => i).sort((a, b) => (bars[a] as TaskBar).from - (bars[b] as TaskBar).from)
  for (const i of order) {
    const bar = bars[i] as TaskBar
    const found = freeFrom.findIndex((free) => free <= bar.from)
    const row = found < 0 ? freeFrom.length : found
    freeFrom[row] = bar.to
    rows[i] = row
  }
  return rows
}
