import { memo } from 'react'
import type { MessageId } from '../../engine/kernel/instruction.ts'
import {
  crossPath,
  type EventMark,
  type MessageMark,
  type Tense,
  tenseOf,
  type WorldMark,
} from '../../scene/spaceTime.ts'
import styles from './Diagram.module.css'

/** The messages as lines. Only those whose tense or highlight changed are drawn again. */
export function Messages({
  messages,
  cursor,
  highlighted,
}: {
  messages: readonly MessageMark[]
  cursor: number
  highlighted: MessageId | undefined
}) {
  return (
    <g>
      {messages.map((message) => (
        <Message
          key={message.id}
          message={message}
          tense={tenseOf(message, cursor)}
          highlighted={message.id === highlighted}
        />
      ))}
    </g>
  )
}

const Message = memo(function Message({
  message,
  tense,
  highlighted,
}: {
  message: MessageMark
  tense: Tense
  highlighted: boolean
}) {
  return (
    <g
      className={styles.message}
      data-message={message.id}
      data-tense={tense}
      data-lost={message.lost || undefined}
      data-highlighted={highlighted || undefined}
    >
      <path className={styles.path} d={message.line} />
      {tense !== 'now' && <path className={message.lost ? styles.lostAt : styles.head} d={message.head} />}
    </g>
  )
})

/** The events on their lanes. */
export function Events({
  events,
  scale,
  cursor,
  highlighted,
}: {
  events: readonly EventMark[]
  scale: number
  cursor: number
  highlighted: number | undefined
}) {
  return (
    <g>
      {events.map((event) => (
        <Event
          key={event.step}
          event={event}
          scale={scale}
          past={event.step <= cursor}
          highlighted={event.step === highlighted}
        />
      ))}
    </g>
  )
}

const Event = memo(function Event({
  event,
  scale,
  past,
  highlighted,
}: {
  event: EventMark
  scale: number
  past: boolean
  highlighted: boolean
}) {
  const { glyph, changed, step, x, y } = event
  return (
    <g
      className={styles.event}
      transform={`translate(${x.toFixed(1)} ${y})`}
      data-event={step}
      data-glyph={glyph}
      data-changed={changed || undefined}
      data-tense={past ? 'past' : 'future'}
      data-highlighted={highlighted || undefined}
    >
      {glyph === 'cross' ? (
        <path className={styles.cross} d={crossPath({ x: 0, y: 0 }, 4.5 * scale)} />
      ) : (
        <circle r={(glyph === 'dot' && !changed ? 3.4 : 5) * scale} />
      )}
      {glyph === 'clock' && scale === 1 && <path className={styles.hands} d="M0-3V0H2.6" />}
    </g>
  )
})

/** Steps of the network as a whole: a line across all lanes. */
export const World = memo(function World({
  marks,
  top,
  bottom,
}: {
  marks: readonly WorldMark[]
  top: number
  bottom: number
}) {
  return (
    <g>
      {marks.map(({ step, kind, x }) => (
        <path
          key={step}
          className={styles.world}
          data-event={step}
          data-kind={kind}
          d={`M${x.toFixed(1)} ${top}V${bottom}`}
        />
      ))}
    </g>
  )
})
