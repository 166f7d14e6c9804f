import type { World } from '../../engine/kernel/world.ts'
import type { Scenario } from '../../engine/scenario/scenario.ts'
import type { Id } from '../../protocols/chord/identifiers.ts'
import type { ChordState, Maintenance } from '../../protocols/chord/messages.ts'
import { roundOf, settingsOf } from '../../protocols/chord/settings.ts'
import { perform } from '../../store/perform.ts'
import type { MenuItem } from '../../ui/Menu.tsx'

/** What else a node does of its maintenance, where its variant does it. */
const UPKEEP: Readonly<Partial<Record<Maintenance, { readonly label: string; readonly hint: string }>>> = {
  fixFingers: { label: 'Fix fingers', hint: 'Look up every finger, one after the other' },
  checkPredecessor: { label: 'Check predecessor', hint: 'Forget the predecessor if it does not answer' },
  reconcile: { label: 'Reconcile', hint: 'Copy the successor’s list' },
  update: { label: 'Update', hint: 'Drop dead successors from the head of the list' },
}

/** What can be done to a node now: items of its menu. */
export function nodeActions(node: Id, world: World<ChordState>, scenario: Scenario): MenuItem[] {
  const buttons = nodeButtons(node, world)
  if (world.status(node) !== 'up') return buttons
  const alone = world.state(node)?.successor === null
  const upkeep = roundOf(settingsOf(scenario)).flatMap((verb): MenuItem[] => {
    const words = UPKEEP[verb]
    if (words === undefined) return []
    return [{ ...words, disabled: alone, run: () => perform({ do: verb, node }) }]
  })
  const [stabilize, ...rest] = buttons
  return stabilize === undefined ? upkeep : [stabilize, ...upkeep, ...rest]
}

/** The most usual of them: buttons of the inspector. */
export function nodeButtons(node: Id, world: World<ChordState>): MenuItem[] {
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
