import type { Address, Role } from '../../../engine/kernel/role.ts'
import { call, change, node, say } from '../../../engine/kernel/role.ts'
import type { MapReduceCommand, MapReduceMessage, MapReduceTimer } from '../messages.ts'
import type { MapReduceContext, Settings } from '../settings.ts'
import type { HdfsMessage } from './messages.ts'
import { pipelineFor } from './placement.ts'
import type { NamenodeState } from './state.ts'

type Received<K extends HdfsMessage['kind']> = Extract<HdfsMessage, { kind: K }>

/** The namenode: names, blocks and places. It answers questions; no data goes through it (H2). */
export function namenode(
  settings: Settings,
): Role<NamenodeState, MapReduceMessage, MapReduceTimer, MapReduceCommand> {
  return {
    onMessage(n, message, from, ctx) {
      switch (message.kind) {
        case 'allocate':
          return allocate(n, message, from, ctx)
        case 'complete':
          return complete(n, message, from, ctx)
        case 'locate':
          return locate(n, message, from, ctx)
        case 'listBlocks':
          return listBlocks(n, message.files, from, ctx)
        case 'heartbeat':
          return heard(n, from as string, settings, ctx)
      }
    },
    onTimer(n, _timer, ctx) {
      watch(n, settings, ctx)
    },
    onCommand() {},
    onRecover(n) {
      n.ticking = false
    },
  }
}

function allocate(
  n: NamenodeState,
  message: Received<'allocate'>,
  from: Address,
  ctx: MapReduceContext,
): void {
  const { writer, file, index, excluded } = message
  let open = n.open[writer]
  if (open?.file !== file) {
    open = { file, blocks: [] }
    n.open[writer] = open
  }
  // A question that is asked again gets the same block, on datanodes that may be others.
  let block = open.blocks[index]
  if (block === undefined) {
    block = `blk_${n.nextBlock++}`
    open.blocks[index] = block
  }
  const pipeline = pipelineFor(n, from, excluded)
  ctx.send(from, { kind: 'allocated', writer, file, index, block, pipeline })
  ctx.explain?.({ line: 'allocate.choose', value: pipeline.join(', ') || 'none' })
  ctx.explain?.({
    line: 'allocate.return',
    value: block,
    says:
      pipeline.length === 0
        ? say`${node(ctx.self)} finds no datanode for ${block}`
        : say`${node(ctx.self)} ${change(`gives ${block} to ${pipeline.join(', ')}`)}`,
    sends: say`tells ${node(from)}`,
  })
}

function complete(
  n: NamenodeState,
  message: Received<'complete'>,
  from: Address,
  ctx: MapReduceContext,
): void {
  const { writer, file, blocks } = message
  const isFirst = !Object.hasOwn(n.files, file)
  if (isFirst) n.files[file] = blocks.map((info) => ({ ...info, replicas: [...info.replicas] }))
  delete n.open[writer]
  ctx.send(from, { kind: 'completed', writer, file })
  ctx.explain?.({
    line: 'complete.keep',
    value: isFirst ? file : `${file} exists`,
    says: isFirst
      ? say`${node(ctx.self)} ${change(`adds ${file}`)} to its files`
      : say`${node(ctx.self)} keeps ${file} as it was written first`,
    sends: say`tells ${node(from)}`,
  })
}

function locate(n: NamenodeState, message: Received<'locate'>, from: Address, ctx: MapReduceContext): void {
  const { reader, file, index } = message
  const info = Object.hasOwn(n.files, file) ? n.files[file]?.[index] : undefined
  const block = info?.id ?? null
  const bytes = info?.bytes ?? 0
  const locations = (info?.replicas ?? []).filter((datanode) => n.datanodes[datanode]?.alive)
  const isNear = nearTo(n, from)
  locations.sort((a, b) => Number(isNear(b)) - Number(isNear(a)))
  ctx.send(from, { kind: 'located', reader, index, block, bytes, locations })
  ctx.explain?.({
    line: 'locate.return',
    value: block === null ? 'no such block' : `${block} on ${locations.join(', ') || 'none'}`,
    says:
      block === null
        ? say`${node(ctx.self)} has no block ${index} of ${file}`
        : say`${node(ctx.self)} finds block ${index} of ${file}`,
    sends:
      block === null
        ? say`says so to ${node(from)}`
        : say`tells ${node(from)} ${call(`${block} on ${locations.join(', ') || 'no live datanode'}`)}`,
  })
}

/** Whether a datanode is near the one who asks: it stands in the same rack. */
function nearTo(n: NamenodeState, from: Address): (datanode: string) => boolean {
  const rack = n.datanodes[from]?.rack
  return (datanode) => n.datanodes[datanode]?.rack === rack
}

function listBlocks(n: NamenodeState, files: readonly string[], from: Address, ctx: MapReduceContext): void {
  const known = files.every((file) => Object.hasOwn(n.files, file))
  const blocks = known
    ? files.map((file) => ({
        file,
        blocks: (n.files[file] ?? []).map(({ bytes, replicas }) => ({
          bytes,
          hosts: replicas.filter((datanode) => n.datanodes[datanode]?.alive),
        })),
      }))
    : null
  ctx.send(from, { kind: 'blocks', files: blocks })
  const count = blocks?.reduce((sum, file) => sum + file.blocks.length, 0) ?? 0
  ctx.explain?.({
    line: 'locate.return',
    value: known ? `${count} blocks` : 'no such file',
    says: say`${node(ctx.self)} finds the ${count === 1 ? 'block' : `${count} blocks`} of the input`,
    sends: say`tells ${node(from)} where they are`,
  })
}

/** A datanode's heartbeat. The clock runs while they come. */
function heard(n: NamenodeState, from: string, settings: Settings, ctx: MapReduceContext): void {
  const datanode = n.datanodes[from]
  if (datanode === undefined) return
  datanode.heard = n.tick
  if (!n.ticking) {
    n.ticking = true
    // Nobody was asked while the clock stood.
    for (const other of Object.values(n.datanodes)) other.heard = n.tick
    ctx.setTimer({ kind: 'datanodeTick' }, settings.heartbeat_us, 'background')
  }
  if (datanode.alive) {
    ctx.explain?.({ routine: true, says: say`${node(ctx.self)} hears from the datanode of ${node(from)}` })
    return
  }
  datanode.alive = true
  ctx.explain?.({
    line: 'watch.back',
    value: from,
    says: say`${node(ctx.self)} ${change(`counts on ${from}`)} again, with the blocks on its disk`,
  })
}

/** Gives up the datanodes that have been silent for too long. */
function watch(n: NamenodeState, settings: Settings, ctx: MapReduceContext): void {
  n.tick++
  const names = Object.keys(n.datanodes)
  const missed = (name: string) => n.tick - (n.datanodes[name]?.heard ?? 0) - 1
  const isHeard = names.some((name) => missed(name) < settings.patience)
  if (!isHeard) {
    // Nobody asks the datanodes any more: that says nothing about them.
    n.ticking = false
    ctx.explain?.({ routine: true, says: say`${node(ctx.self)} hears from no datanode and waits` })
    return
  }
  ctx.setTimer({ kind: 'datanodeTick' }, settings.heartbeat_us, 'background')
  const silent = names.filter((name) => n.datanodes[name]?.alive && missed(name) >= settings.patience)
  for (const name of silent) (n.datanodes[name] as { alive: boolean }).alive = false
  if (silent.length === 0) {
    ctx.explain?.({ routine: true, says: say`${node(ctx.self)} has heard from every live datanode` })
    return
  }
  ctx.explain?.({
    line: 'watch.lost',
    value: silent.join(', '),
    outcome: true,
    says: say`${node(ctx.self)} ${change(`gives up the datanode of ${silent.join(', ')}`)}: no heartbeat comes`,
  })
}
