import type { OperationId } from '../../engine/kernel/role.ts'
import type { Id } from './identifiers.ts'

/** Keys with their values, as one node stores them. */
export type Store = Readonly<Record<Id, string>>

/** What a node keeps (CS162 slides 13 to 15). `null` is the slide's nil. */
export interface ChordState {
  successor: Id | null
  predecessor: Id | null
  keys: Record<Id, string>
}

/** What a user asks of the ring; it travels from node to node until it reaches the key's owner. */
export interface Query {
  readonly do: 'lookup' | 'put' | 'get'
  readonly key: Id
  /** The value of a put. */
  readonly value?: string
  /** The node that the user asked, which gets the answer. */
  readonly origin: Id
  readonly operation: OperationId
  /** The nodes that it has been at, `origin` first. */
  readonly path: readonly Id[]
}

export type ChordMessage =
  | { readonly kind: 'join'; readonly node: Id }
  /** Answers a join: the joining node's successor. */
  | { readonly kind: 'joined'; readonly successor: Id }
  /** Asks a successor for its predecessor: the right-hand side of `x = succ.pred`. */
  | { readonly kind: 'askPredecessor' }
  | { readonly kind: 'predecessor'; readonly predecessor: Id | null }
  | { readonly kind: 'notify'; readonly node: Id }
  /** Keys that have a new owner. */
  | { readonly kind: 'transfer'; readonly keys: Store }
  /** A query on its way. `owner`: the sender knows that the receiver owns the key. */
  | { readonly kind: 'query'; readonly query: Query; readonly owner: boolean }
  | { readonly kind: 'answer'; readonly query: Query; readonly owner: Id; readonly value: string | null }
  /** A node says goodbye: to its successor with its keys, to its predecessor with its successor. */
  | {
      readonly kind: 'leaving'
      readonly node: Id
      readonly predecessor: Id | null
      readonly successor: Id | null
      readonly keys: Store
    }

export type ChordCommand =
  | { readonly do: 'create' }
  | { readonly do: 'join'; readonly via: Id }
  | { readonly do: 'stabilize' }
  | { readonly do: 'leave' }
  | { readonly do: 'lookup'; readonly key: Id }
  | { readonly do: 'get'; readonly key: Id }
  | { readonly do: 'put'; readonly key: Id; readonly value: string }

/** What a user gets for a query. */
export interface Answer {
  readonly owner: Id
  readonly path: readonly Id[]
  readonly value: string | null
}

/** A message in the words of its capsule. */
export function label(message: ChordMessage): string {
  switch (message.kind) {
    case 'join':
      return `join(${message.node})`
    case 'joined':
      return `succ = ${message.successor}`
    case 'askPredecessor':
      return 'pred?'
    case 'predecessor':
      return `pred = ${message.predecessor ?? 'nil'}`
    case 'notify':
      return `notify(${message.node})`
    case 'transfer':
      return listOfKeys(message.keys)
    case 'query':
      return `${message.query.do}(${message.query.key})`
    case 'answer':
      return answerLabel(message.query, message.owner, message.value)
    case 'leaving':
      return `leave(${message.node})`
  }
}

function answerLabel(query: Query, owner: Id, value: string | null): string {
  if (query.do === 'get') return value ?? 'NIL'
  return query.do === 'put' ? 'stored' : `at ${owner}`
}

/** "keys 46, 48", cut after the third. */
export function listOfKeys(keys: Store): string {
  const all = Object.keys(keys)
  const shown = all.slice(0, 3).join(', ')
  return `${all.length === 1 ? 'key' : 'keys'} ${shown}${all.length > 3 ? ` and ${all.length - 3} more` : ''}`
}
