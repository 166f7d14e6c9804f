import { easeTravel } from '../../scene/geometry.ts'
import type { Motion } from '../../store/player.ts'
import type { Opened } from '../../store/session.ts'

/** While messages are in flight, the playhead rests this far on its way to the next stop. */
const BETWEEN_STOPS = 0.5
const AT_REST: Motion = { phase: 'rest', progress: 1 }

/** What the place of the playhead depends on, apart from motion. */
export interface CursorPlace {
  readonly cursor: number
  /** The next step that is worth a stop. */
  readonly next: number
  readonly messagesInFlight: boolean
}

/** Where the cursor of a session stands. */
export function playheadPlace({ cursor, recording, frame }: Opened): CursorPlace {
  const next = Math.max(cursor + 1, recording.stopAfter(cursor))
  return { cursor, next, messagesInFlight: frame.inFlight.length > 0 }
}

/**
 * Where the playhead stands, in steps. At rest it is on the step, or between it and the next stop while
 * messages are in flight; a landing carries it on to the next stop, a setting out from the step to its rest.
 */
export function playheadStep(
  { cursor, next, messagesInFlight }: CursorPlace,
  motion: Motion = AT_REST,
): number {
  const rest = messagesInFlight ? BETWEEN_STOPS * (next - cursor) : 0
  const t = easeTravel(motion.progress)
  if (motion.phase === 'landing') return cursor + rest + (next - cursor - rest) * t
  if (motion.phase === 'settingOut') return cursor + rest * t
  return cursor + rest
}
