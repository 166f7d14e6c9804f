import type { Scenario } from '../engine/scenario/scenario.ts'
import { useNotices } from '../store/notices.ts'
import { usePlayer } from '../store/player.ts'
import { type Place, type Source, useSession } from '../store/session.ts'
import { useView } from '../store/view.ts'

/** Lands whatever is moving and stops playing, so that the page can show something else. */
export function stopMotion(): void {
  usePlayer.getState().seek(useSession.getState().opened?.cursor ?? 0)
}

/**
 * Opens a scenario in the page. When it cannot be run, the page keeps what it has and says why.
 *
 * @returns whether the step of `place` exists; undefined when the scenario cannot be run.
 */
export async function openScenario(
  scenario: Scenario,
  source: Source,
  place?: Place,
): Promise<{ readonly stepExists: boolean } | undefined> {
  stopMotion()
  try {
    const opening = useSession.getState().open(scenario, source, place)
    // What was selected is a node of the scenario before.
    useView.getState().select(undefined)
    useView.getState().showHome(false)
    return await opening
  } catch (error) {
    useNotices.getState().show({
      kind: 'error',
      title: `${scenario.title === '' ? 'This scenario' : scenario.title} cannot be run`,
      lines: [error instanceof Error ? error.message : String(error)],
    })
    return undefined
  }
}
