import type { Frame } from '../../engine/record/frame.ts'
import type { MessageRecord } from '../../engine/record/step.ts'
import type { Name, QuorumMessage } from '../../protocols/quorum/messages.ts'
import type { Curve } from '../../scene/geometry.ts'
import type { DrawnMessage } from '../../ui/MessageLayer.tsx'
import type { StageLayout } from './layout.ts'
import { wayBetween } from './wayBetween.ts'
import { clearPart, endsOf, replicaOf } from './ways.ts'
import { shortLabel } from './words.ts'

/** Width of a character of a capsule and what is around them, in pixels before zoom. */
const CAPSULE = { character: 9.05, padding: 22 } as const
/** Where messages rest: nearer to the replicas, where their ways are further apart. */
const REST = 0.6
/** Further copies on the same way rest before it. */
const BEHIND = 0.26
/** From the client's box: the least, and the least where the label on an outline would have a capsule nearer to it. */
const LEAST = 0.1
const NEAR = 0.42
/** In shorter ways than this, before zoom, a capsule cannot keep clear of both ends. */
const ROOM = 50

/** The messages in flight, as capsules; dots where the ways are too close for them. */
export function capsules(frame: Frame<unknown>, layout: StageLayout): DrawnMessage[] {
  const onWay = new Map<string, number>()
  return [...frame.inFlight, ...frame.lostAtOnce].flatMap((record) => {
    const curve = wayBetween(record.from as Name, record.to as Name, layout)
    if (curve === undefined) return []
    const label = shortLabel(record.message as QuorumMessage)
    const width = (label.length * CAPSULE.character + CAPSULE.padding) * layout.zoom
    const isNext = frame.next?.messageId === record.id
    const way = endsOf(record)
    const before = onWay.get(way) ?? 0
    onWay.set(way, before + 1)
    const isLostNow = record.endStep === record.sentStep
    return [
      {
        id: record.id,
        label,
        curve,
        rest: restOf(layout, record, curve, before),
        width,
        tone: isLostNow ? 'lost' : isNext ? 'next' : 'waiting',
        sentNow: record.sentStep === frame.cursor,
        small: !isNext && width > layout.spacing * 0.72,
      },
    ]
  })
}

/** Near the replicas on the way there and back; behind the messages that rest on the same way already. */
function restOf(layout: StageLayout, record: MessageRecord, curve: Curve, before: number): number {
  const back = (before * BEHIND) % REST
  const isSent = layout.boxes.has(record.from as Name)
  const part = isSent ? REST : 1 - REST
  const rest = hasRoom(layout) ? clear(curve, part, replicaOf(record, layout), layout) : part
  return isSent ? Math.max(LEAST, rest - back) : Math.min(1 - LEAST, rest + back)
}

/** Rows of small circles have no outlines to keep clear of. */
const hasRoom = ({ dense, reach, zoom }: StageLayout) => !dense && reach >= ROOM * zoom

/** Clear of the label on an outline, as far as the client's box allows it. */
function clear(curve: Curve, part: number, replica: Name, layout: StageLayout): number {
  const found = clearPart(curve, part, replica, layout)
  return part < 0.5 ? Math.min(1 - NEAR, found) : Math.max(NEAR, found)
}
