import { change, node, say } from '../../engine/kernel/role.ts'
import type { Described } from './messages.ts'
import type { MapReduceContext } from './settings.ts'
import {
  type AttemptId,
  type AttemptRecord,
  attemptId,
  type Job,
  type Locality,
  type MapTask,
  type MasterState,
  type ReduceTask,
  type Source,
  type Split,
  type TaskId,
  type TaskKind,
  taskOf,
} from './state.ts'

/** A task that was given to a worker. */
export interface Assigned {
  readonly task: TaskId
  readonly worker: string
}

/** What is decided about a new attempt at a task. */
interface Plan {
  readonly task: number
  readonly worker: string
  /** Of a map: how near its split is. */
  readonly locality: Locality | null
  /** Whether it starts beside an attempt that lags. */
  readonly backup: boolean
}

/** Where a map runs, seen from its split. */
const WHERE: Readonly<Record<Locality, string>> = {
  node: 'on the node of its split',
  rack: 'in the rack of its split',
  remote: 'far from its split',
}

/** Gives a map to a worker. */
export function assignMap(m: MasterState, job: Job, plan: Plan, ctx: MapReduceContext): Assigned {
  const { task, worker, locality } = plan
  const found = job.maps[task] as MapTask
  const attempt = begin(found, 'map', plan, job, ctx)
  m.workers[worker]?.maps.push(attemptId('map', task, attempt))
  ctx.send(worker, { kind: 'assignMap', task, attempt, split: copyOf(found.split) })
  if (locality !== null)
    ctx.explain?.({ line: 'schedule.near', value: `${found.id}: ${worker}, ${WHERE[locality]}` })
  explainAssigned(found.id, attempt, plan, 'schedule.map', ctx)
  return { task: found.id, worker }
}

/** Gives a reduce to a worker, and tells it where the outputs of the maps are. */
export function assignReduce(m: MasterState, job: Job, plan: Plan, ctx: MapReduceContext): Assigned {
  const { task, worker } = plan
  const found = job.reduces[task] as ReduceTask
  const attempt = begin(found, 'reduce', plan, job, ctx)
  m.workers[worker]?.reduces.push(attemptId('reduce', task, attempt))
  const { version } = job
  ctx.send(worker, { kind: 'assignReduce', task, attempt, version, sources: sourcesOf(job, task) })
  explainAssigned(found.id, attempt, plan, 'schedule.reduce', ctx)
  return { task: found.id, worker }
}

function explainAssigned(
  task: TaskId,
  attempt: number,
  { worker, backup }: Plan,
  line: string,
  ctx: MapReduceContext,
): void {
  const milestone = backup ? `backup of ${task}` : attempt > 0 ? `${task} runs again` : undefined
  ctx.explain?.({ line: backup ? 'tick.backup' : line, value: `${task} on ${worker}`, milestone })
}

/** The worker does not know of an attempt that it should run: sends the task again. */
export function assignAgain(job: Job, id: AttemptId, worker: string, ctx: MapReduceContext): void {
  const { kind, task, attempt } = taskOf(id)
  const split = job.maps[task]?.split
  const { version } = job
  if (kind === 'reduce') {
    ctx.send(worker, { kind: 'assignReduce', task, attempt, version, sources: sourcesOf(job, task) })
  } else if (split !== undefined) {
    ctx.send(worker, { kind: 'assignMap', task, attempt, split: copyOf(split) })
  }
  ctx.explain?.({
    says: say`${node(worker)} does not know of ${id}`,
    sends: say`gives ${change(id)} to ${node(worker)} again`,
  })
}

/** Where each map's output for a reduce is, by index of the map; null where there is none. */
export function sourcesOf(job: Job, reduce: number): (Source | null)[] {
  return job.maps.map(({ output, report }, map) =>
    output === null || report === null
      ? null
      : { map, ...output, bytes: report.partitions[reduce]?.bytes ?? 0 },
  )
}

/** Notes a new attempt at a task, and returns its number. */
function begin(
  task: MapTask | ReduceTask,
  kind: TaskKind,
  { task: index, worker, locality, backup }: Plan,
  job: Job,
  ctx: MapReduceContext,
): number {
  const attempt = task.attempts.length
  const started: AttemptRecord = {
    attempt,
    worker,
    state: 'running',
    locality,
    backup,
    operation: ctx.begin({
      do: 'attempt',
      attempt: attemptId(kind, index, attempt),
      worker,
      backup,
    } satisfies Described),
    startedTick: job.tick,
    copied: false,
    why: null,
  }
  task.attempts.push(started)
  task.state = 'running'
  return attempt
}

function copyOf(split: Split): Split {
  return { ...split, hosts: [...split.hosts] }
}
