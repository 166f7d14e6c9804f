import type { ReplicaMark } from '../drawing/drawing.ts'
import type { JobLayout } from '../drawing/layout.ts'
import styles from './boxes.module.css'
import ink from './ink.module.css'
import { Arrow, CutCorner } from './shapes.tsx'

/** The datanodes of a block's pipeline, in order: solid once they have stored it. */
export function Replicas({ marks, layout }: { marks: readonly ReplicaMark[]; layout: JobLayout }) {
  const { letters, zoom } = layout
  return (
    <g>
      {marks.map((mark, i) => {
        const { split, worker, stored, x, y, width, height } = mark
        const before = marks[i - 1]
        return (
          <g
            key={`${split} ${worker}`}
            data-node={worker}
            data-replica={`${split} ${worker}`}
            data-stored={stored}
          >
            {before?.split === split && (
              <Arrow from={before.x + before.width + 2} to={x - 4} y={y + height / 2} pale={!stored} />
            )}
            <CutCorner box={mark} zoom={zoom * 0.7} className={stored ? '' : styles.pale} />
            <text
              className={stored ? ink.strong : ink.faint}
              x={x + width / 2}
              y={y + height / 2}
              dy="0.35em"
              textAnchor="middle"
              fontSize={letters.text}
            >
              {worker}
            </text>
          </g>
        )
      })}
    </g>
  )
}
