import type { Box, JobLayout } from './layout.ts'

/** A node on the strip above the columns. */
export interface ChipPlace extends Box {
  readonly address: string
  /** Undefined where there is no room for a name. */
  readonly label: string | undefined
}

const CHARACTER = 8
const PADDING = 20
/** A chip without a name is a square of at most this size. */
const SQUARE = 14

/**
 * Places the nodes: client, namenode and master on the left, the workers on the right, all in one line or,
 * where the stage is narrow, in two. Many workers become squares, in as many rows as they need.
 */
export function placeChips(
  layout: JobLayout,
  services: readonly string[],
  workers: readonly string[],
): ChipPlace[] {
  const { zoom, margin, right, strip } = layout
  const widthOf = (name: string) => (name.length * CHARACTER + PADDING) * zoom
  const inTwo = strip.lines === 2
  const needed = services.reduce((sum, name) => sum + widthOf(name) + 6 * zoom, 0)
  // In one line the workers get as much of it as their names need, up to six tenths.
  const halves = (inTwo ? [1] : [0.6, 0.5, 0.4]).map((share) => {
    const end = margin + Math.max((right - margin) * share, Math.min(needed, right - margin))
    const x = inTwo ? margin : end + 12 * zoom
    const y = inTwo ? strip.y + strip.height + 5 : strip.y
    const box: Box = { x, y, width: Math.max(0, right - x), height: strip.height }
    return { end, box, chips: named(workers, box, inTwo, zoom) }
  })
  const found = halves.find(({ chips }) => chips !== undefined) ?? (halves.at(-1) as (typeof halves)[number])
  const placed = spread(services, margin, found.end, widthOf, inTwo ? 'edges' : 'start')
  return [
    ...placed.map((place) => ({ ...place, y: strip.y, height: strip.height })),
    ...(found.chips ?? squares(workers, found.box)),
  ]
}

/** Chips with names, of one width: with as much room in them as there is; undefined where they do not fit. */
function named(
  workers: readonly string[],
  box: Box,
  fromLeft: boolean,
  zoom: number,
): ChipPlace[] | undefined {
  const longest = Math.max(0, ...workers.map((name) => name.length))
  for (const padding of [PADDING, 8]) {
    const width = (longest * CHARACTER + padding) * zoom
    const gap = Math.min(26 * zoom, (box.width - width * workers.length) / Math.max(1, workers.length - 1))
    if (gap < 4) continue
    const start = fromLeft ? box.x : box.x + box.width - width * workers.length - gap * (workers.length - 1)
    return workers.map((address, i) => ({
      ...box,
      address,
      label: address,
      x: start + i * (width + gap),
      width,
    }))
  }
  return undefined
}

/** Names spread over a line: from its start with even room behind each, or from edge to edge. */
function spread(
  names: readonly string[],
  from: number,
  to: number,
  widthOf: (name: string) => number,
  how: 'start' | 'edges',
): { address: string; label: string; x: number; width: number }[] {
  const total = names.reduce((sum, name) => sum + widthOf(name), 0)
  const gaps = how === 'edges' ? names.length - 1 : names.length
  const gap = Math.max(4, (to - from - total) / Math.max(1, gaps))
  let x = from
  return names.map((name) => {
    const place = { address: name, label: name, x, width: widthOf(name) }
    x += place.width + gap
    return place
  })
}

/** As large as all of them fit into the box. */
function squares(names: readonly string[], box: Box): ChipPlace[] {
  let side = SQUARE
  const inRow = () => Math.max(1, Math.floor((box.width + 2) / (side + 2)))
  while (side > 4 && Math.ceil(names.length / inRow()) * (side + 2) > box.height + 2) side--
  const columns = inRow()
  return names.map((address, i) => ({
    address,
    label: undefined,
    x: box.x + (i % columns) * (side + 2),
    y: box.y + Math.floor(i / columns) * (side + 2),
    width: side,
    height: side,
  }))
}
