import { call, change, node, say } from '../../engine/kernel/role.ts'
import { type Id, inOpen } from './identifiers.ts'
import { type ChordState, listOfNodes, type Waiting } from './messages.ts'
import { type ChordContext, endWait, expectAnswer, idOf } from './requests.ts'
import type { ChordSettings } from './settings.ts'
import { setSuccessors, successorsOf } from './state.ts'
import { handOver, replicateOwned } from './storage.ts'

/**
 * The maintenance of the slides and of Stoica et al. 2003: stabilize and notify (slide 14), the successor list
 * (slide 30), and what a node does about nodes that have failed.
 *
 * `lecture`: the reply to stabilize carries the successor's list. `paper`: as Zave 2012 reads it, stabilize
 * replaces at most the head of the list, reconcile copies the rest, update drops dead heads.
 */
export function maintenance(settings: ChordSettings) {
  const { variant, successors: length, waits } = settings
  /** In a run with timers, a round that changes nothing is routine. */
  const routine = settings.periods === undefined ? {} : ({ routine: true } as const)

  /** `n.stabilize()`, slide 14, first line: `x = succ.pred` is a question and its answer. */
  function stabilize(n: ChordState, ctx: ChordContext): void {
    if (n.successor === null) {
      ctx.explain?.({
        line: 'stabilize.ask',
        says: say`${node(ctx.self)} cannot stabilize: it has no successor`,
      })
      return
    }
    ctx.explain?.({ says: say`${node(ctx.self)} runs stabilize()`, ...routine })
    askSuccessor(n, n.successor, 0, ctx)
  }

  function askSuccessor(n: ChordState, successor: Id, tries: number, ctx: ChordContext): void {
    const request = waits ? expectAnswer(n, successor, { for: 'stabilize', tries }, settings, ctx) : undefined
    ctx.send(successor, { kind: 'askPredecessor', request })
    ctx.explain?.({
      line: 'stabilize.ask',
      sends: say`asks its successor ${node(successor)} for its predecessor`,
    })
  }

  function tellPredecessor(n: ChordState, to: Id, request: number | undefined, ctx: ChordContext): void {
    const list = length > 1 && variant !== 'paper' ? successorsOf(n).slice(0, length - 1) : undefined
    ctx.send(to, { kind: 'predecessor', predecessor: n.predecessor, successors: list, request })
    const pred = n.predecessor ?? 'nil'
    ctx.explain?.({
      line: 'pred.return',
      value: `${pred}`,
      says:
        n.predecessor === null
          ? say`${node(ctx.self)} has no predecessor`
          : say`${node(ctx.self)} has the predecessor ${node(n.predecessor)}`,
      sends: say`answers ${call(`pred = ${pred}`)}${list ? ` with its list ${listOfNodes(list)}` : ''} to ${node(to)}`,
      ...routine,
    })
  }

  /** `n.stabilize()` from its second line on, when x has arrived. */
  function adoptSuccessor(n: ChordState, x: Id | null, theirs: readonly Id[], ctx: ChordContext): void {
    const old = n.successor
    if (old === null) return
    const closer = x !== null && inOpen(x, idOf(ctx), old)
    ctx.explain?.({ line: 'stabilize.ask', value: `x is ${x ?? 'nil'}` })
    ctx.explain?.({
      line: 'stabilize.if',
      value: `${x ?? 'nil'} ∈ (${ctx.self}, ${old})`,
      outcome: closer,
    })
    const before = successorsOf(n)
    if (variant === 'paper') {
      if (closer) n.successor = x
    } else setSuccessors(n, closer ? [x, old, ...theirs] : [old, ...theirs], length)
    const listChanged = n.backups.some((backup, i) => backup !== before[i + 1])
    if (closer) {
      ctx.explain?.({
        line: 'stabilize.adopt',
        says: say`${node(ctx.self)} changes its successor ${change(`from ${old} to ${x}`)}`,
        milestone: `${ctx.self} adopts ${x}`,
      })
    } else {
      ctx.explain?.({
        says:
          x === null
            ? say`${node(ctx.self)} keeps its successor ${node(old)}`
            : say`${node(ctx.self)} keeps its successor ${node(old)}: ${x} is not between ${ctx.self} and ${old}`,
        ...(listChanged ? {} : routine),
      })
    }
    if (listChanged) explainList(n, 'stabilize.list', ctx)
    const successor = n.successor as Id
    ctx.send(successor, { kind: 'notify', node: idOf(ctx) })
    ctx.explain?.({
      line: 'stabilize.notify',
      value: `${successor}.notify(${ctx.self})`,
      sends: say`sends ${call(`notify(${ctx.self})`)} to its ${closer ? 'new ' : ''}successor ${node(successor)}`,
    })
    if (closer || listChanged) replicateOwned(n, settings, ctx)
  }

  function explainList(n: ChordState, line: string, ctx: ChordContext): void {
    ctx.explain?.({ line, says: say`Its list ${change(`becomes ${listOfNodes(successorsOf(n))}`)}` })
  }

  /** `n.notify(n′)`, slide 14; a new predecessor gets the keys that are its own now. */
  function notify(n: ChordState, candidate: Id, ctx: ChordContext): void {
    const old = n.predecessor
    const closer = old === null || inOpen(candidate, old, idOf(ctx))
    ctx.explain?.({
      line: 'notify.if',
      value: old === null ? 'pred = nil' : `${candidate} ∈ (${old}, ${ctx.self})`,
      outcome: closer,
    })
    if (closer) adoptPredecessor(n, candidate, ctx)
    else ctx.explain?.({ says: say`${node(ctx.self)} keeps its predecessor ${node(old as Id)}`, ...routine })
  }

  function adoptPredecessor(n: ChordState, candidate: Id, ctx: ChordContext): void {
    const old = n.predecessor
    n.predecessor = candidate
    ctx.explain?.({
      line: 'notify.adopt',
      says: say`${node(ctx.self)} ${old === null ? 'sets' : 'changes'} its predecessor ${change(`from ${old ?? 'nil'} to ${candidate}`)}`,
      milestone: `${ctx.self} adopts ${candidate}`,
    })
    handOver(n, candidate, settings, ctx)
    replicateOwned(n, settings, ctx)
  }

  /** `n.reconcile()`: copies the successor's list, shifted by one (Zave 2012). */
  function reconcile(n: ChordState, ctx: ChordContext): void {
    if (n.successor === null || length === 1) return nothingToDo('reconcile', ctx)
    const request = expectAnswer(n, n.successor, { for: 'reconcile' }, settings, ctx)
    ctx.send(n.successor, { kind: 'askSuccessors', request })
    ctx.explain?.({
      line: 'reconcile.ask',
      says: say`${node(ctx.self)} runs reconcile()`,
      sends: say`asks its successor ${node(n.successor)} for its list`,
      ...routine,
    })
  }

  function tellSuccessors(n: ChordState, to: Id, request: number | undefined, ctx: ChordContext): void {
    const list = successorsOf(n)
    ctx.send(to, { kind: 'successors', successors: list, request })
    ctx.explain?.({
      line: 'list.return',
      value: listOfNodes(list),
      says: say`${node(ctx.self)} knows the successors ${listOfNodes(list)}`,
      sends: say`answers them to ${node(to)}`,
      ...routine,
    })
  }

  function copyList(n: ChordState, from: Id, theirs: readonly Id[], ctx: ChordContext): void {
    if (n.successor !== from) {
      ctx.explain?.({ says: say`${node(ctx.self)} has another successor by now and keeps its list` })
      return
    }
    const before = successorsOf(n)
    setSuccessors(n, [from, ...theirs], length)
    const after = successorsOf(n)
    if (after.length === before.length && after.every((id, i) => id === before[i])) {
      ctx.explain?.({ line: 'reconcile.copy', says: say`${node(ctx.self)} keeps its list`, ...routine })
      return
    }
    ctx.explain?.({
      line: 'reconcile.copy',
      says: say`${node(ctx.self)} sets its list ${change(`to ${listOfNodes(after)}`)}`,
    })
    replicateOwned(n, settings, ctx)
  }

  /** `n.update()`: drops dead successors from the head of the list (Zave 2012). */
  function update(n: ChordState, ctx: ChordContext): void {
    if (n.successor === null) return nothingToDo('update', ctx)
    ctx.explain?.({ says: say`${node(ctx.self)} runs update()`, ...routine })
    askForLife(n, n.successor, ctx)
  }

  function askForLife(n: ChordState, successor: Id, ctx: ChordContext): void {
    ping(n, successor, { for: 'update' }, ctx)
    ctx.explain?.({
      line: 'update.while',
      sends: say`asks its successor ${node(successor)} for a sign of life`,
    })
  }

  /** `n.check_predecessor()` (Stoica et al. 2003, figure 6). */
  function checkPredecessor(n: ChordState, ctx: ChordContext): void {
    if (n.predecessor === null || n.predecessor === ctx.self) return nothingToDo('check_predecessor', ctx)
    ping(n, n.predecessor, { for: 'checkPredecessor' }, ctx)
    ctx.explain?.({
      line: 'check.if',
      says: say`${node(ctx.self)} runs check_predecessor()`,
      sends: say`asks its predecessor ${node(n.predecessor)} for a sign of life`,
      ...routine,
    })
  }

  function ping(
    n: ChordState,
    to: Id,
    request: { for: 'update' } | { for: 'checkPredecessor' } | { for: 'rectify'; candidate: Id },
    ctx: ChordContext,
  ): void {
    ctx.send(to, { kind: 'ping', request: expectAnswer(n, to, request, settings, ctx) })
  }

  function pong(from: Id, request: number | undefined, ctx: ChordContext): void {
    ctx.send(from, { kind: 'ack', request })
    ctx.explain?.({
      says: say`${node(ctx.self)} is alive`,
      sends: say`tells ${node(from)}`,
      routine: true,
    })
  }

  /** The successor does not answer: the next one of the list takes its place. */
  function dropHead(n: ChordState, dead: Id, ctx: ChordContext): boolean {
    const [next, ...rest] = n.backups
    const says = say`${node(ctx.self)} gets no answer from ${node(dead)}`
    if (n.successor !== dead) {
      ctx.explain?.({ says: say`${says}, which is not its successor any more` })
      return false
    }
    if (next === undefined) {
      ctx.explain?.({ says: say`${says} and knows no other successor` })
      return false
    }
    setSuccessors(n, [next, ...rest], length)
    ctx.explain?.({
      line: 'update.drop',
      says: say`${says} and changes its successor ${change(`from ${dead} to ${next}`)}`,
      milestone: `${ctx.self} drops ${dead}`,
    })
    return true
  }

  /** The predecessor does not answer: it is nil until another node notifies. */
  function dropPredecessor(n: ChordState, dead: Id, ctx: ChordContext): void {
    if (n.predecessor !== dead) {
      ctx.explain?.({ says: say`${node(ctx.self)} has another predecessor than ${node(dead)} by now` })
      return
    }
    n.predecessor = null
    ctx.explain?.({
      line: 'check.nil',
      says: say`${node(ctx.self)} gets no answer from ${node(dead)} and sets its predecessor ${change(`from ${dead} to nil`)}`,
      milestone: `${ctx.self} drops ${dead}`,
    })
  }

  function timedOut(n: ChordState, waiting: Waiting, ctx: ChordContext): void {
    switch (waiting.for) {
      case 'stabilize':
        if (!dropHead(n, waiting.to, ctx)) return
        replicateOwned(n, settings, ctx)
        return askSuccessor(n, n.successor as Id, waiting.tries + 1, ctx)
      case 'update':
        if (dropHead(n, waiting.to, ctx)) askForLife(n, n.successor as Id, ctx)
        return
      case 'checkPredecessor':
        return dropPredecessor(n, waiting.to, ctx)
      default:
        ctx.explain?.({ says: say`${node(ctx.self)} gets no answer from ${node(waiting.to)}` })
    }
  }

  /** The answer to `askPredecessor`; one that nobody waits for any more is dropped. */
  function predecessorTold(
    n: ChordState,
    message: {
      readonly predecessor: Id | null
      readonly successors?: readonly Id[]
      readonly request?: number
    },
    from: Id,
    ctx: ChordContext,
  ): void {
    if (message.request !== undefined && endWait(n, message.request, ctx) === undefined) return
    if (waits && from !== n.successor) {
      ctx.explain?.({ says: say`${node(ctx.self)} has another successor than ${node(from)} by now` })
      return
    }
    adoptSuccessor(n, message.predecessor, message.successors ?? [], ctx)
  }

  function successorsTold(
    n: ChordState,
    message: { readonly successors: readonly Id[]; readonly request?: number },
    from: Id,
    ctx: ChordContext,
  ): void {
    if (endWait(n, message.request, ctx) !== undefined) copyList(n, from, message.successors, ctx)
  }

  function nothingToDo(what: string, ctx: ChordContext): void {
    ctx.explain?.({ says: say`${node(ctx.self)} has nothing to do in ${what}()`, ...routine })
  }

  return {
    stabilize,
    reconcile,
    update,
    checkPredecessor,
    tellPredecessor,
    tellSuccessors,
    predecessorTold,
    successorsTold,
    notify,
    adoptPredecessor,
    ping,
    pong,
    timedOut,
  }
}

export type MaintenanceRules = ReturnType<typeof maintenance>
