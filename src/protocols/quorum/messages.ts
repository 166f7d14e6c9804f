import type { OperationId, TimerId } from '../../engine/kernel/role.ts'
import type { Copy, Version } from './versions.ts'
import { brief } from './words.ts'

/** A replica or a client, as a scenario calls it. */
export type Name = string

/** How an operation stands: a put can fail, either can run out of time, and a crashed client never hears. */
export type Status = 'pending' | 'ok' | 'failed' | 'unavailable'

/** What a replica keeps on its disk, and how many of its next writes fail. */
export interface ReplicaState {
  readonly role: 'replica'
  copies: Record<string, Copy>
  refusing: number
}

/** A put that its client coordinates. It stays for a while after its return, for the acks that come late. */
export interface PutState {
  readonly do: 'put'
  readonly id: OperationId
  readonly key: string
  readonly value: string
  readonly version: Version
  /** The N replicas of the key. */
  readonly replicas: readonly Name[]
  /** How many acks it waits for: W. */
  readonly need: number
  status: Status
  /** Replicas that acked, in the order of their acks; late ones included. */
  acks: Name[]
  refused: Name[]
  timer: TimerId
}

/** What one replica answered to a get. */
export interface Reply {
  readonly from: Name
  /** `null` is the slide's NIL. */
  readonly copy: Copy | null
}

/** A get that its client coordinates. It stays for a while after its return, for the answers that come late. */
export interface GetState {
  readonly do: 'get'
  readonly id: OperationId
  readonly key: string
  /** The N replicas of the key. */
  readonly replicas: readonly Name[]
  /** How many answers it waits for: R. */
  readonly need: number
  status: Status
  /** Replicas that were asked so far. */
  asked: Name[]
  /** In the order of their arrival; late ones included. */
  answers: Reply[]
  timer: TimerId
}

/** What a client keeps: its clock, and the operations that it coordinates. */
export interface ClientState {
  readonly role: 'client'
  /** How far its clock is ahead, in microseconds; negative when it is behind. */
  skew_us: number
  /** Number of puts that it invoked; tells puts of the same instant apart. */
  puts: number
  /** In the order of their ids. */
  operations: (PutState | GetState)[]
  /** Those that have returned, in the order of their returns. */
  returned: OperationId[]
}

export type QuorumState = ClientState | ReplicaState

/** The four legs of the two operations: W and A of a put, R and S of a get (Bailis et al. 2012, section 4). */
export type QuorumMessage =
  | { readonly kind: 'write'; readonly operation: OperationId; readonly key: string; readonly copy: Copy }
  | { readonly kind: 'ack'; readonly operation: OperationId }
  | { readonly kind: 'refused'; readonly operation: OperationId }
  | { readonly kind: 'read'; readonly operation: OperationId; readonly key: string }
  | { readonly kind: 'answer'; readonly operation: OperationId; readonly copy: Copy | null }

/** The client has waited long enough for this operation. */
export interface QuorumTimer {
  readonly operation: OperationId
}

export type QuorumCommand =
  | {
      readonly do: 'put'
      readonly key: string
      readonly value: string
      /** True time of the command, to which the client adds the fault of its clock. */
      readonly now_us: number
    }
  | { readonly do: 'get'; readonly key: string; readonly from: readonly Name[] }
  | { readonly do: 'refuse'; readonly count: number }
  | { readonly do: 'skew'; readonly skew_us: number }

/** What was asked of a client: the description of its operation. */
export type Asked = { readonly key: string; readonly replicas: readonly Name[]; readonly need: number } & (
  | { readonly do: 'put'; readonly value: string; readonly version: Version }
  | { readonly do: 'get' }
)

/** How a put returned. The lists are as they were at that moment. */
export interface PutResult {
  readonly status: Exclude<Status, 'pending'>
  readonly acks: readonly Name[]
}

/** How a get returned. The lists are as they were at that moment. */
export interface GetResult {
  readonly status: Exclude<Status, 'pending'>
  readonly answers: readonly Reply[]
  /** The newest copy among the answers; `null`: NIL, or no result. */
  readonly copy: Copy | null
}

/** A copy in the words of the slides. */
export const valueText = (copy: Copy | null | undefined): string => copy?.value ?? 'NIL'

/** A message in the words of its capsule: the value, where it carries one. */
export function label(message: QuorumMessage): string {
  switch (message.kind) {
    case 'write':
    case 'answer':
      return brief(valueText(message.copy))
    default:
      return message.kind
  }
}
