import { cut, fitValues, monoFits, monoWidth, uiFits } from '../drawing/fit.ts'
import type { Box, JobLayout } from '../drawing/layout.ts'
import type { ReducePicture, ReduceRow } from '../picture/reduces.ts'
import { counted } from '../words.ts'
import styles from './boxes.module.css'
import ink from './ink.module.css'
import { Lines } from './Lines.tsx'
import { Arrow, Swatch } from './shapes.tsx'

/** A reduce task: whose keys it gets, and each word with its values and what they add up to. */
export function ReduceBox({
  reduce,
  box,
  layout,
  active,
}: {
  reduce: ReducePicture
  box: Box
  layout: JobLayout
  active: boolean
}) {
  const { letters, zoom, columns, detailed } = layout
  const { standing, again, byBackup, lost, worker, down } = reduce
  const redone = again || byBackup || (lost.length > 0 && standing === 'waiting')
  const look = standing === 'planned' || standing === 'waiting' ? styles.pale : redone ? styles.again : ''
  const pad = Math.min(14 * zoom, box.width * 0.075)
  const side = Math.min(17 * zoom, box.height * 0.4)
  const head = box.y + Math.min(28 * zoom, box.height * 0.42 + letters.text * 0.2)
  const pale = look === styles.pale
  // The output of one that is done is in HDFS, and outlives its worker.
  const isLost = down && standing !== 'done'
  const idEnd = box.x + pad + side + 9 * zoom
  const name = nameOf(reduce)
  const right = box.x + box.width - pad
  const keysFit = uiFits(right - idEnd - (3 + name.length) * letters.text * 0.58 - 14 * zoom, letters.text)
  return (
    <g
      className={`${styles.task} ${look} ${active ? styles.activeBox : ''}`}
      data-task={`r${reduce.index}`}
      data-standing={standing}
      data-node={worker}
    >
      <rect
        className={styles.frame}
        x={box.x}
        y={box.y}
        width={box.width}
        height={box.height}
        rx={Math.min(14 * zoom, box.height / 4)}
      />
      <Swatch reducer={reduce.index} x={box.x + pad} y={head - side * 0.86} side={side} empty={pale} />
      <text x={idEnd} y={head} fontSize={Math.min(letters.id, letters.text * 1.2)}>
        <tspan className={pale ? ink.faint : ink.strong}>r{reduce.index}</tspan>
        {lost.length > 0 && (
          <tspan className={ink.struck} dx={6} fontSize={letters.text}>
            {lost.at(-1)} ✕
          </tspan>
        )}
        <tspan
          className={isLost ? ink.struck : redone ? ink.greenInk : pale ? ink.faint : ink.plain}
          dx={6}
          fontSize={letters.text}
        >
          {isLost ? `${worker} ✕` : name}
        </tspan>
      </text>
      {reduce.keys.length <= keysFit && lost.length === 0 && (
        <text className={ink.faint} x={right} y={head} textAnchor="end" fontSize={letters.text}>
          {reduce.keys}
        </text>
      )}
      {detailed.reduces ? (
        <Rows reduce={reduce} box={box} layout={layout} from={head} pad={pad} />
      ) : (
        <Lines text={summaryOf(reduce)} box={box} from={head} pad={pad} letters={letters} />
      )}
      <Arrow
        from={box.x + box.width + 1}
        to={columns.output.x - 4}
        y={box.y + box.height / 2}
        pale={standing !== 'done' && standing !== 'writing'}
      />
    </g>
  )
}

/** Who runs it. */
function nameOf({ worker, standing, lost, again, byBackup }: ReducePicture): string {
  if (worker === undefined) return standing === 'waiting' ? 'waiting' : ''
  if (lost.length > 0 && again) return `now ${worker}`
  return byBackup ? `${worker}, backup` : worker
}

/** In a small box: how many pieces are there, then the words with their counts. */
function summaryOf({ standing, pieces, rows }: ReducePicture): string {
  if (standing === 'planned' || standing === 'waiting') return ''
  if (standing === 'copying') {
    const wanted = pieces.filter((piece) => piece !== 'none').length
    return `${pieces.filter((piece) => piece === 'here').length} of ${counted(wanted, 'piece')}`
  }
  const sums = rows.filter(({ sum }) => sum !== undefined)
  if (sums.length === 0 || sums.length > 12) return counted(rows.length, 'word')
  return sums.map(({ word, sum }) => `${word}\u00a0${sum}`).join(', ')
}

function Rows({
  reduce,
  box,
  layout,
  from,
  pad,
}: {
  reduce: ReducePicture
  box: Box
  layout: JobLayout
  from: number
  pad: number
}) {
  const { letters, zoom } = layout
  const mono = letters.mono
  const room = box.y + box.height - from - 9 * zoom
  const least = mono * 1.32
  const fits = Math.max(0, Math.floor(room / least))
  const cutOff = reduce.rows.length > fits
  const count = cutOff ? Math.max(0, fits - 1) : reduce.rows.length
  const lead = Math.min(24 * zoom, Math.max(least, room / Math.max(1, cutOff ? fits : reduce.rows.length)))
  const rows = rowsToShow(reduce.rows, count)
  const right = box.x + box.width - pad
  const sumWidth = monoWidth(String(Math.max(0, ...rows.map(({ sum }) => sum ?? 0))), mono)
  const hasSums = rows.some(({ sum }) => sum !== undefined)
  const sumRoom = hasSums ? sumWidth + 32 * zoom : 0
  // The words take what they need, at most half of the box; the values stand in line as far as they fit.
  const inner = right - box.x - pad
  const words = Math.min(inner * 0.5, monoWidth('0'.repeat(longest(rows) + 1), mono))
  const needed = Math.max(0, ...rows.map((row) => monoWidth(valuesText(row), mono)))
  const aligned = Math.min(64 * zoom, inner - sumRoom - needed)
  const valuesX = box.x + pad + Math.max(words, aligned)
  const valuesRoom = right - valuesX - sumRoom
  return (
    <>
      {rows.map((row, i) => {
        const y = from + lead * (i + 1)
        return (
          <g key={row.word} data-word={row.word}>
            <text
              className={row.values.length + row.fresh.length > 0 ? ink.data : ink.faintMono}
              x={box.x + pad}
              y={y}
              fontSize={mono}
            >
              {cut(row.word, monoFits(valuesX - box.x - pad - 4, mono))}
            </text>
            <Values row={row} x={valuesX} y={y} room={valuesRoom} mono={mono} />
            {row.sum !== undefined && (
              <>
                <Arrow
                  from={right - sumWidth - 26 * zoom}
                  to={right - sumWidth - 10 * zoom}
                  y={y - mono * 0.33}
                />
                <text className={ink.count} x={right} y={y} textAnchor="end" fontSize={mono}>
                  {row.sum}
                </text>
              </>
            )}
          </g>
        )
      })}
      {cutOff && (
        <text className={ink.faint} x={box.x + pad} y={from + lead * (count + 1)} fontSize={letters.text}>
          and {(reduce.rows.length - rows.length).toLocaleString('en')} more words
        </text>
      )}
    </>
  )
}

function valuesText({ values, fresh }: ReduceRow): string {
  return `${values.join(', ')}${fresh.length > 0 ? `   ${fresh.join(', ')}` : ''}`
}

function longest(rows: readonly ReduceRow[]): number {
  return Math.max(1, ...rows.map(({ word }) => word.length))
}

/** The first rows; where something is fresh further down, those around it. */
function rowsToShow(rows: readonly ReduceRow[], count: number): readonly ReduceRow[] {
  if (rows.length <= count) return rows
  const fresh = rows.findIndex((row) => row.fresh.length > 0)
  const start = fresh < count ? 0 : Math.min(fresh, rows.length - count)
  return rows.slice(start, start + count)
}

/** The values of a word; those that the event brings are on the highlighter. */
function Values({
  row: { values, fresh },
  x,
  y,
  room,
  mono,
}: {
  row: ReduceRow
  x: number
  y: number
  room: number
  mono: number
}) {
  const news = fresh.length === 0 ? '' : `${values.length > 0 ? '+ ' : ''}${fresh.join(', ')}`
  const newsFit = cut(news, monoFits(room, mono))
  const left = room - (news === '' ? 0 : monoWidth(newsFit, mono) + 20)
  const before = left < mono ? '' : fitValues(values, monoFits(left, mono))
  const newsX = x + (before === '' ? 0 : monoWidth(before, mono) + 12)
  const newsWidth = monoWidth(newsFit, mono)
  return (
    <>
      {before !== '' && (
        <text className={ink.plainMono} x={x} y={y} fontSize={mono}>
          {before}
        </text>
      )}
      {news !== '' && (
        <g data-fresh>
          <rect
            className={ink.highlight}
            x={newsX - 5}
            y={y - mono}
            width={newsWidth + 10}
            height={mono * 1.36}
            rx={4}
          />
          <path className={ink.highlightLine} d={`M${newsX - 5} ${y + mono * 0.36}h${newsWidth + 10}`} />
          <text className={ink.fresh} x={newsX} y={y} fontSize={mono}>
            {newsFit}
          </text>
        </g>
      )}
    </>
  )
}
