import { ArrowDown, Play } from 'lucide-react'
import { Fragment } from 'react'
import type { Lab } from '../../labs/lab.ts'
import { FigureDefs } from '../../ui/FigureDefs.tsx'
import styles from './Home.module.css'
import { LabCard } from './LabCard.tsx'
import { Machines } from './Machines.tsx'
import { usePictures } from './pictures.ts'
import { STACK } from './stack.ts'

const KEYS = [
  ['→', 'one step forward'],
  ['←', 'one step back'],
  ['space', 'play or pause'],
] as const

/** The message that Start sends: to the Chord lab beside it, on a screen that is wide enough. */
function Arrow() {
  return (
    <svg className={styles.arrow} width="412" height="40" viewBox="0 0 412 40" aria-hidden="true">
      <path d="M0 20H150" />
      <path className={styles.ahead} d="M200 20H402" markerEnd="url(#head-message)" />
      <rect x="94" y="5" width="96" height="30" rx="15" />
      <text x="142" y="25">
        join(50)
      </text>
    </svg>
  )
}

/** The atlas: the stack of cluster software with a lab in each layer, and the way into the first run. */
export function Home({ labs }: { labs: readonly Lab[] }) {
  const pictures = usePictures(labs)
  return (
    <main className={styles.page} tabIndex={-1} data-ready="true" data-home>
      <FigureDefs />
      <section className={styles.opening}>
        <h1>Watch a cluster decide, one event at a time.</h1>
        <p>
          Four labs run real protocols in your browser. Every message, timer and local decision is a step you
          can play, stop and take back.
        </p>
        <dl className={styles.keys}>
          {KEYS.map(([key, words]) => (
            <Fragment key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{words}</dd>
            </Fragment>
          ))}
        </dl>
        <a className={styles.start} href="#/chord/chord-join-50/0">
          <Arrow />
          <Play size={16} fill="currentColor" aria-hidden="true" />
          <span>
            Start: <code>join(50)</code>
          </span>
        </a>
      </section>
      <ol className={styles.stack} aria-label="The stack of cluster software">
        {STACK.map((layer) => (
          <li key={layer.title}>
            <section className={styles.layer}>
              <div className={styles.about}>
                <h2>{layer.title}</h2>
                <p>{layer.does}</p>
                <p className={styles.also}>{layer.also}</p>
              </div>
              <div className={styles.labs}>
                {layer.labs.map((place) => {
                  const lab = labs.find(({ id }) => id === place.lab)
                  return (
                    lab && <LabCard key={lab.id} lab={lab} place={place} picture={pictures.get(lab.id)} />
                  )
                })}
              </div>
            </section>
            <p className={styles.link}>
              <ArrowDown size={15} aria-hidden="true" />
              {layer.link}
            </p>
          </li>
        ))}
        <li>
          <section className={`${styles.layer} ${styles.machines}`}>
            <h2>Machines</h2>
            <Machines pictures={labs.flatMap(({ id }) => pictures.get(id) ?? [])} />
          </section>
        </li>
      </ol>
    </main>
  )
}
