import type { Frame } from '../../engine/record/frame.ts'
import type { Name, QuorumMessage } from '../../protocols/quorum/messages.ts'
import type { DrawnMessage } from '../../ui/MessageLayer.tsx'
import type { StageLayout } from './layout.ts'
import { wayBetween } from './wayBetween.ts'
import { endsOf } from './ways.ts'
import { shortLabel } from './words.ts'

/** Width of a character of a capsule and what is around them, in pixels before zoom. */
const CAPSULE = { character: 9.05, padding: 22 } as const
/** Where messages rest: nearer to the replicas, where their ways are further apart. */
const REST = 0.6
/** Further copies on the same way rest before it. */
const BEHIND = 0.26

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
