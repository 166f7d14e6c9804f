import type { World } from '../../engine/kernel/world.ts'
import { countersOf } from './counters.ts'
import { groupsIn, pairsIn } from './pairs.ts'
import {
  type AttemptId,
  type AttemptRecord,
  attemptId,
  type Job,
  type MapReduceState,
  type Task,
  type TaskKind,
} from './state.ts'
import { toText } from './text.ts'
import { type Cluster, clusterOf, contentOf, outputBlocks } from './world.ts'

/** What the command line prints of a run, by the names of the format. */
export function result(world: World<MapReduceState>): Record<string, unknown> {
  const cluster = clusterOf(world)
  const { job } = cluster.master
  const lasted = job === null ? undefined : world.operations[job.operation - 1]
  return {
    status: statusOf(cluster),
    why: job?.why ?? cluster.client.why,
    output: job === null ? [] : output(job, cluster),
    grouped: job === null ? {} : grouped(job, cluster),
    counters: counters(job),
    attempts: job === null ? [] : attempts(job, world),
    blocks: Object.entries(cluster.namenode.files).flatMap(([file, blocks]) =>
      blocks.map(({ bytes, replicas }, index) => ({ file, index, bytes, replicas: [...replicas] })),
    ),
    reads: world.operations
      .filter(({ description }) => (description as { do: string }).do === 'read')
      .map(({ description, result }) => ({ ...(description as object), ...(result as object | undefined) })),
    makespan_us: lasted?.returned_us === undefined ? null : lasted.returned_us - lasted.invoked_us,
  }
}

function statusOf({ client, master }: Cluster): 'waiting' | 'running' | 'done' | 'failed' {
  if (master.job?.phase === 'done' || master.job?.phase === 'failed') return master.job.phase
  if (client.phase === 'failed') return 'failed'
  return client.phase === 'idle' ? 'waiting' : 'running'
}

/** The output files, as they lie in HDFS. */
function output({ reduces }: Job, { namenode, workers }: Cluster) {
  return reduces.flatMap((_, reducer) => {
    const blocks = outputBlocks(namenode, reducer)
    const content = blocks && contentOf(blocks, workers)
    if (content === undefined) return []
    return [{ reducer, pairs: pairsIn(content).map(([key, value]) => [toText(key), value]) }]
  })
}

/** Each key with its values in the order in which they were reduced. */
function grouped({ reduces }: Job, { workers }: Cluster): Record<string, readonly number[]> {
  const groups = reduces.flatMap(({ winner }, task) => {
    if (winner === null) return []
    const { state } = workers.find(({ name }) => name === winner.worker) ?? {}
    const data = state?.reduces[attemptId('reduce', task, winner.attempt)]?.grouped ?? ''
    return groupsIn(data)
  })
  return Object.fromEntries(groups.map(([key, values]) => [toText(key), values]))
}

/**
 * Hadoop's counters, of the attempts that count. `NUM_FAILED_MAPS` and `NUM_FAILED_REDUCES` count attempts that
 * failed or were lost with their worker.
 */
export function counters(job: Job | null): Record<string, number> {
  const maps = job?.maps ?? []
  const reduces = job?.reduces ?? []
  const winners = maps.flatMap(({ output, attempts }) => attempts[output?.attempt ?? -1] ?? [])
  return {
    ...countersOf(
      maps.flatMap(({ report }) => report ?? []),
      reduces.flatMap(({ winner }) => winner?.report ?? []),
    ),
    DATA_LOCAL_MAPS: winners.filter(({ locality }) => locality === 'node').length,
    RACK_LOCAL_MAPS: winners.filter(({ locality }) => locality === 'rack').length,
    NUM_FAILED_MAPS: failedAttempts(maps),
    NUM_FAILED_REDUCES: failedAttempts(reduces),
  }
}

function failedAttempts(tasks: readonly Task[]): number {
  return tasks.flatMap(({ attempts }) =>
    attempts.filter(({ state }) => state === 'failed' || state === 'lost'),
  ).length
}

function attempts({ maps, reduces }: Job, world: World<MapReduceState>) {
  const all = (tasks: readonly Task[], kind: TaskKind) =>
    tasks.flatMap(({ id, attempts }, task) =>
      attempts.map((record) => attempt(id, attemptId(kind, task, record.attempt), record, world)),
    )
  return [...all(maps, 'map'), ...all(reduces, 'reduce')]
}

function attempt(task: string, id: AttemptId, record: AttemptRecord, world: World<MapReduceState>) {
  const { attempt, worker, state, locality, backup, operation, why } = record
  const times = world.operations[operation - 1]
  return {
    task,
    attempt,
    id,
    node: worker,
    state,
    started_us: times?.invoked_us ?? null,
    ended_us: times?.returned_us ?? null,
    locality,
    backup,
    why,
  }
}
