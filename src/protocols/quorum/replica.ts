import { type Context, call, change, key, node, type Role, say } from '../../engine/kernel/role.ts'
import {
  type QuorumCommand,
  type QuorumMessage,
  type QuorumTimer,
  type ReplicaState,
  valueText,
} from './messages.ts'
import { compareVersions, duplicate, isNewer } from './versions.ts'
import { counted } from './words.ts'

type ReplicaContext = Context<QuorumMessage, QuorumTimer>

/** A node that stores copies (CS162 slides 3 to 5). What it has stored survives a crash: it is on its disk. */
export const replica: Role<ReplicaState, QuorumMessage, QuorumTimer, QuorumCommand> = {
  onCommand(n, command, ctx) {
    if (command.do === 'refuse') refuseNext(n, command.count, ctx)
  },

  onMessage(n, message, from, ctx) {
    if (message.kind === 'write') write(n, message, from as string, ctx)
    else if (message.kind === 'read') read(n, message, from as string, ctx)
  },

  onTimer() {},
}

function refuseNext(n: ReplicaState, count: number, ctx: ReplicaContext): void {
  n.refusing = count
  ctx.explain?.({
    line: 'write.refuse',
    says:
      count === 0
        ? say`${node(ctx.self)} accepts writes again`
        : say`${node(ctx.self)} is going to ${change(`refuse its next ${count === 1 ? 'write' : counted(count, 'write')}`)}`,
    milestone: count === 0 ? `${ctx.self} accepts writes` : `${ctx.self} refuses`,
  })
}

/** `replica.write(k, v, t)`: keeps the newer version; acks an older one, too, because it is superseded here. */
function write(
  n: ReplicaState,
  { operation, key: k, copy }: Extract<QuorumMessage, { kind: 'write' }>,
  from: string,
  ctx: ReplicaContext,
): void {
  const refuses = n.refusing > 0
  ctx.explain?.({
    line: 'write.refuse',
    value: `${n.refusing} > 0`,
    outcome: refuses,
  })
  if (refuses) {
    n.refusing--
    ctx.send(from, { kind: 'refused', operation })
    ctx.explain?.({
      says: say`${node(ctx.self)} cannot store ${copy.value} and ${change(`keeps ${valueText(n.copies[k])}`)} under ${key(k)}`,
      sends: say`sends ${call('refused')} to ${node(from)}`,
      milestone: `${ctx.self} refuses`,
    })
    return
  }
  store(n, k, copy, ctx)
  ctx.send(from, { kind: 'ack', operation })
  ctx.explain?.({ line: 'write.ack', sends: say`sends ${call('ack')} to ${node(from)}` })
}

function store(
  n: ReplicaState,
  k: string,
  copy: Extract<QuorumMessage, { kind: 'write' }>['copy'],
  ctx: ReplicaContext,
): void {
  const old = n.copies[k]
  const newer = isNewer(copy, old)
  ctx.explain?.({ line: 'write.if', value: `${copy.value} newer than ${valueText(old)}`, outcome: newer })
  if (newer) {
    ctx.explain?.({
      line: 'write.store',
      says: say`${node(ctx.self)} changes its copy of ${key(k)} ${change(`from ${valueText(old)} to ${copy.value}`)}`,
    })
    n.copies[k] = duplicate(copy)
    return
  }
  const same = old !== undefined && compareVersions(copy.version, old.version) === 0
  ctx.explain?.({
    says: same
      ? say`${node(ctx.self)} has this ${copy.value} already`
      : say`${node(ctx.self)} keeps ${valueText(old)} under ${key(k)}: ${copy.value} is older`,
  })
}

/** `replica.read(k)`: answers its copy, or NIL. */
function read(
  n: ReplicaState,
  { operation, key: k }: Extract<QuorumMessage, { kind: 'read' }>,
  from: string,
  ctx: ReplicaContext,
): void {
  const copy = n.copies[k]
  ctx.send(from, { kind: 'answer', operation, copy: copy === undefined ? null : duplicate(copy) })
  ctx.explain?.({
    line: 'read.return',
    value: valueText(copy),
    says:
      copy === undefined
        ? say`${node(ctx.self)} has no copy of ${key(k)}`
        : say`${node(ctx.self)} has ${copy.value} under ${key(k)}`,
    sends: say`answers ${call(valueText(copy))} to ${node(from)}`,
  })
}
