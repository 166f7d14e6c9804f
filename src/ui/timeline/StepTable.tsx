import { memo } from 'react'
import type { Names } from '../../engine/record/narrate.ts'
import type { Recording } from '../../engine/record/recording.ts'
import styles from './Timeline.module.css'
import { eventWords, grouped, virtualTime } from './words.ts'

/** The diagram as a table, for screen readers: one row a step of the window. */
export const StepTable = memo(function StepTable({
  recording,
  first,
  last,
  names,
}: {
  recording: Recording<unknown>
  first: number
  last: number
  names: Names
}) {
  const steps = recording.steps.slice(Math.max(0, first - 1), last)
  return (
    <table className={styles.twin}>
      <caption>
        Events of steps {grouped(first)} to {grouped(last)}
      </caption>
      <thead>
        <tr>
          <th>Step</th>
          <th>Time</th>
          <th>Event</th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step) => (
          <tr key={step.index}>
            <td>{grouped(step.index)}</td>
            <td>{virtualTime(step.time_us)}</td>
            <td>{eventWords(step, names)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
})
