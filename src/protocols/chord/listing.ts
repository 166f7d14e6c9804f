import type { ListingLine, Procedure } from '../../engine/run/protocol.ts'
import type { ChordSettings } from './settings.ts'

/**
 * The pseudo-code of the lecture. `stabilize` and `notify` are those of CS162 slide 14; `join` and `lookup`
 * put slides 13 and 16 in the same form.
 */
const LECTURE: readonly Procedure[] = [
  {
    name: 'join',
    signature: 'n.join(n′)',
    lines: [
      { id: 'join.clear', indent: 1, text: 'pred = nil' },
      { id: 'join.ask', indent: 1, text: 'succ = n′.find(n)' },
    ],
  },
  {
    name: 'find',
    signature: 'n.find(id)',
    lines: [
      { id: 'find.if', indent: 1, text: 'if id ∈ (n, succ]' },
      { id: 'find.return', indent: 2, text: 'return succ' },
      { id: 'find.forward', indent: 1, text: 'return succ.find(id)' },
    ],
  },
  {
    name: 'stabilize',
    signature: 'n.stabilize()',
    lines: [
      { id: 'stabilize.ask', indent: 1, text: 'x = succ.pred' },
      { id: 'stabilize.if', indent: 1, text: 'if x ∈ (n, succ)' },
      { id: 'stabilize.adopt', indent: 2, text: 'succ = x' },
      { id: 'stabilize.notify', indent: 1, text: 'succ.notify(n)' },
    ],
  },
  {
    name: 'pred',
    signature: 'n.pred()',
    lines: [{ id: 'pred.return', indent: 1, text: 'return pred' }],
  },
  {
    name: 'notify',
    signature: 'n.notify(n′)',
    lines: [
      { id: 'notify.if', indent: 1, text: 'if pred = nil or n′ ∈ (pred, n)' },
      { id: 'notify.adopt', indent: 2, text: 'pred = n′' },
      { id: 'notify.transfer', indent: 2, text: 'send n′ its keys' },
    ],
  },
  {
    name: 'lookup',
    signature: 'n.lookup(key)',
    lines: [
      { id: 'lookup.own', indent: 1, text: 'if key ∈ (pred, n]' },
      { id: 'lookup.answer', indent: 2, text: 'return n' },
      { id: 'lookup.if', indent: 1, text: 'if key ∈ (n, succ]' },
      { id: 'lookup.last', indent: 2, text: 'return succ.answer(key)' },
      { id: 'lookup.forward', indent: 1, text: 'return succ.lookup(key)' },
    ],
  },
  {
    name: 'answer',
    signature: 'n.answer(key)',
    lines: [{ id: 'answer.return', indent: 1, text: 'return n' }],
  },
  {
    name: 'take',
    signature: 'n.take(keys)',
    lines: [{ id: 'take.store', indent: 1, text: 'store keys' }],
  },
  {
    name: 'left',
    signature: 'n.left(n′)',
    lines: [
      { id: 'left.predecessor', indent: 1, text: 'if pred = n′: pred = n′.pred' },
      { id: 'left.keys', indent: 1, text: 'store the keys of n′' },
      { id: 'left.successor', indent: 1, text: 'if succ = n′: succ = n′.succ' },
    ],
  },
  {
    name: 'leave',
    signature: 'n.leave()',
    lines: [
      { id: 'leave.successor', indent: 1, text: 'succ.pred = pred, with n’s keys' },
      { id: 'leave.predecessor', indent: 1, text: 'pred.succ = succ' },
    ],
  },
  {
    name: 'create',
    signature: 'n.create()',
    lines: [
      { id: 'create.pred', indent: 1, text: 'pred = nil' },
      { id: 'create.succ', indent: 1, text: 'succ = n' },
    ],
  },
]

/** Stoica et al. 2003, figure 5: the closest node before a key, by fingers and successor list. */
const FINGER_LOOKUP: readonly Procedure[] = [
  {
    name: 'lookup',
    signature: 'n.lookup(key)',
    lines: [
      { id: 'lookup.own', indent: 1, text: 'if key ∈ (pred, n]' },
      { id: 'lookup.answer', indent: 2, text: 'return n' },
      { id: 'lookup.if', indent: 1, text: 'if key ∈ (n, succ]' },
      { id: 'lookup.last', indent: 2, text: 'return succ.answer(key)' },
      { id: 'lookup.closest', indent: 1, text: 'n′ = closest_preceding_finger(key)' },
      { id: 'lookup.forward', indent: 1, text: 'return n′.lookup(key)' },
    ],
  },
  {
    name: 'closest_preceding_finger',
    signature: 'n.closest_preceding_finger(id)',
    lines: [
      { id: 'closest.for', indent: 1, text: 'for i = m − 1 downto 0' },
      { id: 'closest.if', indent: 2, text: 'if finger[i] ∈ (n, id)' },
      { id: 'closest.return', indent: 3, text: 'return finger[i]' },
      { id: 'closest.succ', indent: 1, text: 'return succ' },
    ],
  },
]

/** Stoica et al. 2003, figure 6. */
const FIX_FINGERS: Procedure = {
  name: 'fix_fingers',
  signature: 'n.fix_fingers()',
  lines: [
    { id: 'fix.next', indent: 1, text: 'i = next' },
    { id: 'fix.ask', indent: 1, text: 'x = n.find_successor(n + 2^i)' },
    { id: 'fix.set', indent: 1, text: 'finger[i] = x' },
  ],
}

const CHECK_PREDECESSOR: Procedure = {
  name: 'check_predecessor',
  signature: 'n.check_predecessor()',
  lines: [
    { id: 'check.if', indent: 1, text: 'if pred does not answer' },
    { id: 'check.nil', indent: 2, text: 'pred = nil' },
  ],
}

const UPDATE: Procedure = {
  name: 'update',
  signature: 'n.update()',
  lines: [
    { id: 'update.while', indent: 1, text: 'while succ does not answer' },
    { id: 'update.drop', indent: 2, text: 'drop it from the head of list' },
  ],
}

const RECONCILE: readonly Procedure[] = [
  {
    name: 'reconcile',
    signature: 'n.reconcile()',
    lines: [
      { id: 'reconcile.ask', indent: 1, text: 'l = succ.list()' },
      { id: 'reconcile.copy', indent: 1, text: 'list = succ, l without its last' },
    ],
  },
  {
    name: 'list',
    signature: 'n.list()',
    lines: [{ id: 'list.return', indent: 1, text: 'return list' }],
  },
]

/** What a node does about another that does not answer in time (Stoica et al. 2003, section IV-E.3). */
const TIMEOUT: Procedure = {
  name: 'timeout',
  signature: 'n.timeout(n′)',
  lines: [
    { id: 'timeout.retry', indent: 1, text: 'hand the query to the next best node' },
    { id: 'timeout.fail', indent: 1, text: 'if there is none: give up' },
  ],
}

const REPLICATE: Procedure = {
  name: 'replicate',
  signature: 'n.replicate()',
  lines: [
    { id: 'replicate.send', indent: 1, text: 'send own keys to the next nodes' },
    { id: 'replicate.keep', indent: 1, text: 'there: keep copies' },
    { id: 'replicate.release', indent: 1, text: 'the node after those: drop copies' },
  ],
}

/** Zave 2017: the operations of the version that she proves correct. */
const CORRECTED: readonly Procedure[] = [
  {
    name: 'join',
    signature: 'n.join(n′)',
    lines: [
      { id: 'join.clear', indent: 1, text: 'p = n′.find(n)' },
      { id: 'join.ask', indent: 1, text: 'list = p.list; pred = p' },
    ],
  },
  {
    name: 'stabilize',
    signature: 'n.stabilizeFromSuccessor()',
    lines: [
      { id: 'sfs.query', indent: 1, text: 'l, x = succ.list, succ.pred' },
      { id: 'sfs.copy', indent: 1, text: 'list = succ, l without its last' },
      { id: 'sfs.if', indent: 1, text: 'if x ∈ (n, succ)' },
      { id: 'sfs.next', indent: 2, text: 'n.stabilizeFromPredecessor(x)' },
      { id: 'stabilize.notify', indent: 1, text: 'succ.rectify(n)' },
      { id: 'sfs.else', indent: 1, text: 'if succ does not answer' },
      { id: 'sfs.dead', indent: 2, text: 'list = list without succ, last + 1' },
    ],
  },
  {
    name: 'stabilizeFromPredecessor',
    signature: 'n.stabilizeFromPredecessor(x)',
    lines: [
      { id: 'sfp.query', indent: 1, text: 'l = x.list' },
      { id: 'sfp.adopt', indent: 1, text: 'list = x, l without its last' },
    ],
  },
  {
    name: 'rectify',
    signature: 'n.rectify(n′)',
    lines: [
      { id: 'rectify.if', indent: 1, text: 'if n′ ∈ (pred, n)' },
      { id: 'notify.adopt', indent: 2, text: 'pred = n′' },
      { id: 'rectify.query', indent: 1, text: 'else if pred does not answer' },
      { id: 'rectify.dead', indent: 2, text: 'pred = n′' },
      { id: 'notify.transfer', indent: 1, text: 'send a new pred its keys' },
    ],
  },
  {
    name: 'pred',
    signature: 'n.pred(), n.list()',
    lines: [
      { id: 'defer.wait', indent: 1, text: 'wait until n’s own query is answered' },
      { id: 'pred.return', indent: 1, text: 'return list, pred' },
      { id: 'list.return', indent: 1, text: 'return list' },
    ],
  },
]

/** The pseudo-code of the protocol as a scenario runs it; `verbs`: what its actions do. */
export function listing(
  settings: ChordSettings,
  verbs: ReadonlySet<string> = new Set(),
): readonly Procedure[] {
  const { variant, routing, successors, waits, replicas, looksAtItself } = settings
  const shown = new Map<string, Procedure>(LECTURE.map((procedure) => [procedure.name, procedure]))
  const add = (...procedures: readonly Procedure[]) => {
    for (const procedure of procedures) shown.set(procedure.name, procedure)
  }
  const usesLists = waits && successors > 1
  if (variant === 'corrected') {
    shown.delete('notify')
    add(...CORRECTED)
  } else {
    if (usesLists && variant === 'lecture') add(withList(shown.get('stabilize') as Procedure))
    if (waits || verbs.has('checkPredecessor')) add(CHECK_PREDECESSOR)
    if (waits || verbs.has('update')) add(UPDATE)
    if (usesLists || verbs.has('reconcile')) add(...RECONCILE)
  }
  if (routing === 'finger') add(...FINGER_LOOKUP)
  if (routing === 'finger' || verbs.has('fixFingers')) add(FIX_FINGERS)
  if (waits) add(TIMEOUT)
  if (replicas > 1) add(REPLICATE)
  if (!looksAtItself) add(withoutOwn(shown.get('lookup') as Procedure))
  return [...shown.values()]
}

/** find_successor of Stoica et al. (figure 5) does not look whether the key is the node's own. */
function withoutOwn(lookup: Procedure): Procedure {
  const lines = lookup.lines.filter(({ id }) => id !== 'lookup.own' && id !== 'lookup.answer')
  return { ...lookup, lines }
}

/** Slide 30: the answer to stabilize carries the successor's list, too. */
function withList(stabilize: Procedure): Procedure {
  const line: ListingLine = { id: 'stabilize.list', indent: 1, text: 'list = succ, succ.list' }
  const notify = stabilize.lines.length - 1
  return {
    ...stabilize,
    lines: [...stabilize.lines.slice(0, notify), line, ...stabilize.lines.slice(notify)],
  }
}
