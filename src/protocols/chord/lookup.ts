import { call, change, key, node, type Sentence, say } from '../../engine/kernel/role.ts'
import { explainHop } from './hopNote.ts'
import { type Id, inHalfOpen } from './identifiers.ts'
import {
  type Answer,
  type ChordCommand,
  type ChordMessage,
  type ChordState,
  label,
  PATH_LIMIT,
  type Query,
  queryLabel,
  type Waiting,
} from './messages.ts'
import { type ChordContext, endWait, expectAnswer, idOf } from './requests.ts'
import { type Hop, nextHop } from './routing.ts'
import type { ChordSettings } from './settings.ts'
import { storeKeys } from './state.ts'
import { replicate } from './storage.ts'

/** What becomes of a query of the ring's own, when the node before its key has been found. */
export interface OwnQueries {
  /** The node between which and `successor` a joining node belongs tells it so. */
  welcome(n: ChordState, query: Query, successor: Id, ctx: ChordContext): void
  /** The node that looks a finger up has found it. */
  fingerFound(n: ChordState, query: Query, finger: Id, ctx: ChordContext): void
}

const NONE: readonly Id[] = []

type Message<K extends ChordMessage['kind']> = Extract<ChordMessage, { kind: K }>
type UserCommand = Extract<ChordCommand, { key: Id }>

/**
 * Lookups (slide 13; Stoica et al. 2003, figure 5): by successors or fingers, recursive or iterative, and with
 * `waits` on to the next best node when one does not answer.
 */
export function lookups(settings: ChordSettings, ownQueries: OwnQueries) {
  /** A user asks this node for a key. */
  function ask(n: ChordState, command: UserCommand, ctx: ChordContext): void {
    const operation = ctx.begin({ do: command.do, key: command.key, from: idOf(ctx) })
    const value = command.do === 'put' ? { value: command.value } : {}
    start(n, { do: command.do, key: command.key, ...value, origin: idOf(ctx), operation, path: [] }, ctx)
  }

  /** A query begins at this node. */
  function start(n: ChordState, query: Query, ctx: ChordContext): void {
    lookup(n, query, false, ctx)
  }

  function arrives(
    n: ChordState,
    { query, owner, request }: Message<'query'>,
    from: Id,
    ctx: ChordContext,
  ): void {
    if (request !== undefined) ctx.send(from, { kind: 'ack', request })
    lookup(n, query, owner, ctx)
  }

  /** `n.lookup(key)`: this node answers, or the query goes on towards the node that is responsible. */
  function lookup(n: ChordState, query: Query, told: boolean, ctx: ChordContext): void {
    const here = withNode(query, idOf(ctx), told)
    const k = query.key
    const own = told || (query.do !== 'join' && owns(n, k, ctx))
    if (told) ctx.explain?.({ line: 'answer.return', value: `${ctx.self}` })
    else if (own) ctx.explain?.({ line: 'lookup.answer', value: `${ctx.self}` })
    if (!own) handOn(n, here, NONE, ctx)
    else if (query.do === 'finger') tellFinger(n, here, idOf(ctx), ctx)
    else serve(n, here, ctx)
  }

  /** Whether the node can tell by its predecessor that the key is its own. */
  function owns(n: ChordState, k: Id, ctx: ChordContext): boolean {
    if (!settings.looksAtItself) return false
    const own = n.predecessor !== null && inHalfOpen(k, n.predecessor, idOf(ctx))
    ctx.explain?.({
      line: 'lookup.own',
      value: `${k} ∈ (${n.predecessor ?? 'nil'}, ${ctx.self}]`,
      outcome: own,
    })
    return own
  }

  /** The query goes to the next node that may be alive. */
  function handOn(n: ChordState, query: Query, dead: readonly Id[], ctx: ChordContext): void {
    const hop = nextHop(n, idOf(ctx), query.key, settings, dead)
    if (hop === null) return dead.length === 0 ? notInTheRing(query, ctx) : giveUp(n, query, ctx)
    const iterative = settings.mode === 'iterative' && query.origin === ctx.self && query.do !== 'join'
    const asks = iterative && !hop.owner
    if (ctx.explain !== undefined) {
      explainHop(n, query, hop, { asks, dead, routing: settings.routing }, ctx)
    }
    if (hop.owner && query.do === 'finger') return tellFinger(n, query, hop.next, ctx)
    if (hop.owner && query.do === 'join') return ownQueries.welcome(n, query, hop.next, ctx)
    if (asks) askNext(n, query, hop, idOf(ctx), dead, ctx)
    else send(n, query, hop, idOf(ctx), dead, ctx)
  }

  function send(
    n: ChordState,
    query: Query,
    hop: Hop,
    via: Id,
    dead: readonly Id[],
    ctx: ChordContext,
  ): void {
    const request = expectTaken(n, query, hop, via, dead, ctx)
    ctx.send(hop.next, { kind: 'query', query, owner: hop.owner, request })
  }

  /** Iterative: asks a node on the way which one comes next. */
  function askNext(
    n: ChordState,
    query: Query,
    hop: Hop,
    via: Id,
    dead: readonly Id[],
    ctx: ChordContext,
  ): void {
    const request = expectTaken(n, query, hop, via, dead, ctx)
    ctx.send(hop.next, { kind: 'ask', query, dead: [...dead], request })
  }

  function expectTaken(
    n: ChordState,
    query: Query,
    { next, owner }: Hop,
    via: Id,
    dead: readonly Id[],
    ctx: ChordContext,
  ): number | undefined {
    if (!settings.waits || next === ctx.self) return undefined
    return expectAnswer(n, next, { for: 'hop', query, owner, via, dead: [...dead] }, settings, ctx)
  }

  /** Iterative: another node asks which node comes next for its query. */
  function tellNext(
    n: ChordState,
    { query, dead, request }: Message<'ask'>,
    from: Id,
    ctx: ChordContext,
  ): void {
    const k = query.key
    const own = owns(n, k, ctx)
    const hop = own ? { next: idOf(ctx), owner: true } : nextHop(n, idOf(ctx), k, settings, dead)
    if (hop === null) {
      ctx.explain?.({ says: say`${node(ctx.self)} knows no way to ${key(k)}` })
      ctx.send(from, { kind: 'failed', query })
      return
    }
    ctx.send(from, { kind: 'next', query, next: hop.next, owner: hop.owner, request })
    ctx.explain?.({
      line: 'lookup.forward',
      value: `${hop.next}`,
      says: hop.owner
        ? say`${node(ctx.self)} finds that ${node(hop.next)} is responsible for ${key(k)}`
        : say`${node(ctx.self)} finds ${node(hop.next)} closest before ${key(k)}`,
      sends: say`answers ${call(`next = ${hop.next}`)} to ${node(from)}`,
    })
  }

  /** Iterative: the node that was asked names the next one. */
  function toldNext(n: ChordState, message: Message<'next'>, from: Id, ctx: ChordContext): void {
    if (settings.waits && message.request !== undefined && endWait(n, message.request, ctx) === undefined) {
      return late(from, ctx)
    }
    const query = withNode(message.query, from)
    const { next, owner } = message
    if (owner && query.do === 'finger') {
      ctx.explain?.({ says: say`${node(ctx.self)} learns that ${node(next)} follows ${query.key}` })
      ownQueries.fingerFound(n, query, next, ctx)
      return
    }
    if (owner) send(n, query, { next, owner }, from, [], ctx)
    else askNext(n, query, { next, owner }, from, [], ctx)
    ctx.explain?.({
      line: owner ? 'lookup.last' : 'lookup.forward',
      value: `${next}`,
      says: say`${node(ctx.self)} learns from ${node(from)} that ${node(next)} ${owner ? 'is responsible for' : 'comes next for'} ${key(query.key)}`,
      sends: owner
        ? say`sends ${call(queryLabel(query))} to ${node(next)}`
        : say`asks ${node(next)} which node comes next`,
    })
  }

  /** The node that a query was handed to has it. */
  function accepted(
    n: ChordState,
    { request }: Message<'ack'>,
    from: Id,
    ctx: ChordContext,
  ): Waiting | undefined {
    const waiting = endWait(n, request, ctx)
    if (waiting === undefined) late(from, ctx)
    else {
      const what = waiting.for === 'hop' || waiting.for === 'join' ? 'has the query' : 'is alive'
      ctx.explain?.({ says: say`${node(ctx.self)} knows that ${node(from)} ${what}`, routine: true })
    }
    return waiting
  }

  /** The next node does not answer: the query goes to the next best one. */
  function hopTimedOut(n: ChordState, waiting: Extract<Waiting, { for: 'hop' }>, ctx: ChordContext): void {
    const { to, via, query } = waiting
    const dead = [...waiting.dead, to]
    const counted = { ...query, lastTimeouts: (query.lastTimeouts ?? 0) + 1 }
    ctx.explain?.({
      line: 'timeout.retry',
      value: `${to} is dead`,
      says: say`${node(ctx.self)} gets no answer from ${node(to)}`,
    })
    if (via === ctx.self) return handOn(n, counted, dead, ctx)
    askNext(
      n,
      { ...counted, path: counted.path.slice(0, -1) },
      { next: via, owner: false },
      idOf(ctx),
      dead,
      ctx,
    )
    ctx.explain?.({ sends: say`asks ${node(via)} for another node` })
  }

  /** Nobody is left to hand the query to. */
  function giveUp(n: ChordState, query: Query, ctx: ChordContext): void {
    ctx.explain?.({ line: 'timeout.fail', says: say`${node(ctx.self)} knows nobody else to ask` })
    if (query.origin === ctx.self) return failed(n, query, ctx)
    ctx.send(query.origin, { kind: 'failed', query })
    ctx.explain?.({ sends: say`tells ${node(query.origin)} that there is no way to ${key(query.key)}` })
  }

  function failed(_: ChordState, query: Query, ctx: ChordContext): void {
    if (query.operation === 0) return
    ctx.reply(query.operation, answerOf(query, null, null))
    ctx.explain?.({
      says: say`${node(ctx.self)} gets no answer for ${key(query.key)}`,
      milestone: `no answer for ${query.key}`,
    })
  }

  /** The owner does what the query asks and answers its origin. */
  function serve(n: ChordState, query: Query, ctx: ChordContext): void {
    const k = query.key
    if (query.do === 'put') storeKeys(n, { [k]: query.value as string })
    const value = n.keys[k] ?? null
    const answer: ChordMessage = { kind: 'answer', query, owner: idOf(ctx), value }
    ctx.explain?.({
      says:
        query.do === 'put'
          ? say`${node(ctx.self)} is responsible for ${key(k)} and ${change(`stores ${query.value}`)}`
          : say`${node(ctx.self)} is responsible for ${key(k)}`,
    })
    if (query.origin === ctx.self) finish(query, answer, ctx)
    else {
      ctx.send(query.origin, answer)
      ctx.explain?.({ sends: say`answers ${call(label(answer))} to ${node(query.origin)}` })
    }
    if (query.do === 'put') replicate(n, { [k]: query.value as string }, settings, ctx)
  }

  function tellFinger(n: ChordState, query: Query, finger: Id, ctx: ChordContext): void {
    if (query.origin === ctx.self) return ownQueries.fingerFound(n, query, finger, ctx)
    ctx.send(query.origin, { kind: 'answer', query, owner: finger, value: null })
    ctx.explain?.({
      line: 'lookup.last',
      value: `${finger}`,
      says: say`${node(ctx.self)} finds that ${node(finger)} follows ${query.key}`,
      sends: say`answers ${call(`succ = ${finger}`)} to ${node(query.origin)}`,
    })
  }

  function answered(n: ChordState, answer: Message<'answer'>, ctx: ChordContext): void {
    const { query, owner, value } = answer
    if (query.do === 'finger') return ownQueries.fingerFound(n, query, owner, ctx)
    ctx.explain?.({
      line: 'lookup.forward',
      value: `${owner}`,
      says: say`${node(ctx.self)} learns that ${learned(query, owner, value)}`,
    })
    finish(query, answer, ctx)
  }

  function late(from: Id, ctx: ChordContext): void {
    ctx.explain?.({
      says: say`${node(ctx.self)} does not wait for this answer of ${node(from)} any more`,
      routine: true,
    })
  }

  return { ask, start, arrives, tellNext, toldNext, accepted, answered, failed, hopTimedOut, late }
}

/** What the answer to a user's query says. */
function learned(query: Query, owner: Id, value: string | null): Sentence {
  if (query.do === 'put') return say`${node(owner)} has stored ${key(query.key)}`
  if (query.do === 'get') return say`${key(query.key)} is ${change(value ?? 'NIL')}, on ${node(owner)}`
  return say`${node(owner)} is responsible for ${key(query.key)}`
}

/** The query with the node that it has reached on its path; what timed out before was on the way. */
function withNode(arriving: Query, id: Id, told = false): Query {
  const query = told ? arriving : withTimeoutsOnTheWay(arriving)
  const { path } = query
  if (path[path.length - 1] === id) return query
  if (path.length >= PATH_LIMIT) return { ...query, skipped: (query.skipped ?? 0) + 1 }
  // Field by field, because this runs for every hop: a spread of so many fields takes several times as long.
  return {
    do: query.do,
    key: query.key,
    value: query.value,
    origin: query.origin,
    operation: query.operation,
    path: [...path, id],
    finger: query.finger,
    pass: query.pass,
    timeouts: query.timeouts,
    lastTimeouts: query.lastTimeouts,
  }
}

/** Dead nodes that were met before another node was reached count as met on the way. */
function withTimeoutsOnTheWay(query: Query): Query {
  const { timeouts = 0, lastTimeouts = 0 } = query
  return lastTimeouts === 0 ? query : { ...query, timeouts: timeouts + lastTimeouts, lastTimeouts: 0 }
}

function finish(query: Query, answer: Message<'answer'>, ctx: ChordContext): void {
  ctx.reply(query.operation, answerOf(query, answer.owner, answer.value))
  ctx.explain?.({ milestone: `${answer.owner} owns ${query.key}` })
}

function answerOf(query: Query, owner: Id | null, value: string | null): Answer {
  const { path, skipped, timeouts, lastTimeouts } = query
  return { owner, path, value, skipped, timeouts, lastTimeouts }
}

function notInTheRing(query: Query, ctx: ChordContext): void {
  ctx.explain?.({ says: say`${node(ctx.self)} has no successor yet and drops ${call(queryLabel(query))}` })
}
