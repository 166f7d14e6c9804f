import type { Frame } from '../../engine/record/frame.ts'
import type { MessageRecord } from '../../engine/record/step.ts'
import type { DrawnMessage } from '../../ui/MessageLayer.tsx'

/** The messages that a frame shows: those on their way, and those that the last step sent in vain. */
export function onWay(frame: Frame<unknown>): readonly MessageRecord[] {
  return [...frame.inFlight, ...frame.lostAtOnce]
}

/** How a message on its way looks. */
export function toneOf(frame: Frame<unknown>, record: MessageRecord): DrawnMessage['tone'] {
  if (record.endStep === record.sentStep) return 'lost'
  return frame.next?.messageId === record.id ? 'next' : 'waiting'
}
