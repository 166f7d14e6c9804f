import type { World } from '../../engine/kernel/world.ts'
import type { Id } from './identifiers.ts'
import type { ChordMessage, ChordState } from './messages.ts'
import { successorsOf } from './state.ts'

/** The ring as it stands: who is alive, where the pointers lead, and who is on a cycle of them. */
export interface Survey {
  /** Live nodes in ascending order of identifier. */
  readonly live: readonly Id[]
  /** Live nodes that have joined: Zave's members, ascending. */
  readonly members: readonly Id[]
  readonly states: ReadonlyMap<Id, ChordState>
  /** The first live member of each member's successor list; null where it has none. */
  readonly best: ReadonlyMap<Id, Id | null>
  /** Members that reach themselves through best successors: Zave's ring members, ascending. */
  readonly ring: readonly Id[]
  /** The cycles that the ring members form. */
  readonly cycles: readonly (readonly Id[])[]
  /** Length of the longest successor list: r. */
  readonly listLength: number
  /** Keys that are on their way to another node. */
  readonly moving: readonly Id[]
}

/** Looks at the whole ring once, in time proportional to n log n. */
export function survey(world: World<ChordState>): Survey {
  const states = new Map<Id, ChordState>()
  for (const address of world.addresses) {
    if (world.status(address) === 'up') states.set(address as Id, world.state(address) as ChordState)
  }
  const live = [...states.keys()].sort((a, b) => a - b)
  const members = live.filter((id) => states.get(id)?.successor !== null)
  const best = new Map<Id, Id | null>()
  let listLength = 0
  for (const id of members) {
    const state = states.get(id) as ChordState
    best.set(id, bestSuccessor(state, states))
    listLength = Math.max(listLength, 1 + state.backups.length)
  }
  const cycles = findCycles(members, best)
  const moving = keysIn(world.messagesInFlight() as readonly ChordMessage[])
  const ring = cycles.flat().sort((a, b) => a - b)
  return { live, members, states, best, cycles, moving, listLength, ring }
}

/** Keys that were handed over and have not arrived. */
function keysIn(messages: readonly ChordMessage[]): Id[] {
  return messages.flatMap((message) =>
    message.kind === 'transfer' || message.kind === 'leaving' ? Object.keys(message.keys).map(Number) : [],
  )
}

/** The first entry of a successor list that is a live member: Zave's best successor. */
function bestSuccessor(state: ChordState, states: ReadonlyMap<Id, ChordState>): Id | null {
  const isMember = (id: Id) => (states.get(id)?.successor ?? null) !== null
  if (state.successor !== null && isMember(state.successor)) return state.successor
  return state.backups.find(isMember) ?? null
}

/** Each node has one best successor, so walking from every node finds every cycle once. */
function findCycles(members: readonly Id[], best: ReadonlyMap<Id, Id | null>): Id[][] {
  const walkOf = new Map<Id, number>()
  const cycles: Id[][] = []
  const next = (id: Id) => best.get(id) ?? null
  members.forEach((start, walk) => {
    let at: Id | null = start
    while (at !== null && !walkOf.has(at)) {
      walkOf.set(at, walk)
      at = next(at)
    }
    if (at === null || walkOf.get(at) !== walk) return
    const cycle = [at]
    for (let after = next(at); after !== at; after = next(after as Id)) cycle.push(after as Id)
    cycles.push(cycle)
  })
  return cycles
}

/** The lists of the members with the members themselves before them: Zave's extended successor lists. */
export function extendedList(id: Id, { states }: Survey): Id[] {
  return [id, ...successorsOf(states.get(id) as ChordState)]
}

/**
 * The members that no extended successor list skips: Zave's principals. A list (…, a, b, …) skips what lies
 * between a and b.
 */
export function principals(view: Survey): Id[] {
  const { members } = view
  const count = members.length
  const place = new Map(members.map((id, i) => [id, i]))
  /** skips[i + 1] - skips[i] says how many more lists skip member i + 1 than member i. */
  const skips = new Int32Array(count + 1)
  const skip = (first: number, end: number) => {
    skips[first] = (skips[first] as number) + 1
    skips[end] = (skips[end] as number) - 1
  }
  for (const id of members) {
    const list = extendedList(id, view)
    for (let i = 0; i + 1 < list.length; i++) {
      const [a, b] = [list[i] as Id, list[i + 1] as Id]
      // The usual entry is the very next member: nothing to count.
      const after = place.get(a)
      if (after !== undefined && members[(after + 1) % count] === b && (a !== b || count === 1)) continue
      const first = placeAfter(members, a)
      const end = placeFrom(members, b)
      if (a < b) {
        if (first < end) skip(first, end)
      } else {
        if (first < count) skip(first, count)
        if (end > 0) skip(0, end)
      }
    }
  }
  let skipped = 0
  return members.filter((_, i) => {
    skipped += skips[i] as number
    return skipped === 0
  })
}

/** How many members are at most `id`. */
function placeAfter(members: readonly Id[], id: Id): number {
  return placeFrom(members, id + 1)
}

/** How many members are below `id`. */
function placeFrom(members: readonly Id[], id: Id): number {
  let low = 0
  let high = members.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((members[middle] as Id) < id) low = middle + 1
    else high = middle
  }
  return low
}
