import { memo } from 'react'
import type { ChipMark } from '../drawing/drawing.ts'
import type { JobLayout } from '../drawing/layout.ts'
import styles from './Strip.module.css'

/** The nodes: client, namenode and master, and the workers, each a tasktracker and a datanode. */
export const Strip = memo(function Strip({
  chips,
  layout,
}: {
  chips: readonly ChipMark[]
  layout: JobLayout
}) {
  return (
    <g>
      {chips.map((chip) => (
        <Chip key={chip.address} chip={chip} zoom={layout.zoom} />
      ))}
    </g>
  )
})

function Chip({ chip, zoom }: { chip: ChipMark; zoom: number }) {
  const { address, label, x, y, width, height, standing, slow, active, selected } = chip
  const look = [styles.chip, styles[standing], active && styles.active, selected && styles.selected]
  const round = Math.min(8 * zoom, height / 3)
  return (
    <g
      className={look.filter(Boolean).join(' ')}
      data-node={address}
      data-standing={standing}
      transform={`translate(${x} ${y})`}
    >
      <title>{slow === 1 ? address : `${address}, ${slow} times slower`}</title>
      <rect className={styles.frame} width={width} height={height} rx={round} />
      {selected && (
        <rect
          className={styles.halo}
          x={-3.5 * zoom}
          y={-3.5 * zoom}
          width={width + 7 * zoom}
          height={height + 7 * zoom}
          rx={round + 3 * zoom}
        />
      )}
      {label !== undefined && (
        <text
          className={styles.chipLabel}
          x={width / 2}
          y={height / 2}
          dy="0.35em"
          fontSize={Math.max(13, 14 * zoom)}
        >
          {label}
        </text>
      )}
      {slow !== 1 && label !== undefined && (
        <text className={styles.slow} x={width / 2} y={height + 12 * zoom} fontSize={13 * Math.max(1, zoom)}>
          {slow}× slow
        </text>
      )}
    </g>
  )
}
