import { Popover } from 'radix-ui'
import { counters } from '../../../protocols/mapreduce/result.ts'
import type { Job } from '../../../protocols/mapreduce/state.ts'
import styles from './Counters.module.css'

/** What Hadoop's counters count. */
const MEANINGS: Readonly<Record<string, string>> = {
  MAP_INPUT_RECORDS: 'lines that the maps read',
  MAP_OUTPUT_RECORDS: 'pairs that the maps emitted',
  MAP_OUTPUT_BYTES: 'bytes of those pairs',
  COMBINE_INPUT_RECORDS: 'pairs that went into the combiner',
  COMBINE_OUTPUT_RECORDS: 'pairs that came out of it',
  REDUCE_INPUT_GROUPS: 'different keys',
  REDUCE_INPUT_RECORDS: 'pairs that the reduces fetched',
  REDUCE_OUTPUT_RECORDS: 'pairs that the reduces wrote',
  SHUFFLED_BYTES: 'bytes that the reduces fetched',
  DATA_LOCAL_MAPS: 'maps that ran where their split is stored',
  RACK_LOCAL_MAPS: 'maps that ran in the rack of their split',
  NUM_FAILED_MAPS: 'attempts at maps that failed, or were lost',
  NUM_FAILED_REDUCES: 'attempts at reduces that failed, or were lost',
}

/** Hadoop's counters of the job, each with what it counts. */
export function Counters({ job }: { job: Job | null }) {
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <button type="button" className={styles.trigger}>
          Counters
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={styles.popover}
          side="top"
          align="end"
          sideOffset={8}
          collisionPadding={8}
          aria-label="Counters of the job"
        >
          <table>
            <caption className="visually-hidden">Counters, by the names of Hadoop</caption>
            <tbody>
              {Object.entries(counters(job)).map(([name, value]) => (
                <tr key={name} data-counter={name}>
                  <th scope="row">{name}</th>
                  <td>{value.toLocaleString('en')}</td>
                  <td>{MEANINGS[name]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
