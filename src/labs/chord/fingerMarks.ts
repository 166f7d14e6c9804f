import type { World } from '../../engine/kernel/world.ts'
import type { Id } from '../../protocols/chord/identifiers.ts'
import type { ChordState } from '../../protocols/chord/messages.ts'
import type { Focus } from '../../scene/focus.ts'
import { type Curve, type Point, pointAt } from '../../scene/geometry.ts'
import { fingerCurve, type RingLayout } from '../../scene/ring.ts'
import { fingerGroups, fingerRows, groupText } from './fingers.ts'

/** A chord from a node to the node that some of its fingers point to. */
export interface FingerMark {
  readonly from: Id
  readonly to: Id
  readonly label: string
  readonly labelAt: Point
  readonly curve: Curve
  readonly tone: 'plain' | 'new'
}

/** Height of a label, and width of one of its characters, in pixels before zoom. */
export const FINGER_LABEL = { height: 20, character: 6.6, padding: 8 } as const

/** Width of a label in pixels. */
export function labelWidth(label: string, zoom: number): number {
  return (label.length * FINGER_LABEL.character + FINGER_LABEL.padding) * zoom
}

/** The fingers of one node: one chord for those that point to the same node. A finger to the node itself has none. */
export function fingerMarks(
  world: World<ChordState>,
  focus: Focus,
  layout: RingLayout,
  id: Id,
  nodes: readonly { readonly at: Point; readonly radius: number }[],
  radiusOf: ReadonlyMap<Id, number>,
): FingerMark[] {
  const state = world.state(id)
  if (state === undefined || world.status(id) !== 'up') return []
  const radius = (of: Id) => radiusOf.get(of) ?? 18
  const labels: { at: Point; width: number }[] = []
  const bits = Math.log2(layout.size)
  return fingerGroups(fingerRows(id, state, focus, bits))
    .filter(({ to }) => to !== id)
    .map((group) => {
      const curve = fingerCurve(layout, id, group.to, radius(id), radius(group.to))
      const label = groupText(group)
      const width = labelWidth(label, layout.zoom)
      const labelAt = placeLabel(curve, width, FINGER_LABEL.height * layout.zoom, nodes, labels)
      labels.push({ at: labelAt, width })
      return { from: id, to: group.to, label, labelAt, curve, tone: group.changed ? 'new' : 'plain' }
    })
}

/** The middle of the curve, or a place near it where the label covers no node and no other label. */
function placeLabel(
  curve: Curve,
  width: number,
  height: number,
  nodes: readonly { readonly at: Point; readonly radius: number }[],
  labels: readonly { readonly at: Point; readonly width: number }[],
): Point {
  const isFree = (at: Point) =>
    labels.every(
      (o) => Math.abs(o.at.x - at.x) > (o.width + width) / 2 || Math.abs(o.at.y - at.y) > height,
    ) &&
    nodes.every(
      (o) =>
        Math.abs(o.at.x - at.x) > o.radius + width / 2 || Math.abs(o.at.y - at.y) > o.radius + height / 2,
    )
  const places = [0.5, 0.6, 0.4, 0.7, 0.3, 0.8].map((t) => pointAt(curve, t))
  return places.find(isFree) ?? (places[0] as Point)
}
