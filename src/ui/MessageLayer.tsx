import { type MouseEvent, useLayoutEffect, useRef } from 'react'
import type { MessageId } from '../engine/kernel/instruction.ts'
import { type Curve, curvePath, easeTravel, pointAt, section } from '../scene/geometry.ts'
import { currentMotion, type Motion, onMotion } from '../store/player.ts'
import { useView } from '../store/view.ts'
import styles from './MessageLayer.module.css'

/** A message on its way, as any lab draws it. */
export interface DrawnMessage {
  readonly id: MessageId
  readonly label: string
  readonly curve: Curve
  /** Where on the curve it rests between steps, 0..1. */
  readonly rest: number
  readonly width: number
  readonly tone: 'next' | 'waiting' | 'lost'
  /** The last step sent it: it sets out when that step is taken. */
  readonly sentNow: boolean
  /** Routine, or one of very many: a dot without its label. */
  readonly small?: boolean
}

/**
 * The messages in flight. It is the one writer of what moves within a step: where a capsule stands is a
 * function of the motion's progress, written once a frame outside React.
 */
export function MessageLayer({
  messages,
  zoom,
  onOpen,
}: {
  messages: readonly DrawnMessage[]
  zoom: number
  /** The user asks what can be done to a message. */
  onOpen(id: MessageId, at: { x: number; y: number }): void
}) {
  return (
    <g>
      {messages.map((message) => (
        <Message key={message.id} message={message} zoom={zoom} onOpen={onOpen} />
      ))}
    </g>
  )
}

function Message({
  message,
  zoom,
  onOpen,
}: {
  message: DrawnMessage
  zoom: number
  onOpen(id: MessageId, at: { x: number; y: number }): void
}) {
  const capsule = useRef<SVGGElement>(null)
  const tail = useRef<SVGPathElement>(null)
  const ahead = useRef<SVGPathElement>(null)
  const hovered = useView((view) => view.hoveredMessage === message.id)
  const hoverMessage = useView((view) => view.hoverMessage)

  useLayoutEffect(() => {
    const place = (motion: Motion) => {
      const t = positionOf(message, motion)
      const at = pointAt(message.curve, t)
      capsule.current?.setAttribute('transform', `translate(${at.x} ${at.y})`)
      tail.current?.setAttribute('d', curvePath(section(message.curve, 0, t)))
      ahead.current?.setAttribute('d', curvePath(section(message.curve, t, 1)))
    }
    place(currentMotion())
    return onMotion(place)
  }, [message])

  const { label, tone, small } = message
  const height = (small ? 11 : 28) * zoom
  const width = small ? height : message.width
  const open = (event: MouseEvent) => {
    event.preventDefault()
    event.stopPropagation()
    onOpen(message.id, { x: event.clientX, y: event.clientY })
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keyboard users reach messages through the list beside the figure
    <g
      className={`${styles.message} ${styles[tone]} ${small ? styles.small : ''} ${hovered ? styles.hovered : ''}`}
      data-message={message.id}
      data-tone={tone}
      onClick={open}
      onContextMenu={open}
      onPointerEnter={() => hoverMessage(message.id)}
      onPointerLeave={() => hoverMessage(undefined)}
    >
      <path ref={tail} className={styles.tail} strokeWidth={(tone === 'next' ? 3.5 : 1.5) * zoom} />
      <path
        ref={ahead}
        className={styles.ahead}
        strokeWidth={(tone === 'next' ? 3.5 : 1.5) * zoom}
        markerEnd={
          tone === 'lost' || small ? undefined : `url(#${tone === 'next' ? 'head-message' : 'head-waiting'})`
        }
      />
      <g ref={capsule}>
        <rect
          className={styles.target}
          x={-width / 2 - 6}
          y={small ? -12 : -22}
          width={width + 12}
          height={small ? 24 : 44}
          rx={small ? 12 : 22}
        />
        <rect
          className={styles.capsule}
          x={-width / 2}
          y={-height / 2}
          width={width}
          height={height}
          rx={height / 2}
        />
        {small ? (
          <title>{label}</title>
        ) : (
          <text className={styles.label} fontSize={15 * zoom} dy="0.34em">
            {tone === 'lost' ? `✕ ${label}` : label}
          </text>
        )}
      </g>
    </g>
  )
}

function positionOf({ rest, tone, sentNow }: DrawnMessage, { phase, progress }: Motion): number {
  if (phase === 'landing' && tone === 'next') return rest + (1 - rest) * easeTravel(progress)
  if (phase === 'settingOut' && sentNow) return rest * easeTravel(progress)
  return rest
}
