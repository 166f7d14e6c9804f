import { fromMilliseconds, type Microseconds } from '../../engine/kernel/time.ts'
import type { Latency } from '../../engine/network/latency.ts'
import type { Scenario } from '../../engine/scenario/scenario.ts'
import type { ChordConfig } from './config.ts'
import type { Maintenance } from './messages.ts'

export type Variant = ChordConfig['variant']
export type Interval = number | { readonly min: number; readonly max: number }

/** What the code of a node must know of its scenario. */
export interface ChordSettings {
  readonly bits: number
  /** Number of identifiers: 2^bits. */
  readonly size: number
  /** Length of a successor list: r in the papers, k on slide 30. */
  readonly successors: number
  readonly replicas: number
  readonly variant: Variant
  readonly routing: ChordConfig['routing']
  readonly mode: ChordConfig['mode']
  /** Whether a node waits for the answer to what it sends, and turns to another node when none comes. */
  readonly waits: boolean
  /**
   * Whether a node looks first whether it owns the key itself, as the lecture's does. find_successor of Stoica et
   * al. (figure 5) does not: it goes to the node before the key, all around the ring if need be.
   */
  readonly looksAtItself: boolean
  /** How long it waits: longer than a message and its answer take. */
  readonly timeout_us: Microseconds
  /** Milliseconds between two runs of a piece of maintenance; undefined: on command only. */
  readonly periods: Partial<Record<'stabilize' | 'fixFingers' | 'checkPredecessor', Interval>> | undefined
}

export function settingsOf(scenario: Pick<Scenario, 'config' | 'network'>): ChordSettings {
  const config = scenario.config as ChordConfig
  const { bits, successors, replicas, variant, routing, mode, maintenance } = config
  return {
    bits,
    size: 2 ** bits,
    successors,
    replicas,
    variant,
    routing,
    mode,
    // With one successor and no rule for failures, as on slides 13 to 28, there is nobody else to turn to.
    waits: variant !== 'lecture' || successors > 1,
    looksAtItself: variant === 'lecture',
    timeout_us: fromMilliseconds(3 * longest_ms(scenario.network.latency_ms) + 1),
    periods:
      maintenance === 'manual'
        ? undefined
        : {
            ...(maintenance.stabilize_ms === undefined ? {} : { stabilize: maintenance.stabilize_ms }),
            ...(maintenance.fixFingers_ms === undefined ? {} : { fixFingers: maintenance.fixFingers_ms }),
            ...(maintenance.checkPredecessor_ms === undefined
              ? {}
              : { checkPredecessor: maintenance.checkPredecessor_ms }),
          },
  }
}

/** A delay that hardly any message exceeds; no message, where the distribution has a bound. */
function longest_ms(latency: Latency): number {
  if (typeof latency === 'number') return latency
  switch (latency.kind) {
    case 'uniform':
      return latency.max
    case 'exponential':
      return 10 * latency.mean
    case 'pareto':
      return Math.min(latency.xm * 1000 ** (1 / latency.alpha), 1e6)
    case 'mixture':
      return Math.max(...latency.parts.map(longest_ms))
  }
}

/** The maintenance of a node in the order of one round: what `maintain` runs. */
export function roundOf({ variant, successors, routing }: ChordSettings): readonly Maintenance[] {
  const fingers: readonly Maintenance[] = routing === 'finger' ? ['fixFingers'] : []
  switch (variant) {
    case 'lecture':
      return successors === 1 ? ['stabilize', ...fingers] : ['checkPredecessor', 'stabilize', ...fingers]
    case 'paper':
      return ['checkPredecessor', 'update', 'stabilize', 'reconcile', ...fingers]
    case 'corrected':
      return ['stabilize', ...fingers]
  }
}
