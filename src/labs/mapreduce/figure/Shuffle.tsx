import { memo } from 'react'
import { curvePath } from '../../../scene/geometry.ts'
import { lookOf } from '../../../scene/identity.ts'
import type { ShuffleMark } from '../drawing/shuffle.ts'
import styles from './Shuffle.module.css'

const TONES = { here: styles.here, asked: styles.asked, coming: styles.coming } as const

/** The ways of the partitions to their reducers: those that are there in the colour of the reducer. */
export const Shuffle = memo(function Shuffle({
  marks,
  zoom,
}: {
  marks: readonly ShuffleMark[]
  zoom: number
}) {
  return (
    <g className={styles.shuffle}>
      {marks.map(({ map, reducer, standing, curve, hook, width }) => (
        <g
          key={`${map} ${reducer}`}
          className={`${TONES[standing]} ${styles[`identity${lookOf(reducer)}`]}`}
          data-piece={`${map} ${reducer}`}
          data-standing={standing}
        >
          <path
            d={curvePath({ ...curve, to: { x: hook.x - 4 * zoom, y: hook.y } })}
            strokeWidth={standing === 'here' ? width : 1.5 * Math.min(1, zoom)}
          />
          <circle cx={hook.x - 4 * zoom} cy={hook.y} r={3.5 * zoom} />
        </g>
      ))}
    </g>
  )
})
