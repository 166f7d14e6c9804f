import { useState } from 'react'
import { followWindow, type StepWindow } from '../../scene/stepAxis.ts'

/**
 * The window of steps that the axis shows. It turns over when the cursor nears its end, but never while
 * `frozen`: what is being dragged must stay under the pointer.
 */
export function useStepWindow(cursor: number, length: number, frozen: boolean): StepWindow {
  const [held, setHeld] = useState<StepWindow>()
  const keeps = frozen && held !== undefined && cursor >= held.first && cursor <= held.last
  const window = keeps && held.last <= length ? held : followWindow(held, cursor, length)
  if (window !== held) setHeld(window)
  return window
}
