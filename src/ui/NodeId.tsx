import type { Address } from '../engine/kernel/role.ts'
import styles from './NodeId.module.css'

/** How a node's mark is drawn: joining nodes dashed, failed ones struck through, the selected one doubled. */
export type NodeTone = 'plain' | 'joining' | 'down' | 'selected' | 'faint'

/** A node, drawn as itself inside a sentence, a table or the listing. */
export function NodeId({ address, tone = 'plain' }: { address: Address; tone?: NodeTone }) {
  return <span className={`${styles.id} ${styles[tone]}`}>{address}</span>
}
