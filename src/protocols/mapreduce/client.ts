import { change, node, type Role, say } from '../../engine/kernel/role.ts'
import { onData, onLocated, onNoRead, startRead } from './hdfs/reader.ts'
import type { FileRead, FileWrite } from './hdfs/state.ts'
import { onAllocated, onCompleted, onNoWrite, onStored, startWrite, stopWrite } from './hdfs/writer.ts'
import type { Described, MapReduceCommand, MapReduceMessage, MapReduceTimer } from './messages.ts'
import { MAX_TRIES, type MapReduceContext, type Settings } from './settings.ts'
import { CLIENT, type ClientState, type InputFile, MASTER } from './state.ts'
import { toText } from './text.ts'
import { counted } from './words.ts'

/** The user program: writes the input to HDFS, submits the job, and waits. Users read files through it, too. */
export function client(
  settings: Settings,
): Role<ClientState, MapReduceMessage, MapReduceTimer, MapReduceCommand> {
  const writing = (c: ClientState, ctx: MapReduceContext, hear: (write: FileWrite) => void) => {
    if (c.write === null) return
    hear(c.write)
    writeGoesOn(c, settings, ctx)
  }
  const reading = (c: ClientState, reader: string, ctx: MapReduceContext, hear: (read: FileRead) => void) => {
    const read = c.reads[reader]
    if (read === undefined || read.phase === 'done' || read.phase === 'failed') return
    hear(read)
    readGoesOn(read, ctx)
  }
  return {
    onMessage(c, message, _from, ctx) {
      switch (message.kind) {
        case 'allocated':
          return writing(c, ctx, (write) => onAllocated(write, message, settings, ctx))
        case 'stored':
          return writing(c, ctx, (write) => onStored(write, message, settings, ctx))
        case 'completed':
          return writing(c, ctx, (write) => onCompleted(write, message, ctx))
        case 'located':
          return reading(c, message.reader, ctx, (read) => onLocated(read, message, {}, settings, ctx))
        case 'data':
          return reading(c, message.reader, ctx, (read) => onData(read, message, settings, ctx))
        case 'submitted':
          return submitted(c, ctx)
        case 'jobEnded':
          return jobEnded(c, message.why, ctx)
      }
    },

    onTimer(c, timer, ctx) {
      switch (timer.kind) {
        case 'noWrite':
          return writing(c, ctx, (write) => onNoWrite(write, settings, ctx))
        case 'noRead':
          return reading(c, timer.reader, ctx, (read) => onNoRead(read, settings, ctx))
        case 'noAnswer':
          return notSubmitted(c, settings, ctx)
      }
    },

    onCommand(c, command, ctx) {
      if (command.do === 'submit') return run(c, settings, ctx)
      if (command.do === 'read') read(c, command, settings, ctx)
    },

    onRecover(c, ctx) {
      c.timer = null
      c.reads = {}
      if (c.write !== null) fail(c, `${CLIENT} was down`, ctx)
      else if (c.phase === 'submitting') submit(c, settings, ctx)
    },
  }
}

function run(c: ClientState, settings: Settings, ctx: MapReduceContext): void {
  if (c.phase !== 'idle') {
    ctx.explain?.({ says: say`${node(ctx.self)} has submitted its job already` })
    return
  }
  ctx.explain?.({
    line: 'submit.write',
    value: counted(c.input.length, 'file'),
    says: say`${node(ctx.self)} starts to ${change('write its input to HDFS')}`,
  })
  c.phase = 'writing'
  writeNext(c, settings, ctx)
}

function writeNext(c: ClientState, settings: Settings, ctx: MapReduceContext): void {
  const { name, data } = c.input[c.written] as InputFile
  c.write = startWrite(CLIENT, name, data, settings, ctx)
}

/** After each thing that its writing heard. */
function writeGoesOn(c: ClientState, settings: Settings, ctx: MapReduceContext): void {
  const { write } = c
  if (write === null) return
  if (write.phase === 'failed') return fail(c, write.why ?? '', ctx)
  if (write.phase !== 'done') return
  c.written++
  c.write = null
  if (c.written < c.input.length) {
    ctx.explain?.({ says: say`${node(ctx.self)} has ${change(`written ${write.file}`)}` })
    return writeNext(c, settings, ctx)
  }
  ctx.explain?.({
    says: say`${node(ctx.self)} has ${change('written its input')} to HDFS`,
    milestone: 'written to HDFS',
  })
  c.tries = 0
  submit(c, settings, ctx)
}

/** Step (1) of the execution overview. */
function submit(c: ClientState, settings: Settings, ctx: MapReduceContext): void {
  c.phase = 'submitting'
  ctx.send(MASTER, { kind: 'submit', files: c.input.map(({ name }) => name) })
  c.timer = ctx.setTimer({ kind: 'noAnswer' }, settings.wait(0), 'foreground')
  ctx.explain?.({ line: 'submit.job', value: 'job', sends: say`submits the job to ${node(MASTER)}` })
}

function submitted(c: ClientState, ctx: MapReduceContext): void {
  if (c.phase !== 'submitting') return
  stopWaiting(c, ctx)
  c.phase = 'waiting'
  ctx.explain?.({ line: 'submit.wait', says: say`${node(ctx.self)} waits for the job` })
}

function notSubmitted(c: ClientState, settings: Settings, ctx: MapReduceContext): void {
  c.timer = null
  c.tries++
  if (c.phase !== 'submitting') return
  ctx.explain?.({ says: say`${node(ctx.self)} has no answer from ${node(MASTER)}` })
  if (c.tries >= MAX_TRIES) return fail(c, `${MASTER} does not answer`, ctx)
  submit(c, settings, ctx)
}

function jobEnded(c: ClientState, why: string | null, ctx: MapReduceContext): void {
  ctx.send(MASTER, { kind: 'noted' })
  if (c.phase === 'done' || c.phase === 'failed') return
  stopWaiting(c, ctx)
  c.phase = why === null ? 'done' : 'failed'
  c.why = why
  ctx.explain?.({
    line: 'submit.wait',
    value: why === null ? 'done' : 'failed',
    says:
      why === null
        ? say`${node(ctx.self)} learns that ${change('the job is done')}`
        : say`${node(ctx.self)} learns that ${change('the job has failed')}: ${why}`,
  })
}

function fail(c: ClientState, why: string, ctx: MapReduceContext): void {
  stopWaiting(c, ctx)
  if (c.write !== null) stopWrite(c.write, ctx)
  c.write = null
  c.phase = 'failed'
  c.why = why
  ctx.explain?.({
    says: say`${node(ctx.self)} ${change('gives up the job')}: ${why}`,
    milestone: 'job failed',
  })
}

function stopWaiting(c: ClientState, ctx: MapReduceContext): void {
  if (c.timer !== null) ctx.cancelTimer(c.timer)
  c.timer = null
}

/** A user reads bytes of a file (H2): where it is from the namenode, the data from a datanode. */
function read(
  c: ClientState,
  { file, offset, length }: Extract<MapReduceCommand, { do: 'read' }>,
  settings: Settings,
  ctx: MapReduceContext,
): void {
  const operation = ctx.begin({ do: 'read', file, offset, length } satisfies Described)
  const reader = `read ${operation}`
  ctx.explain?.({
    says: say`${node(ctx.self)} reads ${counted(length, 'byte')} of ${file} from byte ${offset} on`,
  })
  c.reads[reader] = startRead(reader, file, offset, offset + length, settings, ctx)
}

function readGoesOn({ phase, reader, file, data, why }: FileRead, ctx: MapReduceContext): void {
  if (phase !== 'done' && phase !== 'failed') return
  const operation = Number(reader.slice('read '.length))
  ctx.reply(operation, phase === 'done' ? { text: toText(data), bytes: data.length } : { why })
  ctx.explain?.({
    says:
      phase === 'done'
        ? say`${node(ctx.self)} has ${change(`read ${counted(data.length, 'byte')}`)} of ${file}`
        : say`${node(ctx.self)} cannot read ${file}: ${why ?? ''}`,
  })
}
