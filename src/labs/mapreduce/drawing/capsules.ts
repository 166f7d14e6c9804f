import type { MessageId } from '../../../engine/kernel/instruction.ts'
import type { Frame } from '../../../engine/record/frame.ts'
import type { MessageRecord } from '../../../engine/record/step.ts'
import { label, type MapReduceMessage } from '../../../protocols/mapreduce/messages.ts'
import { pairsIn } from '../../../protocols/mapreduce/pairs.ts'
import { toText } from '../../../protocols/mapreduce/text.ts'
import { type Curve, pointAt } from '../../../scene/geometry.ts'
import type { DrawnMessage } from '../../../ui/MessageLayer.tsx'
import type { JobPicture } from '../picture/picture.ts'
import { curveOf, type Surroundings } from './curves.ts'
import { cut } from './fit.ts'
import { type Box, boxIn, type JobLayout } from './layout.ts'
import { capsuleText, wayOf } from './places.ts'

/** Height of a capsule and width of one of its characters, in pixels before zoom. */
const CAPSULE = { height: 28, character: 9.05, padding: 22 } as const
/** Longer words do not fit between the columns. */
const MOST_CHARACTERS = 16
/** With more messages than this on their way, only the next one has its words. */
const MOST_WORDS = 10

/** The messages on their way, each at rest where it covers no other one and no node. */
export function capsulesOf(frame: Frame<unknown>, picture: JobPicture, around: Surroundings): DrawnMessage[] {
  const records = [...frame.inFlight, ...frame.lostAtOnce]
  const next = frame.next?.messageId
  // Who comes first gets the better place.
  const order = [...records].sort((a, b) => Number(b.id === next) - Number(a.id === next))
  const crowded =
    records.filter(({ message }) => !isHeartbeat(message as MapReduceMessage)).length > MOST_WORDS
  const drawn = order.map((record): Unplaced => {
    const message = record.message as MapReduceMessage
    const small = record.id !== next && (crowded || around.layout.scale === 'tiles' || isHeartbeat(message))
    const words = cut(wordsOf(message), MOST_CHARACTERS)
    return {
      record,
      curve: curveOf(wayOf({ from: record.from, to: record.to, message }, picture), around),
      words,
      small,
      width: small ? 11 : words.length * CAPSULE.character + CAPSULE.padding,
    }
  })
  const rests = placeCapsules(drawn, around, written(picture, around.layout))
  const found = new Map<MessageId, DrawnMessage>()
  drawn.forEach(({ record, curve, words, small, width }, i) => {
    found.set(record.id, {
      id: record.id,
      label: words,
      curve,
      rest: rests[i] as number,
      width: width * around.layout.zoom,
      tone: record.endStep === record.sentStep ? 'lost' : record.id === next ? 'next' : 'waiting',
      sentNow: record.sentStep === frame.cursor,
      small,
    })
  })
  // The vivid one is drawn last, over the others.
  return [...order].reverse().map(({ id }) => found.get(id) as DrawnMessage)
}

interface Unplaced {
  readonly record: MessageRecord
  readonly curve: Curve
  readonly words: string
  readonly small: boolean
  readonly width: number
}

function isHeartbeat({ kind }: MapReduceMessage): boolean {
  return kind === 'ping' || kind === 'pong' || kind === 'heartbeat'
}

/** A piece says what is in it, where that is short. */
function wordsOf(message: MapReduceMessage): string {
  if (message.kind !== 'piece' || message.piece === null) return capsuleText(message, label(message))
  if (message.piece.records > 3) return `${message.piece.records.toLocaleString('en')} pairs`
  const words = pairsIn(message.piece.data).map(([word, value]) => `${toText(word)} ${value}`)
  const all = words.join(', ')
  return all.length <= MOST_CHARACTERS ? all : `${message.piece.records} pairs`
}

/** Boxes with words in them, which a capsule should leave free where it can. */
function written({ splits, maps, reduces }: JobPicture, layout: JobLayout): Box[] {
  const boxes = [
    ...splits.map(({ index }) => boxIn(layout, 'split', index)),
    ...maps.map(({ index }) => boxIn(layout, 'map', index)),
    ...maps.map(({ index, partitions }) => partitions && boxIn(layout, 'partition', index)),
    ...reduces.map(({ index }) => boxIn(layout, 'reduce', index)),
  ]
  return boxes.filter((box) => box !== undefined)
}

/** Where on its way a capsule may rest, the best place first. */
const RESTS = [
  0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82, 0.22, 0.78, 0.14, 0.86, 0.1, 0.9, 0.3, 0.7, 0.38, 0.62,
  0.46, 0.54,
]

function placeCapsules(
  drawn: readonly Unplaced[],
  { layout, chips, titles }: Surroundings,
  words: readonly Box[],
): number[] {
  const taken: Box[] = []
  const fixed = [...chips.values()]
  return drawn.map(({ curve, small, width }) => {
    const [w, h] = [width * layout.zoom, (small ? 11 : CAPSULE.height) * layout.zoom]
    const boxAt = (t: number): Box => {
      const { x, y } = pointAt(curve, t)
      return { x: x - w / 2, y: y - h / 2, width: w, height: h }
    }
    let best = { rest: 0.5, cost: Number.POSITIVE_INFINITY }
    for (const rest of RESTS) {
      const box = boxAt(rest)
      const cost =
        10 * taken.reduce((sum, other) => sum + overlap(box, other), 0) +
        fixed.reduce((sum, other) => sum + overlap(box, other), 0) +
        5 * titles.reduce((sum, other) => sum + overlap(box, other), 0) +
        0.3 * words.reduce((sum, other) => sum + overlap(box, other), 0) +
        outside(box, layout.size.width)
      if (cost < best.cost) best = { rest, cost }
      if (cost === 0) break
    }
    taken.push(boxAt(best.rest))
    return best.rest
  })
}

/** The area that two boxes share, with a little space around them. */
function overlap(a: Box, b: Box): number {
  const space = 3
  const wide = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) + space
  const high = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) + space
  return wide > 0 && high > 0 ? wide * high : 0
}

/** How much of a box lies beyond the edges of the stage. */
function outside({ x, width, height }: Box, stage: number): number {
  return (Math.max(0, 4 - x) + Math.max(0, x + width - stage + 4)) * height
}
