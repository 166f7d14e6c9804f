import type { World } from '../../engine/kernel/world.ts'
import type { Id } from '../../protocols/chord/identifiers.ts'
import type { ChordState } from '../../protocols/chord/messages.ts'
import { perform } from '../../store/perform.ts'
import type { MenuItem } from '../../ui/Menu.tsx'

/** What can be done to a node now: items of its menu, and buttons of the inspector. */
export function nodeActions(node: Id, world: World<ChordState>): MenuItem[] {
  if (world.status(node) === 'stopped') return []
  if (world.status(node) !== 'up') {
    return [
      {
        label: 'Recover',
        hint: 'It comes back with the pointers that it had',
        run: () => perform({ do: 'recover', node }),
      },
    ]
  }
  const alone = world.state(node)?.successor === null
  return [
    {
      label: 'Stabilize',
      hint: alone ? 'It has no successor yet' : 'Ask the successor for its predecessor, then notify it',
      disabled: alone,
      run: () => perform({ do: 'stabilize', node }),
    },
    {
      label: 'Leave',
      hint: 'Tell the neighbours and hand over the keys',
      run: () => perform({ do: 'leave', node }),
    },
    { label: 'Crash', hint: 'Stop answering without a word', run: () => perform({ do: 'crash', node }) },
  ]
}
