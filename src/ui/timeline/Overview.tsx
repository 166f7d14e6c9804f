import type { StepAxis } from '../../scene/stepAxis.ts'
import { MAX_STEPS, type Opened } from '../../store/session.ts'
import styles from './Scrubber.module.css'

/** The narrowest window that can still be seen in the strip. */
const NARROWEST = 10

/** How many steps the strip stands for: the whole trace, or while it is recorded, what it may grow to. */
export function overviewTotal({ recordingOn, length }: Pick<Opened, 'recordingOn' | 'length'>): number {
  return recordingOn ? MAX_STEPS : Math.max(1, length)
}

/** A thin strip of the whole trace with the window of the axis in it. */
export function Overview({ opened, axis, y }: { opened: Opened; axis: StepAxis; y: number }) {
  const total = overviewTotal(opened)
  const x = (step: number) => (step / total) * axis.width
  const width = Math.max(NARROWEST, x(axis.last) - x(axis.first))
  const left = Math.min(axis.width - width, x((axis.first + axis.last) / 2) - width / 2)
  return (
    <g data-overview>
      <text className={styles.overviewName} x={-16} y={y + 4}>
        all steps
      </text>
      <rect className={styles.whole} y={y - 1.5} width={axis.width} height={3} rx={1.5} />
      <rect className={styles.recorded} y={y - 1.5} width={x(opened.length)} height={3} rx={1.5} />
      <rect className={styles.window} x={Math.max(0, left)} y={y - 4} width={width} height={8} rx={2.5} />
    </g>
  )
}
