import type { JobPicture } from '../picture/picture.ts'
import type { Box, JobLayout } from './layout.ts'

/** How a tile looks: one group for each state of a task. */
export type TileState = 'waiting' | 'running' | 'again' | 'done'

/** A grid of tasks too many for boxes. */
export interface TileGrid {
  /** Outlines of all tiles in a state, as one path each: thousands of tiles are four elements. */
  readonly paths: Readonly<Record<TileState, string>>
  readonly counts: Readonly<Record<TileState, number>>
  readonly area: Box
  /** Size of a tile. */
  readonly side: number
  /** Where a task's tile is. */
  boxOf(index: number): Box | undefined
}

/** The tasks of a large job. */
export interface Tiles {
  readonly maps: TileGrid
  readonly reduces: TileGrid
  /** How much of each reducer's input has arrived, 0..1. */
  readonly copied: readonly number[]
}

const GAP = 2
const LARGEST = 52

export function tilesOf(picture: JobPicture, layout: JobLayout): Tiles {
  const { columns, bottom, zoom } = layout
  // Over the tiles are the counts.
  const top = layout.top + 30 * zoom
  const height = Math.max(20, bottom - top)
  const area = (from: 'split' | 'reduce', to: 'partition' | 'output'): Box => ({
    x: columns[from].x,
    y: top,
    width: columns[to].x + columns[to].width - columns[from].x,
    height,
  })
  return {
    maps: gridOf(
      picture.maps.map(({ standing, again, backup }) =>
        standing === 'running' && (again || backup !== undefined) ? 'again' : simple(standing),
      ),
      area('split', 'partition'),
    ),
    reduces: gridOf(
      picture.reduces.map(({ standing, again, backup }) =>
        standing !== 'done' && (again || backup !== undefined) ? 'again' : simple(standing),
      ),
      area('reduce', 'output'),
    ),
    copied: picture.reduces.map(({ standing, pieces }) => {
      if (standing === 'done') return 1
      const wanted = pieces.filter((piece) => piece !== 'none').length
      return wanted === 0 ? 0 : pieces.filter((piece) => piece === 'here').length / picture.maps.length
    }),
  }
}

function simple(standing: string): TileState {
  return standing === 'done'
    ? 'done'
    : standing === 'planned' || standing === 'waiting'
      ? 'waiting'
      : 'running'
}

/** Lays tiles out in rows, as large as they all fit into the area. */
export function gridOf(states: readonly TileState[], area: Box): TileGrid {
  const side = sideFor(states.length, area)
  const inRow = Math.max(1, Math.floor((area.width + GAP) / (side + GAP)))
  const boxOf = (index: number): Box | undefined =>
    index < states.length
      ? {
          x: area.x + (index % inRow) * (side + GAP),
          y: area.y + Math.floor(index / inRow) * (side + GAP),
          width: side,
          height: side,
        }
      : undefined
  const paths = { waiting: '', running: '', again: '', done: '' }
  const counts = { waiting: 0, running: 0, again: 0, done: 0 }
  states.forEach((state, index) => {
    const { x, y } = boxOf(index) as Box
    paths[state] += `M${x} ${y}h${side}v${side}h${-side}z`
    counts[state]++
  })
  return { paths, counts, area, side, boxOf }
}

function sideFor(count: number, { width, height }: Box): number {
  let side = LARGEST
  const rows = () => Math.ceil(count / Math.max(1, Math.floor((width + GAP) / (side + GAP))))
  while (side > 2 && rows() * (side + GAP) > height + GAP) side--
  return side
}
