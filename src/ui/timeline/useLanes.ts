import { useMemo, useState } from 'react'
import { foldLanes, type ShownLanes } from '../../scene/laneFolding.ts'
import type { LaneSource } from '../../scene/spaceTime.ts'
import { type StepWindow, WINDOW_STEPS } from '../../scene/stepAxis.ts'
import type { Opened } from '../../store/session.ts'
import { stopsOf } from './useStepWindow.ts'

/** More lanes than this stand too close together. The overview of a long trace takes the room of one. */
const MOST_LANES = 7
const MOST_LANES_LOW = 5

/** The lanes of the window, folded where there are too many. */
export function useLanes(opened: Opened, window: StepWindow, lab: LaneSource, low: boolean): ShownLanes {
  const { recording, recordingOn, length, cursor } = opened
  // While recording goes on, nodes beyond the window may come at any time; those in it are known.
  const known = recordingOn ? Math.min(length, window.last) : length
  const lanes = useMemo(() => lab.lanes(recording, known), [lab, recording, known])
  const long = stopsOf(opened) > WINDOW_STEPS
  const [held, setHeld] = useState<ShownLanes>()
  const recorded = { first: window.first, last: Math.min(length, window.last) }
  const room = { lanes: (low ? MOST_LANES_LOW : MOST_LANES) - (long ? 1 : 0), hideIdle: low }
  const shown = foldLanes(held, lanes, recording, recorded, cursor, room)
  if (shown !== held) setHeld(shown)
  return shown
}
