import type { ReactNode } from 'react'
import styles from './Diff.module.css'

/** A value that changes: the old one struck out, then the new one, on the highlighter. */
export function Diff({ before, after }: { before: ReactNode; after: ReactNode }) {
  return (
    <span className={styles.diff}>
      <s>{before}</s>
      <span aria-hidden="true">→</span>
      <span className="visually-hidden">becomes</span>
      <b>{after}</b>
    </span>
  )
}
