import type { Id } from '../../protocols/chord/identifiers.ts'
import type { ChordState } from '../../protocols/chord/messages.ts'
import type { Focus } from '../../scene/focus.ts'
import { Diff } from '../../ui/Diff.tsx'
import styles from './FingerTable.module.css'
import { type FingerRow, fingerRows, startText } from './fingers.ts'

/** On a ring of more bits than this, the sums are too long for the pane. */
const MOST_BITS_WITH_SUMS = 12

/** The finger table of a node: where each entry begins, what it covers, and the node that it points to. */
export function FingerTable({
  id,
  state,
  focus,
  bits,
}: {
  id: Id
  state: ChordState
  focus: Focus
  bits: number
}) {
  const rows = fingerRows(id, state, focus, bits).reverse()
  return (
    <table className={styles.table} data-fingers={id}>
      <caption className="visually-hidden">
        Finger table of node {id}
        {focus.onArrival && rows.some(isChanged) ? '; changes are those on arrival of the message' : ''}
      </caption>
      <thead>
        <tr>
          <th scope="col">i</th>
          <th scope="col">
            {id} + 2<sup>i</sup> mod 2<sup>{bits}</sup>
          </th>
          <th scope="col">covers</th>
          <th scope="col">node</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.i} className={isChanged(row) ? styles.changed : ''} data-finger-row={row.i}>
            <th scope="row">{row.i}</th>
            <td>
              {bits <= MOST_BITS_WITH_SUMS && <small>{startText(id, row, bits)} = </small>}
              {row.start}
            </td>
            <td>
              [{row.start}, {row.end})
            </td>
            <td data-field="node">
              <Entry row={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const isChanged = ({ before, after }: FingerRow) => before !== after

function Entry({ row }: { row: FingerRow }) {
  const { before, after } = row
  if (!isChanged(row)) return <b>{after ?? 'not yet'}</b>
  return <Diff before={before ?? 'none'} after={after ?? 'none'} />
}
