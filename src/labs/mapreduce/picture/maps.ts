import type { World } from '../../../engine/kernel/world.ts'
import { pairsIn } from '../../../protocols/mapreduce/pairs.ts'
import {
  attemptId,
  type Job,
  type MapReduceState,
  type MapTask,
  type Pair,
  type Partition,
} from '../../../protocols/mapreduce/state.ts'
import { toText } from '../../../protocols/mapreduce/text.ts'
import { mapAttempt, standingOf } from './attempts.ts'

/** A partition of a map's output, for one reducer. */
export interface PartitionPicture {
  readonly records: number
  readonly bytes: number
  /** Its first pairs, keys as text. */
  readonly pairs: readonly Pair[]
}

/** A map task as the figure shows it. */
export interface MapPicture {
  readonly index: number
  /** `planned`: there is no job yet. `done`: its output can be had. */
  readonly standing: 'planned' | 'waiting' | 'running' | 'done'
  /** Who runs it, or ran it. */
  readonly worker: string | undefined
  /** That worker has crashed, whether the master knows or not. */
  readonly down: boolean
  /** Workers on which it, or its output, was lost. */
  readonly lost: readonly string[]
  readonly again: boolean
  /** Who runs a backup beside a slow attempt. */
  readonly backup: string | undefined
  /** The attempt that counts was a backup. */
  readonly byBackup: boolean
  readonly doing: 'starts' | 'reads' | 'maps' | undefined
  /** Pairs that map emitted, before they were combined. */
  readonly pairs: number | undefined
  /** One for each reducer; undefined while there is no output. */
  readonly partitions: readonly PartitionPicture[] | undefined
}

/** More pairs of a partition than this fit no drawing. */
const SHOWN_PAIRS = 12

/** The map tasks of the job; before there is one, `count` planned ones. */
export function mapPictures(
  world: World<MapReduceState>,
  job: Job | null,
  count: number,
  withPairs: boolean,
): MapPicture[] {
  if (job === null || job.maps.length === 0) return Array.from({ length: count }, (_, i) => planned(i))
  return job.maps.map((task, index) => mapPicture(world, task, index, withPairs))
}

function planned(index: number): MapPicture {
  return {
    index,
    standing: 'planned',
    worker: undefined,
    down: false,
    lost: [],
    again: false,
    backup: undefined,
    byBackup: false,
    doing: undefined,
    pairs: undefined,
    partitions: undefined,
  }
}

function mapPicture(
  world: World<MapReduceState>,
  task: MapTask,
  index: number,
  withPairs: boolean,
): MapPicture {
  const { main, backup, lost, again } = standingOf(task.attempts, task.output?.attempt)
  const attempt = main && mapAttempt(world, main.worker, attemptId('map', index, main.attempt))
  const hasOutput = attempt?.phase === 'done' && world.status(main?.worker ?? '') === 'up'
  const standing = main === undefined ? 'waiting' : hasOutput || task.output !== null ? 'done' : 'running'
  return {
    index,
    standing,
    worker: main?.worker,
    down: main !== undefined && world.status(main.worker) !== 'up',
    lost,
    again,
    backup: backup?.worker,
    byBackup: main?.backup === true,
    doing: standing !== 'running' ? undefined : doingOf(attempt?.phase),
    pairs: hasOutput ? attempt.report?.outputRecords : undefined,
    partitions: hasOutput
      ? attempt.output.map((partition) => partitionPicture(partition, withPairs))
      : undefined,
  }
}

function doingOf(phase: string | undefined): MapPicture['doing'] {
  return phase === 'reading' ? 'reads' : phase === 'mapping' ? 'maps' : 'starts'
}

const shownPairs = new WeakMap<Partition, readonly Pair[]>()

function partitionPicture(partition: Partition, withPairs: boolean): PartitionPicture {
  const { records, bytes } = partition
  if (!withPairs) return { records, bytes, pairs: [] }
  let pairs = shownPairs.get(partition)
  if (pairs === undefined) {
    pairs = pairsIn(firstLines(partition.data, SHOWN_PAIRS)).map(([key, value]) => [toText(key), value])
    shownPairs.set(partition, pairs)
  }
  return { records, bytes, pairs }
}

/** The first `count` lines of a byte string. */
function firstLines(data: string, count: number): string {
  let end = 0
  for (let i = 0; i < count; i++) {
    const next = data.indexOf('\n', end)
    if (next < 0) return data
    end = next + 1
  }
  return data.slice(0, end)
}
