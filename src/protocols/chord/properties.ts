import { HOLDS, holdsUnless, propertySuite } from '../../engine/explore/property.ts'
import { type Id, inOpen, ownerOf } from './identifiers.ts'
import type { ChordState } from './messages.ts'
import { successorsOf } from './state.ts'
import { extendedList, principals, type Survey, survey } from './survey.ts'

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

/** Live nodes whose list is not the nodes that follow, or shorter than those of others. */
function wrongLists({ live, states, listLength }: Survey): Id[] {
  if (listLength <= 1) return []
  return live.filter((id, i) => {
    const list = successorsOf(states.get(id) as ChordState)
    return list.length < listLength || list.some((entry, j) => entry !== live[(i + 1 + j) % live.length])
  })
}

/** Members outside the ring whose pointers do not lead to it. */
function lostAppendages({ members, best, ring }: Survey): Id[] {
  const reaches = new Map<Id, boolean>(ring.map((id) => [id, true]))
  const lost: Id[] = []
  for (const start of members) {
    const path: Id[] = []
    let at: Id | null = start
    while (at !== null && !reaches.has(at)) {
      reaches.set(at, false)
      path.push(at)
      at = best.get(at) ?? null
    }
    const reached = at !== null && reaches.get(at) === true
    for (const id of path) reaches.set(id, reached)
    if (!reached) lost.push(start)
  }
  return lost
}

/**
 * Ring members whose best successor lies past another ring member, and members whose list skips over a live node
 * that stands in the list of a node right before them.
 */
function skippingLists(view: Survey): Id[] {
  const { ring, members, states, best } = view
  const skipping = new Set<Id>(ring.filter((id, i) => best.get(id) !== ring[(i + 1) % ring.length]))
  if (view.listLength > 1) {
    for (const before of members) {
      const id = best.get(before) ?? null
      if (id === null) continue
      const list = extendedList(id, view)
      const known = successorsOf(states.get(before) as ChordState)
      if (known.some((entry) => isMember(entry, view) && isSkipped(entry, list))) skipping.add(id)
    }
  }
  return [...skipping].sort((a, b) => a - b)
}

function isMember(id: Id, { states }: Survey): boolean {
  return (states.get(id)?.successor ?? null) !== null
}

/** Whether `id` lies between two neighbours in the list. */
function isSkipped(id: Id, list: readonly Id[]): boolean {
  for (let i = 0; i + 1 < list.length; i++) {
    const [a, b] = [list[i] as Id, list[i + 1] as Id]
    if (a !== b && inOpen(id, a, b)) return true
  }
  return false
}

/** Members without a live member in their successor lists. */
function cutOff({ members, best }: Survey): Id[] {
  return members.filter((id) => (best.get(id) ?? null) === null)
}

/** Zave's base of the ring: with lists of r entries, r + 1 members that no list skips. Not asked of r = 1. */
function hasBase(view: Survey): boolean {
  return view.listLength <= 1 || principals(view).length > view.listLength
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
    meaning: 'Some live node reaches itself by following first live successors (Zave 2017).',
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
    meaning:
      'No ring member points past another; no list skips a live node that the node before knows (Zave 2012).',
    kind: 'always',
    check: (view) => holdsUnless(skippingLists(view)),
  },
  {
    name: 'OneLiveSuccessor',
    label: 'One live successor',
    meaning: 'Every member has a live node in its successor list (Zave 2017, half of her invariant).',
    kind: 'always',
    check: (view) => holdsUnless(cutOff(view)),
  },
  {
    name: 'SufficientPrincipals',
    label: 'Enough principals',
    meaning:
      'No successor list skips any of r + 1 members (Zave 2017, half of her invariant; not asked of r = 1).',
    kind: 'eventually',
    check: (view) => (hasBase(view) ? HOLDS : { holds: false, where: principals(view) }),
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
    meaning:
      'Every successor list and every predecessor is the right one (Liben-Nowell et al. 2002; Zave 2017).',
    kind: 'eventually',
    restored: 'ring repaired',
    check: (view) =>
      holdsUnless([...new Set([...wrongSuccessors(view), ...wrongPredecessors(view), ...wrongLists(view)])]),
  },
])
