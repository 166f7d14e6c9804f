import type { MessageId } from '../../engine/kernel/instruction.ts'
import type { Address } from '../../engine/kernel/role.ts'
import type { World } from '../../engine/kernel/world.ts'
import type { Frame } from '../../engine/record/frame.ts'
import type { MessageRecord } from '../../engine/record/step.ts'
import type { Id } from '../../protocols/chord/identifiers.ts'
import { type ChordMessage, type ChordState, label } from '../../protocols/chord/messages.ts'
import { changeOf, type Focus } from '../../scene/focus.ts'
import type { Curve, Point } from '../../scene/geometry.ts'
import {
  arcPath,
  type CapsulePlace,
  isDense,
  messageCurve,
  nodeRadii,
  placeCapsules,
  pointOf,
  predecessorCurve,
  type RingLayout,
  spanOf,
  successorPath,
} from '../../scene/ring.ts'
import { routeOf } from '../../scene/route.ts'
import { FINGER_LABEL, type FingerMark, fingerMarks } from './fingerMarks.ts'

/** How a node stands in the ring. */
export type Standing = 'member' | 'joining' | 'down' | 'left'

export interface NodeMark {
  readonly id: Id
  readonly at: Point
  readonly radius: number
  readonly standing: Standing
  /** Where the identifier stands beside a node that is too small to hold it; undefined: inside, or nowhere. */
  readonly labelAt: Point | undefined
  /** Takes part in the event. */
  readonly active: boolean
  readonly selected: boolean
}

export interface ArcMark {
  readonly owner: Id
  readonly path: string
  /** Two greys in turn; the selected node's own; the part that changes hands. */
  readonly tone: 'a' | 'b' | 'selected' | 'moving'
}

export interface KeyMark {
  readonly key: Id
  readonly at: Point
  /** The key that is being looked for. */
  readonly sought: boolean
}

export interface PointerMark {
  readonly name: string
  readonly kind: 'successor' | 'predecessor'
  /** `new` and `old` are the two ends of a change. */
  readonly tone: 'plain' | 'new' | 'old' | 'background'
  readonly from: Id
  readonly to: Id
  readonly path: string | undefined
  readonly curve: Curve | undefined
}

export interface MessageMark {
  readonly id: MessageId
  readonly label: string
  readonly from: Id
  readonly to: Id
  readonly curve: Curve
  /** Where on the curve it rests, 0..1. */
  readonly rest: number
  readonly width: number
  /** The next to arrive is vivid; one that the last step sent sets out; a lost one ends in a cross. */
  readonly tone: 'next' | 'waiting' | 'lost'
  readonly sentNow: boolean
}

/** A hop of the route that a lookup or a join has come. */
export interface RouteMark {
  readonly name: string
  readonly curve: Curve
}

export interface RingMarks {
  readonly route: readonly RouteMark[]
  readonly nodes: readonly NodeMark[]
  readonly arcs: readonly ArcMark[]
  readonly keys: readonly KeyMark[]
  readonly pointers: readonly PointerMark[]
  readonly fingers: readonly FingerMark[]
  readonly messages: readonly MessageMark[]
}

/** What is drawn of a frame besides the nodes. */
export interface Layers {
  readonly keys: boolean
  readonly ownership: boolean
  /** The successors of all nodes, not only of those in the event. */
  readonly pointers: boolean
  /** The way of the message so far. */
  readonly route: boolean
  /** The fingers of the selected node, on a ring that has them. */
  readonly fingers?: boolean
}

/** The route lies between the predecessors' pointers and the messages. */
const ROUTE_DEPTH = 0.4

/** Height of a capsule and width of one of its characters, in pixels before zoom. */
export const CAPSULE = { height: 28, character: 9.05, padding: 22 } as const

/** Everything on the ring at one frame. */
export function ringMarks(
  frame: Frame<unknown>,
  focus: Focus,
  layout: RingLayout,
  selected: Id | undefined,
  layers: Layers,
): RingMarks {
  const world = frame as World<ChordState>
  const senders = new Set(frame.inFlight.map((record) => record.from))
  const ids = [...(world.addresses as readonly Id[])]
    // A node that has left is seen for as long as the event is about it, or its goodbye is on its way.
    .filter((id) => world.status(id) !== 'stopped' || focus.nodes.includes(id) || senders.has(id))
    .sort((a, b) => a - b)
  const radii = nodeRadii(layout, ids)
  const standings = standingsOf(world, ids)
  const inFocus = new Set<Id>(focus.nodes as readonly Id[])
  const dense = isDense(ids.length)
  const labels: Point[] = []
  const nodes = [...ids].sort(byImportance(selected, inFocus)).map((id): NodeMark => {
    const grown = inFocus.has(id) || id === selected
    const beside = dense && grown ? freePlace(pointOf(layout, id, 30 * layout.zoom), labels) : undefined
    return {
      id,
      at: pointOf(layout, id),
      radius: (radii.get(id) as number) * (grown ? (dense ? 1.5 : 21 / 18) : 1),
      standing: standings.get(id) as Standing,
      labelAt: beside,
      active: inFocus.has(id),
      selected: id === selected,
    }
  })
  nodes.sort((a, b) => a.id - b.id)
  const radiusOf = new Map(nodes.map((node) => [node.id, node.radius]))
  const fingers =
    layers.fingers === true && selected !== undefined
      ? fingerMarks(world, focus, layout, selected, nodes, radiusOf)
      : []
  return {
    nodes,
    arcs: layers.ownership ? arcMarks(world, focus, layout, ids, selected) : [],
    keys: layers.keys ? keyMarks(world, layout, ids, soughtKey(focus)) : [],
    route: layers.route ? routeMarks(frame, layout, radiusOf) : [],
    pointers: pointerMarks(world, focus, layout, nodes, layers, radiusOf),
    fingers,
    messages: messageMarks(frame, layout, nodes, fingers),
  }
}

/** The selected node comes first, then those of the event: the first ones get their labels. */
function byImportance(selected: Id | undefined, inFocus: ReadonlySet<Id>): (a: Id, b: Id) => number {
  const rank = (id: Id) => (id === selected ? 0 : inFocus.has(id) ? 1 : 2)
  return (a, b) => rank(a) - rank(b)
}

/** `at`, unless another label stands there already. */
function freePlace(at: Point, taken: Point[]): Point | undefined {
  if (taken.some((other) => Math.abs(other.x - at.x) < 38 && Math.abs(other.y - at.y) < 18)) return undefined
  taken.push(at)
  return at
}

/** A node is joining until it knows both its neighbours. */
export function standingsOf(world: World<ChordState>, ids: readonly Id[]): Map<Id, Standing> {
  return new Map(
    ids.map((id) => {
      if (world.status(id) !== 'up') return [id, world.status(id) === 'stopped' ? 'left' : 'down']
      const state = world.state(id)
      const alone = state?.successor === id
      const knowsBoth = state?.successor != null && state.predecessor !== null
      return [id, knowsBoth || alone ? 'member' : 'joining']
    }),
  )
}

function arcMarks(
  world: World<ChordState>,
  focus: Focus,
  layout: RingLayout,
  ids: readonly Id[],
  selected: Id | undefined,
): ArcMark[] {
  const arcs: ArcMark[] = []
  let dark = false
  for (const id of ids) {
    const state = world.state(id)
    if (state === undefined || state.predecessor === null || world.status(id) !== 'up') continue
    dark = !dark
    const tone = id === selected ? 'selected' : dark ? 'b' : 'a'
    arcs.push({ owner: id, path: arcPath(layout, state.predecessor, id), tone })
  }
  const change = focus.changes.find((candidate) => candidate.field === 'predecessor')
  if (change !== undefined && typeof change.before === 'number' && typeof change.after === 'number') {
    arcs.push({
      owner: change.node as Id,
      path: arcPath(layout, change.before, change.after),
      tone: 'moving',
    })
  }
  return arcs
}

/** The key of the query that the frame is about. */
function soughtKey({ coming, done }: Focus): Id | undefined {
  const about = [coming, done].find((step) => step?.messageId != null)?.input as ChordMessage | undefined
  return about?.kind === 'query' || about?.kind === 'answer' ? about.query.key : undefined
}

function keyMarks(
  world: World<ChordState>,
  layout: RingLayout,
  ids: readonly Id[],
  sought: Id | undefined,
): KeyMark[] {
  const keys = new Set<Id>(sought === undefined ? [] : [sought])
  for (const id of ids) {
    if (world.status(id) !== 'up') continue
    for (const key of Object.keys(world.state(id)?.keys ?? {})) keys.add(Number(key))
  }
  return [...keys].map((key) => ({ key, at: pointOf(layout, key), sought: key === sought }))
}

function pointerMarks(
  world: World<ChordState>,
  focus: Focus,
  layout: RingLayout,
  nodes: readonly NodeMark[],
  layers: Layers,
  radiusOf: ReadonlyMap<Id, number>,
): PointerMark[] {
  const pointers: PointerMark[] = []
  const radius = (id: Id) => radiusOf.get(id) ?? 18
  const add = (kind: PointerMark['kind'], tone: PointerMark['tone'], from: Id, to: unknown) => {
    if (typeof to !== 'number' || (to === from && kind === 'predecessor')) return
    pointers.push({
      name: `${kind} ${from} ${tone === 'old' ? 'old' : ''}`,
      kind,
      tone,
      from,
      to,
      path: kind === 'successor' ? successorPath(layout, from, to, radius(from), radius(to)) : undefined,
      curve:
        kind === 'predecessor' ? predecessorCurve(layout, from, to, radius(from), radius(to)) : undefined,
    })
  }
  for (const { id, active, selected, standing } of nodes) {
    const shown = active || selected
    if (standing === 'down' || standing === 'left' || !(shown || layers.pointers)) continue
    const state = world.state(id) as ChordState
    for (const kind of ['successor', 'predecessor'] as const) {
      const change = changeOf(focus, id, kind)
      if (change !== undefined) {
        add(kind, 'old', id, change.before)
        add(kind, 'new', id, change.after)
      } else if (shown) add(kind, 'plain', id, state[kind])
      else if (kind === 'successor') add(kind, 'background', id, state[kind])
    }
  }
  return pointers
}

function routeMarks(
  frame: Frame<unknown>,
  layout: RingLayout,
  radiusOf: ReadonlyMap<Id, number>,
): RouteMark[] {
  return routeOf(frame, { label: (message) => label(message as ChordMessage) }).map(({ from, to }, i) => {
    const radius = (id: Address) => radiusOf.get(id as Id) ?? 18
    // A short hop is a shallow one: deep and narrow it would be a spike.
    const short = Math.min(1, spanOf(layout, from as Id, to as Id) / (Math.PI / 8))
    return {
      name: `${i} ${from} ${to}`,
      curve: messageCurve(layout, from as Id, to as Id, radius(from), radius(to), ROUTE_DEPTH * short),
    }
  })
}

function messageMarks(
  frame: Frame<unknown>,
  layout: RingLayout,
  nodes: readonly NodeMark[],
  fingers: readonly FingerMark[],
): MessageMark[] {
  const radii = new Map(nodes.map((node) => [node.id, node.radius]))
  const records = [...frame.inFlight, ...frame.lostAtOnce]
  const labelRadius = (FINGER_LABEL.height / 2) * layout.zoom
  const words = records.map((record) => label(record.message as ChordMessage))
  const widths = words.map((text) => (text.length * CAPSULE.character + CAPSULE.padding) * layout.zoom)
  const places = placeCapsules(
    records.map((record, i) => {
      const [from, to] = [record.from as Id, record.to as Id]
      const [rFrom, rTo] = [radii.get(from) ?? 18, radii.get(to) ?? 18]
      return {
        curveAt: (depth) => messageCurve(layout, from, to, rFrom, rTo, depth),
        width: widths[i] as number,
      }
    }),
    CAPSULE.height * layout.zoom,
    [...nodes, ...fingers.map(({ labelAt }) => ({ at: labelAt, radius: labelRadius }))],
  )
  return records.map((record, i) => ({
    ...(places[i] as CapsulePlace),
    id: record.id,
    label: words[i] as string,
    from: record.from as Id,
    to: record.to as Id,
    width: widths[i] as number,
    tone: toneOf(frame, record),
    sentNow: record.sentStep === frame.cursor,
  }))
}

function toneOf(frame: Frame<unknown>, record: MessageRecord): MessageMark['tone'] {
  if (record.endStep === record.sentStep) return 'lost'
  return frame.next?.messageId === record.id ? 'next' : 'waiting'
}
