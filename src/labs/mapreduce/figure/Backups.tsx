import { cutUi } from '../drawing/fit.ts'
import type { JobLayout } from '../drawing/layout.ts'
import type { ReducePicture } from '../picture/reduces.ts'
import styles from './boxes.module.css'
import ink from './ink.module.css'

/** The reduce attempts that run beside slow ones, under the reducers. */
export function Backups({
  reduces,
  layout,
  active,
}: {
  reduces: readonly ReducePicture[]
  layout: JobLayout
  active: ReadonlySet<string>
}) {
  const running = reduces.filter(({ backup, standing }) => backup !== undefined && standing !== 'done')
  const [first, ...others] = running
  if (first?.backup === undefined) return null
  const { x, y, width, height } = layout.backup
  const words = `backup of r${first.index} on ${first.backup.worker}${others.length > 0 ? ` +${others.length}` : ''}`
  const isActive = running.some(({ index }) => active.has(`backup ${index}`))
  return (
    <g
      className={`${styles.task} ${styles.again} ${isActive ? styles.activeBox : ''}`}
      data-backup={first.index}
      data-node={first.backup.worker}
    >
      <rect className={styles.frame} x={x} y={y} width={width} height={height} rx={12 * layout.zoom} />
      <text
        className={ink.greenInk}
        x={x + width / 2}
        y={y + height / 2}
        dy="0.35em"
        textAnchor="middle"
        fontSize={layout.letters.text}
      >
        {cutUi(words, width - 12, layout.letters.text)}
      </text>
    </g>
  )
}
