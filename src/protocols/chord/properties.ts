import { HOLDS, holdsUnless, propertySuite } from '../../engine/explore/property.ts'
import type { World } from '../../engine/kernel/world.ts'
import { type Id, ownerOf } from './identifiers.ts'
import type { ChordMessage, ChordState } from './messages.ts'

/** The ring as it stands: who is alive, where the pointers lead, and who is on a cycle of them. */
export interface Survey {
  /** Live nodes in ascending order of identifier. */
  readonly live: readonly Id[]
  readonly states: ReadonlyMap<Id, ChordState>
  /** Live nodes that reach themselves through live successors: Zave's ring members, ascending. */
  readonly ring: readonly Id[]
  /** The cycles that the ring members form. */
  readonly cycles: readonly (readonly Id[])[]
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
  const cycles = findCycles(live, states)
  const moving = keysIn(world.messagesInFlight() as readonly ChordMessage[])
  return { live, states, cycles, moving, ring: cycles.flat().sort((a, b) => a - b) }
}

/** Keys that were handed over and have not arrived. */
function keysIn(messages: readonly ChordMessage[]): Id[] {
  return messages.flatMap((message) =>
    message.kind === 'transfer' || message.kind === 'leaving' ? Object.keys(message.keys).map(Number) : [],
  )
}

/** The successor that a live node can use; null when it has none or its successor is dead. */
function bestSuccessor(id: Id, states: ReadonlyMap<Id, ChordState>): Id | null {
  const successor = states.get(id)?.successor ?? null
  return successor !== null && states.has(successor) ? successor : null
}

/** Each node has one best successor, so walking from every node finds every cycle once. */
function findCycles(live: readonly Id[], states: ReadonlyMap<Id, ChordState>): Id[][] {
  const walkOf = new Map<Id, number>()
  const cycles: Id[][] = []
  live.forEach((start, walk) => {
    let at: Id | null = start
    while (at !== null && !walkOf.has(at)) {
      walkOf.set(at, walk)
      at = bestSuccessor(at, states)
    }
    if (at === null || walkOf.get(at) !== walk) return
    const cycle = [at]
    for (let next = bestSuccessor(at, states); next !== at; next = bestSuccessor(next as Id, states)) {
      cycle.push(next as Id)
    }
    cycles.push(cycle)
  })
  return cycles
}

/** How often a walk once around `cycle` passes zero; 1 when its identifiers are in ring order. */
function turns(cycle: readonly Id[]): number {
  return cycle.filter((id, i) => (cycle[(i + 1) % cycle.length] as Id) <= id).length
}

/** Live nodes whose successor is not the next live identifier. */
function wrongSuccessors({ live, states }: Survey): Id[] {
  return live.filter((id, i) => states.get(id)?.successor !== live[(i + 1) % live.length])
}

/** Live nodes whose predecessor is not the live identifier before. A ring of one may have none. */
function wrongPredecessors({ live, states }: Survey): Id[] {
  return live.filter((id, i) => {
    const predecessor = states.get(id)?.predecessor ?? null
    if (live.length === 1 && predecessor === null) return false
    return predecessor !== live[(i - 1 + live.length) % live.length]
  })
}

/** Live nodes outside the ring that have joined and whose pointers do not lead to it. */
function lostAppendages({ live, states, ring }: Survey): Id[] {
  const reaches = new Map<Id, boolean>(ring.map((id) => [id, true]))
  const lost: Id[] = []
  for (const start of live) {
    const path: Id[] = []
    let at: Id | null = start
    while (at !== null && !reaches.has(at)) {
      reaches.set(at, false)
      path.push(at)
      at = bestSuccessor(at, states)
    }
    const reached = at !== null && reaches.get(at) === true
    for (const id of path) reaches.set(id, reached)
    if (!reached && states.get(start)?.successor !== null) lost.push(start)
  }
  return lost
}

/** Ring members whose successor skips over another ring member. */
function skippingLists({ ring, states }: Survey): Id[] {
  return ring.filter((id, i) => states.get(id)?.successor !== ring[(i + 1) % ring.length])
}

/** Keys that are not where a lookup around the ring would look for them. */
function misplacedKeys({ live, states, ring, moving }: Survey): Id[] {
  const misplaced = new Set<Id>(
    moving.filter((key) => states.get(ownerOf(key, ring) ?? -1)?.keys[key] === undefined),
  )
  for (const id of live) {
    for (const text of Object.keys(states.get(id)?.keys ?? {})) {
      const key = Number(text)
      const owner = ownerOf(key, ring)
      if (owner === undefined || states.get(owner)?.keys[key] === undefined) misplaced.add(key)
    }
  }
  return [...misplaced].sort((a, b) => a - b)
}

/** What must be true of a ring, and what the protocol works towards. Names as in Zave 2017. */
export const chordProperties = propertySuite<ChordState, Survey>(survey, [
  {
    name: 'AtLeastOneRing',
    label: 'At least one ring',
    meaning: 'Some live node reaches itself by following successors (Zave 2017).',
    kind: 'always',
    check: ({ ring, live }) => (ring.length > 0 || live.length === 0 ? HOLDS : { holds: false, where: live }),
  },
  {
    name: 'AtMostOneRing',
    label: 'At most one ring',
    meaning: 'All nodes that reach themselves are on the same cycle (Zave 2017).',
    kind: 'always',
    check: ({ cycles }) => holdsUnless(cycles.slice(1).flat()),
  },
  {
    name: 'OrderedRing',
    label: 'Ordered ring',
    meaning: 'Once around the cycle passes zero once: its identifiers are in order (Zave 2017).',
    kind: 'always',
    check: ({ cycles }) => holdsUnless(cycles.filter((cycle) => turns(cycle) > 1).flat()),
  },
  {
    name: 'ConnectedAppendages',
    label: 'Joiners connected',
    meaning: 'From every node that has joined, successors lead to the ring (Zave 2017).',
    kind: 'always',
    check: (view) => holdsUnless(lostAppendages(view)),
  },
  {
    name: 'ValidSuccessorList',
    label: 'No member skipped',
    meaning: 'No ring member points past another ring member (Zave 2017).',
    kind: 'always',
    check: (view) => holdsUnless(skippingLists(view)),
  },
  {
    name: 'EveryKeyFound',
    label: 'Every key found',
    meaning: 'Every stored key is on the ring member where a lookup for it ends.',
    kind: 'eventually',
    check: (view) => holdsUnless(misplacedKeys(view)),
  },
  {
    name: 'SuccessorsCorrect',
    label: 'Successors correct',
    meaning: 'Every live node points to the next live identifier.',
    kind: 'eventually',
    check: (view) => holdsUnless(wrongSuccessors(view)),
  },
  {
    name: 'PredecessorsCorrect',
    label: 'Predecessors correct',
    meaning: 'Every live node knows the live identifier before it.',
    kind: 'eventually',
    check: (view) => holdsUnless(wrongPredecessors(view)),
  },
  {
    name: 'Ideal',
    label: 'Ideal ring',
    meaning: 'Every successor and every predecessor is the right one (Liben-Nowell et al. 2002; Zave 2017).',
    kind: 'eventually',
    restored: 'ring repaired',
    check: (view) => holdsUnless([...new Set([...wrongSuccessors(view), ...wrongPredecessors(view)])]),
  },
])
