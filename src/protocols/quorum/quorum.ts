import { fromMilliseconds, type Microseconds } from '../../engine/kernel/time.ts'
import type { QuorumConfig } from './config.ts'
import type { Name } from './messages.ts'
import { placementOf } from './placement.ts'

/** What every client knows of the system: the sizes of the quorums, and where keys are. */
export interface Quorum {
  readonly n: number
  readonly w: number
  readonly r: number
  readonly timeout_us: Microseconds
  /** The N replicas of a key, in the order in which a client thinks of them. */
  replicasOf(key: string): readonly Name[]
}

/** The quorum system that a scenario configures. */
export function quorumOf(config: QuorumConfig): Quorum {
  const { n, w, r, timeout_ms } = config
  return { n, w, r, timeout_us: fromMilliseconds(timeout_ms), replicasOf: placementOf(config) }
}
