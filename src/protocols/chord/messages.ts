import type { OperationId, TimerId } from '../../engine/kernel/role.ts'
import type { Id } from './identifiers.ts'

/** Keys with their values, as one node stores them. */
export type Store = Readonly<Record<Id, string>>

/** What a node keeps (CS162 slides 13 to 15, 29 and 30). `null` is the slide's nil. */
export interface ChordState {
  /** The head of the successor list; `null` while the node is not in a ring. */
  successor: Id | null
  predecessor: Id | null
  /** The rest of the successor list, nearest first. Replaced as a whole, never changed in place. */
  backups: readonly Id[]
  /** finger[i] is the first node at or after n + 2^i, as far as the table is built. Replaced as a whole. */
  fingers: readonly Id[]
  keys: Record<Id, string>
  /** The finger that periodic fix_fingers takes next. */
  nextFinger?: number
  /** Whether the timers of periodic maintenance run. */
  periodic?: boolean
  /** How many requests the node has made: each has its number. */
  requests?: number
  /** Requests that wait for their answer. */
  waiting?: Record<number, Waiting>
  /** Questions about this node's state that wait until its own request is answered (`corrected`). */
  deferred?: Deferred[]
}

/** What a node remembers of a request until it is answered or times out. */
export type Waiting = { readonly timer: TimerId; readonly to: Id } & Request

export type Request =
  /** A query was handed to `to`, which `via` has named. */
  | {
      readonly for: 'hop'
      readonly query: Query
      readonly owner: boolean
      readonly via: Id
      readonly dead: readonly Id[]
    }
  /** `tries`: how many dead successors this operation has met already. */
  | { readonly for: 'stabilize'; readonly tries: number }
  /** Asks a node that may be a better successor for its list (`corrected`). */
  | { readonly for: 'better' }
  | { readonly for: 'join' }
  | { readonly for: 'reconcile' }
  | { readonly for: 'update' }
  | { readonly for: 'checkPredecessor' }
  /** Whether the predecessor is alive still, while `candidate` offers itself (`corrected`). */
  | { readonly for: 'rectify'; readonly candidate: Id }

/** A question about a node's state. */
export interface Deferred {
  readonly from: Id
  readonly about: 'predecessor' | 'successors' | 'join'
  readonly request?: number
}

/** What travels from node to node until it reaches a key's owner. */
export interface Query {
  /** `finger` and `join` are the ring's own; users ask for the others. */
  readonly do: 'lookup' | 'put' | 'get' | 'finger' | 'join'
  readonly key: Id
  /** The value of a put. */
  readonly value?: string
  /** The node that the user asked, which gets the answer. */
  readonly origin: Id
  /** 0: no user waits for it. */
  readonly operation: OperationId
  /** The nodes that it has been at, `origin` first; at most `PATH_LIMIT` of them. */
  readonly path: readonly Id[]
  /** How many nodes the path leaves out. */
  readonly skipped?: number
  /** Which finger it is for, and whether the whole table is being built. */
  readonly finger?: number
  readonly pass?: boolean
  /** Dead nodes that it was handed to on the way to the node where it is, and at that node. */
  readonly timeouts?: number
  readonly lastTimeouts?: number
}

/** A longer path is cut: a query that passes a million nodes must not carry them all. */
export const PATH_LIMIT = 1024

/** The number of a request, where the sender waits for its answer. */
interface Numbered {
  readonly request?: number
}

export type ChordMessage =
  | { readonly kind: 'join'; readonly node: Id }
  /** Answers a join: the joining node's successor; in `corrected` its predecessor's whole list, too. */
  | {
      readonly kind: 'joined'
      readonly successor: Id
      readonly backups?: readonly Id[]
      readonly predecessor?: Id
    }
  /** Asks a successor for its predecessor: the right-hand side of `x = succ.pred`. */
  | ({ readonly kind: 'askPredecessor' } & Numbered)
  /** `successors`: the list of the node that answers (slide 30). */
  | ({
      readonly kind: 'predecessor'
      readonly predecessor: Id | null
      readonly successors?: readonly Id[]
    } & Numbered)
  | { readonly kind: 'notify'; readonly node: Id }
  | ({ readonly kind: 'askSuccessors' } & Numbered)
  | ({ readonly kind: 'successors'; readonly successors: readonly Id[] } & Numbered)
  /** Is the receiver alive? */
  | ({ readonly kind: 'ping' } & Numbered)
  /** The receiver of a request lives and has it. */
  | ({ readonly kind: 'ack' } & Numbered)
  /** The receiver of a request lives, but answers later (`corrected`). */
  | ({ readonly kind: 'wait' } & Numbered)
  /** Keys that have a new owner. */
  | { readonly kind: 'transfer'; readonly keys: Store }
  /** Copies of keys, for a node that follows their owner. */
  | { readonly kind: 'replicate'; readonly keys: Store }
  /** The receiver is too far from the owner of these keys to keep copies. */
  | { readonly kind: 'release'; readonly keys: readonly Id[] }
  /** A query on its way. `owner`: the sender knows that the receiver owns the key. */
  | ({ readonly kind: 'query'; readonly query: Query; readonly owner: boolean } & Numbered)
  /** Iterative: which node comes next? `dead` are known not to answer. */
  | ({ readonly kind: 'ask'; readonly query: Query; readonly dead: readonly Id[] } & Numbered)
  | ({ readonly kind: 'next'; readonly query: Query; readonly next: Id; readonly owner: boolean } & Numbered)
  | { readonly kind: 'answer'; readonly query: Query; readonly owner: Id; readonly value: string | null }
  /** Nobody is left to hand the query to. */
  | { readonly kind: 'failed'; readonly query: Query }
  /** A node says goodbye: to its successor with its keys, to its predecessor with its successors. */
  | {
      readonly kind: 'leaving'
      readonly node: Id
      readonly predecessor: Id | null
      readonly successor: Id | null
      readonly backups?: readonly Id[]
      readonly keys: Store
    }

/** Maintenance that a node runs on command or by its timers. */
export const MAINTENANCE = ['stabilize', 'reconcile', 'update', 'fixFingers', 'checkPredecessor'] as const
export type Maintenance = (typeof MAINTENANCE)[number]

export type ChordTimer =
  | { readonly kind: 'timeout'; readonly request: number }
  /** The node that was asked has been asking for patience too long. */
  | { readonly kind: 'patience'; readonly request: number }
  /** Time to run a piece of maintenance again. */
  | { readonly kind: 'stabilize' | 'fixFingers' | 'checkPredecessor' }

export type ChordCommand =
  | { readonly do: 'create' }
  | { readonly do: 'join'; readonly via: Id }
  | { readonly do: Maintenance }
  /** Periodic maintenance begins. */
  | { readonly do: 'start' }
  | { readonly do: 'leave' }
  | { readonly do: 'lookup'; readonly key: Id }
  | { readonly do: 'get'; readonly key: Id }
  | { readonly do: 'put'; readonly key: Id; readonly value: string }

/** What a user gets for a query. `owner` is null where nobody was left to ask. */
export interface Answer {
  readonly owner: Id | null
  readonly path: readonly Id[]
  readonly value: string | null
  readonly skipped?: number
  readonly timeouts?: number
  readonly lastTimeouts?: number
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
    case 'askSuccessors':
      return 'list?'
    case 'successors':
      return `list ${listOfNodes(message.successors)}`
    case 'ping':
    case 'ack':
    case 'wait':
      return message.kind
    case 'transfer':
      return listOfKeys(message.keys)
    case 'replicate':
      return `copy ${Object.keys(message.keys).slice(0, 3).join(', ')}`
    case 'release':
      return `release ${message.keys.slice(0, 3).join(', ')}`
    case 'query':
      return queryLabel(message.query)
    case 'ask':
      return `next(${message.query.key})?`
    case 'next':
      return `next = ${message.next}`
    case 'answer':
      return answerLabel(message.query, message.owner, message.value)
    case 'failed':
      return `no way to ${message.query.key}`
    case 'leaving':
      return `leave(${message.node})`
  }
}

export function queryLabel(query: Query): string {
  return `${query.do === 'finger' ? 'find_successor' : query.do}(${query.key})`
}

function answerLabel(query: Query, owner: Id, value: string | null): string {
  if (query.do === 'get') return value ?? 'NIL'
  if (query.do === 'finger') return `succ = ${owner}`
  return query.do === 'put' ? 'stored' : `at ${owner}`
}

/** "15, 20, 32", cut after the third. */
export function listOfNodes(ids: readonly Id[]): string {
  return `${ids.slice(0, 3).join(', ')}${ids.length > 3 ? ' …' : ''}`
}

/** "keys 46, 48", cut after the third. */
export function listOfKeys(keys: Store): string {
  const all = Object.keys(keys)
  const shown = all.slice(0, 3).join(', ')
  return `${all.length === 1 ? 'key' : 'keys'} ${shown}${all.length > 3 ? ` and ${all.length - 3} more` : ''}`
}
