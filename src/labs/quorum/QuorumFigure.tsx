import { memo } from 'react'
import { curvePath, pair } from '../../scene/geometry.ts'
import type { BoxMark } from './boxMarks.ts'
import type { QuorumMarks } from './marks.ts'
import styles from './QuorumFigure.module.css'
import { Replica } from './Replica.tsx'
import type { OverlapMark, SetMark } from './setMarks.ts'
import type { WayMark } from './ways.ts'

/** Clients, replicas, the sets and the past messages: what does not move. */
export const QuorumFigure = memo(function QuorumFigure({
  marks,
  zoom,
}: {
  marks: QuorumMarks
  zoom: number
}) {
  const small = Math.max(13, 14.5 * zoom)
  return (
    <>
      <g>
        {marks.overlaps.map((overlap) => (
          <Overlap key={overlap.left} overlap={overlap} zoom={zoom} />
        ))}
        {marks.sets.map((set) => (
          <path key={set.kind} className={styles[set.kind]} d={set.path} strokeWidth={2.25 * zoom} />
        ))}
      </g>
      <g>
        {marks.ways.map((way) => (
          <Way key={way.name} way={way} zoom={zoom} />
        ))}
      </g>
      {marks.sets.map((set) => (
        <SetLabel key={set.kind} set={set} size={small} zoom={zoom} />
      ))}
      <g>
        {marks.replicas.map((replica) => (
          <Replica key={replica.name} replica={replica} zoom={zoom} />
        ))}
      </g>
      <g>
        {marks.boxes.map((box) => (
          <Box key={box.name} box={box} zoom={zoom} />
        ))}
      </g>
      <g>
        {marks.ways.map(
          (way) =>
            way.label !== '' && (
              <text
                key={way.name}
                className={`${styles.wayLabel} ${styles[way.labelTone]} ${way.tone === 'lost' ? styles.afterCross : ''}`}
                x={way.labelAt.x + (way.tone === 'lost' ? 13 * zoom : 0)}
                y={way.labelAt.y}
                fontSize={small}
                dy="0.34em"
              >
                {way.label}
              </text>
            ),
        )}
      </g>
    </>
  )
})

function Overlap({ overlap, zoom }: { overlap: OverlapMark; zoom: number }) {
  return (
    <rect
      className={styles.overlap}
      x={overlap.left}
      y={overlap.top}
      width={overlap.right - overlap.left}
      height={overlap.bottom - overlap.top}
      rx={14 * zoom}
    />
  )
}

function SetLabel({ set, size, zoom }: { set: SetMark; size: number; zoom: number }) {
  return (
    <text
      className={`${styles.setLabel} ${set.kind === 'write' ? '' : styles.atEnd}`}
      x={set.labelAt.x}
      y={set.labelAt.y}
      fontSize={size}
      strokeWidth={10 * zoom}
      dy="0.34em"
    >
      {set.label}
    </text>
  )
}

function Way({ way, zoom }: { way: WayMark; zoom: number }) {
  if (way.tone === 'plain') {
    return (
      <path
        className={styles.way}
        d={curvePath(way.curve)}
        strokeWidth={1.5 * zoom}
        markerEnd="url(#head-route)"
        data-way={way.name}
      />
    )
  }
  const { labelAt, curve } = way
  const arm = 5.5 * zoom
  return (
    <g className={styles.lostWay} strokeWidth={1.75 * zoom} data-way={way.name} data-lost="true">
      <path className={styles.lostLine} d={`M${pair(curve.from)}L${pair(labelAt)}`} />
      <path
        className={styles.lostCross}
        strokeWidth={2.5 * zoom}
        d={`M${labelAt.x - arm} ${labelAt.y - arm}l${2 * arm} ${2 * arm}m0 ${-2 * arm}l${-2 * arm} ${2 * arm}`}
      />
    </g>
  )
}

function Box({ box, zoom }: { box: BoxMark; zoom: number }) {
  const { at, width, height, name, call, outcome, tone, changed, active, selected } = box
  const size = Math.max(13, 15 * zoom)
  const outcomeTone = `${changed ? styles.changed : ''} ${tone === 'failed' ? styles.failedText : ''}`
  return (
    <g
      className={`${styles.box} ${styles[tone]} ${active ? styles.active : ''} ${selected ? styles.selected : ''}`}
      transform={`translate(${at.x} ${at.y})`}
      data-node={name}
      data-outcome={outcome}
    >
      <title>{box.title}</title>
      {selected && (
        <rect
          className={styles.halo}
          x={-width / 2 - 4.5 * zoom}
          y={-height / 2 - 4.5 * zoom}
          width={width + 9 * zoom}
          height={height + 9 * zoom}
          rx={11 * zoom}
          strokeWidth={2.5 * zoom}
        />
      )}
      <rect
        className={styles.frame}
        x={-width / 2}
        y={-height / 2}
        width={width}
        height={height}
        rx={8 * zoom}
        strokeWidth={(active || selected ? 2.25 : 1.75) * zoom}
      />
      <text className={styles.client} fontSize={size} dy="0.34em">
        <tspan className={styles.bold}>{name}</tspan>
        {call !== '' && (
          <tspan className={styles.call} dx="0.5em">
            {call}
          </tspan>
        )}
        {outcome !== '' && (
          <tspan className={`${styles.outcome} ${outcomeTone}`} dx="0.45em">
            → {outcome}
          </tspan>
        )}
      </text>
    </g>
  )
}
