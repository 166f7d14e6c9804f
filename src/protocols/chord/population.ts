import type { RandomStream } from '../../engine/kernel/random.ts'
import type { ChordConfig } from './config.ts'
import { type Id, ownerIndex } from './identifiers.ts'
import type { ChordState } from './messages.ts'
import { idOfName, nameOfVirtualNode } from './naming.ts'
import { emptyState, setSuccessors, storeKeys } from './state.ts'

/**
 * The nodes at the start, in ascending order: a stable, correct ring with full successor lists and finger tables,
 * and each key on its owner and the nodes that keep copies (slides 9, 10, 29 to 31).
 * A node that `state` names has the pointers that stand there instead.
 */
export function* population(config: ChordConfig, workload: RandomStream): Generator<[Id, ChordState]> {
  const ids = identifiers(config, workload)
  const stores = keyStores(config, ids, workload)
  const fingers = new FingerSweep(ids, config.bits)
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] as Id
    const state = emptyState()
    const given = config.state?.[id]
    setSuccessors(state, given?.successors ?? following(ids, i, config.successors), config.successors)
    state.predecessor =
      given === undefined ? (ids[(i - 1 + ids.length) % ids.length] as Id) : given.predecessor
    state.fingers = fingers.next(id)
    const keys = stores.get(id)
    if (keys !== undefined) storeKeys(state, keys)
    yield [id, state]
  }
}

/** The `count` identifiers after the one at `index`, once or more around. */
function following(ids: readonly Id[], index: number, count: number): Id[] {
  const list: Id[] = []
  for (let j = 1; j <= count; j++) list.push(ids[(index + j) % ids.length] as Id)
  return list
}

/**
 * The finger tables of all nodes in ascending order. The start n + 2^i of finger i moves up with n, so its finger
 * does, too: all tables together cost one sweep over the ring for each i.
 */
class FingerSweep {
  readonly #ids: readonly Id[]
  readonly #size: number
  /** For each i: how far finger i has come, in positions that go on counting after one turn. */
  readonly #at: number[]

  constructor(ids: readonly Id[], bits: number) {
    this.#ids = ids
    this.#size = 2 ** bits
    this.#at = Array.from({ length: bits }, () => 0)
  }

  /** The table of the next node, which is `id`. */
  next(id: Id): Id[] {
    // Of its exact length from the start: a list that grows keeps room to spare, and there may be a million.
    return this.#at.map((_, i) => this.#finger(i, id + 2 ** i))
  }

  /** The first node from `start` on; starts that are asked for one after the other never go back. */
  #finger(i: number, start: Id): Id {
    let at = this.#at[i] as number
    while (this.#unrolled(at) < start) at++
    this.#at[i] = at
    return this.#ids[at % this.#ids.length] as Id
  }

  #unrolled(position: number): number {
    const count = this.#ids.length
    return (this.#ids[position % count] as Id) + (position < count ? 0 : this.#size)
  }
}

/** The identifiers of the ring at the start, ascending: those that the scenario names, or drawn ones. */
export function identifiers(
  config: Pick<ChordConfig, 'nodes' | 'bits'> & { readonly virtualNodes?: number },
  workload: RandomStream,
): Id[] {
  const { nodes, bits, virtualNodes = 1 } = config
  if (Array.isArray(nodes)) return ascending(nodes as readonly Id[])
  const { count, placement } = nodes as { count: number; placement?: 'hash' | 'even' | 'random' }
  const size = 2 ** bits
  const wanted = count * virtualNodes
  if (placement === 'even') return Array.from({ length: wanted }, (_, i) => Math.floor((i * size) / wanted))
  if (placement === 'hash') return hashed(count, virtualNodes, bits)
  return ascending(distinct(wanted, size, workload))
}

/** The first `count` × `virtualNodes` different identifiers of the machines "node 0", "node 1", … */
function hashed(count: number, virtualNodes: number, bits: number): Id[] {
  const ids = new Set<Id>()
  for (let i = 0; ids.size < count * virtualNodes; i++) {
    for (let j = 0; j < virtualNodes && ids.size < count * virtualNodes; j++) {
      ids.add(idOfName(nameOfVirtualNode(`node ${i}`, j), bits))
    }
  }
  return ascending(ids)
}

function ascending(ids: Iterable<Id>): Id[] {
  return Array.from(Float64Array.from(ids).sort())
}

/** What each node stores: its own keys, and copies of those of the nodes before it. */
function keyStores(
  config: ChordConfig,
  ids: readonly Id[],
  workload: RandomStream,
): Map<Id, Record<Id, string>> {
  const stores = new Map<Id, Record<Id, string>>()
  for (const [key, value] of keys(config, workload)) {
    const owner = ownerIndex(key, ids)
    for (let j = 0; j < Math.min(config.replicas, ids.length); j++) {
      const holder = ids[(owner + j) % ids.length] as Id
      const store = stores.get(holder)
      if (store === undefined) stores.set(holder, { [key]: value })
      else store[key] = value
    }
  }
  return stores
}

function keys(config: ChordConfig, workload: RandomStream): [Id, string][] {
  if ('count' in config.keys && typeof config.keys.count === 'number') {
    const drawn = distinct(config.keys.count, 2 ** config.bits, workload)
    return [...drawn].sort((a, b) => a - b).map((key) => [key, `V${key}`])
  }
  return Object.entries(config.keys as Record<string, string>).map(([key, value]) => [Number(key), value])
}

/** `count` different integers below `size`, where `count` is at most `size`. */
export function distinct(count: number, size: number, random: RandomStream): Set<number> {
  const drawn = new Set<number>()
  // Floyd's algorithm: exactly `count` draws, however full the circle gets.
  for (let limit = size - count; limit < size; limit++) {
    const candidate = random.below(limit + 1)
    drawn.add(drawn.has(candidate) ? limit : candidate)
  }
  return drawn
}
