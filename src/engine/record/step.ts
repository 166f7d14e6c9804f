import type { Verdict } from '../explore/property.ts'
import type { MessageId } from '../kernel/instruction.ts'
import type { LossReason, StepEvent } from '../kernel/kernel.ts'
import type { Address, Note } from '../kernel/role.ts'
import type { Microseconds } from '../kernel/time.ts'
import type { NodeStatus } from '../kernel/world.ts'
import type { NetworkPartition } from '../network/network.ts'

/** One executed event, with everything that can be said about it. Steps count from 1; 0 is the start. */
export interface Step<S> extends StepEvent {
  readonly index: number
  readonly time_us: Microseconds
  /** What the handler said about itself, in order. */
  readonly notes: readonly Note[]
  /** The touched node's state before and after; they share what did not change. Absent when none ran. */
  readonly before: S | undefined
  readonly after: S | undefined
  /** The touched node's status when this step changed it. */
  readonly statusBefore: NodeStatus | undefined
  readonly statusAfter: NodeStatus | undefined
  /** Why the message that arrives does not reach its receiver; undefined when it does. */
  readonly lost: LossReason | undefined
  /** Messages that this step sent, lost ones included. */
  readonly sent: readonly MessageId[]
  /** The step that sent the message or set the timer. */
  readonly causedBy: number | null
  /** The milestone that the scenario or the protocol puts here. */
  readonly mark: string | undefined
  readonly networkPartition: NetworkPartition | undefined
  /** The properties after this step, in the protocol's order. */
  readonly verdicts: readonly Verdict[]
}

/** A field of a node's state that a step changed. */
export interface Change {
  readonly node: Address
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

/** A message from its sending to its end. */
export interface MessageRecord {
  readonly id: MessageId
  readonly from: Address
  readonly to: Address
  readonly message: unknown
  readonly sentStep: number
  readonly sentAt_us: Microseconds
  /** When it arrives, as planned last; undefined when it was lost at once. */
  dueAt_us: Microseconds | undefined
  /** When it was to arrive before it was delayed: each plan held until a step. */
  earlierPlans?: readonly { readonly untilStep: number; readonly dueAt_us: Microseconds | undefined }[]
  /** The step that ended it; `Infinity` while it is in flight. */
  endStep: number
  /** Why it did not arrive. */
  lost: LossReason | undefined
  readonly copyOf: MessageId | undefined
}

/** A timer from its setting to its end. */
export interface TimerRecord {
  readonly seq: number
  readonly node: Address
  readonly timer: unknown
  readonly setStep: number
  readonly dueAt_us: Microseconds
  endStep: number
}

/** The fields that a step changed, its node's status included. */
export function changesOf<S>(step: Step<S>): Change[] {
  const { node } = step
  if (node === null) return []
  const changes: Change[] = []
  if (step.statusAfter !== step.statusBefore) {
    changes.push({
      node,
      field: 'status',
      before: step.statusBefore ?? null,
      after: step.statusAfter ?? null,
    })
  }
  const before = (step.before ?? {}) as Record<string, unknown>
  const after = (step.after ?? {}) as Record<string, unknown>
  // What a handler did not change is the very same object before and after.
  const fields = new Set([...Object.keys(before), ...Object.keys(after)])
  for (const field of fields) {
    if (!equal(before[field], after[field])) {
      changes.push({ node, field, before: before[field] ?? null, after: after[field] ?? null })
    }
  }
  return changes
}

/** States are plain JSON data, so equal JSON is equal state. */
function equal(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}

/** Whether stepping passes over a step: nothing but routine happened in it. */
export function isRoutine<S>(step: Step<S>): boolean {
  return step.mark === undefined && step.notes.some((note) => note.routine === true)
}

/** The running line: the last one that the step named. */
export function runningLine<S>(step: Step<S>): string | undefined {
  return step.notes.findLast((note) => note.line !== undefined)?.line
}
