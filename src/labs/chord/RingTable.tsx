import type { World } from '../../engine/kernel/world.ts'
import type { Id } from '../../protocols/chord/identifiers.ts'
import type { ChordState } from '../../protocols/chord/messages.ts'
import { changeOf, type Focus } from '../../scene/focus.ts'
import { Diff } from '../../ui/Diff.tsx'
import { TwinTable, TwinTables } from '../../ui/TwinTable.tsx'
import { standingsOf } from './marks.ts'
import styles from './RingTable.module.css'
import { ownedWords, pointerText } from './words.ts'

/** The ring as a table: what the figure shows, for screen readers and for reading exactly. */
export function RingTable({
  world,
  focus,
  ids,
  size,
}: {
  world: World<ChordState>
  focus: Focus
  ids: readonly Id[]
  size: number
}) {
  const standings = standingsOf(world, ids)
  return (
    <TwinTables className={styles.beside}>
      <TwinTable
        data-changes={focus.onArrival ? 'arrival' : 'now'}
        caption={`Nodes of the ring${focus.onArrival ? '; changes are those on arrival of the message' : ''}`}
        titles={['node', 'stands', 'successor', 'predecessor', 'owns', 'stored keys']}
      >
        {ids.map((id) => {
          const state = world.state(id) as ChordState
          return (
            <tr key={id} data-row={id}>
              <th scope="row">{id}</th>
              <td>{standings.get(id)}</td>
              <td data-field="successor">{pointer(state, focus, id, 'successor')}</td>
              <td data-field="predecessor">{pointer(state, focus, id, 'predecessor')}</td>
              <td>{ownedWords(id, state, size)}</td>
              <td>{Object.keys(state.keys).join(', ')}</td>
            </tr>
          )
        })}
      </TwinTable>
    </TwinTables>
  )
}

function pointer(state: ChordState, focus: Focus, id: Id, field: 'successor' | 'predecessor') {
  const change = changeOf(focus, id, field)
  if (change === undefined) return state[field] ?? 'nil'
  return <Diff before={pointerText(change.before)} after={pointerText(change.after)} />
}
