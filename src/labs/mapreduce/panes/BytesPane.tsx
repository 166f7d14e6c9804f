import type { World } from '../../../engine/kernel/world.ts'
import type { MapReduceConfig } from '../../../protocols/mapreduce/config.ts'
import type { MapReduceState } from '../../../protocols/mapreduce/state.ts'
import { editScenario } from '../../../store/editScenario.ts'
import { useSession } from '../../../store/session.ts'
import shared from '../../../ui/Inspector.module.css'
import { jobOf } from '../picture/picture.ts'
import { type Amount, type ShuffledBytes, shuffledBytes } from '../picture/shuffledBytes.ts'
import styles from './BytesPane.module.css'
import { Counters } from './Counters.tsx'

/** What crosses the network in the shuffle, with the combiner and without; and Hadoop's counters. */
export function BytesPane() {
  const opened = useSession((session) => session.opened)
  if (opened === undefined) return null
  const world = opened.frame as World<MapReduceState>
  const config = opened.scenario.config as MapReduceConfig
  const job = jobOf(world)
  const bytes = shuffledBytes(world, job, config.combiner)
  return (
    <section className={`${shared.pane} ${styles.pane}`} aria-label="Bytes shuffled">
      <header className={styles.head}>
        <h2>Bytes shuffled</h2>
        <CombinerSwitch on={config.combiner} />
      </header>
      <div className={styles.bars}>
        <Bar name="with" amount={bytes.with} bytes={bytes} counted={bytes.combiner} />
        <Bar name="without" amount={bytes.without} bytes={bytes} counted={!bytes.combiner} />
      </div>
      <p className={styles.note}>
        <span>{noteOf(bytes)}</span>
        <Counters job={job} />
      </p>
    </section>
  )
}

function CombinerSwitch({ on }: { on: boolean }) {
  return (
    <button
      type="button"
      role="switch"
      className={styles.switch}
      aria-checked={on}
      onClick={() =>
        editScenario('combiner', (old) => ({
          ...old,
          config: { ...(old.config as MapReduceConfig), combiner: !on },
        }))
      }
    >
      combiner
      <svg width="36" height="22" viewBox="0 0 36 22" aria-hidden="true">
        <rect x="1" y="1" width="34" height="20" rx="10" />
        <circle cx={on ? 25 : 11} cy="11" r="7" />
      </svg>
      <b>{on ? 'on' : 'off'}</b>
    </button>
  )
}

/** The counted amount is solid as far as it has been fetched, and pale beyond; the other is an outline. */
function Bar({
  name,
  amount,
  bytes,
  counted,
}: {
  name: 'with' | 'without'
  amount: Amount
  bytes: ShuffledBytes
  counted: boolean
}) {
  const most = Math.max(1, bytes.with.bytes, bytes.without.bytes)
  const share = (value: number) => `${Math.min(100, (value / most) * 100)}%`
  return (
    <>
      <span>{name}</span>
      <span className={styles.track}>
        {amount.bytes > 0 && (
          <span
            className={counted ? styles.counted : styles.supposed}
            style={{ width: share(amount.bytes) }}
          />
        )}
        {counted && bytes.fetched > 0 && (
          <span className={styles.fetched} style={{ width: share(Math.min(bytes.fetched, amount.bytes)) }} />
        )}
      </span>
      <b data-bytes={name}>{amount.bytes.toLocaleString('en')} B</b>
    </>
  )
}

/** "25 pairs become 13 before the network." */
function noteOf({ with: combined, without, combiner, fetched }: ShuffledBytes): string {
  if (without.pairs === 0) return 'No map is done yet.'
  const number = (value: number) => value.toLocaleString('en')
  const counted = combiner ? combined : without
  if (fetched < counted.bytes && fetched > 0) {
    return `${number(without.pairs)} pairs${combiner ? ` become ${number(combined.pairs)}` : ''}; ${number(fetched)} B fetched so far.`
  }
  return combiner
    ? `${number(without.pairs)} pairs become ${number(combined.pairs)} before the network.`
    : `A combiner would make ${number(combined.pairs)} of the ${number(without.pairs)} pairs.`
}
