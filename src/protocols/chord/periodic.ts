import { node, say } from '../../engine/kernel/role.ts'
import { fromMilliseconds } from '../../engine/kernel/time.ts'
import type { ChordState } from './messages.ts'
import type { ChordContext } from './requests.ts'
import type { ChordSettings, Interval } from './settings.ts'

type Kind = 'stabilize' | 'fixFingers' | 'checkPredecessor'

/** Timers that run each piece of maintenance again and again (`maintenance` of the scenario). */
export function periodicMaintenance({ periods }: ChordSettings) {
  const kinds = Object.keys(periods ?? {}) as Kind[]

  return {
    /** Sets the first timers, each after a part of its period: nodes that start together stay apart. */
    start(n: ChordState, ctx: ChordContext): void {
      if (kinds.length === 0 || n.periodic) return
      n.periodic = true
      for (const kind of kinds) {
        const period_ms = longest(periods?.[kind] as Interval)
        ctx.setTimer({ kind }, fromMilliseconds(1 + ctx.choose(Math.ceil(period_ms))), 'background')
      }
      ctx.explain?.({ says: say`${node(ctx.self)} starts its periodic maintenance`, routine: true })
    },

    again(kind: Kind, ctx: ChordContext): void {
      ctx.setTimer({ kind }, fromMilliseconds(drawn(periods?.[kind] as Interval, ctx)), 'background')
    },
  }
}

function longest(interval: Interval): number {
  return typeof interval === 'number' ? interval : interval.max
}

function drawn(interval: Interval, ctx: ChordContext): number {
  if (typeof interval === 'number') return interval
  return interval.min + ctx.choose(Math.floor(interval.max - interval.min) + 1)
}
