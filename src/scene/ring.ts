import { arc, curveBasis, line } from 'd3-shape'
import { type Curve, lerp, type Point, pair, pointAt, round, shortOf } from './geometry.ts'

/** A circle of identifiers in a drawing: 0 at the top, clockwise. */
export interface RingLayout {
  readonly centre: Point
  readonly radius: number
  /** Number of identifiers: 2^bits. */
  readonly size: number
  /** Everything but the ring itself is drawn this many times its normal size. */
  readonly zoom: number
}

/** Width of the band that shows who owns what, in pixels before zoom. */
export const BAND = 15
const MAX_TICKS = 64

/** Angle of an identifier in radians, clockwise from the top. */
function angleOf({ size }: RingLayout, id: number): number {
  return (id / size) * 2 * Math.PI
}

/** The point at `angle` (clockwise from the top), `offset` pixels outside the ring. */
function polar({ centre, radius }: RingLayout, angle: number, offset = 0): Point {
  const r = radius + offset
  return { x: centre.x + r * Math.sin(angle), y: centre.y - r * Math.cos(angle) }
}

export function pointOf(layout: RingLayout, id: number, offset = 0): Point {
  return polar(layout, angleOf(layout, id), offset)
}

/** How far it is clockwise from one identifier to another, in radians: in (0, 2π], a whole turn to itself. */
export function spanOf(layout: RingLayout, from: number, to: number): number {
  const steps = (to - from + layout.size) % layout.size
  return (steps === 0 ? layout.size : steps) * ((2 * Math.PI) / layout.size)
}

const band = arc<{ inner: number; outer: number; start: number; end: number }>()
  .innerRadius((d) => d.inner)
  .outerRadius((d) => d.outer)
  .startAngle((d) => d.start)
  .endAngle((d) => d.end)

/** The piece of the band from identifier `from` (excluded) to `to` (included), around the ring's centre. */
export function arcPath(layout: RingLayout, from: number, to: number): string {
  const half = (BAND * layout.zoom) / 2
  const start = angleOf(layout, from)
  const span = spanOf(layout, from, to)
  return band({ inner: layout.radius - half, outer: layout.radius + half, start, end: start + span }) ?? ''
}

/**
 * The ticks of the dial: one an identifier up to 64, longer at every eighth; and their labels.
 * No label is close to a `taken` identifier, or under a pointer of `crossed` (from, to), which lies outside.
 */
export function dial(
  layout: RingLayout,
  taken: readonly number[],
  crossed: readonly (readonly [number, number])[] = [],
): { path: string; labels: { id: number; at: Point }[] } {
  const ticks = Math.min(layout.size, MAX_TICKS)
  const perTick = layout.size / ticks
  const inner = (BAND / 2 + 4) * layout.zoom
  let path = ''
  const labels: { id: number; at: Point }[] = []
  // A label needs about 52 pixels of the circle for itself.
  const clearance = (52 * layout.zoom) / layout.radius
  for (let i = 0; i < ticks; i++) {
    const id = i * perTick
    const long = i % (ticks / 8) === 0
    path += `M${pair(pointOf(layout, id, inner))}L${pair(pointOf(layout, id, inner + (long ? 8 : 3) * layout.zoom))}`
    if (!long) continue
    const near = taken.some(
      (other) => other === id || Math.min(spanOf(layout, id, other), spanOf(layout, other, id)) < clearance,
    )
    const offset = inner + 20 * layout.zoom
    const under = crossed.some(([from, to]) => passesAt(layout, from, to, id, offset))
    if (!near && !under) labels.push({ id, at: pointOf(layout, id, offset) })
  }
  return { path, labels }
}

/** Whether the successor pointer between two nodes crosses a label at `id`, `offset` pixels outside the ring. */
function passesAt(layout: RingLayout, from: number, to: number, id: number, offset: number): boolean {
  const span = spanOf(layout, from, to)
  const t = spanOf(layout, from, id) / span
  if (t > 1) return false
  const height = arcHeight(layout, span, 18 * layout.zoom)
  const ends = 8 * layout.zoom
  return Math.abs(ends + (height - ends) * arcShape(t) - offset) < 15 * layout.zoom
}

/** From this many nodes on, circles do not hold their identifiers: nodes are dots. */
const DENSE = 33

/** Whether the nodes are drawn as dots, with the identifiers of a few beside them. */
export function isDense(nodes: number): boolean {
  return nodes >= DENSE
}

/** Radius of each node's circle: smaller where neighbours are close, so that circles do not overlap. */
export function nodeRadii(layout: RingLayout, sorted: readonly number[]): Map<number, number> {
  const largest = 18 * layout.zoom
  const dot = Math.max(3, Math.min(6, (layout.radius * 2) / sorted.length)) * layout.zoom
  return new Map(
    sorted.map((id, i) => {
      if (isDense(sorted.length)) return [id, dot]
      const before = sorted[(i - 1 + sorted.length) % sorted.length] as number
      const after = sorted[(i + 1) % sorted.length] as number
      const gap = Math.min(spanOf(layout, before, id), spanOf(layout, id, after)) * layout.radius
      return [id, Math.max(9, Math.min(largest, gap / 2 - 2))]
    }),
  )
}

const outside = line<Point>()
  .x((p) => round(p.x))
  .y((p) => round(p.y))
  .curve(curveBasis)

/** A successor pointer: clockwise, outside the ring, higher the further it reaches. */
export function successorPath(
  layout: RingLayout,
  from: number,
  to: number,
  rFrom: number,
  rTo: number,
): string {
  const span = spanOf(layout, from, to)
  const reach = reachOf(span)
  const height = arcHeight(layout, span, Math.max(rFrom, rTo))
  // A long pointer meets its node from further outside than a short one, so that two do not share their ends.
  const slant = Math.PI * (0.46 - 0.18 * reach)
  const leave = onCircle(layout, rFrom + 1, Math.PI * 0.2)
  const meet = onCircle(layout, rTo + 3 * layout.zoom, slant)
  const start = angleOf(layout, from) + Math.min(leave.angle, span / 3)
  const sweep = span - Math.min(leave.angle, span / 3) - Math.min(meet.angle, span / 3)
  const samples = 24
  const points: Point[] = []
  for (let i = 0; i <= samples; i++) {
    const t = i / samples
    const ends = (1 - t) * leave.offset + t * meet.offset
    points.push(polar(layout, start + sweep * t, ends + (height - ends) * arcShape(t)))
  }
  return outside(points) ?? ''
}

/** How far a pointer reaches: 1 for an eighth of the ring, at most 2. */
function reachOf(span: number): number {
  return Math.min(span / (Math.PI / 4), 2)
}

/** How far outside the ring a pointer's middle is, in pixels, between nodes of radius `r`. */
function arcHeight(layout: RingLayout, span: number, r: number): number {
  return r + (10 + 20 * reachOf(span)) * layout.zoom
}

/** A pointer's height along its way, as a part of that of its middle. */
function arcShape(t: number): number {
  return Math.sin(Math.PI * t) ** 0.75
}

/** A point `r` from a node, `slant` off the outward direction: how far outside, and how far along the ring. */
function onCircle(layout: RingLayout, r: number, slant: number): { offset: number; angle: number } {
  return { offset: r * Math.cos(slant), angle: (r * Math.sin(slant)) / layout.radius }
}

/** A predecessor pointer: inside the ring, nearly straight. */
export function predecessorCurve(
  layout: RingLayout,
  from: number,
  to: number,
  rFrom: number,
  rTo: number,
): Curve {
  return between(layout, from, to, rFrom + 2, rTo + 6 * layout.zoom, 0.22)
}

/** A finger: a chord of the ring, between the predecessors' pointers and the messages. */
export function fingerCurve(layout: RingLayout, from: number, to: number, rFrom: number, rTo: number): Curve {
  return between(layout, from, to, rFrom + 2, rTo + 4 * layout.zoom, 0.34)
}

/** How deep inside the ring messages travel; the next depth is taken where a capsule would cover something. */
const DEPTHS = [0.72, 0.9, 1.1, 1.3] as const

/** The way of a message: deepest inside. A message to oneself makes a loop towards the centre. */
export function messageCurve(
  layout: RingLayout,
  from: number,
  to: number,
  rFrom: number,
  rTo: number,
  depth: number = DEPTHS[0],
): Curve {
  if (from !== to) return between(layout, from, to, rFrom + 2, rTo + 6 * layout.zoom, depth)
  const angle = angleOf(layout, from)
  return {
    from: polar(layout, angle - 0.06, -rFrom),
    control: polar(layout, angle, -layout.radius * (depth + 0.18)),
    to: polar(layout, angle + 0.06, -rTo - 4 * layout.zoom),
  }
}

/** A curve between two nodes whose middle is pulled towards the centre by `depth` (0: straight, 1: to it). */
function between(
  layout: RingLayout,
  a: number,
  b: number,
  cutFrom: number,
  cutTo: number,
  depth: number,
): Curve {
  const from = pointOf(layout, a)
  const to = pointOf(layout, b)
  const control = lerp(lerp(from, to, 0.5), layout.centre, depth)
  return { from: shortOf(control, from, cutFrom), control, to: shortOf(control, to, cutTo) }
}

/** A message to be drawn: its way at a depth, and the size of its capsule. */
export interface CapsuleRequest {
  readonly curveAt: (depth: number) => Curve
  readonly width: number
}

/** Where a capsule rests, and on which curve. */
export interface CapsulePlace {
  readonly curve: Curve
  readonly rest: number
}

/**
 * Rests each capsule where it covers no node and no other capsule: in the middle of its way, a little off it,
 * or on a deeper way. `nodes` are circles.
 */
export function placeCapsules(
  requests: readonly CapsuleRequest[],
  height: number,
  nodes: readonly { readonly at: Point; readonly radius: number }[],
): CapsulePlace[] {
  const rests = [0.5, 0.42, 0.58, 0.34, 0.66]
  const taken: { at: Point; width: number }[] = []
  return requests.map(({ curveAt, width }) => {
    const free = (at: Point) =>
      taken.every(
        (o) => Math.abs(o.at.x - at.x) > (o.width + width) / 2 + 4 || Math.abs(o.at.y - at.y) > height + 4,
      ) &&
      nodes.every(
        (o) =>
          Math.abs(o.at.x - at.x) > o.radius + width / 2 + 2 ||
          Math.abs(o.at.y - at.y) > o.radius + height / 2 + 2,
      )
    let place: CapsulePlace = { curve: curveAt(DEPTHS[0]), rest: 0.5 }
    const found = DEPTHS.some((depth) => {
      const curve = curveAt(depth)
      const rest = rests.find((t) => free(pointAt(curve, t)))
      if (rest !== undefined) place = { curve, rest }
      return rest !== undefined
    })
    if (found) taken.push({ at: pointAt(place.curve, place.rest), width })
    return place
  })
}
