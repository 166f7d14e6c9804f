import type { Frame } from '../../engine/record/frame.ts'
import type { MessageRecord } from '../../engine/record/step.ts'
import type { Name, QuorumMessage } from '../../protocols/quorum/messages.ts'
import { type Curve, lerp, type Point, pointAt, shortOf } from '../../scene/geometry.ts'
import type { DrawnMessage } from '../../ui/MessageLayer.tsx'
import type { BoxPlace, StageLayout } from './layout.ts'
import { messagesOf } from './operationMessages.ts'
import type { Shown } from './shown.ts'
import { shortLabel } from './words.ts'

/** The way of a message that has arrived, or was lost. */
export interface WayMark {
  readonly name: string
  readonly curve: Curve
  readonly tone: 'plain' | 'lost'
  /** What came of it, on the way: an ack, a refusal, a value, what was lost. */
  readonly label: string
  readonly labelAt: Point
  readonly labelTone: 'plain' | 'refused' | 'lost'
}

/** Height of a capsule and width of one of its characters, in pixels before zoom. */
const CAPSULE = { character: 9.05, padding: 22 } as const
/** Where messages rest: nearer to the replicas, where their ways are further apart. */
const REST = 0.6
/** Further copies on the same way rest before it. */
const BEHIND = 0.26
const LOST_AFTER = 0.4
/** Ways nearer than this have room for a mark, but not for words. */
const WORDY = 96
/** Between the boxes and the circles, for the same. */
const ROOM = 34

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

/** The ways of the shown operations' past messages. */
export function wayMarks(frame: Frame<unknown>, { put, get }: Shown, layout: StageLayout): WayMark[] {
  const isWordy = layout.spacing >= WORDY * layout.zoom && layout.reach >= ROOM * layout.zoom
  const putMessages = put === undefined ? [] : messagesOf(frame, put.id)
  const getMessages = get === undefined ? [] : messagesOf(frame, get.id)
  const cameOf = new Map<Name, QuorumMessage['kind']>()
  for (const record of putMessages) {
    const { kind } = record.message as QuorumMessage
    if ((kind === 'ack' || kind === 'refused') && hasArrived(record, frame))
      cameOf.set(record.from as Name, kind)
  }
  const marks: WayMark[] = []
  const drawn = new Set<string>()
  // Where a message is on its way, its own line is drawn.
  const busy = new Set(frame.inFlight.map(pairOf))
  const add = (record: MessageRecord, mark: (curve: Curve) => Omit<WayMark, 'name' | 'curve'>) => {
    const curve = wayBetween(record.from as Name, record.to as Name, layout)
    const name = `${record.from} ${record.to} ${(record.message as QuorumMessage).kind}`
    if (curve === undefined || drawn.has(name) || busy.has(pairOf(record))) return
    const found = mark(curve)
    // So many lines would hide what they lead to.
    if (layout.dense && found.tone === 'plain') return
    drawn.add(name)
    marks.push({ name, curve, ...found })
  }
  for (const record of [...putMessages, ...getMessages]) {
    const message = record.message as QuorumMessage
    if (isLost(record, frame)) {
      const label = isWordy ? `${shortLabel(message)} lost` : ''
      add(record, (curve) => ({
        tone: 'lost',
        label,
        labelAt: pointAt(curve, LOST_AFTER),
        labelTone: 'lost',
      }))
    } else if (!hasArrived(record, frame)) continue
    else if (message.kind === 'write') {
      const came = cameOf.get(record.to as Name)
      add(record, (curve) => ({
        tone: 'plain',
        label: ackLabel(came, isWordy),
        labelAt: pointAt(curve, 0.5),
        labelTone: came === 'refused' ? 'refused' : 'plain',
      }))
    } else if (message.kind === 'answer') {
      add(record, (curve) => ({
        tone: 'plain',
        label: shortLabel(message),
        labelAt: pointAt(curve, 0.55),
        labelTone: 'plain',
      }))
    }
  }
  return marks
}

/** The two ends of a message's way, whichever it goes. */
const pairOf = ({ from, to }: MessageRecord) => [from, to].map(String).sort().join(' ')

function ackLabel(came: QuorumMessage['kind'] | undefined, isWordy: boolean): string {
  if (came === undefined) return ''
  if (came === 'ack') return isWordy ? '✓ ack' : '✓'
  return isWordy ? '✕ refused' : '✕'
}

const hasArrived = ({ endStep, lost }: MessageRecord, { cursor }: Frame<unknown>) =>
  endStep <= cursor && lost === undefined

/** Lost for some time: what the last step lost at once is still drawn as a message. */
const isLost = ({ endStep, sentStep, lost }: MessageRecord, { cursor }: Frame<unknown>) =>
  lost !== undefined && endStep <= cursor && !(endStep === sentStep && endStep === cursor)

/** The messages in flight, as capsules; dots where the ways are too close for them. */
export function capsules(frame: Frame<unknown>, layout: StageLayout): DrawnMessage[] {
  const onWay = new Map<string, number>()
  return [...frame.inFlight, ...frame.lostAtOnce].flatMap((record) => {
    const curve = wayBetween(record.from as Name, record.to as Name, layout)
    if (curve === undefined) return []
    const label = shortLabel(record.message as QuorumMessage)
    const width = (label.length * CAPSULE.character + CAPSULE.padding) * layout.zoom
    const isNext = frame.next?.messageId === record.id
    const way = pairOf(record)
    const before = onWay.get(way) ?? 0
    onWay.set(way, before + 1)
    const isLostNow = record.endStep === record.sentStep
    return [
      {
        id: record.id,
        label,
        curve,
        rest: restOf(layout, record.from as Name, before),
        width,
        tone: isLostNow ? 'lost' : isNext ? 'next' : 'waiting',
        sentNow: record.sentStep === frame.cursor,
        small: !isNext && width > layout.spacing * 0.72,
      },
    ]
  })
}

/** Near the replicas on the way there and back; behind the messages that rest on the same way already. */
function restOf({ boxes }: StageLayout, from: Name, before: number): number {
  const back = (before * BEHIND) % REST
  return boxes.has(from) ? REST - back : 1 - REST + back
}
