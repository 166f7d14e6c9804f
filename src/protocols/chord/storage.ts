import { call, change, node, say } from '../../engine/kernel/role.ts'
import { type Id, inHalfOpen } from './identifiers.ts'
import { type ChordState, listOfKeys, type Store } from './messages.ts'
import { type ChordContext, idOf } from './requests.ts'
import type { ChordSettings } from './settings.ts'
import { storeKeys, successorsOf } from './state.ts'

/**
 * Keys that belong to a new predecessor go to it (slide 9). Where keys have replicas, this node stays one of
 * those that keep a copy.
 */
export function handOver(n: ChordState, predecessor: Id, settings: ChordSettings, ctx: ChordContext): void {
  const theirs: Record<Id, string> = {}
  let count = 0
  for (const text in n.keys) {
    const k = Number(text)
    if (inHalfOpen(k, predecessor, idOf(ctx))) continue
    theirs[k] = n.keys[k] as string
    if (settings.replicas === 1) delete n.keys[k]
    count++
  }
  if (count === 0) return
  ctx.send(predecessor, { kind: 'transfer', keys: theirs })
  ctx.explain?.({
    line: 'notify.transfer',
    value: listOfKeys(theirs),
    sends: say`hands ${call(listOfKeys(theirs))} to ${node(predecessor)}`,
  })
}

export function receiveKeys(
  n: ChordState,
  keys: Store,
  from: Id,
  settings: ChordSettings,
  ctx: ChordContext,
): void {
  storeKeys(n, keys)
  ctx.explain?.({
    line: 'take.store',
    says: say`${node(ctx.self)} stores ${change(listOfKeys(keys))} from ${node(from)}`,
  })
  if (settings.replicas > 1) return replicateOwned(n, settings, ctx)
  // A closer predecessor may have come while they were on their way.
  if (n.predecessor !== null) handOver(n, n.predecessor, settings, ctx)
}

/** The nodes that keep copies of this node's keys: the next `replicas` - 1 (slide 31). */
function holders(n: ChordState, settings: ChordSettings, self: Id): Id[] {
  const others = successorsOf(n).filter((id) => id !== self)
  return others.slice(0, settings.replicas - 1)
}

/**
 * The owner makes sure that its keys have their replicas, after its range or its successors have changed: it
 * sends copies to the nodes that keep them, and tells the node after those that its copies are one too many.
 */
export function replicateOwned(n: ChordState, settings: ChordSettings, ctx: ChordContext): void {
  if (settings.replicas === 1 || n.predecessor === null) return
  const own: Record<Id, string> = {}
  for (const text in n.keys) {
    if (inHalfOpen(Number(text), n.predecessor, idOf(ctx))) own[Number(text)] = n.keys[Number(text)] as string
  }
  replicate(n, own, settings, ctx)
}

/** Sends copies of `keys`, which this node owns, to the nodes that keep them. */
export function replicate(n: ChordState, keys: Store, settings: ChordSettings, ctx: ChordContext): void {
  const names = Object.keys(keys)
  if (names.length === 0 || settings.replicas === 1) return
  const to = holders(n, settings, idOf(ctx))
  for (const holder of to) ctx.send(holder, { kind: 'replicate', keys: { ...keys } })
  const beyond = successorsOf(n)[settings.replicas - 1]
  if (beyond !== undefined && beyond !== ctx.self && !to.includes(beyond)) {
    ctx.send(beyond, { kind: 'release', keys: names.map(Number) })
  }
  if (to.length === 0) return
  ctx.explain?.({
    line: 'replicate.send',
    value: to.join(', '),
    sends: say`sends copies of ${call(listOfKeys(keys))} to ${to.flatMap((id, i) => (i === 0 ? [node(id)] : [', ', node(id)]))}`,
  })
}

export function keepCopies(n: ChordState, keys: Store, from: Id, ctx: ChordContext): void {
  const isNew = Object.keys(keys).some((key) => n.keys[Number(key)] !== keys[Number(key)])
  if (isNew) storeKeys(n, keys)
  ctx.explain?.({
    line: 'replicate.keep',
    says: isNew
      ? say`${node(ctx.self)} ${change(`stores a copy of ${listOfKeys(keys)}`)}, which ${node(from)} owns`
      : say`${node(ctx.self)} has its copies of the keys of ${node(from)}`,
    ...(isNew ? {} : { routine: true }),
  })
}

/** The keys' owner says that enough nodes before this one keep copies. */
export function releaseCopies(n: ChordState, keys: readonly Id[], from: Id, ctx: ChordContext): void {
  const dropped = keys.filter(
    (key) =>
      n.keys[key] !== undefined && !(n.predecessor !== null && inHalfOpen(key, n.predecessor, idOf(ctx))),
  )
  for (const key of dropped) delete n.keys[key]
  const words = `${dropped.length === 1 ? 'key' : 'keys'} ${dropped.slice(0, 3).join(', ')}`
  ctx.explain?.({
    line: 'replicate.release',
    says:
      dropped.length > 0
        ? say`${node(ctx.self)} ${change(`drops its copies of ${words}`)}: nodes closer to ${node(from)} have them`
        : say`${node(ctx.self)} has no copies of the keys of ${node(from)}`,
    ...(dropped.length > 0 ? {} : { routine: true }),
  })
}
