import { narratePlainly } from '../../engine/record/narrate.ts'
import type { Target } from '../../scene/spaceTime.ts'
import type { Opened } from '../../store/session.ts'
import styles from './Tip.module.css'
import { grouped, messageWords, virtualTime } from './words.ts'

const WIDTH = 300
const GAP = 14

/** What a tip stands beside, in pixels: so it does not hide what it explains. */
export interface TipPlace {
  readonly left: number
  readonly right: number
  readonly y: number
}

/** What a mark of the diagram is, beside it. */
export function Tip({
  id,
  opened,
  target,
  at,
  width,
}: {
  id: string
  opened: Opened
  target: Target
  at: TipPlace
  /** Width of the diagram. */
  width: number
}) {
  const { recording, protocol } = opened
  const after = at.right + GAP
  const beside = after + WIDTH <= width + 28 ? after : Math.max(-8, at.left - GAP - WIDTH)
  if ('message' in target) {
    const record = recording.message(target.message)
    if (record === undefined) return null
    return (
      <div
        id={id}
        role="tooltip"
        className={styles.tip}
        style={{ left: beside, top: topFor(at), width: WIDTH }}
      >
        <p className={styles.title}>
          <code>{protocol.label(record.message)}</code>
          <span>
            {record.from} → {record.to}
          </span>
        </p>
        <p>{messageWords(record, (step) => recording.step(step)?.time_us)}</p>
      </div>
    )
  }
  const step = recording.step(target.event)
  if (step === undefined) return null
  return (
    <div
      id={id}
      role="tooltip"
      className={styles.tip}
      style={{ left: beside, top: topFor(at), width: WIDTH }}
    >
      <p className={styles.title}>
        <b>Step {grouped(step.index)}</b>
        <span>{virtualTime(step.time_us)}</span>
      </p>
      <p>{narratePlainly(step, protocol)}</p>
    </div>
  )
}

/** Inside the timeline whatever the text: the stage above stays free. */
function topFor(at: TipPlace): number {
  return Math.max(4, Math.min(at.y - 30, 62))
}
