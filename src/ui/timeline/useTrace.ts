import { useMemo } from 'react'
import { milestonesIn, type PlacedMilestone, placeMilestones } from '../../scene/milestones.ts'
import { type StepAxis, type StepWindow, stepAxis } from '../../scene/stepAxis.ts'
import type { Opened } from '../../store/session.ts'
import { textWidth } from './measureText.ts'

/** The font of milestone labels, as in Scrubber.module.css. */
const LABEL_FONT = '500 13.5px Inter, system-ui, sans-serif'
/** The size that is assumed until the page is laid out: that of the design. */
export const UNMEASURED = { width: 1064, height: 176 }

/** The axis of a window, with room for one more step where messages are still in flight at the end. */
export function useAxis(opened: Opened, { first, last }: StepWindow, width: number): StepAxis {
  const { recording, recordingOn, length } = opened
  const openEnd = useMemo(
    () => !recordingOn && last === length && recording.inFlightAt(length).length > 0,
    [recording, recordingOn, length, last],
  )
  const end = recording.placeOf(last)
  return useMemo(
    () => stepAxis({ first, last }, width, openEnd, recording, end),
    [first, last, width, openEnd, recording, end],
  )
}

/** The milestones of the axis' window, thinned; without labels where there is no room below the track. */
export function useMilestones(
  { recording, length }: Opened,
  axis: StepAxis,
  { labels, dotGap, fonts }: { labels: boolean; dotGap: number; fonts: boolean },
): readonly PlacedMilestone[] {
  const recorded = Math.min(length, axis.last)
  return useMemo(() => {
    const found = milestonesIn(recording.milestones, { first: axis.first, last: recorded })
    return placeMilestones(found, axis, {
      left: -8,
      right: axis.width + 20,
      gap: 8,
      dotGap,
      width: (text) => (labels ? textWidth(text, LABEL_FONT, fonts) + 2 : Number.POSITIVE_INFINITY),
    })
  }, [recording, recorded, axis, labels, dotGap, fonts])
}
