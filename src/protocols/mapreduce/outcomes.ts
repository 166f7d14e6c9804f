import { change, node, say } from '../../engine/kernel/role.ts'
import { endJob } from './job.ts'
import type { JobMessage } from './messages.ts'
import type { MapReduceContext, Settings } from './settings.ts'
import type {
  AttemptId,
  AttemptRecord,
  Job,
  MapTask,
  MasterState,
  ReduceTask,
  Source,
  TaskKind,
  TrackedWorker,
} from './state.ts'
import { attemptId, taskOf } from './state.ts'
import { listed } from './words.ts'

type Received<K extends JobMessage['kind']> = Extract<JobMessage, { kind: K }>

/** A task whose attempts have failed so often fails its job: Hadoop's `mapred.map.max.attempts`. */
const MAX_FAILURES = 4

/** So many reducers, or one of them so often, must miss a map's output before the map runs again. */
const MAX_FETCH_FAILURES = 2

/** A map is done. The first attempt counts; its output stays on its worker's disk. */
export function mapDone(m: MasterState, job: Job, message: Received<'mapDone'>, ctx: MapReduceContext): void {
  const { task, attempt, report } = message
  const found = job.maps[task]
  const record = found?.attempts[attempt]
  if (found === undefined || record?.state !== 'running' || job.phase !== 'running') return notCounted(ctx)
  found.state = 'done'
  found.output = { worker: record.worker, attempt }
  found.report = { ...report, partitions: report.partitions.map((partition) => ({ ...partition })) }
  found.fetchFailures = 0
  job.mapsDone++
  job.mapTicks.sum += job.tick - record.startedTick
  job.mapTicks.count++
  end(m, record, attemptId('map', task, attempt), 'done', ctx)
  const isLast = job.mapsDone === job.maps.length
  if (isLast) job.barriers++
  ctx.explain?.({ line: 'done.first', value: `m${task}.${attempt}`, outcome: true })
  ctx.explain?.({
    line: 'done.keep',
    value: `m${task} on ${record.worker}`,
    says: isLast
      ? say`${node(ctx.self)} notes that m${task} is done, and with it ${change('every map')}`
      : say`${node(ctx.self)} ${change(`notes that m${task} is done`)}, on ${node(record.worker)}`,
    ...(isLast ? { milestone: job.barriers > 1 ? 'maps done again' : 'maps done' } : {}),
  })
  killOthers(m, found, 'map', task, ctx)
  announce(job, [task], ctx)
}

/** A reduce is done, and its output in HDFS. The first attempt counts. */
export function reduceDone(
  m: MasterState,
  job: Job,
  message: Received<'reduceDone'>,
  settings: Settings,
  ctx: MapReduceContext,
): void {
  const { task, attempt, report } = message
  const found = job.reduces[task]
  const record = found?.attempts[attempt]
  if (found === undefined || record?.state !== 'running' || job.phase !== 'running') return notCounted(ctx)
  found.state = 'done'
  found.winner = { worker: record.worker, attempt, report: { ...report } }
  job.reducesDone++
  job.reduceTicks.sum += job.tick - record.startedTick
  job.reduceTicks.count++
  end(m, record, attemptId('reduce', task, attempt), 'done', ctx)
  const isLast = job.reducesDone === job.reduces.length
  ctx.explain?.({ line: 'done.first', value: `r${task}.${attempt}`, outcome: true })
  ctx.explain?.({
    line: 'done.keep',
    value: `r${task}`,
    says: isLast
      ? say`${node(ctx.self)} notes that r${task} is done, and with it ${change('every reduce')}`
      : say`${node(ctx.self)} ${change(`notes that r${task} is done`)}`,
    ...(isLast ? {} : { milestone: `r${task} done` }),
  })
  killOthers(m, found, 'reduce', task, ctx)
  if (isLast) endJob(m, job, null, settings, ctx)
}

/** An attempt has given up; the task is tried again, but not for ever. */
export function attemptFailed(
  m: MasterState,
  job: Job,
  message: Received<'attemptFailed'>,
  settings: Settings,
  ctx: MapReduceContext,
): void {
  const { kind, task, attempt } = taskOf(message.attempt)
  const found = kind === 'map' ? job.maps[task] : job.reduces[task]
  const record = found?.attempts[attempt]
  if (found === undefined || record?.state !== 'running' || job.phase !== 'running') return notCounted(ctx)
  record.why = message.why
  end(m, record, message.attempt, 'failed', ctx)
  ctx.explain?.({
    line: 'tick.rerun',
    value: message.attempt,
    says: say`${node(ctx.self)} learns that ${change(`${message.attempt} has failed`)}: ${message.why}`,
  })
  if (failures(found) >= MAX_FAILURES) {
    return endJob(m, job, `${found.id} failed ${MAX_FAILURES} times: ${message.why}`, settings, ctx)
  }
  waitAgain(job, kind, task)
  if (kind === 'reduce') runLostMapsAgain(m, job, ctx)
}

/** A reducer cannot get a map's output. When it is gone, or missed repeatedly, the map runs again. */
export function fetchFailed(
  m: MasterState,
  job: Job,
  message: Received<'fetchFailed'>,
  settings: Settings,
  ctx: MapReduceContext,
): void {
  const { map, attempt, gone } = message
  const found = job.maps[map]
  if (found === undefined || found.output?.attempt !== attempt || job.phase !== 'running')
    return notCounted(ctx)
  found.fetchFailures++
  ctx.explain?.({
    says: say`${node(ctx.self)} learns that m${map} cannot be fetched from ${node(found.output.worker)}`,
  })
  if (!gone && found.fetchFailures < MAX_FETCH_FAILURES) return
  const record = found.attempts[attempt] as AttemptRecord
  record.state = 'failed'
  record.why = 'its output cannot be fetched'
  if (failures(found) >= MAX_FAILURES) {
    return endJob(m, job, `${found.id} failed ${MAX_FAILURES} times: ${record.why}`, settings, ctx)
  }
  loseOutput(job, map)
  ctx.explain?.({ line: 'tick.rerun', value: `m${map}`, says: say`It lets m${map} ${change('run again')}` })
  announce(job, [map], ctx)
}

/** A worker is silent: what ran there waits again, and so do its maps, whose output was on its disk (section 3.3). */
export function workerLost(m: MasterState, job: Job, name: string, ctx: MapReduceContext): void {
  const w = m.workers[name] as TrackedWorker
  w.alive = false
  const again: string[] = []
  for (const id of [...w.maps, ...w.reduces]) {
    const { kind, task, attempt } = taskOf(id)
    const found = kind === 'map' ? job.maps[task] : job.reduces[task]
    const record = found?.attempts[attempt]
    if (found === undefined || record === undefined) continue
    end(m, record, id, 'lost', ctx)
    if (waitAgain(job, kind, task)) again.push(found.id)
  }
  ctx.explain?.({
    line: 'tick.lost',
    value: name,
    outcome: true,
    says: say`${node(ctx.self)} ${change(`gives up ${name}`)}, which does not answer`,
    milestone: `${name} fails`,
  })
  again.push(...runLostMapsAgain(m, job, ctx))
  if (again.length === 0) return
  ctx.explain?.({
    line: 'tick.rerun',
    value: again.join(', '),
    says: say`It lets ${listed(again)} ${change('run again')}`,
  })
}

/** Whether every reduce is done or has every piece: then no output of a map is needed any more. */
export function mayForgetOutputs(job: Job): boolean {
  return job.reduces.every(
    ({ state, attempts }) =>
      state === 'done' || attempts.some((record) => record.state === 'running' && record.copied),
  )
}

/** Lets maps run again whose output is on the disk of a lost worker, as far as a reducer needs it. */
function runLostMapsAgain(m: MasterState, job: Job, ctx: MapReduceContext): string[] {
  if (mayForgetOutputs(job)) return []
  const lost: number[] = []
  job.maps.forEach(({ output, attempts }, task) => {
    if (output === null || m.workers[output.worker]?.alive) return
    const record = attempts[output.attempt]
    if (record !== undefined) record.state = 'lost'
    lost.push(task)
  })
  for (const task of lost) loseOutput(job, task)
  announce(job, lost, ctx)
  return lost.map((task) => `m${task}`)
}

function loseOutput(job: Job, task: number): void {
  const found = job.maps[task] as MapTask
  found.output = null
  found.state = 'waiting'
  found.fetchFailures = 0
  job.mapsDone--
  job.waitingMaps.unshift(task)
}

/** Puts a task back in the queue, unless another attempt at it runs. Whether it waits now. */
function waitAgain(job: Job, kind: TaskKind, task: number): boolean {
  const found = (kind === 'map' ? job.maps[task] : job.reduces[task]) as MapTask | ReduceTask
  if (found.state !== 'running' || found.attempts.some(({ state }) => state === 'running')) return false
  found.state = 'waiting'
  if (kind === 'map') job.waitingMaps.unshift(task)
  else job.waitingReduces.unshift(task)
  return true
}

/** Tells the reducers that run where the outputs of these maps are now, or that they are lost. */
function announce(job: Job, maps: readonly number[], ctx: MapReduceContext): void {
  if (maps.length === 0) return
  job.version++
  const { version } = job
  const told = job.reduces.flatMap(({ id, attempts }, reduce) => {
    const copying = attempts.filter(({ state, copied }) => state === 'running' && !copied)
    for (const record of copying) {
      const attempt = attemptId('reduce', reduce, record.attempt)
      const sources = maps.map((map) => sourceOf(job, map, reduce))
      ctx.send(record.worker, { kind: 'outputs', attempt, version, complete: false, sources })
    }
    return copying.length > 0 ? [id] : []
  })
  if (told.length > 0) {
    ctx.explain?.({ line: 'done.tell', value: told.join(', '), sends: say`tells ${listed(told)}` })
  }
}

/** Where a reduce finds its partition of a map's output now. */
function sourceOf(job: Job, map: number, reduce: number): Source {
  const { output, report, attempts } = job.maps[map] as MapTask
  if (output === null || report === null) {
    return { map, attempt: attempts.length - 1, worker: null, bytes: 0 }
  }
  return { map, ...output, bytes: report.partitions[reduce]?.bytes ?? 0 }
}

/** The first attempt at a task has won: stops the others. */
function killOthers(
  m: MasterState,
  { attempts }: MapTask | ReduceTask,
  kind: TaskKind,
  task: number,
  ctx: MapReduceContext,
): void {
  for (const record of attempts) {
    if (record.state !== 'running') continue
    const attempt = attemptId(kind, task, record.attempt)
    end(m, record, attempt, 'killed', ctx)
    ctx.send(record.worker, { kind: 'kill', attempt })
    ctx.explain?.({
      line: 'done.kill',
      value: attempt,
      sends: say`stops ${attempt} on ${node(record.worker)}`,
    })
  }
}

/** An attempt has ended: its slot is free again. */
function end(
  m: MasterState,
  record: AttemptRecord,
  id: AttemptId,
  state: Exclude<AttemptRecord['state'], 'running'>,
  ctx: MapReduceContext,
): void {
  record.state = state
  ctx.reply(record.operation, { state })
  const w = m.workers[record.worker] as TrackedWorker
  w.maps = w.maps.filter((other) => other !== id)
  w.reduces = w.reduces.filter((other) => other !== id)
}

function failures({ attempts }: MapTask | ReduceTask): number {
  return attempts.filter(({ state }) => state === 'failed').length
}

/** A report that came twice, or too late. */
function notCounted(ctx: MapReduceContext): void {
  ctx.explain?.({
    line: 'done.first',
    outcome: false,
    value: 'first',
    routine: true,
    says: say`${node(ctx.self)} has settled that already`,
  })
}
