import type { Lab } from '../labs/lab.ts'
import { useNotices } from '../store/notices.ts'
import { useSession } from '../store/session.ts'
import { ask, isStillWanted } from './asked.ts'
import { loadBuiltIn } from './builtIn.ts'
import { openScenario } from './openScenario.ts'

/** Opens a scenario of the user's own: it begins almost empty, and what is done at its end is added to it. */
export async function newScenario(lab: Lab): Promise<void> {
  const asked = ask()
  const loaded = await loadBuiltIn(lab.blank)
  if (!isStillWanted(asked)) return
  if (loaded.ok) await openScenario(loaded.scenario, { builtIn: undefined })
  else
    useNotices.getState().show({ kind: 'error', title: 'A new scenario cannot be made', lines: loaded.lines })
}

/** Gives the scenario on screen another name. It is then the user's own. */
export function renameScenario(title: string): void {
  useSession.getState().edit((old) => ({ ...old, title }))
}
