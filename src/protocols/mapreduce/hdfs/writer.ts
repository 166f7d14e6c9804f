import { call, node, say } from '../../../engine/kernel/role.ts'
import { MAX_TRIES, type MapReduceContext, type Settings } from '../settings.ts'
import { NAMENODE } from '../state.ts'
import type { HdfsMessage } from './messages.ts'
import type { FileWrite } from './state.ts'

type Received<K extends HdfsMessage['kind']> = Extract<HdfsMessage, { kind: K }>

/** Begins to write a file. `writer` names the writing: the client, or the attempt of a reduce. */
export function startWrite(
  writer: string,
  file: string,
  data: string,
  settings: Settings,
  ctx: MapReduceContext,
): FileWrite {
  const write: FileWrite = {
    writer,
    file,
    data,
    phase: data === '' ? 'complete' : 'allocate',
    index: 0,
    block: null,
    pipeline: [],
    excluded: [],
    stored: [],
    tries: 0,
    timer: null,
    why: null,
  }
  ask(write, settings, ctx)
  return write
}

/** Stops a writing; what is stored of it stays behind, unseen. */
export function stopWrite(write: FileWrite, ctx: MapReduceContext): void {
  if (write.timer !== null) ctx.cancelTimer(write.timer)
  write.timer = null
  write.phase = 'failed'
}

/** The namenode has given a block and its datanodes. */
export function onAllocated(
  write: FileWrite,
  message: Received<'allocated'>,
  settings: Settings,
  ctx: MapReduceContext,
): void {
  const { file, index, block, pipeline } = message
  if (write.phase !== 'allocate' || file !== write.file || index !== write.index) return
  if (pipeline.length === 0) return fail(write, `no datanode takes block ${index} of ${file}`, ctx)
  write.phase = 'send'
  write.block = block
  write.pipeline = [...pipeline]
  write.tries = 0
  ctx.explain?.({
    says: say`${node(ctx.self)} learns that ${block} goes to ${pipeline.join(', ')}`,
  })
  ask(write, settings, ctx)
}

/** The pipeline has stored the block, or a part of the pipeline has. */
export function onStored(
  write: FileWrite,
  message: Received<'stored'>,
  settings: Settings,
  ctx: MapReduceContext,
): void {
  const { block, replicas, failed } = message
  if (write.phase !== 'send' || block !== write.block) return
  if (failed !== null) {
    ctx.explain?.({ says: say`${node(ctx.self)} learns that ${node(failed)} does not answer` })
    return exclude(write, failed, settings, ctx)
  }
  write.stored.push({ id: block, bytes: blockData(write, settings).length, replicas: [...replicas] })
  write.index++
  write.tries = 0
  write.phase = write.index * settings.blockBytes < write.data.length ? 'allocate' : 'complete'
  ctx.explain?.({
    says: say`${node(ctx.self)} learns that ${block} is stored on ${replicas.join(', ')}`,
  })
  ask(write, settings, ctx)
}

/** The namenode knows that the file is whole. */
export function onCompleted(write: FileWrite, message: Received<'completed'>, ctx: MapReduceContext): void {
  if (write.phase !== 'complete' || message.file !== write.file) return
  if (write.timer !== null) ctx.cancelTimer(write.timer)
  write.timer = null
  write.phase = 'done'
}

/** Nobody has answered: asks again, then without the first datanode of the pipeline. */
export function onNoWrite(write: FileWrite, settings: Settings, ctx: MapReduceContext): void {
  write.timer = null
  write.tries++
  const asked = write.phase === 'send' ? (write.pipeline[0] as string) : NAMENODE
  ctx.explain?.({ says: say`${node(ctx.self)} has no answer from ${node(asked)}` })
  if (write.phase === 'send' && write.tries > 1) return exclude(write, asked, settings, ctx)
  if (write.tries >= MAX_TRIES) return fail(write, `${NAMENODE} does not answer`, ctx)
  ask(write, settings, ctx)
}

function exclude(write: FileWrite, datanode: string, settings: Settings, ctx: MapReduceContext): void {
  write.excluded.push(datanode)
  write.phase = 'allocate'
  write.tries = 0
  ctx.explain?.({ line: 'write.retry', value: `tried ${datanode}` })
  ask(write, settings, ctx)
}

function fail(write: FileWrite, why: string, ctx: MapReduceContext): void {
  stopWrite(write, ctx)
  write.why = why
}

/** Sends the request of the phase, and waits for its answer. */
function ask(write: FileWrite, settings: Settings, ctx: MapReduceContext): void {
  if (write.timer !== null) ctx.cancelTimer(write.timer)
  const { writer, file, index, block, pipeline } = write
  const timer = { kind: 'noWrite', writer } as const
  if (write.phase === 'send') {
    const data = blockData(write, settings)
    const first = pipeline[0] as string
    const route = [ctx.self, ...pipeline]
    ctx.send(first, { kind: 'write', writer, file, index, block: block as string, data, route, at: 1 })
    write.timer = ctx.setTimer(timer, settings.wait(data.length, pipeline.length), 'foreground')
    const words = call(`${block}: ${data.length} B`)
    const target = first === ctx.self ? say`its own datanode` : node(first)
    ctx.explain?.({
      line: 'write.send',
      value: `${block}: ${data.length} B`,
      sends:
        pipeline.length > 1
          ? say`sends ${words} to ${target}, for ${pipeline.slice(1).join(', ')} too`
          : say`sends ${words} to ${target}`,
    })
    return
  }
  write.timer = ctx.setTimer(timer, settings.wait(0), 'foreground')
  if (write.phase === 'allocate') {
    ctx.send(NAMENODE, { kind: 'allocate', writer, file, index, excluded: [...write.excluded] })
    ctx.explain?.({
      line: 'write.allocate',
      value: `block ${index} of ${file}`,
      sends: say`asks ${node(NAMENODE)} where block ${index} of ${file} goes`,
    })
  } else {
    const blocks = write.stored.map((info) => ({ ...info, replicas: [...info.replicas] }))
    ctx.send(NAMENODE, { kind: 'complete', writer, file, blocks })
    ctx.explain?.({
      line: 'write.complete',
      value: file,
      sends: say`tells ${node(NAMENODE)} that ${file} is complete`,
    })
  }
}

function blockData({ data, index }: FileWrite, { blockBytes }: Settings): string {
  return data.slice(index * blockBytes, (index + 1) * blockBytes)
}
