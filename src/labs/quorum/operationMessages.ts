import type { OperationId } from '../../engine/kernel/role.ts'
import type { Frame } from '../../engine/record/frame.ts'
import type { MessageRecord } from '../../engine/record/step.ts'
import type { QuorumMessage } from '../../protocols/quorum/messages.ts'

/**
 * The messages of a recording by operation, as far as they have been sorted. Each is named by its place in the
 * recording, which is for good; the record there may be replaced when its message ends.
 */
interface Index {
  sorted: number
  readonly byOperation: Map<OperationId, number[]>
}

/** A recording grows while it is being made: only what is new is sorted. */
const indices = new WeakMap<readonly MessageRecord[], Index>()

/** The messages that an operation has sent by a frame, in the order of their sending. */
export function messagesOf(frame: Frame<unknown>, operation: OperationId): readonly MessageRecord[] {
  const { messages } = frame.recording
  let index = indices.get(messages)
  if (index === undefined) {
    index = { sorted: 0, byOperation: new Map() }
    indices.set(messages, index)
  }
  for (; index.sorted < messages.length; index.sorted++) {
    const record = messages[index.sorted] as MessageRecord
    const { operation: of } = record.message as QuorumMessage
    const known = index.byOperation.get(of)
    if (known === undefined) index.byOperation.set(of, [index.sorted])
    else known.push(index.sorted)
  }
  const places = index.byOperation.get(operation) ?? []
  return places
    .map((place) => messages[place] as MessageRecord)
    .filter(({ sentStep }) => sentStep <= frame.cursor)
}
