import type { Frame } from '../../../engine/record/frame.ts'
import type { MapReduceMessage } from '../../../protocols/mapreduce/messages.ts'
import type { Curve } from '../../../scene/geometry.ts'
import { parseAttempt } from '../picture/attempts.ts'
import type { JobPicture } from '../picture/picture.ts'
import type { PieceStanding } from '../picture/reduces.ts'
import { hookOf, shuffleCurve } from './curves.ts'
import type { Box } from './layout.ts'

/** A piece on its way to a reducer, in the small drawing. */
export interface SmallPiece {
  readonly map: number
  readonly reducer: number
  readonly standing: Exclude<PieceStanding, 'none'>
  /** It is the message that arrives next. */
  readonly isNext: boolean
  readonly curve: Curve
}

/** A job so small that it has no words: where its boxes stand. */
export interface SmallJob {
  readonly splits: readonly Box[]
  readonly maps: readonly Box[]
  readonly partitions: readonly Box[]
  readonly reduces: readonly Box[]
  readonly outputs: readonly Box[]
  readonly pieces: readonly SmallPiece[]
  /** The reducer that the next message is for. */
  readonly active: number | undefined
}

/** Columns of a drawing of 404 units: where they begin, and how wide they are. */
const COLUMNS = {
  split: [2, 40],
  map: [60, 36],
  partition: [114, 52],
  reduce: [272, 62],
  output: [356, 42],
} as const
const UNITS = 400

/** Lays a picture out in a small drawing. */
export function smallJob(
  picture: JobPicture,
  frame: Frame<unknown>,
  width: number,
  height: number,
): SmallJob {
  const unit = width / UNITS
  const column = (name: keyof typeof COLUMNS, count: number, gap: number): Box[] => {
    const [x, wide] = COLUMNS[name]
    const pitch = (height - 4) / Math.max(1, count)
    return Array.from({ length: count }, (_, i) => ({
      x: x * unit,
      y: 2 + i * pitch + (pitch * gap) / 2,
      width: wide * unit,
      height: pitch * (1 - gap),
    }))
  }
  const { maps, reduces } = picture
  const partitions = column('partition', maps.length, 0.2)
  const reducers = column('reduce', reduces.length, 0.2)
  const next = frame.next?.kind === 'message' ? (frame.next.input as MapReduceMessage) : undefined
  const flying = next?.kind === 'piece' ? { map: next.map, to: parseAttempt(next.reducer)?.task } : undefined
  return {
    splits: column('split', maps.length, 0.2),
    maps: column('map', maps.length, 0.2),
    partitions,
    reduces: reducers,
    outputs: column('output', reduces.length, 0.2),
    pieces: reduces.flatMap(({ index, pieces }) =>
      pieces.flatMap((standing, map): SmallPiece[] => {
        const [from, to] = [partitions[map], reducers[index]]
        if (standing === 'none' || from === undefined || to === undefined) return []
        const part = from.height / reduces.length
        const start = { ...from, y: from.y + index * part, height: part }
        return [
          {
            map,
            reducer: index,
            standing,
            isNext: flying?.map === map && flying.to === index,
            curve: shuffleCurve(start, hookOf(to, map, maps.length, unit), 0),
          },
        ]
      }),
    ),
    active: flying?.to,
  }
}
