import { useMemo } from 'react'
import type { Frame } from '../../engine/record/frame.ts'
import type { MapReduceConfig } from '../../protocols/mapreduce/config.ts'
import { focusOf } from '../../scene/focus.ts'
import { curvePath, pointAt } from '../../scene/geometry.ts'
import type { Box } from './drawing/layout.ts'
import { type SmallPiece, smallJob } from './drawing/thumbnail.ts'
import boxes from './figure/boxes.module.css'
import { CutCorner, identityFill } from './figure/shapes.tsx'
import styles from './JobThumbnail.module.css'
import { pictureOf } from './picture/picture.ts'

/** A job in its columns, small and without words. */
export function JobThumbnail({
  frame,
  config,
  width,
  height,
}: {
  frame: Frame<unknown>
  config: unknown
  width: number
  height: number
}) {
  const { picture, job } = useMemo(() => {
    const picture = pictureOf(frame, focusOf(frame), config as MapReduceConfig, true)
    return { picture, job: smallJob(picture, frame, width, height) }
  }, [frame, config, width, height])
  return (
    <g>
      {job.pieces.map((piece) => (
        <Piece key={`${piece.map} ${piece.reducer}`} piece={piece} />
      ))}
      {picture.maps.map(({ index, standing, again, partitions }) => {
        const [split, map, partition] = [job.splits[index], job.maps[index], job.partitions[index]]
        if (split === undefined || map === undefined || partition === undefined) return null
        return (
          <g key={index}>
            <CutCorner box={split} zoom={0.6} />
            <Lines box={split} widths={[0.5, 0.62]} />
            <Rounded box={map} look={again ? 'again' : standing === 'waiting' ? 'pale' : ''} />
            <Rounded box={partition} look="quiet" />
            {partitions?.map(({ records }, reducer) => {
              const part = (partition.height - 6) / partitions.length
              return (
                records > 0 && (
                  <rect
                    key={reducer}
                    fill={identityFill(reducer)}
                    x={partition.x + 5}
                    y={partition.y + 3 + reducer * part + part * 0.15}
                    width={partition.width * Math.min(0.7, 0.3 + 0.1 * records)}
                    height={part * 0.7}
                    rx={1.5}
                  />
                )
              )
            })}
          </g>
        )
      })}
      {picture.reduces.map(({ index, standing, rows }) => {
        const [box, output] = [job.reduces[index], job.outputs[index]]
        if (box === undefined || output === undefined) return null
        const stored = picture.outputs[index]?.standing === 'stored'
        const pale = standing === 'waiting' || standing === 'planned'
        return (
          <g key={index}>
            <Rounded box={box} look={index === job.active ? 'active' : pale ? 'pale' : ''} />
            <rect fill={identityFill(index)} x={box.x + 7} y={box.y + 7} width={11} height={11} rx={2} />
            <Lines
              box={{ ...box, x: box.x + 4, y: box.y + 12 }}
              widths={rows.slice(0, 2).map((row) => (row.values.length > 0 ? 0.62 : 0.25))}
              quiet
            />
            <CutCorner box={output} zoom={0.6} className={stored ? '' : boxes.pale} />
            {stored && <Lines box={output} widths={[0.6, 0.45, 0.55]} />}
          </g>
        )
      })}
    </g>
  )
}

const LOOKS = { again: styles.again, quiet: styles.quiet, pale: styles.pale, active: styles.active, '': '' }

function Rounded({ box, look }: { box: Box; look: keyof typeof LOOKS }) {
  return <rect className={`${styles.box} ${LOOKS[look]}`} {...box} rx={look === 'quiet' ? 4 : 8} />
}

/** Lines that stand for text. */
function Lines({ box, widths, quiet = false }: { box: Box; widths: readonly number[]; quiet?: boolean }) {
  return widths.map((width, i) => (
    <path
      key={i}
      className={quiet ? styles.line : styles.data}
      d={`M${box.x + 7} ${box.y + 13 + i * 7}h${box.width * width}`}
    />
  ))
}

function Piece({ piece: { curve, standing, reducer, isNext } }: { piece: SmallPiece }) {
  const at = pointAt(curve, 0.55)
  return (
    <>
      <path
        className={`${styles.way} ${isNext ? styles.next : standing === 'here' ? styles.here : styles.coming}`}
        stroke={!isNext && standing === 'here' ? `var(--cat-${(reducer % 5) + 1})` : undefined}
        d={curvePath(curve)}
      />
      {isNext && <circle className={styles.message} cx={at.x} cy={at.y} r={6} />}
    </>
  )
}
