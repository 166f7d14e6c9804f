import type { ReactNode } from 'react'
import styles from './TwinTable.module.css'

/** The tables that say what a figure shows, in the figure's place. */
export function TwinTables({
  className = '',
  children,
}: {
  className?: string | undefined
  children: ReactNode
}) {
  return <div className={`${styles.scroll} ${className}`}>{children}</div>
}

/** One of them. `children` are its rows. */
export function TwinTable({
  caption,
  titles,
  children,
  ...data
}: {
  caption: ReactNode
  /** The heads of the columns; the first column is that of row heads. */
  titles: readonly string[]
  children: ReactNode
  /** When the changes in the table are made, for those who read it by machine. */
  'data-changes'?: 'arrival' | 'now'
}) {
  return (
    <table className={styles.table} {...data}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          {titles.map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
}
