import { type Point, pair } from '../../scene/geometry.ts'
import type { StageLayout } from './layout.ts'

/** The outline of a set of replicas that stand in a row. */
export interface SetOutline {
  readonly path: string
  /** Its outer edges. */
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** How far the outlines lie from the circles and their names; they differ, so that both are seen. */
const REACH = {
  write: { above: 25, below: 15, side: 0.46 },
  read: { above: 16, below: 24, side: 0.43 },
} as const

/** Height of the corridor past a replica that is not in the set. */
const CORRIDOR = 11
const CORNER = 18

/**
 * A line around the members of a set. Where a replica between them is no member, the line goes around that: the
 * write set keeps a corridor above it, the read set one below. Undefined for an empty set.
 */
export function outlineOf(
  kind: 'write' | 'read',
  row: readonly Point[],
  isMember: (index: number) => boolean,
  { radius, spacing, below: name, zoom }: StageLayout,
): SetOutline | undefined {
  const runs = runsOf(row.length, isMember)
  const first = row[0]
  if (first === undefined || runs.length === 0) return undefined
  const { above, below, side } = REACH[kind]
  const half = spacing * side
  const top = first.y - radius - above * zoom
  const bottom = first.y + radius + name + below * zoom
  const spans = runs.map(([from, to]) => ({
    left: (row[from] as Point).x - half,
    right: (row[to] as Point).x + half,
  }))
  const left = spans[0]?.left as number
  const right = spans.at(-1)?.right as number
  const corner = Math.min(CORNER * zoom, half / 2)
  const [straight, dipping] = kind === 'write' ? [top, bottom] : [bottom, top]
  const corridor = straight + (kind === 'write' ? CORRIDOR : -CORRIDOR) * zoom
  const edge = spans
    .toReversed()
    .flatMap(({ left: from, right: to }, i): Point[] => [
      ...(i === 0 ? [] : [{ x: to, y: corridor }]),
      { x: to, y: dipping },
      { x: from, y: dipping },
      ...(i === spans.length - 1 ? [] : [{ x: from, y: corridor }]),
    ])
  const points = [{ x: left, y: straight }, { x: right, y: straight }, ...edge]
  return { path: rounded(points, corner), left, right, top, bottom }
}

/** The stretches of members, each as its first and last index. */
export function runsOf(count: number, isMember: (index: number) => boolean): [number, number][] {
  const runs: [number, number][] = []
  for (let i = 0; i < count; i++) {
    if (!isMember(i)) continue
    const last = runs.at(-1)
    if (last !== undefined && last[1] === i - 1) last[1] = i
    else runs.push([i, i])
  }
  return runs
}

/** A closed line through the points, with round corners where there is room for them. */
function rounded(points: readonly Point[], radius: number): string {
  const parts = points.map((point, i) => {
    const before = points[(i - 1 + points.length) % points.length] as Point
    const after = points[(i + 1) % points.length] as Point
    const start = towards(point, before, radius)
    return `${i === 0 ? 'M' : 'L'}${pair(start)}Q${pair(point)} ${pair(towards(point, after, radius))}`
  })
  return `${parts.join('')}Z`
}

/** The point `by` pixels from `from` on the way to `to`, at most half of it. */
function towards(from: Point, to: Point, by: number): Point {
  const whole = Math.hypot(to.x - from.x, to.y - from.y)
  const share = whole === 0 ? 0 : Math.min(0.5, by / whole)
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
}
