import * as v from 'valibot'
import { action, atLeast, commonActions, integer, latencySchema } from '../../engine/scenario/schema.ts'
import { about, fields } from '../../engine/scenario/shapes.ts'

/**
 * Greatest sizes. `work` bounds the product of operations and N, because each operation sends to N replicas;
 * `copies` that of keys and N, because the properties look at every copy after every step.
 */
export const QUORUM_LIMITS = {
  replicas: 50,
  clients: 100,
  keys: 1000,
  copies: 2000,
  operations: 1000,
  work: 20_000,
} as const

/** Names stand in results as fields, so a name that objects have of their own cannot be one. */
const name = (what: string) =>
  v.pipe(
    v.string(what),
    v.regex(/^[^\s"'(),:;[\]{}]{1,24}$/, `${what} of 1..24 characters without spaces and brackets`),
    v.check(
      (text) => !(text in Object.prototype) && text !== 'prototype',
      `${what} that is no word of the language`,
    ),
  )

const replica = name('a name')
const address = name('a name')
const key = name('a key')
const value = v.pipe(
  v.string(),
  v.minLength(1, 'at least 1 character'),
  v.maxLength(60, 'at most 60 characters'),
)

const count = integer(1, QUORUM_LIMITS.replicas)
const leg = (meaning: string) => v.optional(about(meaning, latencySchema))

export const quorumConfigSchema = fields({
  nodes: about(
    'The names of the replicas.',
    v.pipe(
      v.array(replica),
      v.minLength(1, 'at least one replica'),
      v.maxLength(QUORUM_LIMITS.replicas, `at most ${QUORUM_LIMITS.replicas} replicas`),
    ),
  ),
  n: about('On how many replicas each key is stored.', count),
  w: about('How many acks a put waits for.', count),
  r: about('How many answers a get waits for.', count),
  placement: v.optional(
    about(
      'The replicas of a key, n of them. Keys that are not named here are placed by consistent hashing.',
      v.record(key, v.array(replica)),
    ),
    {},
  ),
  read: v.optional(about('What a get repairs.', v.literal('none')), 'none'),
  sloppy: v.optional(
    about('Whether other nodes stand in for replicas that are down.', v.literal(false)),
    false,
  ),
  hintedHandoff: v.optional(about('Whether stand-ins hand back what they hold.', v.literal(false)), false),
  versions: v.optional(about('What orders two puts of a key.', v.literal('timestamp')), 'timestamp'),
  legs: v.optional(
    about(
      'One-way delay of each leg, in milliseconds or as a distribution. Without it: that of the network.',
      fields({
        W: leg('Coordinator to replica, with a write.'),
        A: leg('Replica to coordinator, with an ack.'),
        R: leg('Coordinator to replica, with a read.'),
        S: leg('Replica to coordinator, with an answer.'),
      }),
    ),
    {},
  ),
  timeout_ms: v.optional(about('How long a client waits for acks or answers.', atLeast(1, 1e8)), 1000),
})

const client = about('The client that asks, by a name that no replica has.', name('a name'))
const keyField = about('The key.', key)

const ownActions = [
  action('put', 'The client stores a value under a key on its replicas, and waits for W acks.', {
    client,
    key: keyField,
    value: about('What to store.', value),
  }),
  action('get', 'The client asks the replicas of a key, and waits for R answers.', {
    client,
    key: keyField,
    from: v.optional(
      about(
        'Replicas of the key that are asked first; the others only when these do not answer in time.',
        v.pipe(
          v.array(replica),
          v.minLength(1, 'at least one replica'),
          v.maxLength(QUORUM_LIMITS.replicas, `at most ${QUORUM_LIMITS.replicas} replicas`),
        ),
      ),
    ),
  }),
  action('refuse', 'The next writes to a replica fail.', {
    node: about('The replica.', replica),
    count: v.optional(about('How many writes fail.', integer(0, 1000)), 1),
  }),
  action('clockSkew', 'The clock of a client is wrong from now on, and so are the versions that it gives.', {
    node: about('The client.', address),
    ms: about('How far it is ahead, in milliseconds; negative when it is behind.', atLeast(-1e6, 1e6)),
  }),
] as const

export const quorumActionSchema = v.variant('do', [...ownActions, ...commonActions(address)])

export type QuorumConfig = v.InferOutput<typeof quorumConfigSchema>
export type QuorumAction = v.InferOutput<(typeof ownActions)[number]>
