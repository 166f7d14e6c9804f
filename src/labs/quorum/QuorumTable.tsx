import type { Frame } from '../../engine/record/frame.ts'
import { type Name, type QuorumState, valueText } from '../../protocols/quorum/messages.ts'
import { counted } from '../../protocols/quorum/words.ts'
import { TwinTable, TwinTables } from '../../ui/TwinTable.tsx'
import styles from './QuorumTable.module.css'
import { ageOf, newestVersion, readSet, type Shown, writeSet } from './shown.ts'
import { missedBy, whereText } from './staleness.ts'
import { answerText, outcomeText } from './words.ts'

/** The figure as tables: what the replicas hold of the key, and what the clients asked. */
export function QuorumTable({
  frame,
  shown,
  replicas,
  placed,
}: {
  frame: Frame<unknown>
  shown: Shown
  replicas: readonly Name[]
  /** The replicas of the key; undefined where there is no key yet. */
  placed: readonly Name[] | undefined
}) {
  const { key, put, get } = shown
  const newest = newestVersion(frame, key)
  const missed = missedBy(frame, get)
  const [inWrite, inRead] = [writeSet(put), readSet(get)]
  return (
    <TwinTables className={styles.above}>
      <TwinTable
        caption={key === undefined ? 'Replicas' : `What the replicas hold of ${key}`}
        titles={['replica', 'stands', 'value', 'against the last put', 'write set', 'read set']}
      >
        {replicas.map((name) => {
          const state = frame.state(name) as QuorumState | undefined
          const isOther = placed !== undefined && !placed.includes(name)
          const copy = state?.role === 'replica' && key !== undefined ? state.copies[key] : undefined
          return (
            <tr key={name} data-row={name}>
              <th scope="row">{name}</th>
              <td>{frame.status(name) === 'up' ? 'up' : 'down'}</td>
              <td data-field="value">{isOther ? '' : valueText(copy)}</td>
              <td>{isOther ? 'stores other keys' : (ageOf(copy, newest) ?? '')}</td>
              <td>{inWrite.includes(name) ? '✓' : ''}</td>
              <td>{inRead.includes(name) ? '✓' : ''}</td>
            </tr>
          )
        })}
      </TwinTable>
      <TwinTable
        caption={'What the clients asked'}
        titles={['client', 'operation', 'waits for', 'has', 'comes out as']}
      >
        {put && (
          <tr>
            <th scope="row">{put.client}</th>
            <td>
              put({put.key}, {put.value})
            </td>
            <td>{counted(put.need, 'ack')} (W)</td>
            <td>{put.acks.join(', ')}</td>
            <td>{outcomeText(put.status)}</td>
          </tr>
        )}
        {get && (
          <tr>
            <th scope="row">{get.client}</th>
            <td>get({get.key})</td>
            <td>{counted(get.need, 'answer')} (R)</td>
            <td>{get.answers.map(({ from, copy }) => `${valueText(copy)} from ${from}`).join(', ')}</td>
            <td>
              {answerText(get.status, get.copy)}
              {missed && `, stale: ${whereText(missed)}`}
            </td>
          </tr>
        )}
      </TwinTable>
    </TwinTables>
  )
}
