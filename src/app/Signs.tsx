import type { Sign } from '../labs/lab.ts'
import styles from './Signs.module.css'

/** What every lab draws. */
const SIGNS: readonly Sign[] = [
  {
    drawing: (
      <>
        <circle cx="16" cy="16" r="10" className={styles.node} />
        <circle cx="48" cy="16" r="9" className={styles.selected} />
        <circle cx="48" cy="16" r="13" className={styles.selected} />
      </>
    ),
    name: 'Circle',
    means: 'a node; with a double ring, the one in the inspector',
  },
  {
    drawing: (
      <>
        <circle cx="16" cy="16" r="11" className={styles.joining} />
        <circle cx="48" cy="16" r="11" className={styles.failed} />
        <path d="M43 11 53 21 M53 11 43 21" className={styles.cross} />
      </>
    ),
    name: 'Dashes, a cross',
    means: 'a node that is joining, and one that has failed',
  },
  {
    drawing: (
      <>
        <path d="M2 16H16" className={styles.trail} />
        <path d="M44 16H58" className={styles.ahead} />
        <rect x="12" y="8" width="34" height="16" rx="8" className={styles.message} />
        <path d="M62 16 55 11.5V20.5Z" className={styles.message} />
      </>
    ),
    name: 'Capsule',
    means: 'a message on its way; dots lead to where it arrives',
  },
  {
    drawing: (
      <>
        <rect x="4" y="6" width="56" height="20" rx="2" className={styles.highlight} />
        <path d="M4 26H60" className={styles.underline} />
        <text x="32" y="21" textAnchor="middle" className={styles.value}>
          4 → 5
        </text>
      </>
    ),
    name: 'Highlighter',
    means: 'what this step changes, from the old value to the new',
  },
  {
    drawing: (
      <>
        <path d="M16 7 25 16 16 25 7 16Z" className={styles.key} />
        <path d="M39 5H51L57 11V27H39Z" className={styles.block} />
      </>
    ),
    name: 'Diamond, cut corner',
    means: 'a key or a value, and a block of data',
  },
]

/** What the shapes mean: those of every lab, then those of the lab on screen. */
export function Signs({ own }: { own: readonly Sign[] }) {
  return (
    <ul className={styles.signs}>
      {[...SIGNS, ...own].map(({ drawing, name, means }) => (
        <li key={name}>
          <svg width="64" height="32" viewBox="0 0 64 32" aria-hidden="true">
            {drawing}
          </svg>
          <span>
            <b>{name}</b>: {means}
          </span>
        </li>
      ))}
    </ul>
  )
}
