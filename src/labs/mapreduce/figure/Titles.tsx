import { memo } from 'react'
import type { JobLayout } from '../drawing/layout.ts'
import ink from './ink.module.css'

/** The names of the columns: the phases of a job, in order. */
export const Titles = memo(function Titles({ layout, combiner }: { layout: JobLayout; combiner: boolean }) {
  const { columns, titleY, zoom, scale, part } = layout
  const partitionEnd = columns.partition.x + columns.partition.width
  const titles =
    scale === 'tiles'
      ? ([
          ['map', columns.split.x],
          ['reduce', columns.reduce.x],
        ] as const)
      : ([
          [part === undefined ? 'HDFS split' : 'split', columns.split.x],
          ['map', columns.map.x],
          [
            combiner && columns.partition.width > 136 * zoom ? 'combine, partition' : 'partition',
            columns.partition.x,
          ],
          ['shuffle', (partitionEnd + columns.reduce.x) / 2 - 25 * zoom],
          ['sort, reduce', columns.reduce.x],
          ['output', columns.output.x],
        ] as const)
  return (
    <g fontSize={Math.max(13.5, 15 * zoom * (zoom > 1 ? 0.9 : 1))}>
      {titles.map(([name, x]) => (
        <text key={name} className={ink.title} x={x} y={titleY}>
          {name}
        </text>
      ))}
    </g>
  )
})
