import { useId, useRef } from 'react'
import type { BarMark } from '../../scene/gantt.ts'
import styles from './Bars.module.css'
import { type PlayheadPlace, usePlayhead } from './usePlayhead.ts'

/** Narrower bars have no room for their name. */
const LABEL_FROM = 16
const CHARACTER = 7.6

/** The work on each lane: vivid as far as the playhead, pale beyond it. */
export function Bars({ bars, place }: { bars: readonly BarMark[]; place: PlayheadPlace }) {
  const clip = useId()
  const covered = useRef<SVGRectElement>(null)
  usePlayhead(place, (x) => covered.current?.setAttribute('width', String(Math.max(0, x + 400))))
  return (
    <g>
      <clipPath id={clip}>
        <rect ref={covered} x={-400} y={-50} height={500} />
      </clipPath>
      {bars.map((bar) => (
        <Bar key={bar.id} bar={bar} when="future" />
      ))}
      <g clipPath={`url(#${clip})`}>
        {bars.map((bar) => (
          <Bar key={bar.id} bar={bar} when="past" />
        ))}
      </g>
      {bars.map((bar) => (
        <Label key={bar.id} bar={bar} />
      ))}
    </g>
  )
}

function Bar({ bar, when }: { bar: BarMark; when: 'past' | 'future' }) {
  const { x1, x2, y, height, tone, id } = bar
  return (
    <rect
      className={`${styles.bar} ${styles[tone]} ${styles[when]}`}
      data-bar={when === 'past' ? id : undefined}
      data-tone={tone}
      x={x1}
      y={y}
      width={x2 - x1}
      height={height}
      rx={Math.min(3, height / 3)}
    />
  )
}

function Label({ bar: { x1, x2, y, height, label } }: { bar: BarMark }) {
  const width = x2 - x1
  if (width < LABEL_FROM || height < 9) return null
  const fits = Math.floor((width - 6) / CHARACTER)
  // The first word is the task; what happened to it comes after.
  const text = label.length <= fits ? label : (label.split(/[ ,]/)[0] ?? '')
  if (text.length > fits + 1) return null
  return (
    <text className={styles.label} x={x1 + 5} y={y + height / 2}>
      {text}
    </text>
  )
}
