import { monoFits, pairLines } from '../drawing/fit.ts'
import type { Box, JobLayout } from '../drawing/layout.ts'
import type { MapPicture, PartitionPicture } from '../picture/maps.ts'
import { counted } from '../words.ts'
import styles from './boxes.module.css'
import ink from './ink.module.css'
import { Swatch } from './shapes.tsx'

/** From one line of pairs to the next, as a part of the letters' size. */
const LEAD = 1.3

/** What a map leaves on its worker's disk: a row of pairs for each reducer. */
export function PartitionBox({
  map,
  box,
  layout,
  active,
  reducers,
}: {
  map: MapPicture
  box: Box
  layout: JobLayout
  active: ReadonlySet<string>
  reducers: number
}) {
  const { zoom, detailed } = layout
  const { partitions, index } = map
  return (
    <g
      className={`${styles.partitions} ${partitions === undefined ? styles.pale : ''}`}
      data-partitions={index}
      data-node={partitions === undefined ? undefined : map.worker}
    >
      <rect
        className={styles.frame}
        x={box.x}
        y={box.y}
        width={box.width}
        height={box.height}
        rx={Math.min(8 * zoom, box.height / 4)}
      />
      {partitions !== undefined &&
        (detailed.maps ? (
          <Rows partitions={partitions} map={index} box={box} layout={layout} active={active} />
        ) : (
          <Counts partitions={partitions} box={box} layout={layout} reducers={reducers} />
        ))}
    </g>
  )
}

function Rows({
  partitions,
  map,
  box,
  layout,
  active,
}: {
  partitions: readonly PartitionPicture[]
  map: number
  box: Box
  layout: JobLayout
  active: ReadonlySet<string>
}) {
  const { zoom, letters } = layout
  const pad = 4 * zoom
  const height = (box.height - 2 * pad) / partitions.length
  const side = Math.min(14 * zoom, height * 0.72)
  const left = box.x + Math.min(12 * zoom, box.width * 0.07)
  const textX = left + side + Math.min(10 * zoom, box.width * 0.05)
  const most = Math.max(1, Math.floor((height - 2) / (letters.mono * LEAD)))
  const wide = monoFits(box.x + box.width - textX - 4 * zoom, letters.mono)
  return partitions.map((partition, reducer) => {
    const y = box.y + pad + reducer * height
    const middle = y + height / 2
    const isActive = active.has(`partition ${map} ${reducer}`)
    return (
      <g key={reducer} data-partition={`${map} ${reducer}`}>
        {isActive && (
          <rect
            className={styles.activeRow}
            x={box.x + 4}
            y={y + 0.5}
            width={box.width - 8}
            height={height - 1}
            rx={5 * zoom}
          />
        )}
        {reducer > 0 && (
          <path
            className={styles.hairline}
            d={`M${box.x + 10 * zoom} ${y}H${box.x + box.width - 10 * zoom}`}
          />
        )}
        <Swatch
          reducer={reducer}
          x={left}
          y={middle - side / 2}
          side={side}
          empty={partition.records === 0}
        />
        <PairsText
          partition={partition}
          x={textX}
          middle={middle}
          wide={wide}
          most={most}
          letters={letters}
        />
      </g>
    )
  })
}

/** The pairs of a partition in lines around `middle`, with the number of those that do not fit. */
function PairsText({
  partition: { pairs, records },
  x,
  middle,
  wide,
  most,
  letters,
}: {
  partition: PartitionPicture
  x: number
  middle: number
  wide: number
  most: number
  letters: JobLayout['letters']
}) {
  if (records === 0) {
    return (
      <text className={ink.faint} x={x} y={middle} dy="0.35em" fontSize={letters.text}>
        empty
      </text>
    )
  }
  const { lines, more } = pairLines(pairs, records, wide, most)
  const rest = more === 0 ? '' : lines.length === 0 ? counted(more, 'pair') : `+${more.toLocaleString('en')}`
  const ownLine = rest !== '' && lines.length < most
  const count = lines.length + (ownLine ? 1 : 0)
  const lead = letters.mono * LEAD
  const y = (line: number) => middle + (line - (count - 1) / 2) * lead
  return (
    <g fontSize={letters.mono}>
      {lines.map((line, i) => (
        <text key={i} x={x} y={y(i)} dy="0.35em">
          {line.map(([word, value], j) => (
            <tspan key={j} dx={j === 0 ? 0 : letters.mono * 0.85}>
              <tspan className={ink.data}>{word}</tspan>
              <tspan className={ink.count} dx={letters.mono * 0.35}>
                {value}
              </tspan>
            </tspan>
          ))}
          {i === lines.length - 1 && !ownLine && rest !== '' && (
            <tspan className={ink.faintMono} dx={letters.mono * 0.6}>
              {rest}
            </tspan>
          )}
        </text>
      ))}
      {ownLine && (
        <text className={ink.faintMono} x={x} y={y(count - 1)} dy="0.35em">
          {rest}
        </text>
      )}
    </g>
  )
}

/** In a small box: a swatch for each reducer, with the number of pairs where there is room. */
function Counts({
  partitions,
  box,
  layout,
  reducers,
}: {
  partitions: readonly PartitionPicture[]
  box: Box
  layout: JobLayout
  reducers: number
}) {
  const { zoom, letters } = layout
  const cell = (box.width - 12 * zoom) / reducers
  const beside = cell >= 40 * zoom
  const under = !beside && box.height >= 36 * zoom
  const side = Math.min(12 * zoom, box.height * 0.45, cell - 4)
  const middle = box.y + box.height / 2
  return partitions.map(({ records }, reducer) => {
    const x = box.x + 6 * zoom + reducer * cell
    const text = records > 9999 ? `${Math.round(records / 1000)}k` : String(records)
    const fits = text.length * letters.text * 0.58 <= (beside ? cell - side - 6 : cell)
    return (
      <g key={reducer}>
        <Swatch
          reducer={reducer}
          x={beside ? x : x + (cell - side) / 2}
          y={under ? middle - side - 1 : middle - side / 2}
          side={side}
          empty={records === 0}
        />
        {(beside || under) && fits && (
          <text
            className={ink.plain}
            x={beside ? x + side + 5 * zoom : x + cell / 2}
            y={under ? middle + letters.text * 0.95 : middle}
            dy={under ? 0 : '0.35em'}
            textAnchor={beside ? 'start' : 'middle'}
            fontSize={13 * Math.max(1, zoom * 0.9)}
          >
            {text}
          </text>
        )}
      </g>
    )
  })
}
