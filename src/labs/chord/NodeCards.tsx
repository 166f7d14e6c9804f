import type { World } from '../../engine/kernel/world.ts'
import type { Id } from '../../protocols/chord/identifiers.ts'
import type { ChordState } from '../../protocols/chord/messages.ts'
import { changeOf, type Focus } from '../../scene/focus.ts'
import { Diff } from '../../ui/Diff.tsx'
import { NodeId } from '../../ui/NodeId.tsx'
import type { Standing } from './marks.ts'
import styles from './NodeCards.module.css'
import { listText } from './SuccessorList.tsx'
import { successorLists } from './successorLists.ts'
import { ownedWords, pointerText, toneOfStanding } from './words.ts'

/** Cards of the nodes in the event: their two pointers, as they are and as they change. */
export function NodeCards({
  ids,
  world,
  focus,
  standings,
  selected,
  size,
  onSelect,
}: {
  ids: readonly Id[]
  world: World<ChordState>
  focus: Focus
  standings: ReadonlyMap<Id, Standing>
  selected: Id | undefined
  size: number
  onSelect(id: Id): void
}) {
  return (
    <div className={styles.cards}>
      {ids.map((id) => {
        const state = world.state(id)
        const standing = standings.get(id) ?? 'down'
        if (state === undefined) return null
        const chosen = id === selected
        return (
          <button
            type="button"
            key={id}
            className={`${styles.card} ${styles[standing]} ${chosen ? styles.selected : ''}`}
            aria-pressed={chosen}
            aria-label={`Node ${id}: successor ${state.successor ?? 'nil'}, predecessor ${state.predecessor ?? 'nil'}`}
            onClick={() => onSelect(id)}
            data-card={id}
          >
            <span className={styles.head}>
              <NodeId address={id} tone={chosen ? 'selected' : toneOfStanding(standing)} />
              <small>
                {standing === 'member' && <span className={styles.owns}>owns </span>}
                {standing === 'member' ? ownedWords(id, state, size) : standing}
              </small>
            </span>
            <Pointer kind="successor" name="succ" id={id} state={state} focus={focus} />
            <Pointer kind="predecessor" name="pred" id={id} state={state} focus={focus} />
          </button>
        )
      })}
    </div>
  )
}

function Pointer({
  kind,
  name,
  id,
  state,
  focus,
}: {
  kind: 'successor' | 'predecessor'
  name: string
  id: Id
  state: ChordState
  focus: Focus
}) {
  const change = changeOf(focus, id, kind)
  return (
    <span className={styles.pointer} data-field={kind}>
      <svg width="34" height="12" viewBox="0 0 34 12" aria-hidden="true">
        <path
          className={kind === 'successor' ? styles.solid : styles.dashed}
          d={kind === 'successor' ? 'M0 6H28' : 'M34 6H5'}
          markerEnd={`url(#${kind === 'successor' ? 'head-successor' : 'head-predecessor'})`}
        />
      </svg>
      <span>{name}</span>
      {change === undefined ? (
        <b>{state[kind] ?? 'nil'}</b>
      ) : (
        <Diff before={pointerText(change.before)} after={pointerText(change.after)} />
      )}
      {kind === 'successor' && <Backups id={id} state={state} focus={focus} />}
    </span>
  )
}

/** The rest of the successor list; on the highlighter when the event changes it. */
function Backups({ id, state, focus }: { id: Id; state: ChordState; focus: Focus }) {
  const { before, after } = successorLists(id, state, focus)
  const [old, rest] = [before.slice(1), after.slice(1)]
  if (rest.length === 0) return null
  const changed = rest.length !== old.length || rest.some((one, i) => one !== old[i])
  return <small className={`${styles.rest} ${changed ? styles.changed : ''}`}>{listText(rest, 2)}</small>
}
