import { TwinTable, TwinTables } from '../../ui/TwinTable.tsx'
import type { MapPicture } from './picture/maps.ts'
import type { JobPicture } from './picture/picture.ts'
import type { ReducePicture } from './picture/reduces.ts'

/** More rows than this are not read by anybody; the figure counts the rest. */
const MOST_ROWS = 200

/** The job as two tables: what the figure shows, for screen readers and for reading exactly. */
export function JobTable({ picture }: { picture: JobPicture }) {
  const { splits, maps, reduces, outputs } = picture
  return (
    <TwinTables>
      <TwinTable
        caption={<>Maps{rest(maps.length)}</>}
        titles={['map', 'split on', 'stands', 'worker', 'pairs', 'for the reducers']}
      >
        {maps.slice(0, MOST_ROWS).map((map) => (
          <tr key={map.index} data-row={`m${map.index}`}>
            <th scope="row">m{map.index}</th>
            <td>{splits[map.index]?.hosts.join(', ') || 'not stored'}</td>
            <td>{map.doing ?? map.standing}</td>
            <td>{workerOf(map)}</td>
            <td>{map.pairs ?? ''}</td>
            <td>{partitionsOf(map)}</td>
          </tr>
        ))}
      </TwinTable>
      <TwinTable
        caption={<>Reduces{rest(reduces.length)}</>}
        titles={['reduce', 'keys', 'stands', 'worker', 'has', 'output']}
      >
        {reduces.slice(0, MOST_ROWS).map((reduce) => (
          <tr key={reduce.index} data-row={`r${reduce.index}`}>
            <th scope="row">r{reduce.index}</th>
            <td>{reduce.keys}</td>
            <td>{reduce.standing}</td>
            <td>{workerOf({ ...reduce, backup: reduce.backup?.worker })}</td>
            <td>{valuesOf(reduce)}</td>
            <td>{outputs[reduce.index]?.pairs.map(([word, count]) => `${word} ${count}`).join(', ')}</td>
          </tr>
        ))}
      </TwinTable>
    </TwinTables>
  )
}

function rest(count: number): string {
  return count > MOST_ROWS ? `, the first ${MOST_ROWS} of ${count.toLocaleString('en')}` : ''
}

/** "w5, after w3 failed, backup on w6". */
function workerOf({ worker, lost, backup }: Pick<MapPicture, 'worker' | 'lost' | 'backup'>): string {
  const parts = [
    worker,
    lost.length > 0 && `after ${lost.join(', ')} failed`,
    backup && `backup on ${backup}`,
  ]
  return parts.filter(Boolean).join(', ')
}

function partitionsOf({ partitions }: MapPicture): string {
  if (partitions === undefined) return ''
  return partitions
    .map(({ pairs, records }, reducer) => {
      const words = pairs.map(([word, count]) => `${word} ${count}`).join(', ')
      return `r${reducer}: ${records === 0 ? 'empty' : words}${records > pairs.length ? ' …' : ''}`
    })
    .join('; ')
}

function valuesOf({ rows }: ReducePicture): string {
  return rows
    .filter(({ values, fresh }) => values.length + fresh.length > 0)
    .map(({ word, values, fresh }) => {
      const news = fresh.length > 0 ? `${values.length > 0 ? ' + ' : ''}${fresh.join(', ')} new` : ''
      return `${word}: ${values.join(', ')}${news}`
    })
    .join('; ')
}
