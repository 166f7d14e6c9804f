import type { Recording } from '../engine/record/recording.ts'

/** A step at which a property broke or was restored. */
export interface Turn {
  readonly step: number
  readonly holds: boolean
}

/** Every turn of property number `index` in a recording, in order. */
export function turnsOf(recording: Recording<unknown>, index: number): Turn[] {
  const turns: Turn[] = []
  let verdicts = recording.initialVerdicts
  let holds = verdicts[index]?.holds ?? true
  for (const step of recording.steps) {
    // Most steps change no state and share their verdicts with the step before.
    if (step.verdicts === verdicts) continue
    verdicts = step.verdicts
    const now = verdicts[index]?.holds ?? true
    if (now === holds) continue
    holds = now
    turns.push({ step: step.index, holds })
  }
  return turns
}

/** The turn that a property's badge leads to: the next one after `cursor`, else the first. */
export function nextTurn(turns: readonly Turn[], cursor: number): Turn | undefined {
  return turns.find((turn) => turn.step > cursor) ?? turns[0]
}
