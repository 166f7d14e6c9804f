import type { MessageId } from '../../engine/kernel/instruction.ts'
import type { World } from '../../engine/kernel/world.ts'
import type { Frame } from '../../engine/record/frame.ts'
import type { MessageRecord } from '../../engine/record/step.ts'
import type { MesosMessage } from '../../protocols/mesos/messages.ts'
import type { MesosState, Part } from '../../protocols/mesos/state.ts'
import type { Point } from '../../scene/geometry.ts'
import type { Box, StageLayout } from './layout.ts'
import { onWay, toneOf } from './onWay.ts'

/** An offer as a ticket: on its way from the master to the framework, or waiting there for an answer. */
export interface TicketMark {
  readonly id: string
  /** The message, while it is on its way. */
  readonly message: MessageId | undefined
  readonly framework: string
  readonly rows: readonly Part[]
  /** Agents that there is no room for. */
  readonly more: number
  readonly box: Box
  /** Where it comes out of the master, and where it ends at the framework. */
  readonly start: Point
  readonly end: Point
  readonly tone: 'next' | 'waiting' | 'lost' | 'open'
  readonly sentNow: boolean
  /** It does not go into the framework when it arrives: the user is going to answer it. */
  readonly stays: boolean
}

/** More tickets than these would cover everything; the others are capsules. */
const MOST_TICKETS = 2

const isTicket = (record: MessageRecord) => (record.message as MesosMessage).kind === 'offer'

const isManual = (state: MesosState | undefined) => state?.role === 'framework' && state.policy === 'manual'

/** The offers on their way, then those that wait for the user's answer. */
export function ticketMarks(frame: Frame<unknown>, layout: StageLayout): TicketMark[] {
  const marks: Omit<TicketMark, 'box' | 'start' | 'end' | 'rows' | 'more'>[] = []
  const parts: (readonly Part[])[] = []
  const world = frame as World<MesosState>
  for (const record of onWay(frame).filter(isTicket)) {
    const message = record.message as Extract<MesosMessage, { kind: 'offer' }>
    marks.push({
      id: `message ${record.id}`,
      message: record.id,
      framework: String(record.to),
      tone: toneOf(frame, record),
      sentNow: record.sentStep === frame.cursor,
      stays: isManual(world.state(record.to)),
    })
    parts.push(message.parts)
  }
  for (const framework of layout.frameworks.keys()) {
    const state = world.state(framework)
    for (const offer of state?.role === 'framework' ? state.offers : []) {
      marks.push({
        id: `offer ${offer.id}`,
        message: undefined,
        framework,
        tone: 'open',
        sentNow: false,
        stays: true,
      })
      parts.push(offer.parts)
    }
  }
  return marks.slice(0, MOST_TICKETS).map((mark, i) => {
    const all = parts[i] as readonly Part[]
    const shown = all.length > layout.ticketRows ? layout.ticketRows - 1 : layout.ticketRows
    return {
      ...mark,
      rows: all.slice(0, shown),
      more: Math.max(0, all.length - shown),
      ...wayOf(mark.framework, i, layout),
    }
  })
}

function wayOf(framework: string, index: number, { ticket, master, frameworks, zoom }: StageLayout) {
  const shift = index * 26 * zoom
  const box = { ...ticket, x: ticket.x + shift, y: ticket.y + shift }
  const target = frameworks.get(framework) ?? master
  const most = target.width / 2 - 16 * zoom
  const middle = target.x + target.width / 2
  const towards = Math.max(-most, Math.min(most, box.x + box.width / 2 - middle))
  return {
    box,
    start: { x: master.x + master.width, y: master.y + master.height / 2 },
    end: { x: middle + towards, y: target.y + target.height },
  }
}
