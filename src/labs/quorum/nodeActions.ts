import type { World } from '../../engine/kernel/world.ts'
import type { Name } from '../../protocols/quorum/messages.ts'
import { perform } from '../../store/perform.ts'
import type { MenuItem } from '../../ui/Menu.tsx'

/** What can be done to a replica or a client now: items of its menu, and buttons of the inspector. */
export function nodeActions(node: Name, world: World<unknown>, replicas: readonly Name[]): MenuItem[] {
  const isReplica = replicas.includes(node)
  if (world.status(node) !== 'up') {
    return [
      {
        label: 'Recover',
        hint: isReplica
          ? 'It comes back with what it has stored'
          : 'It comes back and has forgotten what it asked',
        run: () => perform({ do: 'recover', node }),
      },
    ]
  }
  const crash: MenuItem = {
    label: 'Crash',
    hint: isReplica
      ? 'Stop answering; what it stored stays on its disk'
      : 'Stop; its operations stay pending',
    run: () => perform({ do: 'crash', node }),
  }
  if (!isReplica) return [crash]
  return [
    {
      label: 'Refuse next write',
      hint: 'The next write to it fails',
      run: () => perform({ do: 'refuse', node, count: 1 }),
    },
    crash,
  ]
}
