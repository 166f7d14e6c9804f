import type { NetworkPartition } from '../network/network.ts'
import type { Address } from './role.ts'
import type { Microseconds } from './time.ts'

/** Names one message of a run: the sequence number of its sending. Copies have names of their own. */
export type MessageId = number

/**
 * One thing that the outside does to the world: a scenario's action, or a user's intervention. Each is one
 * recorded step, like the delivery of a message.
 */
export type Instruction<C> =
  | { readonly do: 'command'; readonly node: Address; readonly command: C }
  | { readonly do: 'crash'; readonly node: Address }
  | { readonly do: 'recover'; readonly node: Address }
  | { readonly do: 'partition'; readonly groups: NetworkPartition }
  | { readonly do: 'heal' }
  /** Marks that the time was let pass; the clock has moved already. */
  | { readonly do: 'advance'; readonly duration_us: Microseconds }
  | MessageInstruction

/** What a user may do to a message in flight. */
export type MessageInstruction =
  | { readonly do: 'deliver'; readonly message: MessageId }
  | { readonly do: 'delay'; readonly message: MessageId; readonly by_us: Microseconds }
  | { readonly do: 'drop'; readonly message: MessageId }
  | { readonly do: 'duplicate'; readonly message: MessageId }
