import { call, change, node, say } from '../../engine/kernel/role.ts'
import { type Id, inOpen } from './identifiers.ts'
import type { MaintenanceRules } from './maintenance.ts'
import { type ChordState, type Deferred, listOfNodes, type Waiting } from './messages.ts'
import { type ChordContext, endWait, expectAnswer, idOf, isWaitingFor } from './requests.ts'
import type { ChordSettings } from './settings.ts'
import { setSuccessors, successorsOf } from './state.ts'
import { replicateOwned } from './storage.ts'

export interface CorrectedRules extends MaintenanceRules {
  /** Answers a question about this node's state now, or once its own question is answered. */
  isBusy(n: ChordState): boolean
  defer(n: ChordState, question: Deferred, ctx: ChordContext): void
  /** Takes the entries before `successor` out of the list: they have not answered a query. */
  dropUntil(n: ChordState, successor: Id, ctx: ChordContext): void
  /** Gives a question up without an answer: nothing is concluded from it. */
  abandon(n: ChordState, waiting: Waiting, ctx: ChordContext): void
}

/**
 * The maintenance that Zave proves correct ("Reasoning about identifier spaces: how to make Chord correct",
 * 2017): stabilize from the successor, stabilize from its predecessor, and rectify. Successor lists are always
 * full: where a dead node is taken out, an artificial entry fills the end. A node reads another one's list
 * before it adopts that node, so it never adopts a dead one.
 *
 * A node that waits for the answer to a question about another's state does not answer questions about its own
 * until it has it. So nobody sees a list between the reading and the change that follows from it.
 */
export function correctedMaintenance(
  rules: MaintenanceRules,
  settings: ChordSettings,
  resumeJoin: (n: ChordState, joining: Id, ctx: ChordContext) => void,
): CorrectedRules {
  const { successors: length, size } = settings
  const routine = settings.periods === undefined ? {} : ({ routine: true } as const)

  const isBusy = (n: ChordState) => isWaitingFor(n, ['stabilize', 'better'])

  /** Stabilize from the successor: reads the list and the predecessor of the head of the list. */
  function stabilize(n: ChordState, ctx: ChordContext): void {
    if (n.successor === null || isBusy(n)) {
      const why = n.successor === null ? 'it has no successor' : 'it waits for an answer still'
      ctx.explain?.({ line: 'sfs.query', says: say`${node(ctx.self)} cannot stabilize: ${why}` })
      return
    }
    ctx.explain?.({ says: say`${node(ctx.self)} runs stabilize()`, ...routine })
    query(n, n.successor, 0, ctx)
  }

  function query(n: ChordState, successor: Id, tries: number, ctx: ChordContext): void {
    const request = expectAnswer(n, successor, { for: 'stabilize', tries }, settings, ctx)
    ctx.send(successor, { kind: 'askPredecessor', request })
    ctx.explain?.({
      line: 'sfs.query',
      sends: say`asks its successor ${node(successor)} for its list and its predecessor`,
    })
  }

  const predecessorTold: MaintenanceRules['predecessorTold'] = (n, message, from, ctx) => {
    if (endWait(n, message.request, ctx) === undefined) return
    const x = message.predecessor
    adoptList(n, [from, ...(message.successors ?? [])], 'sfs.copy', ctx)
    const closer = x !== null && inOpen(x, idOf(ctx), from)
    ctx.explain?.({ line: 'sfs.if', value: `${x ?? 'nil'} ∈ (${ctx.self}, ${from})`, outcome: closer })
    if (!closer) return finish(n, ctx)
    const request = expectAnswer(n, x, { for: 'better' }, settings, ctx)
    ctx.send(x, { kind: 'askSuccessors', request })
    ctx.explain?.({
      line: 'sfp.query',
      says: say`It finds that ${node(x)} may be a better successor`,
      sends: say`asks ${node(x)} for its list`,
    })
  }

  /** Stabilize from the predecessor of the successor: it is alive, so it becomes the successor. */
  const successorsTold: MaintenanceRules['successorsTold'] = (n, message, from, ctx) => {
    if (endWait(n, message.request, ctx) === undefined) return
    adoptList(n, [from, ...message.successors], 'sfp.adopt', ctx)
    finish(n, ctx)
  }

  /** Takes over a list that was read from its head; the last entry falls off the end. */
  function adoptList(n: ChordState, list: readonly Id[], line: string, ctx: ChordContext): void {
    const before = successorsOf(n)
    setSuccessors(n, list, length)
    const after = successorsOf(n)
    const changed = after.some((id, i) => id !== before[i])
    const adopted = after[0] !== before[0]
    ctx.explain?.({
      line,
      value: listOfNodes(after),
      says: changed
        ? say`${node(ctx.self)} changes its list ${change(`from ${listOfNodes(before)} to ${listOfNodes(after)}`)}`
        : say`${node(ctx.self)} keeps its list ${listOfNodes(after)}`,
      ...(adopted ? { milestone: `${ctx.self} adopts ${after[0]}` } : {}),
      ...(changed ? {} : routine),
    })
    if (changed) replicateOwned(n, settings, ctx)
  }

  /** The end of stabilize: the successor hears of this node, and those that wait get their answers. */
  function finish(n: ChordState, ctx: ChordContext): void {
    const successor = n.successor as Id
    ctx.send(successor, { kind: 'notify', node: idOf(ctx) })
    ctx.explain?.({
      line: 'stabilize.notify',
      value: `${successor}.rectify(${ctx.self})`,
      sends: say`sends ${call(`notify(${ctx.self})`)} to its successor ${node(successor)}`,
    })
    answerDeferred(n, ctx)
  }

  function answerDeferred(n: ChordState, ctx: ChordContext): void {
    const waiting = n.deferred
    if (waiting === undefined || waiting.length === 0) return
    n.deferred = []
    for (const { from, about, request } of waiting) {
      if (about === 'predecessor') rules.tellPredecessor(n, from, request, ctx)
      else if (about === 'successors') rules.tellSuccessors(n, from, request, ctx)
      else resumeJoin(n, from, ctx)
    }
  }

  function defer(n: ChordState, question: Deferred, ctx: ChordContext): void {
    n.deferred = [...(n.deferred ?? []).map((one) => ({ ...one })), question]
    ctx.explain?.({
      line: 'defer.wait',
      says: say`${node(ctx.self)} waits for an answer itself and answers ${node(question.from)} later`,
    })
    if (question.request === undefined) return
    ctx.send(question.from, { kind: 'wait', request: question.request })
    ctx.explain?.({ sends: say`asks ${node(question.from)} to wait` })
  }

  function abandon(n: ChordState, waiting: Waiting, ctx: ChordContext): void {
    ctx.explain?.({
      says: say`${node(ctx.self)} waits no longer for ${node(waiting.to)} and tries again later`,
    })
    answerDeferred(n, ctx)
  }

  const tellPredecessor: MaintenanceRules['tellPredecessor'] = (n, to, request, ctx) => {
    if (isBusy(n) && to !== ctx.self) defer(n, { from: to, about: 'predecessor', request }, ctx)
    else rules.tellPredecessor(n, to, request, ctx)
  }

  const tellSuccessors: MaintenanceRules['tellSuccessors'] = (n, to, request, ctx) => {
    if (isBusy(n) && to !== ctx.self) defer(n, { from: to, about: 'successors', request }, ctx)
    else rules.tellSuccessors(n, to, request, ctx)
  }

  /** Rectify: a better predecessor is adopted; another one if the old predecessor is dead. */
  function rectify(n: ChordState, candidate: Id, ctx: ChordContext): void {
    const old = n.predecessor
    const closer = old === null || inOpen(candidate, old, idOf(ctx))
    ctx.explain?.({
      line: 'rectify.if',
      value: `${candidate} ∈ (${old ?? 'nil'}, ${ctx.self})`,
      outcome: closer,
    })
    if (closer) return rules.adoptPredecessor(n, candidate, ctx)
    if (old === candidate || old === ctx.self) {
      ctx.explain?.({ says: say`${node(ctx.self)} keeps its predecessor ${node(old)}`, ...routine })
      return
    }
    rules.ping(n, old, { for: 'rectify', candidate }, ctx)
    ctx.explain?.({
      line: 'rectify.query',
      says: say`${node(candidate)} is no closer than ${node(old)}, the predecessor of ${node(ctx.self)}`,
      sends: say`asks ${node(old)} for a sign of life`,
    })
  }

  function timedOut(n: ChordState, waiting: Waiting, ctx: ChordContext): void {
    const { to } = waiting
    const says = say`${node(ctx.self)} gets no answer from ${node(to)}`
    switch (waiting.for) {
      case 'stabilize':
        return dropSuccessor(n, waiting.tries + 1, ctx)
      case 'better':
        ctx.explain?.({ line: 'sfp.query', says: say`${says} and keeps its successor` })
        return finish(n, ctx)
      case 'rectify':
        if (n.predecessor !== to) {
          ctx.explain?.({ says: say`${says}, which is not its predecessor any more` })
          return
        }
        ctx.explain?.({ line: 'rectify.dead', says })
        return rules.adoptPredecessor(n, waiting.candidate, ctx)
      default:
        ctx.explain?.({ says })
    }
  }

  /** The head of the list is dead: it goes, and an artificial entry keeps the list full. */
  function dropSuccessor(n: ChordState, tries: number, ctx: ChordContext): void {
    const list = successorsOf(n)
    const next = dropHead(n)
    ctx.explain?.({
      line: 'sfs.dead',
      value: listOfNodes(next),
      says: say`${node(ctx.self)} gets no answer from ${node(list[0] as Id)} and changes its list ${change(`to ${listOfNodes(next)}`)}`,
      milestone: `${ctx.self} drops ${list[0]}`,
    })
    // With a live node in every list, one of them is reached; without one, trying for ever would not find it.
    if (tries < length) query(n, next[0] as Id, tries, ctx)
    else answerDeferred(n, ctx)
  }

  function dropHead(n: ChordState): Id[] {
    const list = successorsOf(n)
    const artificial = ((list[list.length - 1] as Id) + 1) % size
    const next = [...list.slice(1), artificial]
    setSuccessors(n, next, length)
    return next
  }

  function dropUntil(n: ChordState, successor: Id, ctx: ChordContext): void {
    const before = successorsOf(n)
    const dead = before.indexOf(successor)
    if (dead <= 0) return
    for (let i = 0; i < dead; i++) dropHead(n)
    ctx.explain?.({
      line: 'sfs.dead',
      says: say`${node(ctx.self)} changes its list ${change(`from ${listOfNodes(before)} to ${listOfNodes(successorsOf(n))}`)}`,
    })
  }

  const isDone = (what: string) => (_: ChordState, ctx: ChordContext) => {
    ctx.explain?.({ says: say`${node(ctx.self)} needs no ${what}: stabilize does its work`, ...routine })
  }

  return {
    ...rules,
    stabilize,
    reconcile: isDone('reconcile()'),
    update: isDone('update()'),
    checkPredecessor: isDone('check_predecessor()'),
    tellPredecessor,
    tellSuccessors,
    predecessorTold,
    successorsTold,
    notify: rectify,
    timedOut,
    isBusy,
    defer,
    dropUntil,
    abandon,
  }
}
