import * as v from 'valibot'
import { action, atLeast, commonActions, integer, LIMITS } from '../../engine/scenario/schema.ts'
import { about, choice, fields, isObject } from '../../engine/scenario/shapes.ts'

const MAX_ID = 2 ** 32 - 1
/** A round is the whole maintenance of every node. */
const MAX_ROUNDS = 10_000
export const MAX_SUCCESSORS = 64
const id = integer(0, MAX_ID, 'an identifier')
const nodeOrAll = choice(
  [about('One node.', id), about('Every live node, in the order of identifiers.', v.literal('all'))],
  'an identifier, or "all"',
  (value) => (typeof value === 'number' ? 0 : value === 'all' ? 1 : undefined),
)
const keyText = v.pipe(v.string(), v.regex(/^(0|[1-9]\d{0,9})$/, 'a key: an integer written as text'))
const value = v.pipe(v.string(), v.maxLength(200, 'at most 200 characters'))

const nodes = choice(
  [
    about(
      'The identifiers of the nodes.',
      v.pipe(v.array(id), v.maxLength(LIMITS.nodes, `at most ${LIMITS.nodes} nodes`)),
    ),
    fields({
      count: about('How many machines.', integer(0, LIMITS.nodes)),
      placement: v.optional(
        about('Where their identifiers lie.', v.picklist(['hash', 'even', 'random'])),
        'random',
      ),
    }),
  ],
  'a list of identifiers, or {"count", "placement"}',
  (value) => (Array.isArray(value) ? 0 : isObject(value) ? 1 : undefined),
)

const nodeState = fields({
  successors: about(
    'Its successor list, nearest first.',
    v.pipe(v.array(id), v.minLength(1, 'at least one successor'), v.maxLength(MAX_SUCCESSORS)),
  ),
  predecessor: v.optional(about('Its predecessor; absent: nil.', v.nullable(id)), null),
})

const ms = atLeast(1, 1e9)
const interval = choice(
  [
    about('Every time after so many milliseconds.', ms),
    about(
      'After a time that is drawn between min and max, in milliseconds.',
      fields({ min: about('At least.', ms), max: about('At most.', ms) }),
    ),
  ],
  'milliseconds, or {"min", "max"}',
  (value) => (typeof value === 'number' ? 0 : isObject(value) ? 1 : undefined),
)

const maintenance = choice(
  [
    about('On command only.', v.literal('manual')),
    fields({
      stabilize_ms: v.optional(about('How often a node stabilizes.', interval)),
      fixFingers_ms: v.optional(about('How often it looks one finger up.', interval)),
      checkPredecessor_ms: v.optional(about('How often it checks its predecessor.', interval)),
    }),
  ],
  '"manual", or {"stabilize_ms", "fixFingers_ms", "checkPredecessor_ms"}',
  (value) => (value === 'manual' ? 0 : isObject(value) ? 1 : undefined),
)

const keys = choice(
  [
    fields({ count: about('How many keys, at random identifiers.', integer(0, LIMITS.nodes)) }),
    about('Each key with its value.', v.record(keyText, value)),
  ],
  'keys with their values, or {"count"}',
  (value) => (!isObject(value) ? undefined : Object.hasOwn(value, 'count') ? 0 : 1),
)

export const chordConfigSchema = fields({
  bits: about('Identifiers are 0 .. 2^bits - 1.', integer(3, 32)),
  nodes: about('The nodes of the ring, which starts stable and correct.', nodes),
  keys: v.optional(about('What the ring stores at the start.', keys), {}),
  state: v.optional(
    about('Nodes that start with other pointers than those of a correct ring.', v.record(keyText, nodeState)),
  ),
  successors: v.optional(
    about('How many successors each node knows: r, the length of its list.', integer(1, MAX_SUCCESSORS)),
    1,
  ),
  replicas: v.optional(
    about('How many nodes store each key: its owner and the nodes after it.', integer(1, MAX_SUCCESSORS)),
    1,
  ),
  virtualNodes: v.optional(about('How many identifiers each machine has.', integer(1, 1000)), 1),
  variant: v.optional(
    about(
      'Which version of the protocol runs: the slides, Stoica et al. 2003, or Zave 2017.',
      v.picklist(['lecture', 'paper', 'corrected']),
    ),
    'lecture',
  ),
  routing: v.optional(
    about('By which pointers a lookup travels.', v.picklist(['successor', 'finger'])),
    'successor',
  ),
  mode: v.optional(
    about(
      'Who asks the next node: each node on the way, or always the node that was asked first.',
      v.picklist(['recursive', 'iterative']),
    ),
    'recursive',
  ),
  maintenance: v.optional(about('When nodes repair their pointers.', maintenance), 'manual'),
})

const node = about('The node that does it.', id)
const key = about('The key, an identifier like a node.', id)
const from = about('The node that the user asks.', id)

const ownActions = [
  action('join', 'A new node joins the ring through a member that it knows.', {
    node: about('The identifier of the new node.', id),
    via: about('The member that it knows.', id),
  }),
  action('create', 'A new node starts a ring of its own.', { node }),
  action('stabilize', 'The node asks its successor for its predecessor, and notifies its successor.', {
    node: nodeOrAll,
  }),
  action('reconcile', 'The node copies its successor’s list.', { node: nodeOrAll }),
  action('update', 'The node drops dead successors from the head of its list.', { node: nodeOrAll }),
  action('fixFingers', 'The node looks its fingers up, one after the other.', { node: nodeOrAll }),
  action('checkPredecessor', 'The node forgets its predecessor if that does not answer.', {
    node: nodeOrAll,
  }),
  action('leave', 'The node hands its keys to its successor and goes for good.', { node: nodeOrAll }),
  action('maintain', 'Every live node runs its whole maintenance, in the order of identifiers.', {
    rounds: about('How many times.', integer(1, MAX_ROUNDS)),
  }),
  action('lookup', 'Finds the node that is responsible for a key.', { from, key }),
  action('get', 'Reads the value of a key.', { from, key }),
  action('put', 'Stores a value under a key.', { from, key, value: about('What to store.', value) }),
] as const

export const chordActionSchema = v.variant('do', [...ownActions, ...commonActions(id)])

export type ChordConfig = v.InferOutput<typeof chordConfigSchema>
export type ChordAction = v.InferOutput<(typeof ownActions)[number]>
