import type { Frame } from '../../engine/record/frame.ts'
import type { MessageRecord } from '../../engine/record/step.ts'
import type { Name, QuorumMessage } from '../../protocols/quorum/messages.ts'
import { type Curve, type Point, pointAt } from '../../scene/geometry.ts'
import type { StageLayout } from './layout.ts'
import { messagesOf } from './operationMessages.ts'
import type { Shown } from './shown.ts'
import { wayBetween } from './wayBetween.ts'
import { shortLabel } from './words.ts'

/** The way of a message that has arrived, or was lost. */
export interface WayMark {
  readonly name: string
  readonly curve: Curve
  readonly tone: 'plain' | 'lost'
  /** What came of it, or what it said: that it was acked or refused, a value, what was lost. */
  readonly label: string
  readonly labelAt: Point
  readonly labelTone: 'plain' | 'refused' | 'lost'
}

/** Where the words stand on a way, and where a lost message ends, in parts of the way. */
const ACK_AT = 0.5
const ANSWER_AT = 0.55
const LOST_AFTER = 0.4
/** From a circle or its name to words on a way: between them a set can have the label on its outline. */
const OUTLINE = 34
/** Ways nearer to each other than this have room for a mark, but not for words; so do shorter ones than the next. */
const WORDY = 96
const ROOM = 50

/** The ways of the shown operations' past messages. */
export function wayMarks(frame: Frame<unknown>, { put, get }: Shown, layout: StageLayout): WayMark[] {
  const isWordy = layout.spacing >= WORDY * layout.zoom && layout.reach >= ROOM * layout.zoom
  const records = [put, get].flatMap((one) => (one === undefined ? [] : messagesOf(frame, one.id)))
  const replies = repliesTo(records, frame)
  // Both operations of one client have the same ways, which have room for the words about one.
  const isOver = put !== undefined && put.status !== 'pending' && put.client === get?.client
  const hidden = isOver && put.id < get.id ? put.id : undefined
  // Where a message is on its way, its own line is drawn.
  const busy = new Set(frame.inFlight.map(endsOf))
  const marks = new Map<string, WayMark>()
  for (const record of records) {
    const name = `${record.from} ${record.to} ${(record.message as QuorumMessage).kind}`
    const curve = wayBetween(record.from as Name, record.to as Name, layout)
    if (curve === undefined || marks.has(name) || busy.has(endsOf(record))) continue
    const mark = isLost(record, frame)
      ? lostMark(record, curve, layout, isWordy)
      : hasArrived(record, frame) && !layout.dense
        ? arrivedMark(record, curve, layout, isWordy, replies.get(record.to as Name))
        : undefined
    if (mark === undefined) continue
    const isPast = hidden !== undefined && (record.message as QuorumMessage).operation === hidden
    marks.set(name, { name, curve, ...mark, ...(isPast ? { label: '' } : {}) })
  }
  return [...marks.values()]
}

/** The two ends of a message's way, whichever it goes. */
export const endsOf = ({ from, to }: MessageRecord): string => [from, to].map(String).sort().join(' ')

/** Whether each replica has acked or refused, as far as its client has heard. */
function repliesTo(records: readonly MessageRecord[], frame: Frame<unknown>): Map<Name, 'acked' | 'refused'> {
  return new Map(
    records.flatMap((record) => {
      const { kind } = record.message as QuorumMessage
      const isReply = (kind === 'ack' || kind === 'refused') && hasArrived(record, frame)
      return isReply ? [[record.from as Name, kind === 'ack' ? 'acked' : kind] as const] : []
    }),
  )
}

type Mark = Omit<WayMark, 'name' | 'curve'>

function lostMark(record: MessageRecord, curve: Curve, layout: StageLayout, isWordy: boolean): Mark {
  const label = isWordy ? `${shortLabel(record.message as QuorumMessage)} lost` : ''
  const labelAt = clearOfOutline(curve, LOST_AFTER, replicaOf(record, layout), layout)
  return { tone: 'lost', label, labelAt, labelTone: 'lost' }
}

/** The point at a part of the way between a client and a replica, as `clearPart` has it. */
function clearOfOutline(curve: Curve, part: number, replica: Name, layout: StageLayout): Point {
  return pointAt(curve, clearPart(curve, part, replica, layout))
}

/**
 * A part of the way between a client and a replica, or so much nearer to the client that the label on the outline
 * of a set has room.
 */
export function clearPart(
  { from, to }: Curve,
  part: number,
  replica: Name,
  { places, radius, below, zoom }: StageLayout,
): number {
  const { y } = places.get(replica) as Point
  const isBelow = Math.max(from.y, to.y) > y + radius
  const edge = isBelow ? y + radius + below + OUTLINE * zoom : y - radius - OUTLINE * zoom
  const limit = (edge - from.y) / (to.y - from.y || 1)
  const isFromReplica = isBelow === from.y < to.y
  return isFromReplica ? Math.min(0.9, Math.max(part, limit)) : Math.max(0.1, Math.min(part, limit))
}

/** The replica at one of a message's ends. */
export const replicaOf = ({ from, to }: MessageRecord, { places }: StageLayout) =>
  (places.has(to as Name) ? to : from) as Name

/**
 * A write with what came of it, or an answer with what it says. The other messages have no line of their own: the
 * words on a way speak of the message that went along its arrow.
 */
function arrivedMark(
  record: MessageRecord,
  curve: Curve,
  layout: StageLayout,
  isWordy: boolean,
  reply: 'acked' | 'refused' | undefined,
): Mark | undefined {
  const message = record.message as QuorumMessage
  if (message.kind === 'write') {
    const label = reply === undefined ? '' : `${reply === 'acked' ? '✓' : '✕'}${isWordy ? ` ${reply}` : ''}`
    const labelTone = reply === 'refused' ? 'refused' : 'plain'
    return {
      tone: 'plain',
      label,
      labelAt: clearOfOutline(curve, ACK_AT, record.to as Name, layout),
      labelTone,
    }
  }
  if (message.kind !== 'answer') return undefined
  const labelAt = clearOfOutline(curve, ANSWER_AT, record.from as Name, layout)
  return { tone: 'plain', label: shortLabel(message), labelAt, labelTone: 'plain' }
}

const hasArrived = ({ endStep, lost }: MessageRecord, { cursor }: Frame<unknown>) =>
  endStep <= cursor && lost === undefined

/** Lost for some time: what the last step lost at once is still drawn as a message. */
const isLost = ({ endStep, sentStep, lost }: MessageRecord, { cursor }: Frame<unknown>) =>
  lost !== undefined && endStep <= cursor && !(endStep === sentStep && endStep === cursor)
