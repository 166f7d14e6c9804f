import { call, change, node, type Sentence, say } from '../../engine/kernel/role.ts'
import type { CorrectedRules } from './corrected.ts'
import type { Id } from './identifiers.ts'
import { type ChordMessage, type ChordState, listOfKeys, type Query } from './messages.ts'
import { type ChordContext, expectAnswer, idOf } from './requests.ts'
import { nextHop } from './routing.ts'
import type { ChordSettings } from './settings.ts'
import { forgetRing, isEmpty, setSuccessors, storeKeys, successorsOf } from './state.ts'
import { handOver, replicateOwned } from './storage.ts'

type Message<K extends ChordMessage['kind']> = Extract<ChordMessage, { kind: K }>

/** How nodes come and go: create, join (slides 15 and 16) and leave (Stoica et al. 2003, section IV-E.4). */
export function membership(settings: ChordSettings, corrected: CorrectedRules | undefined) {
  const { successors: length, size } = settings

  function create(n: ChordState, ctx: ChordContext): void {
    forgetRing(n)
    // In `corrected` a list is full from the start.
    const entries = corrected === undefined ? 1 : length
    setSuccessors(
      n,
      Array.from({ length: entries }, () => idOf(ctx)),
      length,
    )
    if (corrected !== undefined) n.predecessor = idOf(ctx)
    ctx.explain?.({
      line: 'create.succ',
      says: say`${node(ctx.self)} starts a ring of its own`,
      milestone: `${ctx.self} starts a ring`,
    })
  }

  /** `n.join(n′)`, slides 15 and 16: the joining node asks a node that it knows for its successor. */
  function join(n: ChordState, via: Id, ctx: ChordContext): void {
    forgetRing(n)
    const id = idOf(ctx)
    if (settings.waits) {
      const query: Query = { do: 'join', key: id, origin: id, operation: 0, path: [id] }
      const request = expectAnswer(n, via, { for: 'join' }, settings, ctx)
      ctx.send(via, { kind: 'query', query, owner: false, request })
    } else ctx.send(via, { kind: 'join', node: id })
    ctx.explain?.({
      line: 'join.ask',
      value: `n′ is ${via}`,
      says: say`${node(ctx.self)} wants to join the ring and knows ${node(via)}`,
      sends: say`sends ${call(`join(${ctx.self})`)} to ${node(via)}`,
      milestone: 'join sent',
    })
  }

  /** `n.find(id)`: routes a join to the node whose successor the new one must know. */
  function find(n: ChordState, joining: Id, ctx: ChordContext): void {
    const hop = nextHop(n, idOf(ctx), joining, settings)
    if (hop === null) {
      const what = call(`join(${joining})`)
      ctx.explain?.({ says: say`${node(ctx.self)} has no successor yet and drops ${what}` })
      return
    }
    const successor = n.successor as Id
    ctx.explain?.({
      line: 'find.if',
      value: `${joining} ∈ (${ctx.self}, ${successor}]`,
      outcome: hop.owner,
    })
    if (hop.owner) {
      ctx.send(joining, { kind: 'joined', successor })
      ctx.explain?.({
        line: 'find.return',
        value: `${successor}`,
        says: say`${node(ctx.self)} finds that ${joining} lies between itself and its successor ${node(successor)}`,
        sends: say`returns ${call(`succ = ${successor}`)} to ${node(joining)}`,
      })
      return
    }
    const { next } = hop
    ctx.send(next, { kind: 'join', node: joining })
    const words = call(`join(${joining})`)
    ctx.explain?.({
      line: 'find.forward',
      value: `${next}.find(${joining})`,
      says:
        next === successor
          ? say`${node(ctx.self)} finds that ${joining} lies beyond its successor ${node(next)}`
          : say`${node(ctx.self)} finds ${node(next)} closest before ${joining} in its table`,
      sends: say`forwards ${words} to ${next === successor ? 'its successor ' : ''}${node(next)}`,
    })
  }

  /** This node is the one before a joining node: it tells the new node its successor, or its whole list. */
  function welcome(n: ChordState, { key: joining }: Query, found: Id, ctx: ChordContext): void {
    if (corrected?.isBusy(n)) return corrected.defer(n, { from: joining, about: 'join' }, ctx)
    if (corrected !== undefined) corrected.dropUntil(n, found, ctx)
    // A node that crashed and comes again may still stand in the list: what counts is what follows it.
    const list = successorsOf(n).filter((id) => id !== joining)
    const successor = found === joining ? (list[0] ?? idOf(ctx)) : found
    if (corrected === undefined) ctx.send(joining, { kind: 'joined', successor })
    else {
      const full = list.length === 0 ? [successor] : list
      while (full.length < length) full.push(((full[full.length - 1] as Id) + 1) % size)
      const [first, ...backups] = full as [Id, ...Id[]]
      ctx.send(joining, { kind: 'joined', successor: first, backups, predecessor: idOf(ctx) })
    }
    ctx.explain?.({
      line: 'find.return',
      value: `${successor}`,
      says: say`${node(ctx.self)} finds that ${joining} lies between itself and its successor ${node(successor)}`,
      sends: say`returns ${call(`succ = ${successor}`)}${corrected ? ' with its list' : ''} to ${node(joining)}`,
    })
  }

  function joined(n: ChordState, message: Message<'joined'>, ctx: ChordContext): boolean {
    const { successor, backups = [], predecessor } = message
    if (n.successor !== null) {
      ctx.explain?.({
        says: say`${node(ctx.self)} has joined already and keeps its successor ${node(n.successor)}`,
      })
      return false
    }
    setSuccessors(n, [successor, ...backups], length)
    if (predecessor !== undefined) n.predecessor = predecessor
    ctx.explain?.({
      line: 'join.ask',
      value: `${successor}`,
      says: say`${node(ctx.self)} sets its successor ${change(`from nil to ${successor}`)}`,
      milestone: `${ctx.self} finds ${successor}`,
    })
    return true
  }

  /** A planned departure: neighbours learn of each other, the keys move on. */
  function leave(n: ChordState, ctx: ChordContext): void {
    const { successor, predecessor } = n
    const backups = length > 1 ? [...n.backups] : undefined
    const leaving = { kind: 'leaving', node: idOf(ctx), predecessor, successor, backups } as const
    const words = call(`leave(${ctx.self})`)
    ctx.explain?.({ says: say`${node(ctx.self)} leaves the ring`, milestone: `${ctx.self} leaves` })
    if (successor !== null && successor !== ctx.self) {
      // Zave's proof has no goodbye: others notice that the node is gone. Only the keys are handed over.
      if (corrected === undefined) ctx.send(successor, { ...leaving, keys: { ...n.keys } })
      else ctx.send(successor, { kind: 'transfer', keys: { ...n.keys } })
      n.keys = {}
      ctx.explain?.({
        line: 'leave.successor',
        value: `${successor}`,
        sends: say`sends ${corrected === undefined ? words : 'its keys'} to its successor ${node(successor)}`,
      })
    }
    const tellsOther = predecessor !== null && predecessor !== ctx.self && predecessor !== successor
    if (tellsOther && corrected === undefined) {
      ctx.send(predecessor, { ...leaving, keys: {} })
      ctx.explain?.({
        line: 'leave.predecessor',
        value: `${predecessor}`,
        sends: say`sends ${words} to its predecessor ${node(predecessor)}`,
      })
    }
    if (n.periodic) n.periodic = false
    ctx.stop()
  }

  function neighbourLeaves(n: ChordState, message: Message<'leaving'>, ctx: ChordContext): void {
    const changes: Sentence[] = []
    const { node: gone, backups = [] } = message
    if (gone === n.predecessor) {
      n.predecessor = message.predecessor
      changes.push(say`predecessor ${change(`from ${gone} to ${n.predecessor ?? 'nil'}`)}`)
      ctx.explain?.({ line: 'left.predecessor' })
    }
    if (gone === n.successor) {
      if (message.successor === null) n.successor = null
      else setSuccessors(n, [message.successor, ...backups], length)
      changes.push(say`successor ${change(`from ${gone} to ${n.successor ?? 'nil'}`)}`)
      ctx.explain?.({ line: 'left.successor' })
    } else if (n.backups.includes(gone)) n.backups = n.backups.filter((id) => id !== gone)
    const [first, second] = changes
    if (first === undefined) ctx.explain?.({ says: say`${node(ctx.self)} does not point to ${node(gone)}` })
    else
      ctx.explain?.({
        says: say`${node(ctx.self)} changes its ${first}${second ? say` and its ${second}` : ''}`,
      })
    if (!isEmpty(message.keys)) {
      storeKeys(n, message.keys)
      ctx.explain?.({ line: 'left.keys', says: say`It ${change(`stores ${listOfKeys(message.keys)}`)}` })
      // The keys come here even when a closer predecessor stands between: it gets what is its own.
      if (settings.replicas === 1 && n.predecessor !== null) handOver(n, n.predecessor, settings, ctx)
    }
    replicateOwned(n, settings, ctx)
  }

  return { create, join, find, welcome, joined, leave, neighbourLeaves }
}
