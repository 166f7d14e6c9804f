import type { Milestone } from '../engine/record/recording.ts'
import { between, type StepAxis } from './stepAxis.ts'

/** A milestone on the track. */
export interface PlacedMilestone {
  readonly step: number
  readonly text: string
  readonly x: number
  /** Where its label begins; undefined when there is no room for it. */
  readonly labelX: number | undefined
  readonly labelWidth: number
}

/** The room that labels have, in pixels. */
export interface LabelRoom {
  readonly left: number
  readonly right: number
  /** At least this much lies between two labels. */
  readonly gap: number
  /** At least this much lies between two dots. */
  readonly dotGap: number
  /** Width of a label's text. */
  readonly width: (text: string) => number
}

/** A label reaches at least this far beyond its dot, on either side: so it is seen to belong to it. */
const OVERHANG = 2

/** The milestones in a window of the trace. `milestones` is ordered by step. */
export function milestonesIn(
  milestones: readonly Milestone[],
  { first, last }: { readonly first: number; readonly last: number },
): readonly Milestone[] {
  return between(milestones, first, last, (milestone) => milestone.step)
}

/**
 * Places milestones on an axis. As many labels as fit are kept, from the right on, because a run leads up to
 * its last one; each stands under its dot, as near to its middle as its neighbours allow. Labels never overlap
 * and never leave the room; one that cannot keep that is left out, and so is a dot that would cover another.
 */
export function placeMilestones(
  milestones: readonly Milestone[],
  axis: StepAxis,
  room: LabelRoom,
): PlacedMilestone[] {
  const candidates = milestones.map(({ step, label }) => candidate(step, label, axis.x(step), room))
  const kept = keepFitting(candidates, room.gap)
  centre(kept, room.gap)
  const labelled = new Set(kept.map(({ step }) => step))
  return thinDots(candidates, labelled, room.dotGap).map(({ step, text, x, start, width }) => ({
    step,
    text,
    x,
    labelX: labelled.has(step) ? start : undefined,
    labelWidth: width,
  }))
}

interface Candidate {
  readonly step: number
  readonly text: string
  readonly x: number
  readonly width: number
  /** Where the label may begin. */
  readonly low: number
  readonly high: number
  /** Where it begins. */
  start: number
}

function candidate(step: number, text: string, x: number, room: LabelRoom): Candidate {
  const width = room.width(text)
  const low = Math.max(room.left, x - width + Math.min(OVERHANG, width / 2))
  const high = Math.min(room.right - width, x - Math.min(OVERHANG, width / 2))
  return { step, text, x, width, low, high, start: low }
}

/** Each label as far right as it goes: no other way fits more of them. */
function keepFitting(candidates: readonly Candidate[], gap: number): Candidate[] {
  const kept: Candidate[] = []
  let free = Number.POSITIVE_INFINITY
  for (const label of candidates.toReversed()) {
    const start = Math.min(label.high, free - label.width)
    if (!(start >= label.low)) continue
    label.start = start
    free = start - gap
    kept.push(label)
  }
  return kept.reverse()
}

/** From the left, each label moves towards the middle under its dot, as far as the one before allows. */
function centre(kept: readonly Candidate[], gap: number): void {
  let free = Number.NEGATIVE_INFINITY
  for (const label of kept) {
    const wanted = Math.min(Math.max(label.x - label.width / 2, label.low), label.high)
    label.start = Math.min(label.start, Math.max(wanted, free))
    free = label.start + label.width + gap
  }
}

function thinDots(
  candidates: readonly Candidate[],
  labelled: ReadonlySet<number>,
  dotGap: number,
): Candidate[] {
  const kept: Candidate[] = []
  for (const dot of candidates) {
    const before = kept.at(-1)
    if (before === undefined || dot.x - before.x >= dotGap) kept.push(dot)
    // A dot with a label is worth more than one without.
    else if (labelled.has(dot.step) && !labelled.has(before.step)) kept[kept.length - 1] = dot
    else if (labelled.has(dot.step)) kept.push(dot)
  }
  return kept
}
