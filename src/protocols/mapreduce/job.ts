import { change, node, say } from '../../engine/kernel/role.ts'
import { countersOf } from './counters.ts'
import type { Described, FileBlocks } from './messages.ts'
import type { MapReduceContext, Settings } from './settings.ts'
import {
  CLIENT,
  type Job,
  type MapTask,
  type MasterState,
  NAMENODE,
  type ReduceTask,
  type Split,
  type TrackedWorker,
} from './state.ts'
import { counted } from './words.ts'

/** A job is submitted: the master asks the namenode for the blocks of its input. */
export function startJob(
  m: MasterState,
  files: readonly string[],
  settings: Settings,
  ctx: MapReduceContext,
): void {
  ctx.send(CLIENT, { kind: 'submitted' })
  if (m.job !== null) {
    ctx.explain?.({
      says: say`${node(ctx.self)} has the job already`,
      sends: say`says so to ${node(CLIENT)}`,
    })
    return
  }
  ctx.send(NAMENODE, { kind: 'listBlocks', files: [...files] })
  m.job = {
    phase: 'splitting',
    why: null,
    files: [...files],
    operation: ctx.begin({ do: 'job' } satisfies Described),
    tick: 0,
    maps: [],
    reduces: [],
    waitingMaps: [],
    waitingReduces: [],
    mapsDone: 0,
    reducesDone: 0,
    barriers: 0,
    mapTicks: { sum: 0, count: 0 },
    reduceTicks: { sum: 0, count: 0 },
    version: 0,
    tries: 0,
    timer: ctx.setTimer({ kind: 'noAnswer' }, settings.wait(0), 'foreground'),
  }
  ctx.explain?.({
    line: 'run.splits',
    value: counted(files.length, 'file'),
    says: say`${node(ctx.self)} ${change('accepts the job')}`,
    sends: say`asks ${node(NAMENODE)} for the blocks of its input`,
  })
}

/** The namenode has answered: one map for each split, and the reduces. */
export function makeTasks(
  m: MasterState,
  job: Job,
  files: readonly FileBlocks[] | null,
  settings: Settings,
  ctx: MapReduceContext,
): void {
  if (job.phase !== 'splitting') return
  stopWaiting(job, ctx)
  if (files === null) return endJob(m, job, 'the input is not in HDFS', settings, ctx)
  const { reducers } = settings.shape
  job.phase = 'running'
  job.tries = 0
  job.maps = splitsOf(files, settings).map(
    (split, i): MapTask => ({
      id: `m${i}`,
      split,
      state: 'waiting',
      attempts: [],
      output: null,
      report: null,
      fetchFailures: 0,
    }),
  )
  job.reduces = Array.from(
    { length: reducers },
    (_, i): ReduceTask => ({ id: `r${i}`, state: 'waiting', attempts: [], winner: null }),
  )
  job.waitingMaps = job.maps.map((_, i) => i)
  job.waitingReduces = job.reduces.map((_, i) => i)
  for (const w of Object.values(m.workers)) w.heard = 0
  ctx.setTimer({ kind: 'tick' }, settings.heartbeat_us, 'background')
  ctx.explain?.({
    line: 'run.tasks',
    value: `${counted(job.maps.length, 'map')}, ${counted(reducers, 'reduce')}`,
    says: say`${node(ctx.self)} ${change(`makes ${counted(job.maps.length, 'map')} and ${counted(reducers, 'reduce')}`)}`,
  })
}

/** Cuts each file into splits. A file without a byte is one split, as in Hadoop. */
function splitsOf(
  files: readonly FileBlocks[],
  { splitBytes, blockBytes }: Pick<Settings, 'splitBytes' | 'blockBytes'>,
): Split[] {
  return files.flatMap(({ file, blocks }) => {
    const fileBytes = blocks.reduce((sum, { bytes }) => sum + bytes, 0)
    const count = Math.max(1, Math.ceil(fileBytes / splitBytes))
    return Array.from({ length: count }, (_, i): Split => {
      const offset = i * splitBytes
      const length = Math.min(splitBytes, fileBytes - offset)
      const hosts = blocks[Math.floor(offset / blockBytes)]?.hosts ?? []
      return { file, offset, length, fileBytes, hosts: [...hosts] }
    })
  })
}

/** The job is over; `why` says why it failed. What still runs is stopped, and the client is told. */
export function endJob(
  m: MasterState,
  job: Job,
  why: string | null,
  settings: Settings,
  ctx: MapReduceContext,
): void {
  stopWaiting(job, ctx)
  job.phase = why === null ? 'done' : 'failed'
  job.why = why
  job.tries = 0
  for (const { attempts } of [...job.maps, ...job.reduces]) {
    for (const record of attempts) {
      if (record.state !== 'running') continue
      record.state = 'killed'
      ctx.reply(record.operation, { state: 'killed' })
    }
  }
  for (const name of Object.keys(m.workers)) {
    const w = m.workers[name] as TrackedWorker
    for (const attempt of [...w.maps, ...w.reduces]) ctx.send(name, { kind: 'kill', attempt })
    w.maps = []
    w.reduces = []
  }
  ctx.reply(job.operation, { state: job.phase })
  ctx.send(CLIENT, { kind: 'jobEnded', why })
  job.timer = ctx.setTimer({ kind: 'noAnswer' }, settings.wait(0), 'foreground')
  ctx.explain?.({
    line: 'done.end',
    value: job.phase,
    ...(why === null ? {} : { says: say`${node(ctx.self)} ${change('gives up the job')}: ${why}` }),
    sends: say`tells ${node(CLIENT)} that the job ${why === null ? 'is done' : 'has failed'}`,
    milestone: `job ${job.phase}`,
  })
}

/** The client has taken note of the end: the last word about the job. */
export function closeJob(job: Job, ctx: MapReduceContext): void {
  const isLate = job.timer === null
  stopWaiting(job, ctx)
  const { REDUCE_OUTPUT_RECORDS, SHUFFLED_BYTES } = countersOf(
    [],
    job.reduces.flatMap(({ winner }) => winner?.report ?? []),
  )
  ctx.explain?.({
    ...(isLate ? { routine: true } : {}),
    says:
      job.why === null
        ? say`${node(ctx.self)} closes the job: ${counted(REDUCE_OUTPUT_RECORDS, 'key')} in the output, ${SHUFFLED_BYTES} B shuffled`
        : say`${node(ctx.self)} closes the job, which has failed: ${job.why}`,
  })
}

function stopWaiting(job: Job, ctx: MapReduceContext): void {
  if (job.timer !== null) ctx.cancelTimer(job.timer)
  job.timer = null
}
