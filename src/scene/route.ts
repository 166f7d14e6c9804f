import type { Address } from '../engine/kernel/role.ts'
import type { Frame } from '../engine/record/frame.ts'
import type { Names } from '../engine/record/narrate.ts'
import type { Step } from '../engine/record/step.ts'

/** A message that was delivered, on the way of a request. */
export interface Hop {
  readonly from: Address
  readonly to: Address
}

/** More hops than this are not drawn: the oldest are left out. */
const MOST_HOPS = 64

/**
 * The way that a request has come so far: messages that say the same, each sent because of the one before,
 * oldest first. It stays while the request's answer is on its way and when that has arrived. A request that
 * was not passed on has no route.
 */
export function routeOf(frame: Frame<unknown>, names: Names): Hop[] {
  const { last, next } = frame
  const flying = next !== undefined && isMessage(next)
  const head = flying ? next : last
  if (head === undefined || !isMessage(head)) return []
  const says = (step: Step<unknown>) => names.label(step.input)
  const before = cause(frame, head)
  const isAnswer = before !== undefined && isMessage(before) && says(before) !== says(head)
  const route: Hop[] = []
  let step = flying || isAnswer ? before : head
  const words = step && says(step)
  while (step !== undefined && isMessage(step) && says(step) === words && route.length < MOST_HOPS) {
    route.unshift({ from: step.from as Address, to: step.node as Address })
    step = cause(frame, step)
  }
  const passedOn = route.length > 1 || (flying && !isAnswer && route.length === 1)
  return passedOn ? route : []
}

function isMessage(step: Step<unknown>): boolean {
  return step.kind === 'message' || step.kind === 'lost'
}

function cause(frame: Frame<unknown>, step: Step<unknown>): Step<unknown> | undefined {
  return step.causedBy === null ? undefined : frame.recording.step(step.causedBy)
}
