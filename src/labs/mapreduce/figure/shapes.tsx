import { fillOfLook, lookOf } from '../../../scene/identity.ts'
import type { Box } from '../drawing/layout.ts'
import styles from './boxes.module.css'

/** A rectangle with a cut corner: a block or a file. */
export function CutCorner({ box, zoom, className = '' }: { box: Box; zoom: number; className?: string }) {
  const { x, y, width, height } = box
  const fold = Math.min(14 * zoom, height / 3)
  return (
    <g className={`${styles.sheet} ${className}`}>
      <path d={`M${x} ${y}h${width - fold}l${fold} ${fold}v${height - fold}h${-width}z`} />
      <path className={styles.fold} d={`M${x + width - fold} ${y}v${fold}h${fold}`} />
    </g>
  )
}

/** The fill of a reducer's identity. */
export function identityFill(reducer: number): string {
  return fillOfLook(lookOf(reducer))
}

/** The sign of a reducer: solid, stripes or dots; an empty one where there is nothing for it. */
export function Swatch({
  reducer,
  x,
  y,
  side,
  empty = false,
}: {
  reducer: number
  x: number
  y: number
  side: number
  empty?: boolean
}) {
  return (
    <rect
      className={empty ? styles.emptySwatch : styles.swatch}
      x={x}
      y={y}
      width={side}
      height={side}
      rx={side / 5}
      fill={empty ? 'none' : identityFill(reducer)}
    />
  )
}

/** The arrow from one column to the next. */
export function Arrow({
  from,
  to,
  y,
  pale = false,
}: {
  from: number
  to: number
  y: number
  pale?: boolean
}) {
  if (to - from < 8) return null
  return (
    <path
      className={pale ? styles.arrowPale : styles.arrow}
      d={`M${from} ${y}H${to}`}
      markerEnd={`url(#${pale ? 'head-pale' : 'head-route'})`}
    />
  )
}
