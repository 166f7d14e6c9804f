import { call, node, type Role, say } from '../../engine/kernel/role.ts'
import { correctedMaintenance } from './corrected.ts'
import { fingerFixing } from './fingers.ts'
import type { Id } from './identifiers.ts'
import { lookups } from './lookup.ts'
import { maintenance } from './maintenance.ts'
import { membership } from './membership.ts'
import { type ChordCommand, type ChordMessage, type ChordState, type ChordTimer, label } from './messages.ts'
import { periodicMaintenance } from './periodic.ts'
import { type ChordContext, endWait, forgetRequests, idOf, kindOfWait } from './requests.ts'
import type { ChordSettings } from './settings.ts'
import { keepCopies, receiveKeys, releaseCopies } from './storage.ts'

export type ChordRole = Role<ChordState, ChordMessage, ChordTimer, ChordCommand>

/** How many timeouts a node waits for an answer that was promised for later. */
const PATIENCE = 10

/**
 * A Chord node: the parts of the protocol put together as its settings say. With the defaults it is the node of
 * CS162 slides 13 to 28: successor pointers, join, stabilize and notify, without timeouts: a lost message stays
 * lost until the next stabilize.
 */
export function chordNode(settings: ChordSettings): ChordRole {
  const plain = maintenance(settings)
  const corrected =
    settings.variant === 'corrected' ? correctedMaintenance(plain, settings, resumeJoin) : undefined
  const rules = corrected ?? plain
  const { create, join, find, welcome, joined, leave, neighbourLeaves } = membership(settings, corrected)
  const lookup = lookups(settings, {
    welcome,
    fingerFound: (n, query, id, ctx) => fingers.found(n, query, id, ctx),
  })
  const fingers = fingerFixing(settings, lookup.start)
  const periodic = periodicMaintenance(settings)

  function resumeJoin(n: ChordState, joining: Id, ctx: ChordContext): void {
    lookup.start(n, { do: 'join', key: joining, origin: joining, operation: 0, path: [] }, ctx)
  }

  /** Who is in no ring has nothing to say about it, and to others is as good as dead. */
  const isOutside = (n: ChordState) => settings.waits && n.successor === null

  function requestTimedOut(n: ChordState, request: number, ctx: ChordContext): void {
    const waiting = endWait(n, request, ctx)
    if (waiting?.for === 'hop') lookup.hopTimedOut(n, waiting, ctx)
    else if (waiting !== undefined) rules.timedOut(n, waiting, ctx)
  }

  /** The node that was asked answers later: its silence does not mean that it is dead. */
  function promised(n: ChordState, request: number | undefined, from: Id, ctx: ChordContext): void {
    const waiting = request === undefined ? undefined : n.waiting?.[request]
    if (waiting === undefined) return lookup.late(from, ctx)
    ctx.cancelTimer(waiting.timer)
    // By chance, so that nodes that wait for one another in a circle do not all give up at once.
    const delay_us = settings.timeout_us * (PATIENCE + ctx.choose(PATIENCE))
    const kind = kindOfWait(waiting, settings)
    const timer = ctx.setTimer({ kind: 'patience', request: request as number }, delay_us, kind)
    ;(n.waiting as Record<number, unknown>)[request as number] = { ...waiting, timer }
    ctx.explain?.({ says: say`${node(ctx.self)} goes on waiting for ${node(from)}`, routine: true })
  }

  function outOfPatience(n: ChordState, request: number, ctx: ChordContext): void {
    const waiting = endWait(n, request, ctx)
    if (waiting !== undefined) corrected?.abandon(n, waiting, ctx)
  }

  function run(
    n: ChordState,
    what: 'stabilize' | 'fixFingers' | 'checkPredecessor',
    ctx: ChordContext,
  ): void {
    if (what === 'fixFingers') return fingers.fixNext(n, ctx)
    rules[what](n, ctx)
    // The paper's stabilize copies no list: what Zave calls reconcile comes with it.
    if (what === 'stabilize' && settings.variant === 'paper') rules.reconcile(n, ctx)
  }

  return {
    onCommand(n, command, ctx) {
      switch (command.do) {
        case 'create':
          create(n, ctx)
          return periodic.start(n, ctx)
        case 'join':
          return join(n, command.via, ctx)
        case 'stabilize':
        case 'reconcile':
        case 'update':
        case 'checkPredecessor':
          return rules[command.do](n, ctx)
        case 'fixFingers':
          return fingers.fixAll(n, ctx)
        case 'start':
          return periodic.start(n, ctx)
        case 'leave':
          return leave(n, ctx)
        default:
          return lookup.ask(n, command, ctx)
      }
    },

    onMessage(n, message, sender, ctx) {
      const from = sender as Id
      switch (message.kind) {
        case 'query':
          return isOutside(n) ? isDeaf(message, ctx) : lookup.arrives(n, message, from, ctx)
        case 'answer':
          return lookup.answered(n, message, ctx)
        case 'join':
          return find(n, message.node, ctx)
        case 'joined':
          if (joined(n, message, ctx)) periodic.start(n, ctx)
          return
        case 'askPredecessor':
          return isOutside(n) ? isDeaf(message, ctx) : rules.tellPredecessor(n, from, message.request, ctx)
        case 'predecessor':
          return rules.predecessorTold(n, message, from, ctx)
        case 'notify':
          return rules.notify(n, message.node, ctx)
        case 'askSuccessors':
          return isOutside(n) ? isDeaf(message, ctx) : rules.tellSuccessors(n, from, message.request, ctx)
        case 'successors':
          return rules.successorsTold(n, message, from, ctx)
        case 'ping':
          return isOutside(n) ? isDeaf(message, ctx) : rules.pong(from, message.request, ctx)
        case 'ack':
          return void lookup.accepted(n, message, from, ctx)
        case 'wait':
          return promised(n, message.request, from, ctx)
        case 'ask':
          return isOutside(n) ? isDeaf(message, ctx) : lookup.tellNext(n, message, from, ctx)
        case 'next':
          return lookup.toldNext(n, message, from, ctx)
        case 'failed':
          return lookup.failed(n, message.query, ctx)
        case 'transfer':
          return receiveKeys(n, message.keys, from, settings, ctx)
        case 'replicate':
          return keepCopies(n, message.keys, from, ctx)
        case 'release':
          return releaseCopies(n, message.keys, from, ctx)
        case 'leaving':
          return neighbourLeaves(n, message, ctx)
      }
    },

    onTimer(n, timer, ctx) {
      switch (timer.kind) {
        case 'timeout':
          return requestTimedOut(n, timer.request, ctx)
        case 'patience':
          return outOfPatience(n, timer.request, ctx)
        default:
          periodic.again(timer.kind, ctx)
          if (n.successor !== null) run(n, timer.kind, ctx)
      }
    },

    onRecover(n, ctx) {
      forgetRequests(n)
      if (n.periodic) n.periodic = false
      periodic.start(n, ctx)
    },
  }

  function isDeaf(message: ChordMessage, ctx: ChordContext): void {
    const what = call(label(message))
    ctx.explain?.({ says: say`${node(idOf(ctx))} is in no ring and does not answer ${what}` })
  }
}
