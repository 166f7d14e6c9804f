import type { Name } from '../../protocols/quorum/messages.ts'
import { type Curve, lerp, type Point, shortOf } from '../../scene/geometry.ts'
import type { BoxPlace, StageLayout } from './layout.ts'

/** The way between a client's box and a replica, from the sender to the receiver. */
export function wayBetween(from: Name, to: Name, layout: StageLayout): Curve | undefined {
  const { places, boxes } = layout
  const fromClient = boxes.has(from)
  const box = boxes.get(fromClient ? from : to)
  const replica = places.get(fromClient ? to : from)
  if (box === undefined || replica === undefined) return undefined
  const door = doorOf(box, replica)
  const shore = shoreOf(replica, door, layout)
  const [start, end] = fromClient ? [door, shore] : [shore, door]
  return { from: start, control: lerp(start, end, 0.5), to: end }
}

/** Where a way from above or below meets a replica; the one from below ends under its name. */
function shoreOf(replica: Point, door: Point, { radius, below, zoom }: StageLayout): Point {
  if (door.y < replica.y) return shortOf(door, replica, radius + 4 * zoom)
  const under = { x: replica.x, y: replica.y + radius + below }
  return shortOf(door, under, 2 * zoom)
}

/** Where the way to a replica leaves a box: on the side of the replicas, some way towards it. */
function doorOf({ at, width, height }: BoxPlace, towards: Point): Point {
  const side = Math.sign(towards.y - at.y) || 1
  const most = width / 2 - 18
  const x = at.x + Math.max(-most, Math.min(most, (towards.x - at.x) * 0.42))
  return { x, y: at.y + (side * height) / 2 }
}
