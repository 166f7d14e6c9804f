import { ArrowLeft, ArrowRight } from 'lucide-react'
import { useRef, useState } from 'react'
import { usePlayer } from '../../store/player.ts'
import { type Opened, useSession } from '../../store/session.ts'
import { useSize } from '../useSize.ts'
import styles from './PresenterBar.module.css'
import { Scrubber } from './Scrubber.tsx'
import { useStepWindow } from './useStepWindow.ts'
import { UNMEASURED, useAxis, useMilestones } from './useTrace.ts'
import { grouped, shortWords } from './words.ts'

const LOOK = { height: 6, dot: 8, thumb: 12.5 }
const DOT_GAP = 19

/** The timeline of a projection: what was before, what comes next, and how far the run is. */
export function PresenterBar() {
  const opened = useSession((session) => session.opened)
  if (opened === undefined) return <section className={styles.bar} aria-label="Timeline" />
  const { cursor, length, recording, protocol } = opened
  const { back, forward } = usePlayer.getState()
  const words = (index: number) => {
    const step = recording.step(index)
    return step && shortWords(step, protocol)
  }
  const stop = recording.stopBefore(cursor)
  const before = stop > 0 ? words(stop) : cursor > 0 ? 'the start' : undefined
  const next = recording.stopAfter(cursor)
  const after = next > cursor ? words(next) : undefined
  return (
    <section
      className={styles.bar}
      aria-label="Timeline"
      data-step={cursor}
      data-steps={length}
      data-branch={opened.branch}
    >
      <div className={styles.side}>
        <button
          type="button"
          className={styles.button}
          aria-label="Step back"
          title="Step back (←)"
          disabled={cursor === 0}
          onClick={back}
        >
          <ArrowLeft aria-hidden="true" />
        </button>
        <span className={styles.words}>{before}</span>
      </div>
      <Progress opened={opened} />
      <div className={`${styles.side} ${styles.coming}`}>
        <span className={styles.words}>
          {after === undefined ? (
            lastWords(length - cursor, cursor)
          ) : (
            <>
              next: <b>{after}</b>
            </>
          )}
        </span>
        <button
          type="button"
          className={styles.button}
          aria-label="Step forward"
          title="Step forward (→)"
          disabled={next <= cursor}
          onClick={forward}
        >
          <ArrowRight aria-hidden="true" />
        </button>
      </div>
    </section>
  )
}

function lastWords(routine: number, cursor: number): string {
  return routine === 0 ? `step ${grouped(cursor)} is the last` : 'only routine follows'
}

const NONE: readonly never[] = []

function Progress({ opened }: { opened: Opened }) {
  const box = useRef<HTMLDivElement>(null)
  const size = useSize(box)
  const [dragging, setDragging] = useState(false)
  const window = useStepWindow(opened, dragging)
  const axis = useAxis(opened, window, size?.width || UNMEASURED.width)
  const milestones = useMilestones(opened, axis, { labels: false, dotGap: DOT_GAP, fonts: true })
  const trackY = (size?.height || 96) / 2
  return (
    <div className={styles.progress} ref={box}>
      <Scrubber
        opened={opened}
        axis={axis}
        rows={{ trackY, gripTop: trackY - 19, lineTop: undefined }}
        look={LOOK}
        milestones={milestones}
        forks={NONE}
        violations={NONE}
        origin={box}
        onDragging={setDragging}
      />
    </div>
  )
}
