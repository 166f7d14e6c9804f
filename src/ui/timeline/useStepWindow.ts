import { useMemo, useState } from 'react'
import { followWindow, type StepWindow } from '../../scene/stepAxis.ts'
import type { Opened } from '../../store/session.ts'

/** How many stops a trace has, its end included. */
export function stopsOf({ recording, length }: Pick<Opened, 'recording' | 'length'>): number {
  return Math.ceil(recording.placeOf(length))
}

/**
 * The window of steps that the axis shows. It turns over when the cursor nears its end, but never while
 * `frozen`: what is being dragged must stay under the pointer. Its length counts stops.
 */
export function useStepWindow(opened: Opened, frozen: boolean): StepWindow {
  const { recording, length, cursor } = opened
  const [held, setHeld] = useState<StepWindow>()
  const stops = stopsOf(opened)
  const place = Math.floor(recording.placeOf(cursor))
  const keeps = frozen && held !== undefined && place >= held.first && place <= held.last
  const places = keeps && held.last <= stops ? held : followWindow(held, place, stops)
  if (places !== held) setHeld(places)
  const first = recording.stopAt(places.first)
  const last = places.last >= stops ? length : recording.stopAt(places.last)
  return useMemo(() => ({ first, last }), [first, last])
}
