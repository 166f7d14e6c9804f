/** A point of a drawing, in pixels from its top left corner. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** A quadratic Bézier curve; a cubic one where it has a second control point. */
export interface Curve {
  readonly from: Point
  readonly control: Point
  readonly control2?: Point
  readonly to: Point
}

export function lerp(a: Point, b: Point, t: number): Point {
  return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t }
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}

/** The point of `curve` at `t` in 0..1. */
export function pointAt({ from, control, control2, to }: Curve, t: number): Point {
  if (control2 === undefined) return lerp(lerp(from, control, t), lerp(control, to, t), t)
  const [a, b, c] = [lerp(from, control, t), lerp(control, control2, t), lerp(control2, to, t)]
  return lerp(lerp(a, b, t), lerp(b, c, t), t)
}

/** The part of `curve` between `start` and `end`, both in 0..1 (de Casteljau). */
export function section(curve: Curve, start: number, end: number): Curve {
  if (curve.control2 !== undefined) return cubicSection(curve, curve.control2, start, end)
  const from = pointAt(curve, start)
  const to = pointAt(curve, end)
  const control = lerp(lerp(curve.from, curve.control, start), lerp(curve.control, curve.to, start), end)
  return { from, control, to }
}

/** A part of a cubic curve: its ends, with a third of the slope that the whole has there. */
function cubicSection(curve: Curve, control2: Point, start: number, end: number): Curve {
  const { control } = curve
  const from = pointAt(curve, start)
  const to = pointAt(curve, end)
  const third = (end - start) / 3
  const slopeAt = (t: number): Point => {
    const [a, b] = [lerp(curve.from, control, t), lerp(control, control2, t)]
    const c = lerp(control2, curve.to, t)
    const [p, q] = [lerp(a, b, t), lerp(b, c, t)]
    return { x: 3 * (q.x - p.x), y: 3 * (q.y - p.y) }
  }
  const [leaving, meeting] = [slopeAt(start), slopeAt(end)]
  return {
    from,
    control: { x: from.x + leaving.x * third, y: from.y + leaving.y * third },
    control2: { x: to.x - meeting.x * third, y: to.y - meeting.y * third },
    to,
  }
}

/** `curve` as the `d` of an SVG path. */
export function curvePath({ from, control, control2, to }: Curve): string {
  if (control2 !== undefined) return `M${pair(from)}C${pair(control)} ${pair(control2)} ${pair(to)}`
  return `M${pair(from)}Q${pair(control)} ${pair(to)}`
}

/** A coordinate pair of a path, to a tenth of a pixel: finer steps cannot be seen. */
export function pair({ x, y }: Point): string {
  return `${round(x)} ${round(y)}`
}

export function round(value: number): number {
  return Math.round(value * 10) / 10
}

/** The point `by` pixels before the end of the way from `from` to `to`. */
export function shortOf(from: Point, to: Point, by: number): Point {
  const whole = distance(from, to)
  return whole <= by ? from : lerp(from, to, 1 - by / whole)
}

/** Slow at both ends: how a message travels. `t` and the result are in 0..1. */
export function easeTravel(t: number): number {
  return t * t * (3 - 2 * t)
}
