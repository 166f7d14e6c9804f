import type { CSSProperties } from 'react'
import type { Opened } from '../../store/session.ts'
import styles from './Timeline.module.css'
import { flightWords, grouped, shortTime } from './words.ts'

function statusWords(passed: number, inFlight: number, onlyRoutine: boolean): string {
  if (onlyRoutine) return 'only routine follows'
  if (passed === 0) return flightWords(inFlight)
  return passed === 1 ? '1 routine event passed' : `${grouped(passed)} routine events passed`
}

/** "Step 8 of 16", and what is going on. Room is kept for the longest number, so nothing moves while stepping. */
export function Count({ opened }: { opened: Opened }) {
  const { cursor, length, frame } = opened
  // Cancelled, or longer than the page records.
  const isCutOff = !opened.recordingOn && !opened.recording.complete && cursor === length
  // Between the stop before and this one.
  const passed = Math.max(0, cursor - opened.recording.stopBefore(cursor) - 1)
  const onlyRoutine = cursor < length && opened.recording.stopAfter(cursor) <= cursor
  const widest = grouped(length).length
  const size = widest > 6 ? 'long' : widest > 3 ? 'medium' : 'short'
  return (
    <div className={styles.count} data-size={size}>
      <p className={styles.steps}>
        <b>
          <span className={styles.word}>Step </span>
          <span className={styles.number} style={{ '--digits': widest } as CSSProperties}>
            {grouped(cursor)}
          </span>
        </b>{' '}
        of {grouped(length)}
      </p>
      <p className={styles.status}>
        <span>
          {isCutOff ? 'stopped before the end' : statusWords(passed, frame.inFlight.length, onlyRoutine)}
        </span>
        <span className={styles.time}>t = {shortTime(frame.now_us)}</span>
      </p>
    </div>
  )
}
