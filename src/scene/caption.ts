import { plain, type Sentence } from '../engine/kernel/role.ts'
import type { Frame } from '../engine/record/frame.ts'
import { type Names, narrate, narrateArrival, narrateSending } from '../engine/record/narrate.ts'
import { focusOf } from './focus.ts'

/** Two lines of narration hold about this many characters. */
const TWO_LINES = 140

/**
 * The narration of a frame: at most two sentences. What the last step did; where it changed nothing and only
 * sent a message, what was sent and what its arrival changes.
 *
 * @param opening the sentence at the start, before any step.
 */
export function captionOf(frame: Frame<unknown>, names: Names, opening: string): Sentence {
  const { done, coming, onArrival } = focusOf(frame)
  if (done === undefined) return [opening]
  const whole = narrate(done, names)
  if (coming === undefined || !onArrival) return whole
  const sending = coming.causedBy === done.index ? narrateSending(done) : undefined
  const arrival = narrateArrival(coming, names)
  if (arrival === undefined) return whole
  const first = sending ?? whole
  const both: Sentence = [...first, ' When it arrives, ', ...arrival, '.']
  return sending !== undefined && plain(both).length <= TWO_LINES ? both : first
}
