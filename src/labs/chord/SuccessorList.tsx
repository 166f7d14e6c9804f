import type { Id } from '../../protocols/chord/identifiers.ts'
import type { ChordState } from '../../protocols/chord/messages.ts'
import type { Focus } from '../../scene/focus.ts'
import { Diff } from '../../ui/Diff.tsx'
import pane from '../../ui/Inspector.module.css'
import { NodeId } from '../../ui/NodeId.tsx'
import { successorLists } from './successorLists.ts'

/** As many entries of a longer list fit the pane; of one that changes, half. */
const SHOWN = 7
const SHOWN_OF_CHANGE = 3

/** The successor list of a node, nearest first, as it is and as it changes. */
export function SuccessorList({ id, state, focus }: { id: Id; state: ChordState; focus: Focus }) {
  const { before, after, changed } = successorLists(id, state, focus)
  return (
    <>
      <dt>list</dt>
      <dd data-field="successors" title={`successor list: ${after.join(', ') || 'empty'}`}>
        {changed ? (
          <>
            <Diff before={listText(before, SHOWN_OF_CHANGE)} after={listText(after, SHOWN_OF_CHANGE)} />
            <small className={pane.when}>{focus.onArrival ? 'on arrival' : 'just now'}</small>
          </>
        ) : (
          <>
            {after.slice(0, SHOWN).map((one, i) => (
              // An artificial or short ring's list names a node more than once.
              <NodeId key={i} address={one} />
            ))}
            {after.length === 0 && <span className={pane.none}>empty</span>}
            {after.length > SHOWN && <span className={pane.none}>and {after.length - SHOWN} more</span>}
          </>
        )}
      </dd>
    </>
  )
}

/** "15, 20, 32", cut after `most`; "nil" for an empty list. */
export function listText(list: readonly Id[], most: number): string {
  if (list.length === 0) return 'nil'
  return `${list.slice(0, most).join(', ')}${list.length > most ? ' …' : ''}`
}
