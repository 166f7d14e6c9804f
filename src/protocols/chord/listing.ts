import type { Procedure } from '../../engine/run/protocol.ts'

/**
 * The pseudo-code of the lecture. `stabilize` and `notify` are those of CS162 slide 14; `join` and `lookup`
 * put slides 13 and 16 in the same form.
 */
export const LECTURE_LISTING: readonly Procedure[] = [
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
