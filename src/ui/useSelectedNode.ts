import type { Address } from '../engine/kernel/role.ts'
import { focusOf } from '../scene/focus.ts'
import { useSession } from '../store/session.ts'
import { useView } from '../store/view.ts'

/** The node in the inspector: the user's choice while it exists, else the first node of the event. */
export function useSelectedNode(): Address | undefined {
  const frame = useSession((session) => session.opened?.frame)
  const chosen = useView((view) => view.selected)
  if (frame === undefined) return undefined
  const { nodes } = focusOf(frame)
  const status = chosen === undefined ? undefined : frame.status(chosen)
  // A node that has left is chosen only for as long as the event is about it.
  const canBeSeen = status !== undefined && (status !== 'stopped' || nodes.includes(chosen as Address))
  return canBeSeen ? chosen : nodes[0]
}
