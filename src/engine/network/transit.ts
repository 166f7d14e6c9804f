import type { Microseconds } from '../kernel/time.ts'
import type { LatencySampler } from './latency.ts'

/** What a protocol may use to say how long one of its messages takes. */
export interface Transit {
  /** One-way delay by the scenario's network. */
  delay(): Microseconds
  /** A delay by a distribution of the protocol's own, drawn from the same stream. */
  draw(sampler: LatencySampler): Microseconds
}
