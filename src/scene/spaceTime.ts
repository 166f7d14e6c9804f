import type { MessageId } from '../engine/kernel/instruction.ts'
import type { Address } from '../engine/kernel/role.ts'
import type { Frame } from '../engine/record/frame.ts'
import type { Recording } from '../engine/record/recording.ts'
import { isRoutine, type MessageRecord, type Step } from '../engine/record/step.ts'
import { distance, type Point, pair, shortOf } from './geometry.ts'
import { between, type StepAxis, type StepWindow } from './stepAxis.ts'

/** How a node stands, for the look of its lane. */
export type LaneState = 'member' | 'joining' | 'down' | 'absent'

/** A stretch of work on the lane of a node, for a lab whose timeline is a Gantt chart. */
export interface TaskBar {
  /** Names the bar among all of a recording. */
  readonly id: string
  /** The lane that it lies on. */
  readonly address: Address
  /** The step in which the work began. */
  readonly from: number
  /** The step in which it ended; Infinity where it goes on at the end of what is recorded. */
  readonly to: number
  readonly label: string
  /** `plain` work, one of the identities, work that failed, or work that is done again. */
  readonly tone: 'plain' | 'cat-1' | 'cat-2' | 'cat-3' | 'cat-4' | 'cat-5' | 'failed' | 'again'
}

/** What a lab says about its lanes. */
export interface LaneSource {
  /** The lanes of the space-time diagram, top to bottom. */
  lanes(recording: Recording<unknown>, length: number): readonly Address[]
  /** How a node stands in a frame. */
  laneState(frame: Frame<unknown>, address: Address): LaneState
  /** The work on the lanes. A lab that has it gets a Gantt chart in the place of the messages. */
  bars?(recording: Recording<unknown>, length: number): readonly TaskBar[]
}

/** Where things stand: in the past they are ink, now they are vivid, to come they are pale. */
export type Tense = 'past' | 'now' | 'future'

/** The line of a node. */
export interface Lane {
  readonly address: Address
  readonly y: number
  readonly stretches: readonly LaneStretch[]
}

/** A part of a lane on which its node is joining or down. */
export interface LaneStretch {
  readonly state: 'joining' | 'down'
  readonly from: number
  readonly to: number
  readonly x1: number
  readonly x2: number
}

/** What an event looks like: a dot, a clock face, an open circle, a cross, a dashed circle. */
export type Glyph = 'dot' | 'clock' | 'ring' | 'cross' | 'back'

/** An event on the lane of its node. */
export interface EventMark extends Point {
  readonly step: number
  readonly glyph: Glyph
  /** It changed its node's state. */
  readonly changed: boolean
}

/** An event of the network as a whole, across all lanes. */
export interface WorldMark {
  readonly step: number
  readonly kind: 'partition' | 'heal'
  readonly x: number
}

/** A message from the lane of its sender to that of its receiver. */
export interface MessageMark {
  readonly id: MessageId
  readonly sentStep: number
  readonly endStep: number
  readonly lost: boolean
  readonly from: Point
  /** Where it arrives, or where it is lost. */
  readonly to: Point
  /** How far it swings out above its lane: only a message to oneself does. */
  readonly bump: number
  /** The line, as the `d` of a path. */
  readonly line: string
  /** The arrow head or the cross at its end. */
  readonly head: string
}

/** What a window of the trace looks like. It does not depend on the cursor: only the tense of a mark does. */
export interface SpaceTime {
  readonly lanes: readonly Lane[]
  readonly events: readonly EventMark[]
  readonly world: readonly WorldMark[]
  readonly messages: readonly MessageMark[]
  /** How large marks are drawn: 1, or less where steps stand close together. */
  readonly scale: number
}

/** Where the lanes lie, from the top of the drawing. */
export interface LaneBand {
  readonly top: number
  readonly bottom: number
}

/** How much of the trace there is to draw. */
export interface Extent {
  /** The last step to look at. */
  readonly recorded: number
  /** More steps are being recorded: where a message ends beyond this is not known yet. */
  readonly recordingOn: boolean
}

/** No window draws more lines than this: a thicket says nothing and costs a lot. */
const MOST_MESSAGES = 400
const WIDEST_SPACING = 19
/** Steps nearer than this leave no room for marks of full size, in pixels. */
const ROOMY = 14
const CLOSE_SCALE = 0.66
/** An arrow ends this far from the middle of what it points to. */
const SHORT_OF_DOT = 5.5
/** A message that is lost on the way gets this far. */
const LOST_AFTER = 0.7

/** Height of each lane: in the middle of the band, evenly spaced, on half pixels so that the lines are sharp. */
export function laneHeights(count: number, { top, bottom }: LaneBand): number[] {
  const spacing = count > 1 ? Math.min(WIDEST_SPACING, (bottom - top) / (count - 1)) : 0
  const first = (top + bottom - spacing * (count - 1)) / 2
  return Array.from({ length: count }, (_, i) => Math.floor(first + i * spacing) + 0.5)
}

/** Lays out what happens in the axis' window on the given lanes. What touches no shown lane is left out. */
export function layOutSpaceTime(
  recording: Recording<unknown>,
  extent: Extent,
  addresses: readonly Address[],
  axis: StepAxis,
  band: LaneBand,
  source: Pick<LaneSource, 'laneState'>,
): SpaceTime {
  const heights = laneHeights(addresses.length, band)
  const laneOf = new Map(addresses.map((address, i) => [address, heights[i] as number]))
  const spacing = heights.length > 1 ? (heights[1] as number) - (heights[0] as number) : WIDEST_SPACING
  const last = Math.min(axis.last, extent.recorded)
  const scale = axis.spacing < ROOMY ? CLOSE_SCALE : 1
  const messages = messagesIn(recording, axis)
    .filter(({ endStep }) => !isRoutineAt(recording, endStep))
    .flatMap((record) => messageMark(record, extent, laneOf, axis, spacing, scale) ?? [])
    .slice(0, MOST_MESSAGES)
  const lineOf = new Map(messages.map((message) => [message.id, message]))
  const events: EventMark[] = []
  const world: WorldMark[] = []
  for (let index = Math.max(1, axis.first); index <= last; index++) {
    const step = recording.step(index) as Step<unknown>
    if (isRoutine(step)) continue
    if (step.kind === 'partition' || step.kind === 'heal') {
      world.push({ step: index, kind: step.kind, x: axis.x(index) })
      continue
    }
    const glyph = glyphOf(step)
    const y = step.node === null ? heightOnLine(step, lineOf, axis) : laneOf.get(step.node)
    if (glyph === undefined || y === undefined) continue
    events.push({ step: index, glyph, changed: step.before !== step.after, x: axis.x(index), y })
  }
  const states = (address: Address) =>
    stretchesOf(recording, address, { first: axis.first, last }, axis, source)
  const lanes = addresses.map((address, i) => ({
    address,
    y: heights[i] as number,
    stretches: states(address),
  }))
  return { lanes, events, world, messages, scale }
}

/** Whether a message ends in a step without news: it is not worth a line. */
function isRoutineAt(recording: Recording<unknown>, index: number): boolean {
  const step = recording.step(index)
  return step !== undefined && isRoutine(step)
}

/** The messages of which something lies in a window: those on their way at its start, then those sent in it. */
export function messagesIn(recording: Recording<unknown>, { first, last }: StepWindow): MessageRecord[] {
  const before = recording
    .inFlightAt(Math.min(first, recording.length))
    .filter(({ sentStep }) => sentStep < first)
  return [...before, ...between(recording.messages, first, last, ({ sentStep }) => sentStep)]
}

/** Whether a message that was sent in `sentStep` and ended in `endStep` is over, on its way or to come. */
export function tenseOf({ sentStep, endStep }: MessageMark, cursor: number): Tense {
  if (sentStep > cursor) return 'future'
  return endStep <= cursor ? 'past' : 'now'
}

/** The point of a message's line at `x`; its ends for an `x` beyond them. */
export function pointOnLine({ from, to, bump }: MessageMark, x: number): Point {
  const t = to.x === from.x ? 1 : Math.max(0, Math.min(1, (x - from.x) / (to.x - from.x)))
  return { x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t - bump * 4 * t * (1 - t) }
}

/** What a pointer at a place of the diagram means. */
export type Target = { readonly event: number } | { readonly message: MessageId }

/** The mark that is nearest to a point, if one is within `reach`. Events come before lines. */
export function nearestMark({ events, messages }: SpaceTime, at: Point, reach: number): Target | undefined {
  let nearest: Target | undefined
  let least = reach
  for (const event of events) {
    const away = distance(event, at)
    if (away < least) {
      least = away
      nearest = { event: event.step }
    }
  }
  if (nearest !== undefined) return nearest
  for (const message of messages) {
    const away = distanceToLine(message, at)
    if (away < least) {
      least = away
      nearest = { message: message.id }
    }
  }
  return nearest
}

function distanceToLine(message: MessageMark, at: Point): number {
  const { from, to } = message
  if (message.bump > 0) return distance(pointOnLine(message, at.x), at)
  const squared = (to.x - from.x) ** 2 + (to.y - from.y) ** 2
  const along = (at.x - from.x) * (to.x - from.x) + (at.y - from.y) * (to.y - from.y)
  const t = squared === 0 ? 0 : Math.max(0, Math.min(1, along / squared))
  return distance({ x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t }, at)
}

/** A lost arrival has no glyph: the cross at the end of its line says it. */
function glyphOf(step: Step<unknown>): Glyph | undefined {
  switch (step.kind) {
    case 'timer':
      return 'clock'
    case 'command':
    case 'delay':
    case 'duplicate':
      return 'ring'
    case 'crash':
      return 'cross'
    case 'recover':
      return 'back'
    case 'message':
    case 'deliver':
      return step.statusAfter === 'stopped' ? 'cross' : 'dot'
    default:
      return undefined
  }
}

/** What is done to a message by hand stands on its line. */
function heightOnLine(
  step: Step<unknown>,
  lineOf: ReadonlyMap<MessageId, MessageMark>,
  axis: StepAxis,
): number | undefined {
  const line = step.messageId === null ? undefined : lineOf.get(step.messageId)
  return line && pointOnLine(line, axis.x(step.index)).y
}

function messageMark(
  record: MessageRecord,
  { recorded, recordingOn }: Extent,
  laneOf: ReadonlyMap<Address, number>,
  axis: StepAxis,
  spacing: number,
  scale: number,
): MessageMark | undefined {
  const y1 = laneOf.get(record.from)
  const y2 = laneOf.get(record.to)
  if (y1 === undefined || y2 === undefined) return undefined
  const { id, sentStep } = record
  // An end that is not recorded may still move; the line points to the first step that is not there.
  const endStep = recordingOn && record.endStep > recorded ? Number.POSITIVE_INFINITY : record.endStep
  const arrival = Number.isFinite(endStep) ? endStep : Math.max(recorded, sentStep) + 1
  const from = { x: axis.x(sentStep), y: y1 }
  const arrives = { x: axis.x(Math.max(arrival, sentStep + 1)), y: y2 }
  const lost = record.lost !== undefined && Number.isFinite(endStep)
  const onTheWay = lost && record.lost !== 'receiver down' && record.lost !== 'partition'
  const to = onTheWay || endStep === sentStep ? partOfWay(from, arrives, endStep > sentStep) : arrives
  const bump = record.from === record.to ? Math.min(8, spacing * 0.45) : 0
  const marks = { id, sentStep, endStep, lost, from, to, bump }
  return {
    ...marks,
    line: linePath(marks, scale),
    head: lost ? crossPath(to, 4 * scale) : headPath(marks, scale),
  }
}

/** Where a message is lost between two lanes: on its way, or right at the step that drops it. */
function partOfWay(from: Point, to: Point, atItsEnd: boolean): Point {
  return {
    x: atItsEnd ? to.x : from.x + (to.x - from.x) * LOST_AFTER,
    y: from.y + (to.y - from.y) * LOST_AFTER,
  }
}

function linePath(
  { from, to, bump, lost }: Pick<MessageMark, 'from' | 'to' | 'bump' | 'lost'>,
  scale: number,
): string {
  if (bump > 0) {
    return `M${pair(from)}Q${pair({ x: (from.x + to.x) / 2, y: from.y - 2 * bump })} ${pair(to)}`
  }
  return `M${pair(from)}L${pair(lost ? to : shortOf(from, to, (SHORT_OF_DOT + 3) * scale))}`
}

/** A filled triangle that ends at the edge of the arrival's dot. */
function headPath({ from, to, bump }: Pick<MessageMark, 'from' | 'to' | 'bump'>, scale: number): string {
  const origin = bump > 0 ? { x: (from.x + to.x) / 2, y: from.y - 2 * bump } : from
  const length = distance(origin, to)
  if (length <= 2 * SHORT_OF_DOT * scale) return ''
  const tip = shortOf(origin, to, (SHORT_OF_DOT - 1) * scale)
  const ux = (to.x - origin.x) / length
  const uy = (to.y - origin.y) / length
  const wing = (side: number) =>
    pair({
      x: tip.x - (ux * 7.5 + side * uy * 3.7) * scale,
      y: tip.y - (uy * 7.5 - side * ux * 3.7) * scale,
    })
  return `M${pair(tip)}L${wing(1)}L${wing(-1)}Z`
}

/** A cross around a point. */
export function crossPath({ x, y }: Point, size: number): string {
  return `M${pair({ x: x - size, y: y - size })}l${2 * size} ${2 * size}m0 ${-2 * size}l${-2 * size} ${2 * size}`
}

function stretchesOf(
  recording: Recording<unknown>,
  address: Address,
  window: StepWindow,
  axis: StepAxis,
  source: Pick<LaneSource, 'laneState'>,
): LaneStretch[] {
  const found: LaneStretch[] = []
  let from = window.first
  let state: LaneState | undefined
  const end = (to: number) => {
    if ((state === 'joining' || state === 'down') && to > from)
      found.push({ state, from, to, x1: axis.x(from), x2: axis.x(to) })
  }
  for (let step = window.first; step <= window.last; step++) {
    const next = source.laneState(recording.frame(step), address)
    if (next === state) continue
    end(step)
    state = next
    from = step
  }
  end(window.last)
  return found
}
