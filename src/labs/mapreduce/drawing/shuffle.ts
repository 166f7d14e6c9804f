import type { Curve, Point } from '../../../scene/geometry.ts'
import type { JobPicture } from '../picture/picture.ts'
import type { PieceStanding, ReducePicture } from '../picture/reduces.ts'
import { hookOf, shuffleCurve } from './curves.ts'
import { boxIn, type JobLayout, partitionRow } from './layout.ts'

/** The way of one partition of a map's output to its reducer. */
export interface ShuffleMark {
  readonly map: number
  readonly reducer: number
  readonly standing: Exclude<PieceStanding, 'none'>
  readonly curve: Curve
  /** Where it ends at the reducer. */
  readonly hook: Point
  /** Pixels: more pairs are a stronger line. */
  readonly width: number
}

/** The ways of the shuffle; one for each piece that is not empty. None where there are tiles. */
export function shuffleMarks({ maps, reduces }: JobPicture, layout: JobLayout): ShuffleMark[] {
  if (layout.scale === 'tiles') return []
  return reduces.flatMap((reduce) => {
    const box = boxIn(layout, 'reduce', reduce.index)
    if (box === undefined) return []
    return reduce.pieces.flatMap((standing, map): ShuffleMark[] => {
      const row = partitionRow(layout, map, reduce.index, reduces.length)
      if (standing === 'none' || row === undefined) return []
      const hook = hookOf(box, map, maps.length, layout.zoom)
      const records = maps[map]?.partitions?.[reduce.index]?.records ?? 1
      return [
        {
          map,
          reducer: reduce.index,
          standing,
          curve: shuffleCurve(startBox(layout, row, reduce, reduces.length), hook, layout.zoom),
          hook,
          width: (1.1 + 1.2 * Math.min(2.2, Math.log2(records + 1))) * Math.min(1, layout.zoom),
        },
      ]
    })
  })
}

/** Small boxes have one line for all partitions: the ways leave it one under the other. */
function startBox(
  layout: JobLayout,
  row: { x: number; y: number; width: number; height: number },
  { index }: ReducePicture,
  reducers: number,
) {
  if (layout.detailed.maps) return row
  const height = row.height / reducers
  return { ...row, y: row.y + index * height, height }
}
