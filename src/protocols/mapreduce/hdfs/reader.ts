import { node, say } from '../../../engine/kernel/role.ts'
import { MAX_TRIES, type MapReduceContext, type Settings } from '../settings.ts'
import { NAMENODE } from '../state.ts'
import type { HdfsMessage } from './messages.ts'
import type { BlockId, FileRead, StoredBlock } from './state.ts'

type Received<K extends HdfsMessage['kind']> = Extract<HdfsMessage, { kind: K }>

/** The blocks on the disk of the node that reads; the client has none. */
type Disk = Readonly<Record<BlockId, StoredBlock>>

/** Begins to read the bytes `from` .. `to` of a file (H2). `reader` names the reading. */
export function startRead(
  reader: string,
  file: string,
  from: number,
  to: number,
  settings: Settings,
  ctx: MapReduceContext,
): FileRead {
  const read: FileRead = {
    reader,
    file,
    from,
    to,
    data: '',
    phase: 'done',
    index: 0,
    block: null,
    blockBytes: 0,
    locations: [],
    tries: 0,
    timer: null,
    why: null,
  }
  goOn(read, settings, ctx)
  return read
}

/** Reads on, up to `to`. */
export function readOn(read: FileRead, to: number, settings: Settings, ctx: MapReduceContext): void {
  read.to = to
  goOn(read, settings, ctx)
}

export function stopRead(read: FileRead, ctx: MapReduceContext): void {
  if (read.timer !== null) ctx.cancelTimer(read.timer)
  read.timer = null
  read.phase = 'failed'
}

/** The namenode says where the block is. A block on the own disk needs no network. */
export function onLocated(
  read: FileRead,
  message: Received<'located'>,
  disk: Disk,
  settings: Settings,
  ctx: MapReduceContext,
): void {
  const { index, block, bytes, locations } = message
  if (read.phase !== 'locate' || index !== read.index) return
  const start = index * settings.blockBytes
  // The file may end before what is wanted does.
  if (block === null || read.from + read.data.length >= start + bytes) return finish(read, ctx)
  read.block = block
  read.blockBytes = bytes
  const own = Object.hasOwn(disk, block) ? disk[block] : undefined
  if (own !== undefined) {
    const [from, to] = rangeInBlock(read, settings)
    const data = own.data.slice(from, to)
    ctx.explain?.({
      line: 'read.local',
      value: `${block} is here`,
      outcome: true,
      says: say`${node(ctx.self)} reads ${data.length} B of ${block} from its own disk`,
    })
    return take(read, data, settings, ctx)
  }
  if (locations.length === 0) return fail(read, `no live datanode has block ${index} of ${read.file}`, ctx)
  read.phase = 'fetch'
  read.locations = [...locations]
  ctx.explain?.({
    line: 'read.local',
    value: `${block} is here`,
    outcome: false,
    says: say`${node(ctx.self)} learns that ${block} is on ${locations.join(', ')}`,
  })
  ask(read, settings, ctx)
}

/** A datanode's answer. */
export function onData(
  read: FileRead,
  message: Received<'data'>,
  settings: Settings,
  ctx: MapReduceContext,
): void {
  const { block, from, data } = message
  if (read.phase !== 'fetch' || block !== read.block || from !== rangeInBlock(read, settings)[0]) return
  if (data === null) return tryNext(read, settings, ctx)
  ctx.explain?.({ says: say`${node(ctx.self)} gets ${data.length} B of ${block}` })
  take(read, data, settings, ctx)
}

/** Nobody has answered: the namenode is asked again, a datanode is passed over. */
export function onNoRead(read: FileRead, settings: Settings, ctx: MapReduceContext): void {
  read.timer = null
  const asked = read.phase === 'fetch' ? (read.locations[0] as string) : NAMENODE
  ctx.explain?.({ says: say`${node(ctx.self)} has no answer from ${node(asked)}` })
  if (read.phase === 'fetch') return tryNext(read, settings, ctx)
  askAgain(read, settings, ctx)
}

function tryNext(read: FileRead, settings: Settings, ctx: MapReduceContext): void {
  const silent = read.locations.shift()
  ctx.explain?.({ line: 'read.next', value: `without ${silent}` })
  if (read.locations.length > 0) return ask(read, settings, ctx)
  // Where it is may have changed meanwhile.
  read.phase = 'locate'
  askAgain(read, settings, ctx)
}

function askAgain(read: FileRead, settings: Settings, ctx: MapReduceContext): void {
  read.tries++
  if (read.tries >= MAX_TRIES) return fail(read, `block ${read.index} of ${read.file} cannot be read`, ctx)
  ask(read, settings, ctx)
}

function take(read: FileRead, data: string, settings: Settings, ctx: MapReduceContext): void {
  read.data += data
  goOn(read, settings, ctx)
}

function goOn(read: FileRead, settings: Settings, ctx: MapReduceContext): void {
  const position = read.from + read.data.length
  if (position >= read.to) return finish(read, ctx)
  read.phase = 'locate'
  read.tries = 0
  read.index = Math.floor(position / settings.blockBytes)
  ask(read, settings, ctx)
}

/** Sends the request of the phase, and waits for its answer. */
function ask(read: FileRead, settings: Settings, ctx: MapReduceContext): void {
  if (read.timer !== null) ctx.cancelTimer(read.timer)
  const { reader, file, index, block } = read
  const timer = { kind: 'noRead', reader } as const
  if (read.phase === 'locate') {
    ctx.send(NAMENODE, { kind: 'locate', reader, file, index })
    read.timer = ctx.setTimer(timer, settings.wait(0), 'foreground')
    ctx.explain?.({
      line: 'read.locate',
      value: `block ${index} of ${file}`,
      sends: say`asks ${node(NAMENODE)} where block ${index} of ${file} is`,
    })
    return
  }
  const [from, to] = rangeInBlock(read, settings)
  const datanode = read.locations[0] as string
  ctx.send(datanode, { kind: 'read', reader, block: block as string, from, to })
  read.timer = ctx.setTimer(timer, settings.wait(to - from), 'foreground')
  ctx.explain?.({
    line: 'read.remote',
    value: `${block}, bytes ${from} to ${to - 1}`,
    sends: say`asks ${node(datanode)} for bytes ${from} to ${to - 1} of ${block as string}`,
  })
}

/** The bytes of the block that are still wanted, counted within the block. */
function rangeInBlock({ from, data, to, index, blockBytes }: FileRead, settings: Settings): [number, number] {
  const start = index * settings.blockBytes
  return [from + data.length - start, Math.min(to - start, blockBytes)]
}

function finish(read: FileRead, ctx: MapReduceContext): void {
  stopRead(read, ctx)
  read.phase = 'done'
}

function fail(read: FileRead, why: string, ctx: MapReduceContext): void {
  stopRead(read, ctx)
  read.why = why
}
