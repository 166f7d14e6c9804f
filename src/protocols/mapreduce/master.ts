import { change, node, type Role, say } from '../../engine/kernel/role.ts'
import { assignAgain, sourcesOf } from './assign.ts'
import { closeJob, endJob, makeTasks, startJob } from './job.ts'
import type { JobMessage, MapReduceCommand, MapReduceMessage, MapReduceTimer } from './messages.ts'
import { attemptFailed, fetchFailed, mapDone, mayForgetOutputs, reduceDone, workerLost } from './outcomes.ts'
import { schedule, startBackups } from './schedule.ts'
import { MAX_TRIES, type MapReduceContext, type Settings } from './settings.ts'
import {
  type AttemptId,
  CLIENT,
  type Job,
  type MasterState,
  NAMENODE,
  type TrackedWorker,
  taskOf,
} from './state.ts'
import { counted, listed } from './words.ts'

/**
 * The master (OSDI 2004, sections 3.1 to 3.3 and 3.6; Hadoop's jobtracker): makes tasks of a job, gives them to
 * workers near their data, notices workers that fail, and starts again what they had.
 */
export function master(
  settings: Settings,
): Role<MasterState, MapReduceMessage, MapReduceTimer, MapReduceCommand> {
  return {
    onMessage(m, message, from, ctx) {
      if (message.kind === 'submit') return startJob(m, message.files, settings, ctx)
      if (message.kind === 'register') return register(m, from as string, message.epoch, settings, ctx)
      const { job } = m
      if (job === null) return
      switch (message.kind) {
        case 'blocks':
          makeTasks(m, job, message.files, settings, ctx)
          break
        case 'pong':
          pong(m, job, from as string, message, settings, ctx)
          break
        case 'mapDone':
          mapDone(m, job, message, ctx)
          break
        case 'reduceDone':
          reduceDone(m, job, message, settings, ctx)
          break
        case 'copied':
          hasCopied(job, message.attempt, ctx)
          break
        case 'attemptFailed':
          attemptFailed(m, job, message, settings, ctx)
          break
        case 'fetchFailed':
          fetchFailed(m, job, message, settings, ctx)
          break
        case 'noted':
          closeJob(job, ctx)
          return
        default:
          return
      }
      if (job.phase === 'running') schedule(m, job, settings, ctx)
    },

    onTimer(m, timer, ctx) {
      const { job } = m
      if (job === null) return
      if (timer.kind === 'noAnswer') noAnswer(m, job, settings, ctx)
      else if (timer.kind === 'tick' && job.phase === 'running') tick(m, job, settings, ctx)
    },

    onCommand() {},

    onRecover(m, ctx) {
      const { job } = m
      if (job === null) return
      job.timer = null
      // "Our current implementation aborts the MapReduce computation if the master fails" (section 3.3).
      if (job.phase === 'splitting' || job.phase === 'running')
        endJob(m, job, 'master was down', settings, ctx)
    },
  }
}

/** Every heartbeat: who is silent, what lags, and a ping to each worker. */
function tick(m: MasterState, job: Job, settings: Settings, ctx: MapReduceContext): void {
  job.tick++
  const names = Object.keys(m.workers)
  const silent = names.filter((name) => {
    const { alive, heard } = m.workers[name] as TrackedWorker
    return alive && job.tick - heard - 1 >= settings.patience
  })
  for (const name of silent) workerLost(m, job, name, ctx)
  const live = names.filter((name) => m.workers[name]?.alive)
  if (live.length === 0) return endJob(m, job, 'no worker is left', settings, ctx)
  schedule(m, job, settings, ctx)
  const backups = settings.speculative ? startBackups(m, job, ctx) : 0
  for (const name of live) {
    const { maps, reduces } = m.workers[name] as TrackedWorker
    ctx.send(name, { kind: 'ping', attempts: [...maps, ...reduces] })
  }
  ctx.setTimer({ kind: 'tick' }, settings.heartbeat_us, 'background')
  if (silent.length + backups > 0) return
  ctx.explain?.({ line: 'tick.lost', value: 'w is silent', outcome: false })
  ctx.explain?.({ line: 'tick.ping', routine: true, sends: say`pings ${counted(live.length, 'worker')}` })
}

/** A worker's heartbeat. What it does not know of was lost on its way, and is sent again. */
function pong(
  m: MasterState,
  job: Job,
  from: string,
  message: Extract<JobMessage, { kind: 'pong' }>,
  settings: Settings,
  ctx: MapReduceContext,
): void {
  const w = m.workers[from]
  if (w?.alive !== true) return
  if (message.epoch > w.epoch) return register(m, from, message.epoch, settings, ctx)
  w.heard = job.tick
  if (job.phase !== 'running') return
  const lost = message.unknown.filter((id) => w.maps.includes(id) || w.reduces.includes(id))
  for (const id of lost) assignAgain(job, id, from, ctx)
  for (const { attempt, version, copied } of message.versions) {
    if (!w.reduces.includes(attempt)) continue
    if (copied) hasCopied(job, attempt, ctx)
    else if (version < job.version) tellAgain(job, attempt, from, ctx)
  }
  ctx.explain?.({
    line: 'tick.ping',
    ...(lost.length > 0 ? {} : { routine: true, says: say`${node(ctx.self)} hears from ${node(from)}` }),
  })
}

/** A reducer has missed an announcement: tells it about every output. */
function tellAgain(job: Job, attempt: AttemptId, worker: string, ctx: MapReduceContext): void {
  const sources = sourcesOf(job, taskOf(attempt).task).filter((source) => source !== null)
  ctx.send(worker, { kind: 'outputs', attempt, version: job.version, complete: true, sources })
  ctx.explain?.({ sends: say`tells ${node(worker)} again where the outputs of the maps are` })
}

/** A worker is back. What ran there before is gone. */
function register(
  m: MasterState,
  from: string,
  epoch: number,
  settings: Settings,
  ctx: MapReduceContext,
): void {
  const w = m.workers[from]
  if (w === undefined || epoch < w.epoch) return
  const { job } = m
  const forget = !w.alive && epoch === w.epoch
  if (job?.phase === 'running' && w.alive && epoch > w.epoch) workerLost(m, job, from, ctx)
  w.alive = true
  w.epoch = epoch
  w.heard = job?.tick ?? 0
  ctx.send(from, { kind: 'registered', epoch, forget, pings: job?.phase === 'running' })
  ctx.explain?.({
    line: 'tick.ping',
    value: from,
    says: say`${node(ctx.self)} ${change(`counts on ${from}`)} again`,
    sends: say`tells ${node(from)}`,
  })
  if (job?.phase === 'running') schedule(m, job, settings, ctx)
}

/** A reduce has every piece. When all have, the outputs of the maps are not needed any more. */
function hasCopied(job: Job, id: string, ctx: MapReduceContext): void {
  const { task, attempt } = taskOf(id)
  const record = job.reduces[task]?.attempts[attempt]
  if (record === undefined || record.copied) return
  record.copied = true
  ctx.explain?.({ says: say`${node(ctx.self)} learns that r${task} has every piece` })
  if (mayForgetOutputs(job)) ctx.explain?.({ milestone: 'shuffle done' })
}

/** The namenode or the client has not answered. */
function noAnswer(m: MasterState, job: Job, settings: Settings, ctx: MapReduceContext): void {
  job.timer = null
  job.tries++
  const asked = job.phase === 'splitting' ? NAMENODE : CLIENT
  ctx.explain?.({ says: say`${node(ctx.self)} has no answer from ${node(asked)}` })
  if (job.phase === 'splitting') {
    if (job.tries >= MAX_TRIES) return endJob(m, job, `${NAMENODE} does not answer`, settings, ctx)
    ctx.send(NAMENODE, { kind: 'listBlocks', files: [...job.files] })
    ctx.explain?.({ sends: say`asks ${node(NAMENODE)} again for ${listed([...job.files])}` })
  } else {
    if (job.tries >= MAX_TRIES) return
    ctx.send(CLIENT, { kind: 'jobEnded', why: job.why })
    ctx.explain?.({ sends: say`tells ${node(CLIENT)} again that the job is over` })
  }
  job.timer = ctx.setTimer({ kind: 'noAnswer' }, settings.wait(0), 'foreground')
}
