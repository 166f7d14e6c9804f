import * as v from 'valibot'
import { action, commonActions, integer, LIMITS } from '../../engine/scenario/schema.ts'
import { about, choice, fields, isObject } from '../../engine/scenario/shapes.ts'

const MAX_ID = 2 ** 32 - 1
/**
 * With successor pointers alone a lookup passes half the ring and remembers its path: a larger ring than this
 * would fill the memory before it teaches more.
 */
const MAX_NODES = 4096
/** A round is one stabilize of every node. */
const MAX_ROUNDS = 100
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
      v.pipe(v.array(id), v.maxLength(MAX_NODES, `at most ${MAX_NODES} nodes`)),
    ),
    fields({
      count: about('How many nodes.', integer(0, MAX_NODES)),
      placement: v.optional(
        about('Where their identifiers lie.', v.picklist(['hash', 'even', 'random'])),
        'random',
      ),
    }),
  ],
  'a list of identifiers, or {"count", "placement"}',
  (value) => (Array.isArray(value) ? 0 : isObject(value) ? 1 : undefined),
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
  successors: v.optional(about('How many successors each node knows.', v.literal(1)), 1),
  replicas: v.optional(about('How many nodes store each key.', v.literal(1)), 1),
  virtualNodes: v.optional(about('How many identifiers each machine has.', v.literal(1)), 1),
  variant: v.optional(about('Which version of the protocol runs.', v.literal('lecture')), 'lecture'),
  routing: v.optional(about('By which pointers a lookup travels.', v.literal('successor')), 'successor'),
  mode: v.optional(about('Who asks the next node.', v.literal('recursive')), 'recursive'),
  maintenance: v.optional(about('When nodes repair their pointers.', v.literal('manual')), 'manual'),
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
