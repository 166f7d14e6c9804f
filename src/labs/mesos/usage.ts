import type { Recording } from '../../engine/record/recording.ts'
import { clusterTotal } from '../../protocols/mesos/master/book.ts'
import { KINDS, type Kind } from '../../protocols/mesos/resources.ts'
import { MASTER, type MasterState } from '../../protocols/mesos/state.ts'

/** How much of the cluster each framework holds from one step on, as shares of the whole, 0..1. */
export interface UsagePoint {
  readonly step: number
  readonly shares: Readonly<Record<Kind, Readonly<Record<string, number>>>>
}

/** What is known of a recording, so that one that grows is not read again from its beginning. */
interface History {
  scanned: number
  points: readonly UsagePoint[]
}

const histories = new WeakMap<Recording<unknown>, History>()

/** What the frameworks hold in the master's book after each step that changes it, up to step `length`. */
export function usageOf(recording: Recording<unknown>, length: number): readonly UsagePoint[] {
  const history = histories.get(recording) ?? {
    scanned: 0,
    points: [{ step: 0, shares: sharesOf(undefined) }],
  }
  histories.set(recording, history)
  const found: UsagePoint[] = []
  let last = history.points.at(-1)?.shares
  for (; history.scanned < length; history.scanned++) {
    const step = recording.step(history.scanned + 1)
    if (step?.node !== MASTER || step.after === undefined || step.after === step.before) continue
    const shares = sharesOf(step.after as MasterState)
    if (isSame(shares, last)) continue
    last = shares
    found.push({ step: step.index, shares })
  }
  if (found.length > 0) history.points = [...history.points, ...found]
  return history.points
}

function sharesOf(master: MasterState | undefined): UsagePoint['shares'] {
  const total = master && clusterTotal(master)
  const of = (kind: Kind) =>
    Object.fromEntries(
      Object.entries(master?.frameworks ?? {}).map(([name, { allocated }]) => [
        name,
        total === undefined || total[kind] === 0 ? 0 : allocated[kind] / total[kind],
      ]),
    )
  return { cpus: of('cpus'), mem_gb: of('mem_gb') }
}

function isSame(a: UsagePoint['shares'], b: UsagePoint['shares'] | undefined): boolean {
  return KINDS.every((kind) => {
    const names = Object.keys(a[kind])
    return (
      names.length === Object.keys(b?.[kind] ?? {}).length &&
      names.every((name) => a[kind][name] === b?.[kind][name])
    )
  })
}
