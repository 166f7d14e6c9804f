import { memo } from 'react'
import type { JobLayout } from '../drawing/layout.ts'
import { titleSize, titlesOf } from '../drawing/titles.ts'
import ink from './ink.module.css'

/** The names of the columns: the phases of a job, in order. */
export const Titles = memo(function Titles({ layout, combiner }: { layout: JobLayout; combiner: boolean }) {
  return (
    <g fontSize={titleSize(layout)}>
      {titlesOf(layout, combiner).map(({ name, x }) => (
        <text key={name} className={ink.title} x={x} y={layout.titleY}>
          {name}
        </text>
      ))}
    </g>
  )
})
