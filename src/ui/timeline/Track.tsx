import { memo, useId, useRef } from 'react'
import type { PlacedMilestone } from '../../scene/milestones.ts'
import type { StepAxis } from '../../scene/stepAxis.ts'
import type { Violation } from '../../scene/violations.ts'
import styles from './Scrubber.module.css'
import { type PlayheadPlace, usePlayhead } from './usePlayhead.ts'

/** Sizes of a track, in pixels. */
export interface TrackLook {
  readonly height: number
  readonly dot: number
  readonly thumb: number
}

/** The drawn scrubber behind the thumb. */
export function Track({
  place,
  y,
  look,
  milestones,
  violations,
  showTicks,
}: {
  place: PlayheadPlace
  y: number
  look: TrackLook
  milestones: readonly PlacedMilestone[]
  violations: readonly Violation[]
  showTicks: boolean
}) {
  const { axis, cursor } = place
  const fill = useRef<SVGRectElement>(null)
  usePlayhead(place, (x) =>
    fill.current?.setAttribute('width', Math.max(0, Math.min(axis.width, x)).toFixed(1)),
  )
  const top = y - look.height / 2
  return (
    <g>
      <rect className={styles.rail} y={top} width={axis.width} height={look.height} rx={look.height / 2} />
      <rect ref={fill} className={styles.filled} y={top} height={look.height} rx={look.height / 2} />
      <Violations axis={axis} y={top + look.height + 1.5} violations={violations} />
      {showTicks && <Ticks axis={axis} y={y + 6} />}
      {milestones.map(({ step, x }) => (
        <circle
          key={step}
          className={styles.dot}
          data-tense={step <= cursor ? 'past' : 'future'}
          data-step={step}
          cx={x}
          cy={y}
          r={look.dot}
        />
      ))}
    </g>
  )
}

/** Ticks nearer than this would be a grey band. */
const CLOSEST_TICKS = 5

const Ticks = memo(function Ticks({ axis, y }: { axis: StepAxis; y: number }) {
  const every = Math.ceil(CLOSEST_TICKS / Math.max(0.01, axis.spacing))
  return (
    <path
      className={styles.ticks}
      d={axis
        .ticks(every)
        .map((x) => `M${x.toFixed(1)} ${y}v3`)
        .join('')}
    />
  )
})

const Violations = memo(function Violations({
  axis,
  y,
  violations,
}: {
  axis: StepAxis
  y: number
  violations: readonly Violation[]
}) {
  const hatch = useId()
  if (violations.length === 0) return null
  return (
    <>
      <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="5" height="5" fill="var(--fail-tint)" />
        <rect width="2.4" height="5" fill="var(--fail)" />
      </pattern>
      {violations.map(({ from, to }) => (
        // A state lasts until the next step, so the mark does too.
        <rect
          key={from}
          data-violation={from}
          x={axis.x(from)}
          y={y}
          width={Math.max(4, Math.min(axis.width, axis.x(to + 1)) - axis.x(from))}
          height={6}
          fill={`url(#${hatch})`}
        />
      ))}
    </>
  )
})
