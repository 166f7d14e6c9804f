import type { Size } from '../../../ui/useSize.ts'

/** A rectangle of the drawing, in pixels from its top left corner. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The columns that hold boxes. The shuffle is what lies between the partitions and the reducers. */
export type Column = 'split' | 'map' | 'partition' | 'reduce' | 'output'

/** Part of a column, from left to right. */
export interface Span {
  readonly x: number
  readonly width: number
}

/** What a narrow stage shows of the columns at a time. */
export type Part = 'map' | 'shuffle' | 'output'

/** Whether there is room for a box for each task, or only for tiles. */
export type Scale = 'boxes' | 'tiles'

/** Where everything stands on the stage of a job. */
export interface JobLayout {
  readonly size: Size
  /** Everything but the columns is drawn this many times its normal size. */
  readonly zoom: number
  readonly scale: Scale
  /** Whether the boxes of maps have room for a line for each reducer, and those of reducers for their words. */
  readonly detailed: { readonly maps: boolean; readonly reduces: boolean }
  /** Which part of the columns a narrow stage shows; undefined where all are seen. */
  readonly part: Part | undefined
  readonly margin: number
  /** Where the nodes and the columns end on the right. */
  readonly right: number
  /** The row of nodes on top: two lines of them on a narrow stage. */
  readonly strip: { readonly y: number; readonly height: number; readonly lines: 1 | 2 }
  /** Middle of the free way between the nodes and the columns' titles. */
  readonly corridorY: number
  /** Baseline of the columns' titles. */
  readonly titleY: number
  readonly columns: Readonly<Record<Column, Span>>
  /** A box's height and place in each row of the maps, and of the reducers; empty for tiles. */
  readonly rows: readonly { readonly y: number; readonly height: number }[]
  readonly reduceRows: readonly { readonly y: number; readonly height: number }[]
  /** Where the columns begin and end. */
  readonly top: number
  readonly bottom: number
  /** Where a backup of a reducer stands, under the reducers. */
  readonly backup: Box
  /** Sizes of letters in pixels. */
  readonly letters: { readonly text: number; readonly mono: number; readonly id: number }
}

/** How many of what a job has. */
export interface JobShape {
  readonly maps: number
  readonly reducers: number
}

/** Widths as they are drawn for a stage of 1008 pixels, and the gap behind each column. */
const WIDTHS = {
  split: { width: 150, gap: 26 },
  map: { width: 88, gap: 24 },
  partition: { width: 174, gap: 156 },
  reduce: { width: 190, gap: 32 },
  output: { width: 104, gap: 0 },
} as const
const ORDER: readonly Column[] = ['split', 'map', 'partition', 'reduce', 'output']

/** The columns of each part of a narrow stage. */
const PARTS: Readonly<Record<Part, readonly [Column, Column]>> = {
  map: ['split', 'partition'],
  shuffle: ['partition', 'reduce'],
  output: ['reduce', 'output'],
}
/** Below this width a stage shows a part of its columns at a time. */
export const NARROW = 600
/** Below this height, as on a projector of 1280 x 720, all stands closer together. */
const LOW = 460
/** Below this height one line of nodes is all there is room for. */
const LOWEST = 260
/** Below this width the actions stand elsewhere (see `Figure`). */
const PHONE = 560

/** Space between the last column and the code on a projection. */
const BEFORE_CODE = 32

/** The most boxes that are drawn; the rest is for tiles. */
const MOST_MAPS = 12
const MOST_REDUCERS = 8

/** Lays the figure out for a stage. `presenting`: there are no actions under it. */
export function layOut(size: Size, zoom: number, shape: JobShape, part: Part, presenting = false): JobLayout {
  const narrow = size.width < NARROW
  const phone = size.width < PHONE
  const low = size.height < LOW
  const margin = phone ? 12 : narrow ? 20 : 32
  const chip = (low ? 24 : 26) * zoom
  const lines = narrow && size.height >= LOWEST ? 2 : 1
  const strip = { y: low ? 4 : 5, height: chip, lines } as const
  const stripEnd = strip.y + lines * chip + (lines - 1) * 5
  // What travels between the nodes has the corridor to itself: a capsule fits between the nodes and the titles.
  const corridorY = stripEnd + 17 * zoom
  const titleY = stripEnd + (low ? 46 : 50) * zoom
  const top = titleY + (low ? 8 : 10) * zoom
  const bottom = size.height - roomBelow(size, phone, presenting, zoom)
  const shown = narrow ? PARTS[part] : (['split', 'output'] as const)
  // On a projection the code follows at once.
  const right = size.width - margin - (presenting && !narrow ? BEFORE_CODE : 0)
  const columns = spans(margin, right, shown)
  const factor = columns.map.width / WIDTHS.map.width / zoom
  const rows = rowsIn(shape.maps, top, bottom, 124 * zoom, 16 * zoom)
  const reduceRows = rowsIn(shape.reducers, top, bottom, 190 * zoom, 13 * zoom)
  // Without a map, such as for an empty text, there is room enough.
  const row = rows[0]?.height ?? Number.POSITIVE_INFINITY
  const reduceRow = reduceRows[0]?.height ?? 0
  const scale = scaleOf(shape, row, reduceRow, zoom)
  const letter = (base: number) => Math.max(13, base * zoom * Math.min(1, Math.max(0.86, factor)))
  return {
    size,
    zoom,
    scale,
    detailed: {
      maps: row >= Math.max(58, shape.reducers * 19 + 4) * zoom,
      reduces: reduceRow >= 76 * zoom,
    },
    part: narrow ? part : undefined,
    margin,
    right,
    strip,
    corridorY,
    titleY,
    columns,
    rows: scale === 'tiles' ? [] : rows,
    reduceRows: scale === 'tiles' ? [] : reduceRows,
    top,
    bottom,
    backup: {
      x: columns.reduce.x,
      y: (reduceRows.at(-1)?.y ?? top) + (reduceRows.at(-1)?.height ?? 0) + 8 * zoom,
      width: columns.reduce.width,
      height: 30 * zoom,
    },
    letters: { text: letter(14), mono: letter(14), id: letter(18) },
  }
}

/** What stands under the columns: a backup, and beside it the actions; on a projection there are none. */
function roomBelow({ height }: Size, phone: boolean, presenting: boolean, zoom: number): number {
  if (height < LOWEST) return 8
  if (phone) return 40
  return presenting ? 52 * zoom : height < LOW ? 62 : 64
}

/** Columns so wide that those from `first` to `last` go from `start` to `end`; others lie beyond. */
function spans(start: number, end: number, [first, last]: readonly [Column, Column]): Record<Column, Span> {
  const from = ORDER.indexOf(first)
  const to = ORDER.indexOf(last)
  const units = ORDER.slice(from, to + 1).reduce(
    (sum, column, i) => sum + WIDTHS[column].width + (from + i < to ? WIDTHS[column].gap : 0),
    0,
  )
  const unit = Math.max(0.2, (end - start) / units)
  const before = ORDER.slice(0, from).reduce(
    (sum, column) => sum + WIDTHS[column].width + WIDTHS[column].gap,
    0,
  )
  let x = start - before * unit
  const found = {} as Record<Column, Span>
  for (const column of ORDER) {
    found[column] = { x, width: WIDTHS[column].width * unit }
    x += (WIDTHS[column].width + WIDTHS[column].gap) * unit
  }
  return found
}

/** `count` rows between `top` and `bottom`, none higher than `most`; from the top. */
function rowsIn(
  count: number,
  top: number,
  bottom: number,
  most: number,
  widestGap: number,
): { y: number; height: number }[] {
  const room = Math.max(40, bottom - top)
  const gap = Math.min(widestGap, room / Math.max(1, count) / 5)
  const height = Math.min(most, (room - gap * (count - 1)) / Math.max(1, count))
  if (count > MOST_MAPS) return []
  return Array.from({ length: count }, (_, i) => ({ y: top + i * (height + gap), height }))
}

function scaleOf({ maps, reducers }: JobShape, row: number, reduceRow: number, zoom: number): Scale {
  const tooMany = maps > MOST_MAPS || reducers > MOST_REDUCERS
  return tooMany || row < 24 * zoom || reduceRow < 34 * zoom ? 'tiles' : 'boxes'
}

/** The box of a column in a row. */
export function boxIn(layout: JobLayout, column: Column, index: number): Box | undefined {
  const row = (column === 'reduce' || column === 'output' ? layout.reduceRows : layout.rows)[index]
  return row && { ...layout.columns[column], ...row }
}

/** The part of the partitions' box that holds one reducer's pairs. */
export function partitionRow(
  layout: JobLayout,
  map: number,
  reducer: number,
  reducers: number,
): Box | undefined {
  const box = boxIn(layout, 'partition', map)
  if (box === undefined) return undefined
  if (!layout.detailed.maps) return box
  const pad = 4 * layout.zoom
  const height = (box.height - 2 * pad) / reducers
  return { x: box.x, y: box.y + pad + reducer * height, width: box.width, height }
}
