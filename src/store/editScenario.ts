import { faultLines } from '../engine/scenario/fault.ts'
import type { Scenario } from '../engine/scenario/scenario.ts'
import { useNotices } from './notices.ts'
import { usePlayer } from './player.ts'
import { useSession } from './session.ts'

/**
 * Changes a parameter and runs the scenario again; says what is wrong when the value is not possible.
 *
 * @param cursor the step to go to; without it the step number stays where it exists.
 */
export function editScenario(what: string, change: (scenario: Scenario) => Scenario, cursor?: number): void {
  usePlayer.getState().seek(useSession.getState().opened?.cursor ?? 0)
  const faults = useSession.getState().edit(change, cursor)
  if (faults.length === 0) return
  useNotices.getState().show({
    kind: 'error',
    title: `This value of ${what} does not fit the scenario`,
    lines: faultLines(faults),
  })
}
