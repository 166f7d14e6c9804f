import { type MouseEvent, useLayoutEffect, useRef } from 'react'
import type { MessageId } from '../../engine/kernel/instruction.ts'
import { easeTravel, lerp, type Point } from '../../scene/geometry.ts'
import { currentMotion, type Motion, onMotion } from '../../store/player.ts'
import { useView } from '../../store/view.ts'
import styles from './TicketLayer.module.css'
import { ticketOutline } from './ticketOutline.ts'
import type { TicketMark } from './tickets.ts'

/** How small a ticket is where it comes out of the master and where it is taken in. */
const SMALL = 0.25

/**
 * The offers as tickets. Where one stands is a function of the motion's progress, as with the capsules: it grows
 * out of the master, rests beside it, and goes on to its framework.
 */
export function TicketLayer({
  tickets,
  zoom,
  onOpen,
}: {
  tickets: readonly TicketMark[]
  zoom: number
  /** The user asks what can be done to the message. */
  onOpen(message: MessageId, at: { x: number; y: number }): void
}) {
  return (
    <g>
      {tickets.map((ticket) => (
        <Ticket key={ticket.id} mark={ticket} zoom={zoom} onOpen={onOpen} />
      ))}
    </g>
  )
}

function Ticket({
  mark,
  zoom,
  onOpen,
}: {
  mark: TicketMark
  zoom: number
  onOpen(message: MessageId, at: { x: number; y: number }): void
}) {
  const sheet = useRef<SVGGElement>(null)
  const ways = useRef<SVGGElement>(null)
  const { message } = mark
  const hovered = useView((view) => message !== undefined && view.hoveredMessage === message)
  const hoverMessage = useView((view) => view.hoverMessage)

  useLayoutEffect(() => {
    const place = (motion: Motion) => {
      const { at, scale } = placeOf(mark, motion)
      sheet.current?.setAttribute('transform', `translate(${at.x} ${at.y}) scale(${scale})`)
      ways.current?.setAttribute('opacity', scale === 1 ? '1' : '0')
    }
    place(currentMotion())
    return onMotion(place)
  }, [mark])

  const open = (event: MouseEvent) => {
    if (message === undefined) return
    event.preventDefault()
    event.stopPropagation()
    onOpen(message, { x: event.clientX, y: event.clientY })
  }
  const { box } = mark
  const isOpen = mark.tone === 'open'
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keyboard users reach messages through the list beside the figure
    <g
      className={`${styles.ticket} ${styles[mark.tone]} ${hovered ? styles.hovered : ''}`}
      data-ticket={mark.framework}
      data-message={message}
      data-tone={mark.tone}
      onClick={open}
      onContextMenu={open}
      onPointerEnter={() => message !== undefined && hoverMessage(message)}
      onPointerLeave={() => hoverMessage(undefined)}
    >
      <g ref={ways}>
        <Ways mark={mark} zoom={zoom} />
      </g>
      <g ref={sheet}>
        <Sheet
          mark={mark}
          zoom={zoom}
          title={isOpen ? `${mark.framework}: your answer?` : `offer to ${mark.framework}`}
          at={{ x: -box.width / 2, y: -box.height / 2 }}
        />
      </g>
    </g>
  )
}

/** From the master to the ticket, solid, and on to the framework, dotted with a head. An offer that waits has come all the way. */
function Ways({ mark: { box, start, end, tone }, zoom }: { mark: TicketMark; zoom: number }) {
  const left = { x: box.x, y: box.y + box.height / 2 }
  const bend = (left.x - start.x) / 2
  const inset = 24 * zoom
  const top = { x: Math.max(box.x + inset, Math.min(box.x + box.width - inset, end.x)), y: box.y - 2 * zoom }
  const foot = { x: end.x, y: end.y + 3 * zoom }
  const middle = (top.y + foot.y) / 2
  const head = tone === 'waiting' ? 'head-waiting' : 'head-message'
  return (
    <>
      <path
        className={styles.tail}
        strokeWidth={3 * zoom}
        d={`M${start.x} ${start.y}C${start.x + bend} ${start.y} ${left.x - bend} ${left.y} ${left.x} ${left.y}`}
      />
      {tone !== 'lost' && (
        <path
          className={styles.ahead}
          strokeWidth={3 * zoom}
          d={`M${top.x} ${top.y}C${top.x} ${middle} ${foot.x} ${middle} ${foot.x} ${foot.y}`}
          markerEnd={tone === 'open' ? undefined : `url(#${head})`}
        />
      )}
    </>
  )
}

/** The sheet itself: notched at both sides of its dotted line. */
function Sheet({
  mark,
  zoom,
  title,
  at: { x, y },
}: {
  mark: TicketMark
  zoom: number
  title: string
  at: Point
}) {
  const { width, height } = mark.box
  const [notch, fold] = [8 * zoom, Math.min(34 * zoom, height * 0.32)]
  const lines = mark.rows.length + (mark.more > 0 ? 1 : 0)
  const step = Math.min(24 * zoom, (height - fold - 8 * zoom) / Math.max(1, lines))
  const text = Math.max(12.5, Math.min(15 * zoom, step * 0.75))
  const first = y + fold + (height - fold - lines * step) / 2 + step / 2
  const column = (share: number) => x + width * share
  return (
    <>
      <path
        className={styles.sheet}
        strokeWidth={2.5 * zoom}
        d={ticketOutline({ x, y, width, height }, fold, notch, 6 * zoom)}
      />
      <line
        className={styles.fold}
        x1={x + notch + 4}
        x2={x + width - notch - 4}
        y1={y + fold}
        y2={y + fold}
      />
      <text className={styles.title} x={x + width / 2} y={y + fold / 2} dy="0.36em" fontSize={15 * zoom}>
        {mark.tone === 'lost' ? `✕ ${title}` : title}
      </text>
      {mark.rows.map(({ agent, cpus, mem_gb }, i) => (
        <g key={agent} fontSize={text}>
          <text className={styles.agent} x={column(0.1)} y={first + i * step} dy="0.35em">
            {agent}
          </text>
          <text className={styles.amount} x={column(0.6)} y={first + i * step} dy="0.35em">
            <tspan className={styles.number}>{cpus}</tspan> CPU
          </text>
          <text className={styles.amount} x={column(0.92)} y={first + i * step} dy="0.35em">
            <tspan className={styles.number}>{mem_gb}</tspan> GB
          </text>
        </g>
      ))}
      {mark.more > 0 && (
        <text
          className={styles.agent}
          x={column(0.1)}
          y={first + mark.rows.length * step}
          dy="0.35em"
          fontSize={text}
        >
          +{mark.more} agents
        </text>
      )}
    </>
  )
}

function placeOf(
  { box, start, end, tone, sentNow, stays }: TicketMark,
  { phase, progress }: Motion,
): { at: Point; scale: number } {
  const rest = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const t = easeTravel(progress)
  if (phase === 'landing' && tone === 'next' && !stays)
    return { at: lerp(rest, end, t), scale: 1 + (SMALL - 1) * t }
  if (phase === 'settingOut' && sentNow) return { at: lerp(start, rest, t), scale: SMALL + (1 - SMALL) * t }
  return { at: rest, scale: 1 }
}
