import { change, node, type Role, say } from '../../engine/kernel/role.ts'
import { relayFailed, relayStored, serve, store } from './hdfs/datanode.ts'
import { onData, onLocated, onNoRead } from './hdfs/reader.ts'
import type { FileRead, FileWrite } from './hdfs/state.ts'
import { onAllocated, onCompleted, onNoWrite, onStored } from './hdfs/writer.ts'
import { finishMap, killMap, mapGoesOn, reportMap, startMap } from './mapTask.ts'
import type { JobMessage, MapReduceCommand, MapReduceMessage, MapReduceTimer } from './messages.ts'
import {
  finishSort,
  hearOfOutputs,
  killReduce,
  noPiece,
  receivePiece,
  reduceGoesOn,
  reportReduce,
  retryStalled,
  serveFetch,
  startReduce,
} from './reduceTask.ts'
import { reportFailure } from './reportFailure.ts'
import type { MapReduceContext, Settings } from './settings.ts'
import {
  type AttemptId,
  MASTER,
  type MapAttempt,
  NAMENODE,
  type ReduceAttempt,
  type WorkerState,
} from './state.ts'

/** So often a worker tries to make itself known to a master that does not answer. */
const MAX_REGISTRATIONS = 10

/** A slave of the cluster (H4): a tasktracker that runs tasks, and a datanode, on one node. */
export function worker(
  settings: Settings,
): Role<WorkerState, MapReduceMessage, MapReduceTimer, MapReduceCommand> {
  return {
    onMessage(w, message, from, ctx) {
      switch (message.kind) {
        case 'write':
          return store(w, message, settings, ctx)
        case 'read':
          return serve(w, message, from, ctx)
        case 'stored':
          if (message.at > 0) return relayStored(w, message, ctx)
          return writing(w, message.writer, ctx, (write) => onStored(write, message, settings, ctx))
        case 'allocated':
          return writing(w, message.writer, ctx, (write) => onAllocated(write, message, settings, ctx))
        case 'completed':
          return writing(w, message.writer, ctx, (write) => onCompleted(write, message, ctx))
        case 'located':
          return reading(w, message.reader, settings, ctx, (read) =>
            onLocated(read, message, w.blocks, settings, ctx),
          )
        case 'data':
          return reading(w, message.reader, settings, ctx, (read) => onData(read, message, settings, ctx))
        case 'assignMap':
          return startMap(w, message, settings, ctx)
        case 'assignReduce':
          return startReduce(w, message, settings, ctx)
        case 'outputs':
          return reducing(w, message.attempt, (a) => hearOfOutputs(w, a, message, settings, ctx))
        case 'fetch':
          return serveFetch(w, message, from as string, ctx)
        case 'piece':
          return reducing(w, message.reducer, (a) => receivePiece(w, a, message, settings, ctx))
        case 'kill':
          return kill(w, message.attempt, ctx)
        case 'ping':
          return answerPing(w, message, settings, ctx)
        case 'registered':
          return registered(w, message, ctx)
      }
    },

    onTimer(w, timer, ctx) {
      switch (timer.kind) {
        case 'worked':
          return worked(w, timer.attempt, settings, ctx)
        case 'noRead':
          return reading(w, timer.reader, settings, ctx, (read) => onNoRead(read, settings, ctx))
        case 'noWrite':
          return writing(w, timer.writer, ctx, (write) => onNoWrite(write, settings, ctx))
        case 'noPiece':
          return reducing(w, timer.attempt, (a) => noPiece(w, a, settings, ctx))
        case 'noRelay':
          return relayFailed(w, timer.block, ctx)
        case 'silence':
          w.watchdog = null
          ctx.explain?.({ says: say`${node(ctx.self)} has not heard from ${node(MASTER)} for long` })
          return register(w, settings, ctx)
      }
    },

    onCommand(w, command, ctx) {
      if (command.do !== 'slow') return
      const before = w.slow
      w.slow = command.factor
      ctx.explain?.({
        says: say`${node(ctx.self)} ${change(`goes from ${before} to ${w.slow} times`)} the usual time for what it begins`,
        milestone: w.slow > before ? `${ctx.self} is slow` : `${ctx.self} is fast again`,
      })
    },

    onRecover(w, ctx) {
      w.epoch++
      w.relays = {}
      w.watchdog = null
      w.registrations = 0
      forgetTasks(w)
      ctx.explain?.({
        says: say`${node(ctx.self)} is back, with its blocks of HDFS and ${change('without tasks')}`,
      })
      ctx.send(NAMENODE, { kind: 'heartbeat' })
      register(w, settings, ctx)
    },
  }
}

/** A new life begins without the outputs of maps. What reduces had finished is in HDFS, and noted here. */
function forgetTasks(w: WorkerState): void {
  w.maps = {}
  for (const id of Object.keys(w.reduces)) if (w.reduces[id]?.phase !== 'done') delete w.reduces[id]
}

function register(w: WorkerState, settings: Settings, ctx: MapReduceContext): void {
  if (w.registrations >= MAX_REGISTRATIONS) return
  w.registrations++
  watch(w, settings, ctx)
  ctx.send(MASTER, { kind: 'register', epoch: w.epoch })
  ctx.explain?.({ line: 'ping.register', sends: say`registers with ${node(MASTER)}` })
}

/** Waits for the master's next word. */
function watch(w: WorkerState, settings: Settings, ctx: MapReduceContext): void {
  if (w.watchdog !== null) ctx.cancelTimer(w.watchdog)
  const silence_us = settings.wait(0) + 2 * settings.heartbeat_us
  w.watchdog = ctx.setTimer({ kind: 'silence' }, silence_us, 'background')
}

function registered(
  w: WorkerState,
  { epoch, forget, pings }: Extract<JobMessage, { kind: 'registered' }>,
  ctx: MapReduceContext,
): void {
  if (epoch !== w.epoch) return
  if (!pings && w.watchdog !== null) {
    ctx.cancelTimer(w.watchdog)
    w.watchdog = null
  }
  if (forget) {
    for (const a of Object.values(w.maps)) killMap(a, ctx)
    for (const a of Object.values(w.reduces)) killReduce(a, ctx)
    forgetTasks(w)
  }
  ctx.explain?.({
    says: forget
      ? say`${node(ctx.self)} was given up and ${change('drops its tasks')}`
      : say`${node(ctx.self)} is known to ${node(MASTER)} again`,
  })
}

/** The heartbeat: tells the master how things stand, and the namenode that the datanode is alive. */
function answerPing(
  w: WorkerState,
  { attempts }: Extract<JobMessage, { kind: 'ping' }>,
  settings: Settings,
  ctx: MapReduceContext,
): void {
  w.registrations = 0
  watch(w, settings, ctx)
  ctx.explain?.({
    line: 'ping.answer',
    routine: true,
    says: say`${node(ctx.self)} answers the ping`,
  })
  const unknown: AttemptId[] = []
  const versions: { attempt: AttemptId; version: number; copied: boolean }[] = []
  for (const id of attempts) {
    const map = mapOf(w, id)
    const reduce = reduceOf(w, id)
    const phase = map?.phase ?? reduce?.phase
    if (phase === undefined) unknown.push(id)
    if (phase === 'failed') reportFailure(id, map?.why ?? reduce?.why ?? '', ctx)
    if (map?.phase === 'done') reportMap(map, ctx)
    if (reduce?.phase === 'done') reportReduce(reduce, ctx)
    else if (reduce !== undefined && phase !== 'failed') {
      versions.push({ attempt: id, version: reduce.version, copied: reduce.phase !== 'copying' })
      retryStalled(w, reduce, settings, ctx)
    }
  }
  ctx.send(MASTER, { kind: 'pong', epoch: w.epoch, unknown, versions })
  ctx.send(NAMENODE, { kind: 'heartbeat' })
}

function kill(w: WorkerState, id: AttemptId, ctx: MapReduceContext): void {
  const map = mapOf(w, id)
  const reduce = reduceOf(w, id)
  if (map !== undefined) killMap(map, ctx)
  if (reduce !== undefined) killReduce(reduce, ctx)
  ctx.explain?.({ says: say`${node(ctx.self)} ${change(`stops ${id}`)}: it is not needed any more` })
}

function worked(w: WorkerState, id: AttemptId, settings: Settings, ctx: MapReduceContext): void {
  const map = mapOf(w, id)
  if (map !== undefined) return finishMap(map, settings, ctx)
  reducing(w, id, (a) => {
    finishSort(a, settings, ctx)
    reduceGoesOn(a, ctx)
  })
}

/** Lets the reading of a map hear something, and the map go on from there. */
function reading(
  w: WorkerState,
  reader: AttemptId,
  settings: Settings,
  ctx: MapReduceContext,
  hear: (read: FileRead) => void,
): void {
  const a = mapOf(w, reader)
  if (a === undefined || a.phase !== 'reading') return
  hear(a.read)
  mapGoesOn(w, a, settings, ctx)
}

/** Lets the writing of a reduce hear something, and the reduce go on from there. */
function writing(
  w: WorkerState,
  writer: AttemptId,
  ctx: MapReduceContext,
  hear: (write: FileWrite) => void,
): void {
  reducing(w, writer, (a) => {
    if (a.write === null) return
    hear(a.write)
    reduceGoesOn(a, ctx)
  })
}

function reducing(w: WorkerState, id: AttemptId, act: (a: ReduceAttempt) => void): void {
  const a = reduceOf(w, id)
  if (a !== undefined) act(a)
}

function mapOf(w: WorkerState, id: AttemptId): MapAttempt | undefined {
  return Object.hasOwn(w.maps, id) ? w.maps[id] : undefined
}

function reduceOf(w: WorkerState, id: AttemptId): ReduceAttempt | undefined {
  return Object.hasOwn(w.reduces, id) ? w.reduces[id] : undefined
}
