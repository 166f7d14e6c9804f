import { faultLines } from '../engine/scenario/fault.ts'
import type { Action } from '../engine/scenario/scenario.ts'
import { useNotices } from './notices.ts'
import { usePlayer } from './player.ts'
import { useSession } from './session.ts'

/**
 * Does something to the world after the current step, as a user asks for it; says what is
 * wrong when it cannot be done, and then changes nothing. Returns whether it was done.
 */
export function perform(action: Action): boolean {
  usePlayer.getState().seek(useSession.getState().opened?.cursor ?? 0)
  const faults = useSession.getState().act(action)
  if (faults.length === 0) return true
  useNotices
    .getState()
    .show({ kind: 'error', title: `"${action.do}" cannot be done here`, lines: faultLines(faults) })
  return false
}
