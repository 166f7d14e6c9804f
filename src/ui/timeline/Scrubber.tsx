import { GitBranch } from 'lucide-react'
import { type ReactNode, type RefObject, useRef } from 'react'
import type { Fork } from '../../scene/forks.ts'
import type { PlacedMilestone } from '../../scene/milestones.ts'
import type { StepAxis } from '../../scene/stepAxis.ts'
import type { Violation } from '../../scene/violations.ts'
import { currentMotion, usePlayer } from '../../store/player.ts'
import type { Opened } from '../../store/session.ts'
import { playheadPlace, playheadStep } from './playhead.ts'
import styles from './Scrubber.module.css'
import { StepInput } from './StepInput.tsx'
import { Track, type TrackLook } from './Track.tsx'
import { usePlayhead } from './usePlayhead.ts'
import { useScrubbing } from './useScrubbing.ts'
import { grouped } from './words.ts'

/** Where the scrubber's parts lie, from the top of the drawing. */
export interface ScrubberRows {
  readonly trackY: number
  /** Top of the surface that takes the pointer. */
  readonly gripTop: number
  /** Top of the playhead's line; undefined draws none. */
  readonly lineTop: number | undefined
}

/**
 * The scrubber: a track with thumb, ticks and milestones. `children` is drawn behind the playhead on the same
 * axis, `surface` is laid over the drawing.
 */
export function Scrubber({
  opened,
  axis,
  rows,
  look,
  milestones,
  forks,
  violations,
  origin,
  onDragging,
  children,
  surface,
}: {
  opened: Opened
  axis: StepAxis
  rows: ScrubberRows
  look: TrackLook
  milestones: readonly PlacedMilestone[]
  forks: readonly Fork[]
  violations: readonly Violation[]
  /** The element that the axis begins with. */
  origin: RefObject<HTMLElement | null>
  onDragging: (on: boolean) => void
  children?: ReactNode
  surface?: ReactNode
}) {
  const { cursor } = opened
  const { seek } = usePlayer.getState()
  const { trackY, lineTop } = rows
  const thumb = useRef<SVGGElement>(null)
  const place = { axis, ...playheadPlace(opened) }
  usePlayhead(place, (x) => thumb.current?.setAttribute('transform', `translate(${x.toFixed(1)} 0)`))
  const drag = useScrubbing(origin, axis, cursor, axis.x(playheadStep(place, currentMotion())), onDragging)
  return (
    <>
      <StepInput opened={opened} />
      <svg className={styles.drawing} width="100%" height="100%" aria-hidden="true">
        <Track
          place={place}
          y={trackY}
          look={look}
          milestones={milestones}
          violations={violations}
          showTicks={lineTop !== undefined}
        />
        {children}
        <g ref={thumb} className={styles.playhead}>
          {lineTop !== undefined && <path className={styles.line} d={`M0 ${lineTop}V${trackY}`} />}
          <circle className={styles.focus} cy={trackY} r={look.thumb + 4} />
          <circle className={styles.thumb} cy={trackY} r={look.thumb} strokeWidth={look.thumb * 0.3} />
        </g>
      </svg>
      {surface}
      <div className={styles.grip} style={{ top: rows.gripTop }} data-scrubber {...drag} />
      {milestones.map(({ step, text, labelX, labelWidth }) =>
        labelX === undefined ? null : (
          <button
            type="button"
            key={step}
            className={styles.milestone}
            style={{ left: labelX, width: labelWidth, top: trackY + 11 }}
            data-milestone={step}
            data-tense={step <= cursor ? 'past' : 'future'}
            title={`Go to step ${grouped(step)}`}
            onClick={() => seek(step)}
          >
            {text}
          </button>
        ),
      )}
      {forks.map(({ step, branches }) => (
        <button
          type="button"
          key={step}
          className={styles.fork}
          style={{ left: axis.x(step), top: trackY + 6 }}
          data-fork={step}
          aria-label={`Go to step ${grouped(step)}: ${forkWords(branches)}`}
          title={`Step ${grouped(step)}: ${forkWords(branches)}`}
          onClick={() => seek(step)}
        >
          <GitBranch size={14} strokeWidth={2.2} aria-hidden="true" />
        </button>
      ))}
    </>
  )
}

function forkWords(branches: readonly number[]): string {
  const names = branches.map((id) => id + 1)
  return names.length === 1 ? `branch ${names[0]} starts here` : `branches ${names.join(', ')} start here`
}
