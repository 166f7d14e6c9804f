import type { Frame } from '../../../engine/record/frame.ts'
import type { Step } from '../../../engine/record/step.ts'
import type { MapReduceMessage, MapReduceTimer } from '../../../protocols/mapreduce/messages.ts'
import type { Focus } from '../../../scene/focus.ts'
import { parseAttempt } from '../picture/attempts.ts'
import type { Part } from './layout.ts'

/** So many steps back a part is looked for: heartbeats of a large cluster lie between. */
const FURTHEST = 500

/**
 * The part of the columns in which the event is: what a narrow stage shows. Where the event is about nodes
 * alone, such as a heartbeat, that of the last event that has a place among the columns.
 */
export function partOf(frame: Frame<unknown>, { coming, onArrival }: Focus): Part {
  const arriving = coming && onArrival ? partOfStep(coming) : undefined
  if (arriving !== undefined) return arriving
  for (let index = frame.cursor; index > 0 && index > frame.cursor - FURTHEST; index--) {
    const found = partOfStep(frame.recording.step(index) as Step<unknown>)
    if (found !== undefined) return found
  }
  return 'map'
}

function partOfStep({ kind, input }: Step<unknown>): Part | undefined {
  if (kind === 'message') return partOfMessage(input as MapReduceMessage)
  return kind === 'timer' ? partOfTimer(input as MapReduceTimer) : undefined
}

function partOfMessage(message: MapReduceMessage): Part | undefined {
  switch (message.kind) {
    case 'assignMap':
    case 'mapDone':
    case 'blocks':
    case 'submit':
      return 'map'
    case 'assignReduce':
    case 'outputs':
    case 'fetch':
    case 'piece':
    case 'fetchFailed':
    case 'copied':
      return 'shuffle'
    case 'reduceDone':
    case 'jobEnded':
      return 'output'
    case 'attemptFailed':
    case 'kill':
      return partOfAttempt(message.attempt)
    case 'write':
    case 'stored':
    case 'allocate':
    case 'allocated':
    case 'complete':
    case 'completed':
      return parseAttempt(message.writer) === undefined ? 'map' : 'output'
    case 'locate':
    case 'located':
    case 'read':
    case 'data':
      return parseAttempt(message.reader) === undefined ? undefined : 'map'
    default:
      return undefined
  }
}

function partOfTimer(timer: MapReduceTimer): Part | undefined {
  if (timer.kind === 'noPiece') return 'shuffle'
  if (timer.kind !== 'worked') return undefined
  return parseAttempt(timer.attempt)?.kind === 'map' ? 'map' : 'output'
}

function partOfAttempt(id: string): Part {
  return parseAttempt(id)?.kind === 'map' ? 'map' : 'shuffle'
}
