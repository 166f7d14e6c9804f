import { call, change, node, say } from '../../../engine/kernel/role.ts'
import type { MapReduceContext, Settings } from '../settings.ts'
import type { WorkerState } from '../state.ts'
import type { HdfsMessage } from './messages.ts'
import type { BlockId } from './state.ts'

/** A datanode: the part of a worker that keeps blocks on its disk. */
type Datanode = Pick<WorkerState, 'blocks' | 'relays'>

type Received<K extends HdfsMessage['kind']> = Extract<HdfsMessage, { kind: K }>

/** Stores a block and forwards it along the pipeline; the last one acknowledges it. */
export function store(
  d: Datanode,
  message: Received<'write'>,
  settings: Settings,
  ctx: MapReduceContext,
): void {
  const { writer, file, index, block, data, route, at } = message
  const relay = d.relays[block]
  if (relay?.at === at && relay.route.join() === route.join()) {
    ctx.explain?.({ routine: true, says: say`${node(ctx.self)} is forwarding ${block} already` })
    return
  }
  d.blocks[block] = { file, index, data }
  ctx.explain?.({
    line: 'store.disk',
    value: `${block}: ${data.length} B`,
    says: say`${node(ctx.self)} ${change(`stores ${block}`)}, block ${index} of ${file}`,
  })
  const next = route[at + 1]
  if (next === undefined) return acknowledge(block, writer, [ctx.self as string], null, route, at, ctx)
  forget(d, block, ctx)
  const hops = route.length - 1 - at
  const timer = ctx.setTimer({ kind: 'noRelay', block }, settings.wait(data.length, hops), 'foreground')
  d.relays[block] = { writer, route: [...route], at, timer }
  ctx.send(next, { ...message, route: [...route], at: at + 1 })
  ctx.explain?.({
    line: 'store.forward',
    value: `${next}`,
    sends: say`forwards ${call(`${block}: ${data.length} B`)} to ${node(next)}`,
  })
}

/** The datanodes after this one have stored the block: tells the one before. */
export function relayStored(d: Datanode, message: Received<'stored'>, ctx: MapReduceContext): void {
  const { block, replicas, failed } = message
  const relay = d.relays[block]
  if (relay === undefined) return
  const { writer, at } = relay
  const route = [...relay.route]
  forget(d, block, ctx)
  ctx.explain?.({ routine: true, says: say`${node(ctx.self)} learns that ${block} is stored further on` })
  acknowledge(block, writer, [ctx.self as string, ...replicas], failed, route, at, ctx)
}

/** The next datanode is silent: the writer has to know. */
export function relayFailed(d: Datanode, block: BlockId, ctx: MapReduceContext): void {
  const relay = d.relays[block]
  if (relay === undefined) return
  const { writer, at } = relay
  const route = [...relay.route]
  const next = route[at + 1] as string
  delete d.relays[block]
  ctx.explain?.({ says: say`${node(ctx.self)} has no acknowledgement from ${node(next)}` })
  acknowledge(block, writer, [ctx.self as string], next, route, at, ctx)
}

/** Reads bytes of a block from the disk for somebody else. */
export function serve(
  d: Datanode,
  message: Received<'read'>,
  from: string | number,
  ctx: MapReduceContext,
): void {
  const { reader, block } = message
  const stored = Object.hasOwn(d.blocks, block) ? d.blocks[block] : undefined
  const data = stored === undefined ? null : stored.data.slice(message.from, message.to)
  ctx.send(from, { kind: 'data', reader, block, from: message.from, data })
  ctx.explain?.({
    line: 'serve.return',
    value: block,
    says:
      data === null
        ? say`${node(ctx.self)} does not have ${block}`
        : say`${node(ctx.self)} reads ${block} from its disk`,
    sends: data === null ? say`says so` : say`sends ${call(`${data.length} B`)} to ${node(from)}`,
  })
}

function acknowledge(
  block: BlockId,
  writer: string,
  replicas: readonly string[],
  failed: string | null,
  route: readonly (string | number)[],
  at: number,
  ctx: MapReduceContext,
): void {
  const before = route[at - 1] as string
  ctx.send(before, { kind: 'stored', writer, block, replicas, failed, at: at - 1 })
  const isOwn = before === ctx.self
  ctx.explain?.({
    line: 'store.ack',
    value: failed === null ? 'stored' : `${failed} is silent`,
    sends: isOwn ? say`confirms ${block} to its own task` : say`confirms ${block} to ${node(before)}`,
  })
}

function forget(d: Datanode, block: BlockId, ctx: MapReduceContext): void {
  const relay = d.relays[block]
  if (relay === undefined) return
  ctx.cancelTimer(relay.timer)
  delete d.relays[block]
}
