import type { Id } from '../../protocols/chord/identifiers.ts'
import type { ChordState } from '../../protocols/chord/messages.ts'
import { successorsOf } from '../../protocols/chord/state.ts'
import { changeOf, type Focus } from '../../scene/focus.ts'

/** A node's successor list before and after the event, nearest first; the same list where it stays. */
export function successorLists(
  id: Id,
  state: ChordState,
  focus: Focus,
): { readonly before: readonly Id[]; readonly after: readonly Id[]; readonly changed: boolean } {
  const head = changeOf(focus, id, 'successor')
  const rest = changeOf(focus, id, 'backups')
  const at = (end: 'before' | 'after') =>
    successorsOf({
      ...state,
      ...(head === undefined ? {} : { successor: head[end] as Id | null }),
      ...(rest === undefined ? {} : { backups: (rest[end] ?? []) as readonly Id[] }),
    })
  const [before, after] = [at('before'), at('after')]
  const changed = before.length !== after.length || after.some((one, i) => one !== before[i])
  return { before, after, changed }
}
