import { cutUi, monoFits, wrap } from '../drawing/fit.ts'
import type { Box, JobLayout } from '../drawing/layout.ts'
import type { SplitPicture } from '../picture/splits.ts'
import styles from './boxes.module.css'
import ink from './ink.module.css'
import { Arrow, CutCorner } from './shapes.tsx'

/** A split of the input, with the datanodes that store it. */
export function SplitBox({
  split,
  box,
  layout,
  active,
}: {
  split: SplitPicture
  box: Box
  layout: JobLayout
  active: boolean
}) {
  const { letters, zoom, columns } = layout
  const { index, hosts, text } = split
  const stored = hosts.length > 0
  const pad = Math.min(12 * zoom, box.width * 0.08)
  const lead = letters.mono * 1.3
  const head = box.y + Math.min(23 * zoom, box.height * 0.5 + letters.text * 0.35)
  const most = Math.floor((box.y + box.height - head - 8 * zoom) / lead)
  const lines = most < 1 ? [] : wrap(text, monoFits(box.width - 2 * pad, letters.mono), most)
  const where = stored ? `on ${hosts.join(', ')}` : 'not stored'
  const numberWidth = String(index).length * letters.text * 0.62 + 6
  const middle = box.y + box.height / 2
  return (
    <g data-split={index} data-stored={stored}>
      <CutCorner
        box={box}
        zoom={zoom}
        className={`${stored ? '' : styles.pale} ${active ? styles.activeBox : ''}`}
      />
      <text x={box.x + pad} y={head} fontSize={letters.text}>
        <tspan className={stored ? ink.strong : ink.faint}>{index}</tspan>
        <tspan className={stored ? ink.plain : ink.faint} dx={6}>
          {cutUi(where, box.width - 2 * pad - numberWidth - 8 * zoom, letters.text)}
        </tspan>
      </text>
      {lines.map((line, i) => (
        <text
          key={i}
          className={stored ? ink.data : ink.dataPale}
          x={box.x + pad}
          y={head + lead * (i + 1) + 2 * zoom}
          fontSize={letters.mono}
        >
          {line}
        </text>
      ))}
      <Arrow from={box.x + box.width + 1} to={columns.map.x - 4} y={middle} pale={!stored} />
    </g>
  )
}
