import type { LaneSource } from '../../scene/spaceTime.ts'
import { useSession } from '../../store/session.ts'
import { BranchPicker } from './BranchPicker.tsx'
import { Count } from './Count.tsx'
import { Plot } from './Plot.tsx'
import { RecordingProgress } from './RecordingProgress.tsx'
import styles from './Timeline.module.css'
import { Transport } from './Transport.tsx'

/**
 * The bottom of the page: count and transport on the left; on the right the space-time diagram and the scrubber
 * on one shared axis.
 *
 * @param lab says which lanes there are. Every `Lab` does.
 */
export function Timeline({ lab }: { lab: LaneSource }) {
  const opened = useSession((session) => session.opened)
  if (opened === undefined) return <section className={styles.timeline} aria-label="Timeline" />
  return (
    <section
      className={styles.timeline}
      aria-label="Timeline"
      data-step={opened.cursor}
      data-steps={opened.length}
      data-branch={opened.branch}
    >
      <div className={styles.left}>
        <Count opened={opened} />
        <RecordingProgress opened={opened} />
        <BranchPicker opened={opened} />
        <Transport
          atStart={opened.cursor === 0}
          atEnd={opened.cursor >= opened.length}
          atLastStop={opened.recording.stopAfter(opened.cursor) <= opened.cursor}
        />
      </div>
      <Plot opened={opened} lab={lab} />
    </section>
  )
}
