import { cutUi } from '../drawing/fit.ts'
import type { Box, JobLayout } from '../drawing/layout.ts'
import type { MapPicture } from '../picture/maps.ts'
import { counted } from '../words.ts'
import styles from './boxes.module.css'
import ink from './ink.module.css'
import { Arrow } from './shapes.tsx'

/** A map task: who runs it, and how far it is. */
export function MapBox({
  map,
  box,
  layout,
  active,
}: {
  map: MapPicture
  box: Box
  layout: JobLayout
  active: boolean
}) {
  const { letters, zoom, columns } = layout
  const { standing, again, byBackup, backup, worker } = map
  const redone = again || byBackup || backup !== undefined || (map.lost.length > 0 && standing !== 'done')
  const look = standing === 'planned' || standing === 'waiting' ? styles.pale : redone ? styles.again : ''
  const pad = Math.min(14 * zoom, box.width * 0.14)
  const lines = linesOf(map)
  const roomFor = Math.max(1, Math.floor((box.height - 8 * zoom) / (letters.text * 1.25)))
  const shown = lines.slice(0, Math.max(0, roomFor - 1))
  const idSize = box.height < 50 * zoom ? letters.text : letters.id
  const lead = Math.min(25 * zoom, (box.height - idSize - 12 * zoom) / Math.max(1, shown.length))
  const inline = shown.length === 0 && worker !== undefined && standing !== 'waiting'
  const first =
    shown.length === 0
      ? box.y + box.height / 2 + idSize * 0.36
      : box.y + Math.min(30 * zoom, idSize + 7 * zoom)
  const middle = box.y + box.height / 2
  return (
    <g
      className={`${styles.task} ${look} ${active ? styles.activeBox : ''}`}
      data-task={`m${map.index}`}
      data-standing={standing}
      data-node={worker}
    >
      <rect
        className={styles.frame}
        x={box.x}
        y={box.y}
        width={box.width}
        height={box.height}
        rx={Math.min(14 * zoom, box.height / 4)}
      />
      <text x={box.x + pad} y={first} fontSize={idSize}>
        <tspan className={look === styles.pale ? ink.faint : ink.strong}>m{map.index}</tspan>
        {inline && (
          <tspan className={ink.plain} dx={5} fontSize={letters.text}>
            {worker}
          </tspan>
        )}
      </text>
      {shown.map(({ text, tone }, i) => (
        <text
          key={i}
          className={ink[tone]}
          x={box.x + pad}
          y={first + lead * (i + 1)}
          fontSize={letters.text}
        >
          {cutUi(text, box.width - pad - 3, letters.text)}
        </text>
      ))}
      <Arrow
        from={box.x + box.width + 1}
        to={columns.partition.x - 4}
        y={middle}
        pale={map.partitions === undefined}
      />
    </g>
  )
}

interface Line {
  readonly text: string
  readonly tone: 'plain' | 'faint' | 'struck' | 'greenInk'
}

/** What a task says about itself, the most important first. */
function linesOf({
  standing,
  worker,
  down,
  lost,
  again,
  backup,
  byBackup,
  doing,
  pairs,
}: MapPicture): Line[] {
  if (standing === 'planned') return []
  const lines: Line[] = []
  if (down) {
    lines.push({ text: `${worker} ✕`, tone: 'struck' })
    return standing === 'done' ? [...lines, { text: 'lost', tone: 'faint' }] : lines
  }
  const failed = lost.at(-1)
  if (failed !== undefined) lines.push({ text: `${failed} ✕`, tone: 'struck' })
  if (standing === 'waiting') return [...lines, { text: 'waiting', tone: 'faint' }]
  if (failed !== undefined) return [...lines, { text: `${again ? 'now ' : ''}${worker}`, tone: 'greenInk' }]
  lines.push({ text: `${worker}`, tone: byBackup ? 'greenInk' : 'plain' })
  if (byBackup) lines.push({ text: 'backup', tone: 'greenInk' })
  else if (backup !== undefined) lines.push({ text: `backup ${backup}`, tone: 'greenInk' })
  else if (doing !== undefined) lines.push({ text: doing, tone: 'plain' })
  else if (pairs !== undefined) lines.push({ text: counted(pairs, 'pair'), tone: 'plain' })
  return lines
}
