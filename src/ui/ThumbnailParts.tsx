import type { ReactNode } from 'react'
import { curvePath, pointAt } from '../scene/geometry.ts'
import type { DrawnMessage } from './MessageLayer.tsx'
import styles from './ThumbnailParts.module.css'

/** A figure without its words, which nobody could read in a picture this small. */
export function Wordless({ children }: { children: ReactNode }) {
  return <g className={styles.wordless}>{children}</g>
}

/** The messages of a small picture: a dot on its way. */
export function MessageDots({
  messages,
}: {
  messages: readonly Pick<DrawnMessage, 'id' | 'curve' | 'rest'>[]
}) {
  return messages.map(({ id, curve, rest }) => {
    const at = pointAt(curve, rest)
    return (
      <g key={id}>
        <path className={styles.way} d={curvePath(curve)} markerEnd="url(#head-message)" />
        <circle className={styles.message} cx={at.x} cy={at.y} r={6} />
      </g>
    )
  })
}
