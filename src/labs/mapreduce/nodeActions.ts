import type { World } from '../../engine/kernel/world.ts'
import type { MapReduceState } from '../../protocols/mapreduce/state.ts'
import { perform } from '../../store/perform.ts'
import type { MenuItem } from '../../ui/Menu.tsx'

/** How much slower "Slow down" makes a worker. */
export const SLOWER = 4

/** What can be done to a node now: items of its menu, and buttons of the inspector. */
export function nodeActions(node: string, world: World<MapReduceState>): MenuItem[] {
  const state = world.state(node)
  if (state === undefined) return []
  if (world.status(node) !== 'up') {
    const hint = state.role === 'worker' ? 'Its blocks are on its disk; its tasks are gone' : 'It goes on'
    return [{ label: 'Recover', hint, run: () => perform({ do: 'recover', node }) }]
  }
  const crash: MenuItem = {
    label: 'Crash',
    hint: 'Stop answering without a word',
    run: () => perform({ do: 'crash', node }),
  }
  if (state.role !== 'worker') return [crash]
  const slow: MenuItem =
    state.slow > 1
      ? {
          label: 'Full speed',
          hint: 'What it begins from now on takes its usual time',
          run: () => perform({ do: 'slow', node, factor: 1 }),
        }
      : {
          label: 'Slow down',
          hint: `What it begins from now on takes ${SLOWER} times as long`,
          run: () => perform({ do: 'slow', node, factor: SLOWER }),
        }
  return [slow, crash]
}
