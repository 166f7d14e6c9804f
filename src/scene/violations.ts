import type { Property } from '../engine/explore/property.ts'
import type { Recording } from '../engine/record/recording.ts'
import type { StepWindow } from './stepAxis.ts'

/** A run of steps after which something that must always hold did not. */
export interface Violation {
  readonly from: number
  readonly to: number
}

/**
 * The violations in a window. Only properties of the kind `always` count: one that holds eventually may well
 * not hold yet.
 */
export function violationsIn(
  recording: Recording<unknown>,
  properties: readonly Property[],
  { first, last }: StepWindow,
): Violation[] {
  const always = properties.flatMap(({ kind }, i) => (kind === 'always' ? [i] : []))
  const found: { from: number; to: number }[] = []
  for (let step = first; step <= Math.min(last, recording.length); step++) {
    const verdicts = step === 0 ? recording.initialVerdicts : recording.step(step)?.verdicts
    if (!always.some((i) => verdicts?.[i]?.holds === false)) continue
    const before = found.at(-1)
    if (before?.to === step - 1) before.to = step
    else found.push({ from: step, to: step })
  }
  return found
}
