import type { Address } from '../engine/kernel/role.ts'
import type { Frame } from '../engine/record/frame.ts'
import { type Change, changesOf, type Step } from '../engine/record/step.ts'

/**
 * The event that a frame is about. Where the last step changed something, the frame shows that. Where it only
 * sent something, the message is on its way, and the frame shows what its arrival will change.
 */
export interface Focus {
  /** The step that led here. */
  readonly done: Step<unknown> | undefined
  /** The arrival that comes next, when it is one. */
  readonly coming: Step<unknown> | undefined
  /** What changes on arrival, or what the last step changed. */
  readonly changes: readonly Change[]
  readonly onArrival: boolean
  /** The nodes that take part, the most important first: receiver, sender, nodes that pointers change to. */
  readonly nodes: readonly Address[]
}

export function focusOf(frame: Frame<unknown>): Focus {
  const { last: done, next } = frame
  const coming = next !== undefined && (next.kind === 'message' || next.kind === 'lost') ? next : undefined
  const { bookkeeping } = frame.recording
  const changesBy = (step: Step<unknown>) =>
    changesOf(step).filter(({ field }) => !bookkeeping.includes(field))
  // That a node exists now is seen on the figure; it is not a change of something that was.
  const made =
    done === undefined
      ? []
      : changesBy(done).filter((change) => change.before !== null || change.field !== 'status')
  const onArrival = coming !== undefined && made.length === 0
  const changes = onArrival ? changesBy(coming) : made
  const about = onArrival ? coming : done
  const nodes = new Set<Address>()
  const add = (value: unknown) => {
    if ((typeof value === 'number' || typeof value === 'string') && frame.status(value) !== undefined)
      nodes.add(value)
  }
  add(about?.node)
  add(about?.from)
  for (const change of changes) {
    add(change.before)
    add(change.after)
  }
  if (about === undefined) add(next?.node)
  else if (!onArrival && done !== undefined) for (const id of done.sent) add(frame.recording.message(id)?.to)
  return { done, coming, changes, onArrival, nodes: [...nodes] }
}

/** The change of one field of a node, when the frame is about it. */
export function changeOf(focus: Focus, node: Address, field: string): Change | undefined {
  return focus.changes.find((change) => change.node === node && change.field === field)
}
