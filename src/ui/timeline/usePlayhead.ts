import { useLayoutEffect } from 'react'
import type { StepAxis } from '../../scene/stepAxis.ts'
import { currentMotion, type Motion, onMotion } from '../../store/player.ts'
import { type CursorPlace, playheadStep } from './playhead.ts'

/** What the place of the playhead depends on. */
export interface PlayheadPlace extends CursorPlace {
  readonly axis: StepAxis
}

/** Calls `write` with the playhead's x after every render and at every frame of a motion, outside React. */
export function usePlayhead(at: PlayheadPlace, write: (x: number) => void): void {
  useLayoutEffect(() => {
    const place = (motion: Motion) => write(at.axis.x(playheadStep(at, motion)))
    place(currentMotion())
    return onMotion(place)
  })
}
