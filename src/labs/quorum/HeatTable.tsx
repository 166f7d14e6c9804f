import type { CSSProperties } from 'react'
import { quorumTable, survives } from '../../protocols/quorum/subsets.ts'
import { counted } from '../../protocols/quorum/words.ts'
import { editScenario } from '../../store/editScenario.ts'
import { percentText } from './chances.ts'
import styles from './HeatTable.module.css'
import { withQuorums } from './sizes.ts'

/** More rows and columns than these do not fit: those around the chosen sizes are shown. */
const MOST = 7

/** Every choice of W and R with its chance of a stale get; a cell sets both. */
export function HeatTable({ n, w, r }: { n: number; w: number; r: number }) {
  const table = quorumTable(n)
  const rows = windowAround(w, n)
  const columns = windowAround(r, n)
  const isTight = columns.length > 5
  return (
    <table className={`${styles.table} ${isTight ? styles.tight : ''}`}>
      <thead>
        <tr>
          <td />
          {columns.map((column) => (
            <th key={column} scope="col">
              {isTight ? `R ${column}` : `R = ${column}`}
            </th>
          ))}
          <th scope="col" className={styles.margin}>
            put survives
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row}>
            <th scope="row">W = {row}</th>
            {columns.map((column) => {
              const { probability } = table[row - 1]?.[column - 1] ?? { probability: 0 }
              const isChosen = row === w && column === r
              return (
                <td key={column}>
                  <button
                    type="button"
                    className={`${styles.cell} ${probability > 0 ? styles.risky : ''} ${isChosen ? styles.chosen : ''}`}
                    style={{ '--chance': probability } as CSSProperties}
                    aria-pressed={isChosen}
                    aria-label={`W = ${row}, R = ${column}: a get misses the last put in ${percentText(probability)} of cases`}
                    onClick={() => editScenario('W and R', (old) => withQuorums(old, { w: row, r: column }))}
                  >
                    {probability === 0 ? '✓' : percentText(probability)}
                  </button>
                </td>
              )
            })}
            <Survives what="put" count={survives(n, row)} />
          </tr>
        ))}
        <tr>
          <th scope="row" className={styles.margin}>
            get survives
          </th>
          {columns.map((column) => (
            <Survives key={column} what="get" count={survives(n, column)} />
          ))}
          <td />
        </tr>
      </tbody>
    </table>
  )
}

/** How many replicas may be down. */
function Survives({ what, count }: { what: 'put' | 'get'; count: number }) {
  const text =
    count === 0
      ? `a ${what} needs every replica`
      : `a ${what} still works with ${counted(count, 'replica')} down`
  return (
    <td className={styles.margin} title={text} aria-label={text}>
      {count} <span>✕</span>
    </td>
  )
}

/** The sizes 1..n, or seven of them with the chosen one in the middle. */
function windowAround(chosen: number, n: number): number[] {
  const count = Math.min(n, MOST)
  const first = Math.max(1, Math.min(chosen - Math.floor(MOST / 2), n - count + 1))
  return Array.from({ length: count }, (_, i) => first + i)
}
