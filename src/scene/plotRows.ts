import type { LaneBand } from './spaceTime.ts'

/** What the timeline shows beside lanes and track. */
export interface PlotParts {
  readonly height: number
  /** A strip that shows the window in the whole trace. */
  readonly overview: boolean
  /** A line above the lanes that says how many are folded. */
  readonly hint: boolean
  /** Only the scrubber, as on a phone. */
  readonly scrubberOnly: boolean
}

/** Heights of the parts of the timeline, from its top. */
export interface PlotRows {
  readonly lanes: LaneBand
  readonly hintY: number
  readonly overviewY: number
  readonly trackY: number
  /** Where the track can be taken hold of: clear of the lowest lane. */
  readonly gripTop: number
}

/** Stacks the parts of the timeline from the bottom: labels, track, overview, then lanes in what is left. */
export function plotRows({ height, overview, hint, scrubberOnly }: PlotParts): PlotRows {
  if (scrubberOnly) {
    const trackY = overview ? 29.5 : 21.5
    return { lanes: { top: 0, bottom: 0 }, hintY: 0, overviewY: 8.5, trackY, gripTop: overview ? 16 : 0 }
  }
  const low = height < 150
  const trackY = height - (low ? 41 : 49)
  const overviewY = trackY - (low ? 14 : 16)
  const bottom = overview ? overviewY - 11 : trackY - (low ? 17 : 21)
  const top = hint ? 29 : low ? 13 : 18
  return { lanes: { top, bottom }, hintY: 15, overviewY, trackY, gripTop: trackY - 15 }
}
