import type { JobDrawing } from '../drawing/drawing.ts'
import type { TileGrid } from '../drawing/tiles.ts'
import ink from './ink.module.css'
import { identityFill } from './shapes.tsx'
import styles from './TilesFigure.module.css'

/** A job with too many tasks for boxes: a tile for each, and how many there are of each kind. */
export function TilesFigure({ drawing: { tiles, layout, picture } }: { drawing: JobDrawing }) {
  if (tiles === undefined) return null
  const { maps, reduces, copied } = tiles
  const y = layout.top + 12 * layout.zoom
  const size = Math.max(13, 14 * layout.zoom)
  const fetched = picture.reduces.reduce(
    (sum, { pieces }) => sum + pieces.filter((piece) => piece === 'here').length,
    0,
  )
  return (
    <g fontSize={size}>
      <text className={ink.plain} x={maps.area.x} y={y}>
        {wordsOf(maps)}
      </text>
      <text className={ink.plain} x={reduces.area.x} y={y}>
        {wordsOf(reduces)}
      </text>
      <Grid grid={maps} />
      <Names grid={maps} count={picture.maps.length} letter="m" />
      <g data-tiles="reduce">
        {copied.map((share, i) => {
          const box = reduces.boxOf(i)
          if (box === undefined) return null
          const height = box.height * share
          return (
            <rect
              key={i}
              fill={identityFill(i)}
              x={box.x}
              y={box.y + box.height - height}
              width={box.width}
              height={height}
            />
          )
        })}
        <Grid grid={reduces} outline />
        <Names grid={reduces} count={picture.reduces.length} letter="r" />
      </g>
      {fetched > 0 && (
        <text
          className={ink.plain}
          x={(maps.area.x + maps.area.width + reduces.area.x) / 2}
          y={maps.area.y + 26 * layout.zoom}
          textAnchor="middle"
        >
          <tspan className={ink.strong}>{fetched.toLocaleString('en')}</tspan>
          <tspan x={(maps.area.x + maps.area.width + reduces.area.x) / 2} dy="1.4em">
            pieces fetched
          </tspan>
        </text>
      )}
    </g>
  )
}

function Grid({ grid, outline = false }: { grid: TileGrid; outline?: boolean }) {
  return (
    <g className={outline ? styles.outlines : styles.tiles}>
      {(['waiting', 'running', 'again', 'done'] as const).map(
        (state) =>
          grid.paths[state] !== '' && (
            <path key={state} className={styles[`tile_${state}`]} data-tiles={state} d={grid.paths[state]} />
          ),
      )}
    </g>
  )
}

/** The names of the tasks, where tiles have room for them. */
function Names({ grid, count, letter }: { grid: TileGrid; count: number; letter: string }) {
  if (grid.side < 34) return null
  return Array.from({ length: count }, (_, i) => {
    const box = grid.boxOf(i)
    return (
      box && (
        <text
          key={i}
          className={styles.name}
          x={box.x + box.width / 2}
          y={box.y + box.height / 2}
          dy="0.35em"
          fontSize={13}
        >
          {letter}
          {i}
        </text>
      )
    )
  })
}

/** "412 of 2,000 done, 12 run, 3 again". */
function wordsOf({ counts }: TileGrid): string {
  const total = counts.waiting + counts.running + counts.again + counts.done
  const number = (count: number) => count.toLocaleString('en')
  const parts = [`${number(counts.done)} of ${number(total)} done`]
  if (counts.running > 0) parts.push(`${number(counts.running)} running`)
  if (counts.again > 0) parts.push(`${number(counts.again)} again`)
  return parts.join(', ')
}
