import type { Context } from '../../engine/kernel/role.ts'
import type { Id } from './identifiers.ts'
import type { ChordMessage, ChordState, ChordTimer, Query, Request, Waiting } from './messages.ts'
import type { ChordSettings } from './settings.ts'

export type ChordContext = Context<ChordMessage, ChordTimer>

export const idOf = (ctx: ChordContext): Id => ctx.self as Id

/** Starts to wait for an answer from `to`; returns the number that the request and its answer carry. */
export function expectAnswer(
  n: ChordState,
  to: Id,
  request: Request,
  settings: ChordSettings,
  ctx: ChordContext,
): number {
  const number = (n.requests ?? 0) + 1
  n.requests = number
  const timer = ctx.setTimer(
    { kind: 'timeout', request: number },
    settings.timeout_us,
    kindOfWait(request, settings),
  )
  if (n.waiting === undefined) n.waiting = {}
  n.waiting[number] = { ...request, timer, to }
  return number
}

/** Whether the run waits for the answer, too: not for that of maintenance that goes on by timers. */
export function kindOfWait(request: Request, { periods }: ChordSettings): 'foreground' | 'background' {
  const isMaintenance = request.for === 'hop' ? request.query.do === 'finger' : request.for !== 'join'
  return periods !== undefined && isMaintenance ? 'background' : 'foreground'
}

/** Whether a message belongs to maintenance rather than to what users or joining nodes wait for. */
export function isMaintenance(message: ChordMessage): boolean {
  switch (message.kind) {
    case 'query':
    case 'ask':
    case 'next':
    case 'answer':
    case 'failed':
      return message.query.do === 'finger'
    case 'join':
    case 'joined':
    case 'transfer':
    case 'leaving':
      return false
    default:
      return true
  }
}

/** Ends the wait of a request, as an answer of its own; undefined when nobody waits for it any more. */
export function endWait(n: ChordState, number: number | undefined, ctx: ChordContext): Waiting | undefined {
  const found = number === undefined ? undefined : n.waiting?.[number]
  if (found === undefined) return undefined
  const ended = copyOf(found)
  ctx.cancelTimer(ended.timer)
  delete (n.waiting as Record<number, Waiting>)[number as number]
  return ended
}

/** What waits is part of the node's state: what is sent on must be a copy. */
function copyOf(waiting: Waiting): Waiting {
  if (waiting.for !== 'hop') return { ...waiting }
  return { ...waiting, query: copyOfQuery(waiting.query), dead: [...waiting.dead] }
}

function copyOfQuery(query: Query): Query {
  return { ...query, path: [...query.path] }
}

/** A node that crashed has lost its timers: it waits for nothing when it is back. */
export function forgetRequests(n: ChordState): void {
  if (n.waiting !== undefined) n.waiting = {}
  if (n.deferred !== undefined) n.deferred = []
}

/** Whether the node waits for the answer to a request of this kind. */
export function isWaitingFor(n: Readonly<ChordState>, kinds: readonly Request['for'][]): boolean {
  for (const number in n.waiting) {
    if (kinds.includes((n.waiting[Number(number)] as Waiting).for)) return true
  }
  return false
}
