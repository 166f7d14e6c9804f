import type { World } from '../../../engine/kernel/world.ts'
import { bytesOfPair, pairsIn } from '../../../protocols/mapreduce/pairs.ts'
import {
  attemptId,
  type Job,
  type MapReduceState,
  type Partition,
} from '../../../protocols/mapreduce/state.ts'
import { mapAttempt } from './attempts.ts'

/** What the combiner makes of the pairs that the finished maps have to hand on. */
export interface ShuffledBytes {
  /** Bytes and pairs where maps combine them, and where they do not. */
  readonly with: Amount
  readonly without: Amount
  /** Which of both is counted; the other is worked out from what the maps reported or left. */
  readonly combiner: boolean
  /** Bytes that the reducers have already. */
  readonly fetched: number
}

export interface Amount {
  readonly bytes: number
  readonly pairs: number
}

/** Adds up what the maps that are done have reported. */
export function shuffledBytes(
  world: World<MapReduceState>,
  job: Job | null,
  combiner: boolean,
): ShuffledBytes {
  let combined: Amount = { bytes: 0, pairs: 0 }
  let emitted: Amount = { bytes: 0, pairs: 0 }
  job?.maps.forEach((task, index) => {
    const { report, output } = task
    if (report === null) return
    emitted = sum(emitted, { bytes: report.outputBytes, pairs: report.outputRecords })
    if (combiner)
      combined = report.partitions.reduce(
        (all, { bytes, records }) => sum(all, { bytes, pairs: records }),
        combined,
      )
    else if (output !== null) {
      const attempt = mapAttempt(world, output.worker, attemptId('map', index, output.attempt))
      combined = (attempt?.output ?? []).map(distinctKeys).reduce(sum, combined)
    }
  })
  return { with: combined, without: emitted, combiner, fetched: fetchedBytes(world, job) }
}

function sum(a: Amount, b: Amount): Amount {
  return { bytes: a.bytes + b.bytes, pairs: a.pairs + b.pairs }
}

const known = new WeakMap<Partition, Amount>()

/** What a combiner would leave of a partition: one pair for each key. */
function distinctKeys(partition: Partition): Amount {
  let amount = known.get(partition)
  if (amount === undefined) {
    const pairs = [...new Map(pairsIn(partition.data)).entries()]
    amount = { bytes: pairs.reduce((all, pair) => all + bytesOfPair(pair), 0), pairs: pairs.length }
    known.set(partition, amount)
  }
  return amount
}

/** Bytes at the attempts that count or run; what a lost attempt had fetched is gone with it. */
function fetchedBytes(world: World<MapReduceState>, job: Job | null): number {
  let bytes = 0
  job?.reduces.forEach(({ attempts, winner }, task) => {
    const main =
      attempts.find(({ attempt }) => attempt === winner?.attempt) ??
      attempts.find(({ state, backup }) => state === 'running' && !backup)
    if (main === undefined) return
    const state = world.state(main.worker)
    if (state?.role !== 'worker') return
    for (const piece of state.reduces[attemptId('reduce', task, main.attempt)]?.pieces ?? [])
      bytes += piece.bytes
  })
  return bytes
}
