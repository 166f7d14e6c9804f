import type { Address } from '../../../engine/kernel/role.ts'
import type { Curve, Point } from '../../../scene/geometry.ts'
import { type Box, boxIn, type JobLayout, partitionRow } from './layout.ts'
import type { Place, Way } from './places.ts'
import type { ChipPlace } from './strip.ts'

/** Where things are that messages travel between. */
export interface Surroundings {
  readonly layout: JobLayout
  readonly chips: ReadonlyMap<Address, ChipPlace>
  readonly reducers: number
  /** The names of the columns. */
  readonly titles: readonly Box[]
  /** Boxes of replicas while the input is written. */
  readonly replica: (split: number, worker: string) => Box | undefined
  /** Where a tile of a task stands, where there are tiles. */
  readonly tile: (kind: 'map' | 'reduce', index: number) => Box | undefined
}

/** Space that an arrow keeps before what it points to. */
const SHORT = 5
/** How far beside a box a way from the nodes comes down to it, in pixels before zoom. */
const BESIDE = 64
/** How far beside a box it passes the titles of the columns: between two of them. */
const BETWEEN = 12

/** The way of a message between two places. */
export function curveOf({ from, to }: Way, around: Surroundings): Curve {
  if (from.at === 'node' && to.at === 'node') return overStrip(from.address, to.address, around)
  if (from.at === 'node') return fromStrip(from.address, to, around)
  if (to.at === 'node') return reversed(fromStrip(to.address, from, around))
  const [a, b] = [boxOf(from, around), boxOf(to, around)]
  if (from.at === 'partition') return shuffleCurve(a, entry(to, from, b, around), around.layout.zoom)
  if (to.at === 'partition') return reversed(shuffleCurve(b, entry(from, to, a, around), around.layout.zoom))
  return acrossGap(a, b, around.layout)
}

function reversed({ from, control, control2, to }: Curve): Curve {
  return control2 === undefined
    ? { from: to, control, to: from }
    : { from: to, control: control2, control2: control, to: from }
}

const middle = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 })

/** A box for every place; the chip of the master where the figure has none. */
export function boxOf(place: Place, around: Surroundings): Box {
  const { layout } = around
  const fallback: Box = { x: layout.margin, y: layout.top, width: 0, height: 0 }
  switch (place.at) {
    case 'node':
      return around.chips.get(place.address) ?? fallback
    case 'split':
    case 'map':
      return boxIn(layout, place.at, place.index) ?? around.tile('map', place.index) ?? fallback
    case 'replica':
      return around.replica(place.split, place.worker) ?? around.chips.get(place.worker) ?? fallback
    case 'partition':
      return (
        partitionRow(layout, place.map, place.reducer, around.reducers) ??
        around.tile('map', place.map) ??
        fallback
      )
    case 'reduce':
    case 'output':
      return boxIn(layout, place.at, place.index) ?? around.tile('reduce', place.index) ?? fallback
    case 'backup':
      return layout.backup
  }
}

/** Between two nodes: straight to the neighbour, else under the others. */
function overStrip(from: Address, to: Address, { chips, layout }: Surroundings): Curve {
  const [a, b] = [chips.get(from), chips.get(to)]
  if (a === undefined || b === undefined) return straight({ x: 0, y: 0 }, { x: 0, y: 0 })
  const right = b.x > a.x
  const passed = [...chips.values()].some(
    (chip) => chip !== a && chip !== b && chip.x > Math.min(a.x, b.x) && chip.x < Math.max(a.x, b.x),
  )
  if (!passed && a !== b && a.y === b.y) {
    const start = { x: right ? a.x + a.width : a.x, y: middle(a).y }
    const end = { x: right ? b.x - SHORT : b.x + b.width + SHORT, y: middle(b).y }
    return straight(start, end)
  }
  const [start, end] = [middle(a), middle(b)]
  // A message to oneself leaves on one side and comes back on the other.
  const aside = a === b ? a.width / 4 : 0
  // So deep that the middle of the way, where a capsule rests, lies in the corridor.
  const stripEnd = Math.max(a.y + a.height, b.y + b.height)
  const deep = stripEnd + (layout.corridorY - stripEnd) / 0.75
  return {
    from: { x: start.x - aside, y: a.y + a.height },
    control: { x: start.x + (end.x - start.x) * 0.25 - aside, y: deep },
    control2: { x: start.x + (end.x - start.x) * 0.75 + aside, y: deep },
    to: { x: end.x + aside, y: b.y + b.height + SHORT },
  }
}

function straight(from: Point, to: Point): Curve {
  return { from, control: { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }, to }
}

/** From a node down a gap between the columns to the edge of a box, near its top: to a reducer from the left. */
function fromStrip(address: Address, place: Place, around: Surroundings): Curve {
  const { layout, chips } = around
  const chip = chips.get(address)
  const box = boxOf(place, around)
  const start =
    chip === undefined ? { x: layout.margin, y: 0 } : { x: middle(chip).x, y: chip.y + chip.height }
  if (place.at === 'node' || place.at === 'replica' || layout.scale === 'tiles') {
    const end = { x: middle(box).x, y: box.y - SHORT }
    return { from: start, control: { x: end.x, y: layout.corridorY }, to: end }
  }
  const y = box.y + Math.min(box.height / 2, 32 * layout.zoom)
  const fromLeft = (place.at === 'reduce' || place.at === 'backup') && layout.part !== 'output'
  // So far beside the box the way comes down that a capsule does not cover it.
  const aside = BESIDE * layout.zoom
  const gap = fromLeft ? box.x - aside : box.x + box.width + aside
  const end = { x: fromLeft ? box.x - SHORT : box.x + box.width + SHORT, y }
  const ys = [start.y, layout.corridorY + 4, layout.corridorY, end.y] as const
  const edge = fromLeft ? box.x : box.x + box.width
  const between = edge + (fromLeft ? -1 : 1) * BETWEEN * layout.zoom
  const x = controlFor(between, layout.titleY - 5 * layout.zoom, [start.x, gap, end.x], ys)
  const { margin, size } = layout
  return {
    from: start,
    control: { x: Math.min(size.width - margin, Math.max(margin, x)), y: ys[1] },
    control2: { x: gap, y: ys[2] },
    to: end,
  }
}

/**
 * The first control of a curve down from the nodes that passes the row of titles at `x`: between two of them.
 *
 * @param y the height of that row.
 * @param xs of the start, the second control and the end.
 * @param ys of all four.
 */
function controlFor(
  x: number,
  y: number,
  [start, control2, end]: readonly [number, number, number],
  ys: readonly [number, number, number, number],
): number {
  let [low, high] = [0, 1]
  for (let i = 0; i < 20; i++) {
    const t = (low + high) / 2
    if (cubic(t, ...ys) < y) low = t
    else high = t
  }
  const s = 1 - low
  return (x - s ** 3 * start - 3 * s * low ** 2 * control2 - low ** 3 * end) / (3 * s ** 2 * low)
}

function cubic(t: number, a: number, b: number, c: number, d: number): number {
  const s = 1 - t
  return s ** 3 * a + 3 * s ** 2 * t * b + 3 * s * t ** 2 * c + t ** 3 * d
}

/** Between neighbours of one row: over the gap between them. */
function acrossGap(a: Box, b: Box, layout: JobLayout): Curve {
  const right = b.x > a.x
  const low = Math.min(a.y + a.height, b.y + b.height) - Math.min(20 * layout.zoom, a.height / 2)
  const sameRow = Math.abs(middle(a).y - middle(b).y) < 2
  const y = (box: Box) => (sameRow && a.height > 40 ? low : middle(box).y)
  return straight(
    { x: right ? a.x + a.width : a.x, y: y(a) },
    { x: right ? b.x - SHORT : b.x + b.width + SHORT, y: y(b) },
  )
}

/** From a partition to its reducer: level at both ends, like a rope between two hooks. */
export function shuffleCurve(from: Box, to: Point, zoom: number): Curve {
  const start = { x: from.x + from.width, y: middle(from).y }
  const reach = (to.x - start.x) * 0.5
  return {
    from: start,
    control: { x: start.x + reach, y: start.y },
    control2: { x: to.x - reach, y: to.y },
    to: { x: to.x - SHORT * zoom, y: to.y },
  }
}

/** Where a map's piece comes in on the left of its reducer: in the order of the maps, below the title. */
export function hookOf(box: Box, map: number, maps: number, zoom: number): Point {
  const above = Math.min(30 * zoom, box.height * 0.3)
  const room = box.height - above - Math.min(14 * zoom, box.height * 0.15)
  return { x: box.x, y: box.y + above + room * ((map + 0.5) / maps) }
}

function entry(reduce: Place, partition: Place, box: Box, { layout }: Surroundings): Point {
  const isTile = layout.scale === 'tiles'
  if (isTile || partition.at !== 'partition' || reduce.at !== 'reduce') return { x: box.x, y: middle(box).y }
  return hookOf(box, partition.map, layout.rows.length, layout.zoom)
}
