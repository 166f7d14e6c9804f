import { Popover } from 'radix-ui'
import type { MapReduceConfig, Partitioner } from '../../protocols/mapreduce/config.ts'
import { editScenario } from '../../store/editScenario.ts'
import { useSession } from '../../store/session.ts'
import { Button } from '../../ui/Button.tsx'
import { Stepper } from '../../ui/Stepper.tsx'
import { WorkersStepper } from './MapReduceParameters.tsx'
import styles from './Menus.module.css'

const PARTITIONERS: readonly { value: Partitioner; words: string; hint: string }[] = [
  {
    value: 'hash',
    words: 'hash of the string',
    hint: 'String.hashCode of Java, modulo the reducers: spreads the words evenly.',
  },
  {
    value: 'text',
    words: 'hash of Hadoop Text',
    hint: 'The hash of the bytes, as Hadoop takes it for keys of type Text.',
  },
  {
    value: 'firstLetter',
    words: 'first letter',
    hint: 'Ranges of a to z, upper or lower case; all else goes to r0. The files follow the alphabet.',
  },
]

/** How the job runs: each change runs it again at once. */
export function JobMenu() {
  const config = useSession((session) => session.opened?.scenario.config as MapReduceConfig | undefined)
  if (config === undefined) return null
  const edit = (what: string, change: Partial<MapReduceConfig>) =>
    editScenario(what, (old) => ({ ...old, config: { ...(old.config as MapReduceConfig), ...change } }))
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <Button>Job…</Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={styles.popover}
          side="top"
          align="start"
          sideOffset={8}
          collisionPadding={8}
          aria-label="How the job runs"
        >
          <div className={styles.form}>
            <label>
              <span>Partition by</span>
              <select
                value={config.partitioner}
                onChange={(event) => edit('partitioner', { partitioner: event.target.value as Partitioner })}
              >
                {PARTITIONERS.map(({ value, words }) => (
                  <option key={value} value={value}>
                    {words}
                  </option>
                ))}
              </select>
            </label>
            <p className={styles.hint}>
              {PARTITIONERS.find(({ value }) => value === config.partitioner)?.hint}
            </p>
            <label className={styles.check}>
              <input
                type="checkbox"
                checked={config.combiner}
                onChange={(event) => edit('combiner', { combiner: event.target.checked })}
              />
              Maps combine their own pairs
            </label>
            <label className={styles.check}>
              <input
                type="checkbox"
                checked={config.speculative}
                onChange={(event) => edit('backups', { speculative: event.target.checked })}
              />
              Slow tasks get a backup
            </label>
            <Stepper
              label="% of maps done before reduces start"
              title="Reduces start when so many percent of the maps are done; 100 is the barrier"
              value={Math.round(config.slowstart * 100)}
              min={0}
              max={100}
              step={25}
              onChange={(percent) => edit('slowstart', { slowstart: percent / 100 })}
            />
            <WorkersStepper />
            <Stepper
              label="replicas of a block"
              title="How many datanodes store each block"
              value={config.replication}
              min={1}
              max={10}
              onChange={(replication) => edit('replicas', { replication })}
            />
            <Stepper
              label="heartbeat, s"
              title="How often the master asks the workers"
              value={config.heartbeat_s}
              min={1}
              max={60}
              onChange={(heartbeat_s) => edit('heartbeat', { heartbeat_s })}
            />
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
