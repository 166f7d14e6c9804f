import { memo } from 'react'
import { frameClass } from './frameClass.ts'
import { fillOf } from './identity.ts'
import type { StageLayout } from './layout.ts'
import styles from './MesosFigure.module.css'
import type { MesosMarks, ShareRow } from './marks.ts'
import { cut } from './words.ts'

/** The master with its allocation module: how much each framework has, and whom it has made an offer to. */
export const MasterBox = memo(function MasterBox({
  marks,
  layout,
}: {
  marks: MesosMarks
  layout: StageLayout
}) {
  const { master: box, zoom, narrow } = layout
  const { active, selected, down } = marks.master
  const pad = (narrow ? 10 : 18) * zoom
  const head = box.y + (narrow ? 17 : 24) * zoom
  const step = (box.height - (narrow ? 32 : 46) * zoom) / Math.max(1, layout.rows)
  return (
    <g className={styles.box} data-node="master" data-standing={down ? 'down' : 'member'}>
      <rect className={frameClass(down ? 'down' : 'member', active, selected)} {...box} rx={8 * zoom} />
      <text
        className={styles.title}
        x={box.x + pad}
        y={head}
        dy="0.34em"
        fontSize={(narrow ? 14.5 : 16) * zoom}
      >
        Master
      </text>
      {box.width > 330 * zoom && (
        <text className={styles.kind} x={box.x + box.width - pad} y={head} dy="0.34em" fontSize={13.5 * zoom}>
          allocation module: {marks.allocator}
        </text>
      )}
      {marks.rows.map((row, i) => (
        <Share
          key={row.identity.name}
          row={row}
          x={box.x + pad}
          y={box.y + (narrow ? 28 : 42) * zoom + step * (i + 0.5)}
          width={box.width - 2 * pad}
          height={Math.min(step - 3, 28 * zoom)}
          zoom={zoom}
        />
      ))}
      {marks.rows.length === 0 && (
        <text
          className={styles.words}
          x={box.x + pad}
          y={head + 30 * zoom}
          dy="0.34em"
          fontSize={14.5 * zoom}
        >
          No framework has registered.
        </text>
      )}
      {marks.moreRows > 0 && (
        <text className={styles.words} x={box.x + pad + 62 * zoom} y={head} dy="0.34em" fontSize={13 * zoom}>
          +{marks.moreRows} more
        </text>
      )}
    </g>
  )
})

/** Room at the end of a row for a share that changes: the old one and the new one; or for the new one alone. */
const FIGURES = { both: 112, one: 52 } as const
/** From this width on a row has room for both. */
const ROOMY = 300

/** A framework's share: the one that has an open offer is outlined. */
function Share({
  row: { identity, share, words, before, picked },
  x,
  y,
  width,
  height,
  zoom,
}: {
  row: ShareRow
  x: number
  y: number
  width: number
  height: number
  zoom: number
}) {
  const text = Math.max(13, 15 * zoom)
  const names = Math.min(100 * zoom, width * 0.36)
  const roomy = width >= ROOMY * zoom
  const track = {
    x: x + names + 10 * zoom,
    width: width - names - FIGURES[roomy ? 'both' : 'one'] * zoom,
    height: 13 * zoom,
  }
  return (
    <g className={picked ? styles.picked : ''} data-share={identity.name} data-picked={picked}>
      {picked && (
        <rect
          className={styles.outline}
          x={x - 8 * zoom}
          y={y - height / 2}
          width={width + 16 * zoom}
          height={height}
          rx={5 * zoom}
        />
      )}
      <rect
        className={styles.swatch}
        x={x}
        y={y - 6.5 * zoom}
        width={13 * zoom}
        height={13 * zoom}
        rx={3}
        fill={fillOf(identity)}
      />
      <text className={styles.name} x={x + 20 * zoom} y={y} dy="0.34em" fontSize={text}>
        {cut(identity.name, Math.max(2, Math.floor((names - 18 * zoom) / (text * 0.62))))}
      </text>
      {track.width > 20 && (
        <>
          <rect className={styles.track} {...track} y={y - track.height / 2} rx={2} />
          <rect
            {...track}
            width={track.width * share}
            y={y - track.height / 2}
            rx={2}
            fill={fillOf(identity)}
          />
        </>
      )}
      <ShareFigure x={x + width} y={y} words={words} before={before} size={text} roomy={roomy} />
    </g>
  )
}

/** The share at the end of its row. One that has changed stands after what it was, on the highlighter. */
function ShareFigure({
  x,
  y,
  words,
  before,
  size,
  roomy,
}: {
  x: number
  y: number
  words: string
  before: string | undefined
  size: number
  roomy: boolean
}) {
  const width = words.length * size * 0.62 + 8
  return (
    <g data-changed={before !== undefined}>
      {before !== undefined && (
        <>
          <rect
            className={styles.highlighter}
            x={x - width + 3}
            y={y - size * 0.72}
            width={width}
            height={size * 1.44}
          />
          <path className={styles.highlighterEdge} d={`M${x - width + 3} ${y + size * 0.72}h${width}`} />
          {roomy && (
            <g fontSize={size}>
              <text className={styles.before} x={x - width - size * 1.25} y={y} dy="0.34em">
                {before}
              </text>
              <text className={styles.becomes} x={x - width - size * 0.15} y={y} dy="0.34em">
                →
              </text>
            </g>
          )}
        </>
      )}
      <text className={styles.figureText} x={x} y={y} dy="0.34em" fontSize={size}>
        {words}
      </text>
    </g>
  )
}
