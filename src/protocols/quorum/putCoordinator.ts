import { type Context, call, change, node, say } from '../../engine/kernel/role.ts'
import type {
  Asked,
  ClientState,
  Name,
  PutResult,
  PutState,
  QuorumCommand,
  QuorumMessage,
  QuorumTimer,
} from './messages.ts'
import { noteReturn } from './operations.ts'
import type { Quorum } from './quorum.ts'
import type { Copy, Version } from './versions.ts'
import { brief, counted, leftBehind, progress, replicaNames } from './words.ts'

type ClientContext = Context<QuorumMessage, QuorumTimer>

const words = ({ key, value }: Pick<PutState, 'key' | 'value'>) => call(`put(${key}, ${value})`)

/** `client.put(k, v)`, CS162 slides 3 and 4: sends the write to all N replicas of the key. */
export function put(
  client: ClientState,
  command: Extract<QuorumCommand, { do: 'put' }>,
  { replicasOf, w, timeout_us }: Quorum,
  ctx: ClientContext,
): void {
  const { key, value } = command
  const replicas = replicasOf(key)
  client.puts++
  const version: Version = {
    timestamp_us: command.now_us + client.skew_us,
    writer: ctx.self as Name,
    seq: client.puts,
  }
  const asked: Asked = { do: 'put', key, value, version: { ...version }, replicas: [...replicas], need: w }
  const id = ctx.begin(asked)
  const copy: Copy = { value, version: { ...version } }
  for (const replica of replicas) ctx.send(replica, { kind: 'write', operation: id, key, copy })
  const timer = ctx.setTimer({ operation: id }, timeout_us, 'foreground')
  client.operations.push({
    do: 'put',
    id,
    key,
    value,
    version,
    replicas: [...replicas],
    need: w,
    status: 'pending',
    acks: [],
    refused: [],
    timer,
  })
  ctx.explain?.({
    line: 'put.send',
    value: replicas.length <= 3 ? replicas.join(', ') : `${replicas.length} replicas`,
    says: say`${node(ctx.self)} invokes ${words(command)}`,
    sends: say`sends the write to ${replicaNames(replicas)} and waits for ${counted(w, 'ack')}`,
    milestone: 'put sent',
  })
}

/** A replica has stored the value, or has a newer one. The put returns with the W-th ack. */
export function acked(client: ClientState, op: PutState, from: Name, ctx: ClientContext): void {
  if (op.acks.includes(from)) {
    ctx.explain?.({
      line: 'put.wait',
      says: say`${node(ctx.self)} has counted the ack of ${node(from)} already`,
    })
    return
  }
  op.acks.push(from)
  // Of a write that arrived twice, the first may have failed.
  if (op.refused.includes(from)) op.refused = op.refused.filter((name) => name !== from)
  if (op.status !== 'pending') return lateAck(op, from, ctx)
  const done = op.acks.length >= op.need
  const have = progress(op.acks.length, op.need, 'ack')
  ctx.explain?.({ line: 'put.wait', value: have, outcome: done })
  if (!done) {
    ctx.explain?.({
      says: say`${node(ctx.self)} has ${change(have)} for ${words(op)}: ${node(from)} stored it`,
    })
    return
  }
  finish(client, op, 'ok', ctx)
  ctx.explain?.({
    line: 'put.ok',
    says: say`${node(ctx.self)} has ${have}, from ${replicaNames(op.acks)}: ${words(op)} ${change('returns ok')}`,
    milestone: `put done, ${counted(op.need, 'ack')}`,
  })
}

/** A replica could not store the value. With more than N − W of these, W acks are out of reach. */
export function refused(client: ClientState, op: PutState, from: Name, ctx: ClientContext): void {
  const heard = op.refused.includes(from) || op.acks.includes(from)
  if (!heard) op.refused.push(from)
  if (heard || op.status !== 'pending') {
    ctx.explain?.({
      line: 'put.wait',
      says: say`${node(ctx.self)} learns that ${node(from)} refused; ${words(op)} ${heard ? 'has counted it' : 'has returned'} already`,
    })
    return
  }
  const spare = op.replicas.length - op.need
  const fails = op.refused.length > spare
  ctx.explain?.({
    line: 'put.failed',
    value: `${op.refused.length} > ${op.replicas.length} − ${op.need}`,
    outcome: fails,
  })
  if (!fails) {
    ctx.explain?.({
      line: 'put.wait',
      value: progress(op.acks.length, op.need, 'ack'),
      says: say`${node(ctx.self)} learns that ${node(from)} refused, and waits on: ${counted(op.replicas.length - op.refused.length, 'replica')} can still ack`,
    })
    return
  }
  finish(client, op, 'failed', ctx)
  ctx.explain?.({
    says: say`${node(ctx.self)} cannot get ${counted(op.need, 'ack')} any more: ${words(op)} ${change('fails')}${leftBehind(op.acks)}`,
    milestone: `put(${brief(op.key)}) fails`,
  })
}

/** The client has waited long enough: it does not know whether the value is stored. */
export function putTimedOut(client: ClientState, op: PutState, ctx: ClientContext): void {
  finish(client, op, 'unavailable', ctx)
  const have = progress(op.acks.length, op.need, 'ack')
  ctx.explain?.({
    line: 'put.timeout',
    value: have,
    says: say`${node(ctx.self)} has waited long enough with ${have}: ${words(op)} ${change('is unavailable')}${leftBehind(op.acks)}`,
    milestone: `put(${brief(op.key)}) unavailable`,
  })
}

function lateAck(op: PutState, from: Name, ctx: ClientContext): void {
  const outcome = op.status === 'ok' ? 'has returned ok already' : `stays ${op.status}`
  ctx.explain?.({
    line: 'put.wait',
    value: 'a late ack',
    says: say`${node(ctx.self)} hears late that ${node(from)} stored ${op.value}: ${words(op)} ${outcome}`,
  })
}

function finish(client: ClientState, op: PutState, status: PutResult['status'], ctx: ClientContext): void {
  op.status = status
  noteReturn(client, op.id)
  ctx.cancelTimer(op.timer)
  const result: PutResult = { status, acks: [...op.acks] }
  ctx.reply(op.id, result)
}
