import { useLayoutEffect } from 'react'
import type { StepAxis } from '../../scene/stepAxis.ts'
import { currentMotion, type Motion, onMotion } from '../../store/player.ts'
import { playheadStep } from './playhead.ts'

/** What the place of the playhead depends on. */
export interface PlayheadPlace {
  readonly axis: StepAxis
  readonly cursor: number
  readonly messagesInFlight: boolean
}

/** Calls `write` with the playhead's x after every render and at every frame of a motion, outside React. */
export function usePlayhead(
  { axis, cursor, messagesInFlight }: PlayheadPlace,
  write: (x: number) => void,
): void {
  useLayoutEffect(() => {
    const place = (motion: Motion) => write(axis.x(playheadStep(cursor, messagesInFlight, motion)))
    place(currentMotion())
    return onMotion(place)
  })
}
