import { Fragment } from 'react'
import styles from './Keys.module.css'
import { keyName } from './keys.ts'

/** Keys that do the same, drawn as keys. */
export function Keys({ keys }: { keys: readonly string[] }) {
  return (
    <span className={styles.keys}>
      {keys.map((key, i) => (
        <Fragment key={key}>
          {i > 0 && <span className="visually-hidden"> or </span>}
          <kbd>{keyName(key)}</kbd>
        </Fragment>
      ))}
    </span>
  )
}
