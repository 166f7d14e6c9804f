import type { CSSProperties, KeyboardEvent } from 'react'
import type { QuorumConfig } from '../../protocols/quorum/config.ts'
import { editScenario } from '../../store/editScenario.ts'
import { useSession } from '../../store/session.ts'
import { missText, verdictText } from './chances.ts'
import { HeatTable } from './HeatTable.tsx'
import { replicaSlider } from './replicaSlider.ts'
import styles from './SizesPane.module.css'
import { USUAL_MOST, withQuorums } from './sizes.ts'

/** One for the page, so that N finds its way back whatever has been opened since. */
const moved = replicaSlider()

/** N, W and R, what they promise, and what other choices would. Each change runs the scenario again at once. */
export function SizesPane() {
  const config = useSession((session) => session.opened?.scenario.config as QuorumConfig | undefined)
  if (config === undefined) return null
  const { n, w, r } = config
  const most = Math.max(USUAL_MOST, config.nodes.length)
  const overlaps = w + r > n
  return (
    <>
      <section className={styles.pane} aria-label="Sizes of the quorums">
        <Slider
          letter="N"
          words="replicas"
          value={n}
          max={most}
          onChange={(to) => editScenario('N', (old) => moved(old, to))}
        />
        <Slider
          letter="W"
          words="acks per put"
          value={w}
          max={n}
          onChange={(to) => editScenario('W', (old) => withQuorums(old, { w: to }))}
        />
        <Slider
          letter="R"
          words="answers per get"
          value={r}
          max={n}
          onChange={(to) => editScenario('R', (old) => withQuorums(old, { r: to }))}
        />
        <p className={`${styles.verdict} ${overlaps ? '' : styles.apart}`} data-overlaps={overlaps}>
          <b>
            {w} + {r} {overlaps ? '>' : '≤'} {n}
          </b>
          <span>{verdictText(n, w, r)}</span>
        </p>
      </section>
      <section className={styles.pane} aria-label="Chance that a get misses the last put">
        <header className={styles.head}>
          <h2>Chance a get misses the last put</h2>
          <span>no late writes</span>
        </header>
        <HeatTable n={n} w={w} r={r} />
        <p className={styles.caption}>{missText(n, w, r)}</p>
      </section>
    </>
  )
}

function Slider({
  letter,
  words,
  value,
  max,
  onChange,
}: {
  letter: string
  words: string
  value: number
  max: number
  onChange(value: number): void
}) {
  const steps = Math.max(1, max - 1)
  return (
    <label className={styles.slider}>
      <b>{letter}</b>
      <span>{words}</span>
      <span className={styles.control}>
        {max <= 16 && (
          <span className={styles.ticks} aria-hidden="true">
            {Array.from({ length: max }, (_, i) => (
              <i key={i} />
            ))}
          </span>
        )}
        <input
          type="range"
          min={1}
          max={max}
          step={1}
          value={value}
          aria-label={`${letter}, ${words}`}
          style={{ '--filled': `${((value - 1) / steps) * 100}%` } as CSSProperties}
          onChange={(event) => onChange(Number(event.target.value))}
          onKeyDown={keepKeys}
        />
      </span>
      <output>{value}</output>
    </label>
  )
}

/** The keys that move a slider do not step through the run, too. */
function keepKeys(event: KeyboardEvent): void {
  if (/^(Arrow|Home|End|Page)/.test(event.key)) event.stopPropagation()
}
