import type { NetworkPartition } from '../network/network.ts'
import type { Address, OperationId } from './role.ts'
import type { Microseconds } from './time.ts'

/** `up` takes part; `crashed` may recover; `stopped` has left. */
export type NodeStatus = 'up' | 'crashed' | 'stopped'

/** Something that a user asked of the system and waits for. */
export interface Operation {
  readonly id: OperationId
  /** The node that the user asked. */
  readonly node: Address
  /** What was asked, as the protocol describes it. */
  readonly description: unknown
  readonly invoked_us: Microseconds
  /** Undefined while the operation is pending. */
  readonly returned_us: Microseconds | undefined
  readonly result: unknown
  /** The protocol's judgement of the answer at the moment when it returned. */
  readonly judgement: unknown
}

/** The state of everything at one moment, as properties, results and views read it. */
export interface World<S> {
  readonly now_us: Microseconds
  /** Every node that ever existed, in order of creation. */
  readonly addresses: readonly Address[]
  /** A node's state; undefined when there is no such node. It must not be changed. */
  state(address: Address): S | undefined
  /** A node's status; undefined when there is no such node. */
  status(address: Address): NodeStatus | undefined
  readonly operations: readonly Operation[]
  readonly networkPartition: NetworkPartition | undefined
  /** What is on its way between nodes, in no particular order. */
  messagesInFlight(): readonly unknown[]
}
