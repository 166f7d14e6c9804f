import { call, change, node, say } from '../../engine/kernel/role.ts'
import { startWrite, stopWrite } from './hdfs/writer.ts'
import type { JobMessage } from './messages.ts'
import { writeGroups, writePairs } from './pairs.ts'
import { reportFailure } from './reportFailure.ts'
import type { MapReduceContext, Settings } from './settings.ts'
import {
  attemptId,
  MASTER,
  type MapAttempt,
  type Partition,
  partName,
  type ReduceAttempt,
  type ReduceReport,
  type Source,
  type WorkerState,
} from './state.ts'
import { runReduce } from './wordCount.ts'
import { briefly, counted, pairsText } from './words.ts'

type Received<K extends JobMessage['kind']> = Extract<JobMessage, { kind: K }>

/** The master gives this worker a reduce task. */
export function startReduce(
  w: WorkerState,
  message: Received<'assignReduce'>,
  settings: Settings,
  ctx: MapReduceContext,
): void {
  const { task, attempt, version, sources } = message
  const id = attemptId('reduce', task, attempt)
  if (Object.hasOwn(w.reduces, id)) {
    ctx.explain?.({ routine: true, says: say`${node(ctx.self)} knows of ${id} already` })
    return
  }
  ctx.explain?.({
    line: 'reduce.for',
    value: counted(sources.length, 'map'),
    says: say`${node(ctx.self)} ${change(`starts r${task}`)}`,
  })
  const started: ReduceAttempt = {
    id,
    task,
    attempt,
    phase: 'copying',
    sources: sources.map(() => null),
    version,
    queue: [],
    fetching: null,
    stalled: [],
    copied: [],
    pieces: [],
    grouped: null,
    output: null,
    write: null,
    report: null,
    timer: null,
    why: null,
  }
  w.reduces[id] = started
  for (const source of sources) if (source !== null) note(started, source, ctx)
  copyNext(w, started, settings, ctx)
}

/** The master announces where outputs are now, or that they are lost. */
export function hearOfOutputs(
  w: WorkerState,
  a: ReduceAttempt,
  message: Received<'outputs'>,
  settings: Settings,
  ctx: MapReduceContext,
): void {
  if (message.complete) a.version = Math.max(a.version, message.version)
  else if (message.version === a.version + 1) a.version = message.version
  if (a.phase !== 'copying') return
  for (const source of message.sources) note(a, source, ctx)
  const lost = message.sources.filter(({ worker }) => worker === null).map(({ map }) => `m${map}`)
  const there = message.sources.filter(({ worker }) => worker !== null).map(({ map }) => `m${map}`)
  ctx.explain?.({
    line: 'reduce.for',
    value: message.sources.map(({ map, worker }) => `m${map} on ${worker ?? 'none'}`).join(', '),
    says:
      there.length > 0
        ? say`${node(ctx.self)} learns for r${a.task} where ${there.join(', ')} can be fetched`
        : say`${node(ctx.self)} learns for r${a.task} that the output of ${lost.join(', ')} is lost`,
  })
  copyNext(w, a, settings, ctx)
}

/** Remembers where a map's output is. */
function note(a: ReduceAttempt, source: Source, ctx: MapReduceContext): void {
  const { map } = source
  if (a.copied.includes(map)) return
  a.sources[map] = { ...source }
  a.queue = a.queue.filter((queued) => queued !== map)
  a.stalled = a.stalled.filter((stalled) => stalled !== map)
  if (a.fetching?.map === map) stopFetching(a, ctx)
  if (source.worker === null) return
  if (source.bytes === 0) a.copied.push(map)
  else a.queue.push(map)
}

/** Fetches the next piece; when every piece is here, sorts. A piece on the own disk needs no network. */
function copyNext(w: WorkerState, a: ReduceAttempt, settings: Settings, ctx: MapReduceContext): void {
  while (a.phase === 'copying' && a.fetching === null && a.queue.length > 0) {
    const map = a.queue.shift() as number
    const { attempt, worker, bytes } = a.sources[map] as Source
    const piece = worker === ctx.self ? ownOutput(w, map, attempt)?.output[a.task] : undefined
    if (worker === null) continue
    if (piece !== undefined) {
      take(a, map, attempt, worker, piece)
      ctx.explain?.({
        line: 'reduce.fetch',
        value: pairsText(piece),
        says: say`It takes ${change(briefly(piece))} of m${map} from its own disk`,
      })
    } else if (worker === ctx.self) {
      a.stalled.push(map)
      reportLoss(a, map, attempt, true, ctx)
    } else {
      const reducer = a.id
      a.fetching = { map, attempt, worker }
      ctx.send(worker, { kind: 'fetch', map, attempt, partition: a.task, reducer })
      a.timer = ctx.setTimer({ kind: 'noPiece', attempt: reducer }, settings.wait(bytes), 'foreground')
      ctx.explain?.({
        line: 'reduce.fetch',
        value: `m${map} on ${worker}`,
        sends: say`asks ${node(worker)} for its part of m${map}, for r${a.task}`,
      })
    }
  }
  if (a.phase !== 'copying' || a.copied.length < a.sources.length) return
  a.phase = 'sorting'
  const bytes = a.pieces.reduce((sum, piece) => sum + piece.bytes, 0)
  const duration_us = settings.reduceTime(bytes, w.speed / w.slow)
  a.timer = ctx.setTimer({ kind: 'worked', attempt: a.id }, duration_us, 'background')
  ctx.send(MASTER, { kind: 'copied', attempt: a.id })
  ctx.explain?.({
    line: 'reduce.sort',
    value: counted(bytes, 'byte'),
    says: say`r${a.task} ${change('has every piece')}, so ${node(ctx.self)} can sort`,
    sends: say`tells ${node(MASTER)}`,
  })
}

function ownOutput(w: WorkerState, map: number, attempt: number): MapAttempt | undefined {
  const id = attemptId('map', map, attempt)
  const own = Object.hasOwn(w.maps, id) ? w.maps[id] : undefined
  return own?.phase === 'done' ? own : undefined
}

function take(a: ReduceAttempt, map: number, attempt: number, worker: string, piece: Partition): void {
  const { records, bytes, data } = piece
  a.copied.push(map)
  a.pieces.push({ map, attempt, worker, records, bytes, data })
}

/** Another worker asks for its partition of a map's output: step (5), the remote read. */
export function serveFetch(
  w: WorkerState,
  message: Received<'fetch'>,
  from: string,
  ctx: MapReduceContext,
): void {
  const { map, attempt, partition, reducer } = message
  const found = ownOutput(w, map, attempt)?.output[partition]
  const piece = found === undefined ? null : { ...found }
  ctx.send(from, { kind: 'piece', map, attempt, reducer, piece })
  ctx.explain?.({
    line: 'fetch.return',
    value: piece === null ? 'none' : counted(piece.records, 'pair'),
    says:
      piece === null
        ? say`${node(ctx.self)} does not have the output of m${map}`
        : say`${node(ctx.self)} reads part ${partition} of m${map} from its local disk`,
    sends:
      piece === null ? say`says so to ${node(from)}` : say`sends ${call(briefly(piece))} to ${node(from)}`,
  })
}

export function receivePiece(
  w: WorkerState,
  a: ReduceAttempt,
  message: Received<'piece'>,
  settings: Settings,
  ctx: MapReduceContext,
): void {
  const { map, attempt, piece } = message
  const { fetching } = a
  if (fetching?.map !== map || fetching.attempt !== attempt) {
    ctx.explain?.({ says: say`${node(ctx.self)} does not wait for m${map} and leaves it` })
    return
  }
  const { worker } = fetching
  stopFetching(a, ctx)
  if (piece === null) {
    a.stalled.push(map)
    reportLoss(a, map, attempt, true, ctx)
  } else {
    take(a, map, attempt, worker, piece)
    ctx.explain?.({
      line: 'reduce.fetch',
      value: counted(piece.records, 'pair'),
      says: say`${node(ctx.self)} adds ${change(briefly(piece))} of m${map} to r${a.task}`,
    })
  }
  copyNext(w, a, settings, ctx)
}

/** The worker that has the piece does not answer: tells the master, and fetches the others first. */
export function noPiece(w: WorkerState, a: ReduceAttempt, settings: Settings, ctx: MapReduceContext): void {
  if (a.fetching === null) return
  const { map, attempt, worker } = a.fetching
  a.fetching = null
  a.timer = null
  a.stalled.push(map)
  ctx.explain?.({ says: say`${node(ctx.self)} has no answer from ${node(worker)}` })
  reportLoss(a, map, attempt, false, ctx)
  copyNext(w, a, settings, ctx)
}

/** Tries again what did not come, when nothing else is left to fetch. */
export function retryStalled(
  w: WorkerState,
  a: ReduceAttempt,
  settings: Settings,
  ctx: MapReduceContext,
): void {
  if (a.phase !== 'copying' || a.fetching !== null || a.stalled.length === 0) return
  a.queue.push(...a.stalled)
  a.stalled = []
  copyNext(w, a, settings, ctx)
}

function reportLoss(
  a: ReduceAttempt,
  map: number,
  attempt: number,
  gone: boolean,
  ctx: MapReduceContext,
): void {
  ctx.send(MASTER, { kind: 'fetchFailed', map, attempt, reducer: a.id, gone })
  ctx.explain?.({
    line: 'reduce.wait',
    value: `no m${map}`,
    sends: say`tells ${node(MASTER)} that r${a.task} cannot get m${map}`,
  })
}

function stopFetching(a: ReduceAttempt, ctx: MapReduceContext): void {
  a.fetching = null
  if (a.timer !== null) ctx.cancelTimer(a.timer)
  a.timer = null
}

/** The time of its work is over: sort, reduce, and step (6), write the output to HDFS. */
export function finishSort(a: ReduceAttempt, settings: Settings, ctx: MapReduceContext): void {
  const { groups, output, report } = runReduce(a.pieces)
  a.timer = null
  a.phase = 'writing'
  a.grouped = writeGroups(groups)
  a.output = writePairs(output)
  a.report = report
  ctx.explain?.({ line: 'reduce.sort', value: counted(groups.length, 'key') })
  ctx.explain?.({
    line: 'reduce.emit',
    value: pairsText({ data: a.output, records: output.length }),
    says: say`${node(ctx.self)} sorts and reduces ${counted(report.inputRecords, 'pair')} of r${a.task} ${change(`to ${output.length}`)}`,
  })
  a.write = startWrite(a.id, partName(a.task), a.output, settings, ctx)
}

/** After each thing that its writing heard. */
export function reduceGoesOn(a: ReduceAttempt, ctx: MapReduceContext): void {
  if (a.phase !== 'writing' || a.write === null) return
  if (a.write.phase === 'failed') return failReduce(a, a.write.why ?? '', ctx)
  if (a.write.phase !== 'done') return
  a.phase = 'done'
  ctx.explain?.({
    says: say`${node(ctx.self)} has ${change(`written ${partName(a.task)}`)} to HDFS`,
  })
  reportReduce(a, ctx)
}

/** Tells the master that the reduce is done; told again when the master asks. */
export function reportReduce(a: ReduceAttempt, ctx: MapReduceContext): void {
  const { task, attempt } = a
  ctx.send(MASTER, { kind: 'reduceDone', task, attempt, report: { ...(a.report as ReduceReport) } })
  ctx.explain?.({
    line: 'reduce.done',
    value: `r${task}`,
    sends: say`tells ${node(MASTER)} that r${task} is done`,
  })
}

function failReduce(a: ReduceAttempt, why: string, ctx: MapReduceContext): void {
  stopReduce(a, ctx)
  a.phase = 'failed'
  a.why = why
  reportFailure(a.id, why, ctx)
}

/** Another attempt has won. */
export function killReduce(a: ReduceAttempt, ctx: MapReduceContext): void {
  if (a.phase === 'failed' || a.phase === 'done') return
  stopReduce(a, ctx)
  a.phase = 'killed'
}

function stopReduce(a: ReduceAttempt, ctx: MapReduceContext): void {
  stopFetching(a, ctx)
  if (a.write !== null) stopWrite(a.write, ctx)
}
