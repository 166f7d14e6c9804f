import type { Name } from '../../protocols/quorum/messages.ts'
import type { Point } from '../../scene/geometry.ts'

/** What stands on the stage. */
export interface Cast {
  /** The replicas of the key, in the order of its placement. */
  readonly replicas: readonly Name[]
  /** Nodes that do not store the key. */
  readonly others: readonly Name[]
  /** Clients above the replicas: those that put. */
  readonly top: readonly Name[]
  /** Clients below the replicas: those that get. */
  readonly bottom: readonly Name[]
}

/** A client's box. */
export interface BoxPlace {
  readonly at: Point
  readonly width: number
  readonly height: number
}

/** Where everything stands, in pixels. */
export interface StageLayout {
  readonly zoom: number
  readonly radius: number
  /** From one replica of a row to the next. */
  readonly spacing: number
  /** Replicas stand in several rows, small: sets are rings around them rather than outlines. */
  readonly dense: boolean
  /** The word about a replica stands beside its name, under it, or nowhere. */
  readonly words: 'beside' | 'under' | 'none'
  /** From the boxes above to the circles. */
  readonly reach: number
  /** How far a replica's name and word reach below its circle. */
  readonly below: number
  readonly places: ReadonlyMap<Name, Point>
  readonly boxes: ReadonlyMap<Name, BoxPlace>
}

/** A row keeps its circles at least this far apart; where they would be nearer, there are more rows. */
const CLOSEST = 48
const WIDEST = 166
const RADIUS = 43
/** From this spacing on the word about a replica fits beside its name. */
const ROOMY = 104
/** Width of a letter of a name, and of the word beside it. */
const LETTER = 9
const WORD = 66
const LABEL = { one: 29, two: 44, small: 21 } as const
/** In several rows: the greatest circle, whose name is small still, and the least one. */
const SMALL = { most: 24, least: 5 } as const
/** How far the rings of the sets reach around a circle where there are several rows. */
const RINGS = 7
/** How far the halo of a selected client reaches around its box. */
const HALO = 7
const LEAST = 9
const BOX = { height: 42, lowest: 34, width: 268, gap: 24 } as const
/** A gap between the replicas of the key and the other nodes, in parts of the spacing. */
const GAP = 0.45

/** Lays out clients above and below the replicas of a key. `height` is that of the drawing without its foot. */
export function layOut(cast: Cast, width: number, height: number, zoom: number): StageLayout {
  const margin = (width < 560 ? 10 : 28) * zoom
  const usable = width - 2 * margin
  const names = [...cast.replicas, ...cast.others]
  const slots = names.length + (cast.others.length > 0 ? GAP : 0)
  const boxHeight = Math.max(BOX.lowest * zoom, Math.min(BOX.height * zoom, height * 0.13))
  const edge = 8 * zoom
  const room = height - 2 * edge - 2 * boxHeight
  const oneRow = Math.min(WIDEST * zoom, usable / Math.max(slots, 1))
  const dense = oneRow < CLOSEST * zoom
  const label = LABEL.small * zoom
  const grid = dense
    ? gridOf(names.length, usable, room - 2 * HALO * zoom, CLOSEST * zoom)
    : { columns: names.length, rows: 1, spacing: oneRow, pitch: room }
  const radius = dense
    ? Math.max(
        SMALL.least,
        Math.min(SMALL.most * zoom, grid.spacing * 0.36, (grid.pitch - label - RINGS) / 2),
      )
    : Math.max(LEAST, Math.min(RADIUS * zoom, grid.spacing * 0.36, room * 0.16))
  const words = dense ? 'none' : oneRow >= besideFrom(names) * zoom ? 'beside' : 'under'
  // The names under the circles take more of a row than the rings above them.
  const middle = { x: width / 2, y: edge + boxHeight + room / 2 - (dense ? (label - RINGS) / 2 : 8 * zoom) }
  return {
    zoom,
    radius,
    spacing: grid.spacing,
    dense,
    words,
    reach: room / 2 - radius - (dense ? 0 : 8 * zoom),
    below: dense ? label : (words === 'under' ? LABEL.two : LABEL.one) * zoom,
    places: dense ? gridPlaces(names, grid, middle) : rowPlaces(cast, slots, oneRow, middle),
    boxes: new Map([
      ...boxRow(cast.top, width, edge + boxHeight / 2, boxHeight, zoom),
      ...boxRow(cast.bottom, width, height - edge - boxHeight / 2, boxHeight, zoom),
    ]),
  }
}

/** The spacing from which on a word fits beside the longest name. */
function besideFrom(names: readonly Name[]): number {
  const longest = Math.max(0, ...names.map((name) => name.length))
  return Math.max(ROOMY, longest * LETTER + WORD)
}

interface Grid {
  readonly columns: number
  readonly rows: number
  readonly spacing: number
  /** From one row to the next. */
  readonly pitch: number
}

function gridOf(count: number, usable: number, room: number, closest: number): Grid {
  const most = Math.max(1, Math.floor(usable / closest))
  const rows = Math.ceil(count / most)
  const columns = Math.ceil(count / rows)
  const spacing = Math.min(usable / columns, (room / rows) * 1.6)
  return { columns, rows, spacing, pitch: Math.min(room / rows, spacing * 1.25) }
}

function gridPlaces(
  names: readonly Name[],
  { columns, rows, spacing, pitch }: Grid,
  middle: Point,
): Map<Name, Point> {
  return new Map(
    names.map((name, i) => {
      const row = Math.floor(i / columns)
      return [
        name,
        {
          x: middle.x + ((i % columns) - (columns - 1) / 2) * spacing,
          y: middle.y + (row - (rows - 1) / 2) * pitch,
        },
      ]
    }),
  )
}

function rowPlaces(cast: Cast, slots: number, spacing: number, middle: Point): Map<Name, Point> {
  const left = middle.x - (slots * spacing) / 2
  const at = (slot: number) => ({ x: left + (slot + 0.5) * spacing, y: middle.y })
  return new Map([
    ...cast.replicas.map((name, i) => [name, at(i)] as const),
    ...cast.others.map((name, i) => [name, at(cast.replicas.length + GAP + i)] as const),
  ])
}

function boxRow(
  names: readonly Name[],
  width: number,
  y: number,
  height: number,
  zoom: number,
): [Name, BoxPlace][] {
  const gap = BOX.gap * zoom
  const each = Math.min(BOX.width * zoom, (width - 16) / names.length - gap)
  const whole = names.length * each + (names.length - 1) * gap
  return names.map((name, i) => [
    name,
    { at: { x: (width - whole) / 2 + each / 2 + i * (each + gap), y }, width: each, height },
  ])
}
