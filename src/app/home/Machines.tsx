import styles from './Machines.module.css'
import type { Picture } from './pictures.ts'

/** More do not fit beside each other. */
const MOST = 28

/** Every machine of the runs above, as it stands in their pictures: one that is down is crossed out. */
export function Machines({ pictures }: { pictures: readonly Picture[] }) {
  const machines = pictures.flatMap(({ views, frame }, i) =>
    views.thumbnail
      .machines(frame)
      .map((address) => ({ name: `${i} ${address}`, address, up: frame.status(address) === 'up' })),
  )
  if (machines.length === 0) return null
  const down = machines.filter(({ up }) => !up).length
  return (
    <div
      className={styles.row}
      role="img"
      aria-label={`${machines.length} machines of the runs above, ${down} of them down`}
    >
      {machines.slice(0, MOST).map(({ name, address, up }) => (
        <svg key={name} viewBox="0 0 32 42" className={up ? styles.up : styles.down} aria-hidden="true">
          <title>{up ? `${address}` : `${address}, down`}</title>
          <rect x="1" y="1" width="30" height="40" rx="4" />
          {up ? <path d="M7 10H25M7 17H25" /> : <path d="M10 15L22 27M22 15L10 27" />}
          {up && <circle cx="10" cy="32" r="2.6" />}
        </svg>
      ))}
    </div>
  )
}
