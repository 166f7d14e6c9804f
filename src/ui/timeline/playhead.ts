import { easeTravel } from '../../scene/geometry.ts'
import type { Motion } from '../../store/player.ts'

/** While messages are in flight, the playhead rests this far into the next step. */
const BETWEEN_STEPS = 0.5
const AT_REST: Motion = { phase: 'rest', progress: 1 }

/**
 * Where the playhead stands, in steps. At rest it is on the step, or between it and the next while messages
 * are in flight; a landing carries it on to the next step, a setting out from the step to its rest.
 */
export function playheadStep(cursor: number, messagesInFlight: boolean, motion: Motion = AT_REST): number {
  const rest = messagesInFlight ? BETWEEN_STEPS : 0
  const t = easeTravel(motion.progress)
  if (motion.phase === 'landing') return cursor + rest + (1 - rest) * t
  if (motion.phase === 'settingOut') return cursor + rest * t
  return cursor + rest
}
