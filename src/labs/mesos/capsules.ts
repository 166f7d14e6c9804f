import type { MessageId } from '../../engine/kernel/instruction.ts'
import type { Address } from '../../engine/kernel/role.ts'
import type { Frame } from '../../engine/record/frame.ts'
import type { MessageRecord } from '../../engine/record/step.ts'
import type { MesosMessage } from '../../protocols/mesos/messages.ts'
import { MASTER } from '../../protocols/mesos/state.ts'
import { type Curve, lerp, type Point } from '../../scene/geometry.ts'
import type { DrawnMessage } from '../../ui/MessageLayer.tsx'
import type { Box, StageLayout } from './layout.ts'
import { onWay, toneOf } from './onWay.ts'
import { shortLabel } from './words.ts'

/** Sizes in pixels before zoom: a character and the padding of a capsule, its height, a dot. */
const CAPSULE = { character: 9.05, padding: 22, height: 28, dot: 12 } as const
/** Where on its way a capsule or a dot may rest; the first that is free. */
const RESTS = { capsule: [0.5, 0.7, 0.3, 0.8, 0.2], dot: [0.5, 0.86, 0.14, 0.72, 0.28] } as const
/** How far beside its way a dot may go, in steps of so many pixels, where a capsule stands on the way itself. */
const ASIDE = { step: 16, most: 8 } as const

/** Messages that end in a step without news. */
const QUIET = new Set<MesosMessage['kind']>([
  'report',
  'agentRegistered',
  'frameworkRegistered',
  'acknowledge',
  'suppress',
])

interface OnLeg {
  readonly record: MessageRecord
  readonly leg: Curve
  readonly label: string
  readonly width: number
}

/**
 * What is on its way besides the tickets. Routine messages, those of large clusters, and those that there is no
 * room for are dots; dots stand beside the capsules.
 *
 * @param tickets the messages that are drawn as tickets.
 */
export function capsules(
  frame: Frame<unknown>,
  layout: StageLayout,
  tickets: ReadonlySet<MessageId | undefined>,
): DrawnMessage[] {
  const all = onWay(frame).flatMap((record): OnLeg[] => {
    const leg = tickets.has(record.id) ? undefined : legOf(record.from, record.to, layout)
    if (leg === undefined) return []
    const label = shortLabel(record.message as MesosMessage)
    return [{ record, leg, label, width: (label.length * CAPSULE.character + CAPSULE.padding) * layout.zoom }]
  })
  const taken: Box[] = []
  const places = new Map<MessageId, Place>()
  const small = new Set<MessageId>()
  const walls = [...layout.frameworks.values(), layout.master]
  for (const { record, leg, width } of all) {
    const size = { width, height: CAPSULE.height * layout.zoom }
    const isShort = Math.abs(leg.to.y - leg.from.y) < size.height + 4
    const place =
      layout.large && !isQuiet(record)
        ? freePlace([leg], size, isShort ? [0.5] : RESTS.capsule, isShort ? taken : [...taken, ...walls])
        : undefined
    if (place === undefined) small.add(record.id)
    else {
      places.set(record.id, place)
      taken.push(place.box)
    }
  }
  const dot = { width: CAPSULE.dot * layout.zoom, height: CAPSULE.dot * layout.zoom }
  for (const { record, leg } of all) {
    if (!small.has(record.id)) continue
    const place = freePlace(waysAside(record, leg, layout), dot, RESTS.dot, taken) ?? placeAt(leg, dot, 0.5)
    places.set(record.id, place)
    taken.push(place.box)
  }
  // Capsules stand over the lines of dots, and the one that arrives next over all.
  const rank = ({ record }: OnLeg) => (small.has(record.id) ? 0 : toneOf(frame, record) === 'next' ? 2 : 1)
  const ordered = all.toSorted((a, b) => rank(a) - rank(b))
  return ordered.map(({ record, label, width }) => ({
    id: record.id,
    label,
    curve: (places.get(record.id) as Place).curve,
    rest: (places.get(record.id) as Place).rest,
    width,
    tone: toneOf(frame, record),
    sentNow: record.sentStep === frame.cursor,
    small: small.has(record.id),
  }))
}

function isQuiet(record: MessageRecord): boolean {
  const message = record.message as MesosMessage
  return QUIET.has(message.kind) || (message.kind === 'statusUpdate' && message.update.state === 'running')
}

/** Where a message rests: on which way, where on it, and what it covers there. */
interface Place {
  readonly curve: Curve
  readonly rest: number
  readonly box: Box
}

function placeAt(curve: Curve, { width, height }: Pick<Box, 'width' | 'height'>, rest: number): Place {
  const at = lerp(curve.from, curve.to, rest)
  const box = { x: at.x - width / 2 - 2, y: at.y - height / 2 - 1, width: width + 4, height: height + 2 }
  return { curve, rest, box }
}

/** The first place on the first of the ways that covers nothing. Undefined when there is none. */
function freePlace(
  ways: readonly Curve[],
  size: Pick<Box, 'width' | 'height'>,
  rests: readonly number[],
  taken: readonly Box[],
): Place | undefined {
  for (const way of ways) {
    for (const rest of rests) {
      const place = placeAt(way, size, rest)
      if (taken.every((other) => !overlaps(place.box, other))) return place
    }
  }
  return undefined
}

/** The way of a message, then others beside it that end at the same two nodes. */
function waysAside({ from, to }: MessageRecord, leg: Curve, layout: StageLayout): Curve[] {
  const ways = [leg]
  for (let i = 1; i <= ASIDE.most; i++) {
    for (const side of [1, -1]) {
      const way = legOf(from, to, layout, side * i * ASIDE.step * layout.zoom)
      if (way !== undefined) ways.push(way)
    }
  }
  return ways
}

const overlaps = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

/** The straight way between the master and a framework above it or an agent below it, so far `aside`. */
function legOf(from: Address, to: Address, layout: StageLayout, aside = 0): Curve | undefined {
  const isDown = from === MASTER
  const other = String(isDown ? to : from)
  const ends = endsOf(other, layout, aside)
  if (ends === undefined || (from !== MASTER && to !== MASTER)) return undefined
  const [start, end] = isDown ? [ends.master, ends.other] : [ends.other, ends.master]
  return { from: start, control: lerp(start, end, 0.5), to: end }
}

function endsOf(
  name: string,
  { frameworks, agents, master, zoom }: StageLayout,
  aside: number,
): { master: Point; other: Point } | undefined {
  const box = frameworks.get(name)
  const inside = (x: number) =>
    Math.max(master.x + 36 * zoom, Math.min(master.x + master.width - 36 * zoom, x))
  if (box !== undefined) {
    // On the side of the master, beside the way of the tickets.
    const middle = box.x + box.width / 2
    const above = (x: number) => Math.max(box.x + 24 * zoom, Math.min(box.x + box.width - 24 * zoom, x))
    const x = above(inside(middle))
    return {
      master: { x: inside(x + aside), y: master.y },
      other: { x: above(x + aside), y: box.y + box.height },
    }
  }
  const agent = agents.find((one) => one.name === name)
  if (agent === undefined) return undefined
  const { cpus, mem_gb, door } = agent
  const x = Math.max(cpus.x, Math.min(mem_gb.x + mem_gb.width, door.x + aside))
  return {
    master: { x: inside(door.x + aside), y: master.y + master.height },
    other: { x, y: door.y },
  }
}
