import { useId, useRef } from 'react'
import type { MessageId } from '../../engine/kernel/instruction.ts'
import { type MessageMark, pointOnLine } from '../../scene/spaceTime.ts'
import styles from './Diagram.module.css'
import { type PlayheadPlace, usePlayhead } from './usePlayhead.ts'

/** The messages on their way: solid as far as the playhead, with a dot where they are. */
export function Flights({
  messages,
  next,
  place,
}: {
  messages: readonly MessageMark[]
  /** The one that arrives next is the boldest. */
  next: MessageId | null
  place: PlayheadPlace
}) {
  const clip = useId()
  const covered = useRef<SVGRectElement>(null)
  const dots = useRef(new Map<MessageId, SVGCircleElement>())
  usePlayhead(place, (x) => {
    covered.current?.setAttribute('width', String(Math.max(0, x + 400)))
    for (const message of messages) {
      const at = pointOnLine(message, x)
      const dot = dots.current.get(message.id)
      dot?.setAttribute('cx', at.x.toFixed(1))
      dot?.setAttribute('cy', at.y.toFixed(1))
    }
  })
  return (
    <g className={styles.flights}>
      <clipPath id={clip}>
        <rect ref={covered} x={-400} y={-50} height={400} />
      </clipPath>
      {messages.map((message) => (
        <g key={message.id} data-next={message.id === next || undefined} data-flight={message.id}>
          <path className={styles.solid} d={message.line} clipPath={`url(#${clip})`} />
          <circle
            ref={(dot) => {
              if (dot === null) dots.current.delete(message.id)
              else dots.current.set(message.id, dot)
            }}
            className={styles.now}
            r={message.id === next ? 5.5 : 4.5}
          />
        </g>
      ))}
    </g>
  )
}
