import { type Context, call, change, node, say } from '../../engine/kernel/role.ts'
import {
  type Asked,
  type ClientState,
  type GetResult,
  type GetState,
  type Name,
  type QuorumCommand,
  type QuorumMessage,
  type QuorumTimer,
  type Reply,
  valueText,
} from './messages.ts'
import { noteReturn } from './operations.ts'
import type { Quorum } from './quorum.ts'
import { type Copy, duplicate, newest } from './versions.ts'
import { brief, counted, progress, replicaNames } from './words.ts'

type ClientContext = Context<QuorumMessage, QuorumTimer>

const words = ({ key }: Pick<GetState, 'key'>) => call(`get(${key})`)

/** `client.get(k)`, CS162 slides 3 and 5: asks the replicas of the key, or some of them first. */
export function get(
  client: ClientState,
  { key, from }: Extract<QuorumCommand, { do: 'get' }>,
  { replicasOf, r, timeout_us }: Quorum,
  ctx: ClientContext,
): void {
  const replicas = replicasOf(key)
  const asked = askedFirst(replicas, from, r)
  const description: Asked = { do: 'get', key, replicas: [...replicas], need: r }
  const id = ctx.begin(description)
  for (const replica of asked) ctx.send(replica, { kind: 'read', operation: id, key })
  const timer = ctx.setTimer({ operation: id }, timeout_us, 'foreground')
  client.operations.push({
    do: 'get',
    id,
    key,
    replicas: [...replicas],
    need: r,
    status: 'pending',
    asked,
    answers: [],
    timer,
  })
  ctx.explain?.({
    line: 'get.send',
    value: asked.length <= 4 ? asked.join(', ') : `${asked.length} replicas`,
    says: say`${node(ctx.self)} invokes ${call(`get(${key})`)}`,
    sends: say`asks ${replicaNames(asked)} and waits for ${counted(r, 'answer')}`,
    milestone: 'get sent',
  })
}

/** All replicas; or those that the user names, made up to R in the order of placement. */
function askedFirst(replicas: readonly Name[], from: readonly Name[], need: number): Name[] {
  if (from.length === 0) return [...replicas]
  const others = replicas.filter((name) => !from.includes(name))
  return [...from, ...others.slice(0, Math.max(0, need - from.length))]
}

/** A replica answers. The get returns with the R-th answer: the newest version that they hold. */
export function answered(
  client: ClientState,
  op: GetState,
  from: Name,
  copy: Copy | null,
  ctx: ClientContext,
): void {
  if (op.answers.some((reply) => reply.from === from)) {
    ctx.explain?.({ line: 'get.wait', says: say`${node(ctx.self)} has an answer of ${node(from)} already` })
    return
  }
  op.answers.push({ from, copy: copy && duplicate(copy) })
  if (op.status !== 'pending') {
    ctx.explain?.({
      line: 'get.wait',
      value: 'a late answer',
      says: say`${node(ctx.self)} gets ${valueText(copy)} from ${node(from)} late: ${words(op)} has returned already`,
    })
    return
  }
  const have = progress(op.answers.length, op.need, 'answer')
  const done = op.answers.length >= op.need
  ctx.explain?.({ line: 'get.wait', value: have, outcome: done })
  if (!done) {
    ctx.explain?.({
      says: say`${node(ctx.self)} has ${change(have)} for ${words(op)}: ${valueText(copy)} from ${node(from)}`,
    })
    return
  }
  const best = newest(op.answers.map((reply) => reply.copy))
  finish(client, op, 'ok', best, ctx)
  ctx.explain?.({
    line: 'get.return',
    value: valueText(best),
    says: say`${node(ctx.self)} has ${have}${heard(op.answers)}: ${words(op)} ${change(`returns ${valueText(best)}`)}${differ(op.answers) ? ', the newest' : ''}`,
    milestone: `get returns ${brief(valueText(best))}`,
  })
}

const different = (answers: readonly Reply[]) => [...new Set(answers.map(({ copy }) => valueText(copy)))]
const differ = (answers: readonly Reply[]) => different(answers).length > 1

/** ", V14 and NIL": what the answers hold, where that is short. */
function heard(answers: readonly Reply[]): string {
  const values = different(answers)
  const last = values.at(-1)
  if (answers.length === 1 || values.length > 3) return ''
  return values.length === 1 ? `, all ${last}` : `, ${values.slice(0, -1).join(', ')} and ${last}`
}

/** Too few answers in time: the replicas that were not asked yet are asked, once; then the client gives up. */
export function getTimedOut(
  client: ClientState,
  op: GetState,
  { timeout_us }: Quorum,
  ctx: ClientContext,
): void {
  const have = progress(op.answers.length, op.need, 'answer')
  const others = op.replicas.filter((name) => !op.asked.includes(name))
  ctx.explain?.({ line: 'get.timeout', value: have })
  if (others.length > 0) {
    op.asked = [...op.asked, ...others]
    for (const replica of others) ctx.send(replica, { kind: 'read', operation: op.id, key: op.key })
    op.timer = ctx.setTimer({ operation: op.id }, timeout_us, 'foreground')
    ctx.explain?.({
      says: say`${node(ctx.self)} has waited long enough with ${have}`,
      sends: say`asks ${replicaNames(others)}, too`,
      milestone: 'get asks the others',
    })
    return
  }
  finish(client, op, 'unavailable', null, ctx)
  ctx.explain?.({
    says: say`${node(ctx.self)} has waited long enough with ${have}: ${words(op)} ${change('is unavailable')}`,
    milestone: `get(${brief(op.key)}) unavailable`,
  })
}

function finish(
  client: ClientState,
  op: GetState,
  status: GetResult['status'],
  copy: Copy | null,
  ctx: ClientContext,
): void {
  op.status = status
  noteReturn(client, op.id)
  ctx.cancelTimer(op.timer)
  const answers = op.answers.map((reply) => ({ from: reply.from, copy: reply.copy && duplicate(reply.copy) }))
  const result: GetResult = { status, answers, copy: copy && duplicate(copy) }
  ctx.reply(op.id, result)
}
