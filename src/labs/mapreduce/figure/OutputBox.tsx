import type { Pair } from '../../../protocols/mapreduce/state.ts'
import { cut, monoFits, monoWidth } from '../drawing/fit.ts'
import type { Box, JobLayout } from '../drawing/layout.ts'
import type { OutputPicture } from '../picture/outputs.ts'
import { counted } from '../words.ts'
import styles from './boxes.module.css'
import ink from './ink.module.css'
import { Lines } from './Lines.tsx'
import { CutCorner } from './shapes.tsx'

const WORDS = { none: 'not yet', writing: 'being written', gone: 'no copy is live' } as const

/** An output file in HDFS: words and counts, once it is complete. */
export function OutputBox({
  output,
  box,
  layout,
  active,
}: {
  output: OutputPicture
  box: Box
  layout: JobLayout
  active: boolean
}) {
  const { letters, zoom, detailed } = layout
  const { standing, index, pairs } = output
  const stored = standing === 'stored'
  const pad = Math.min(12 * zoom, box.width * 0.11)
  const head = box.y + Math.min(28 * zoom, box.height * 0.42 + letters.text * 0.2)
  const look = stored ? '' : styles.pale
  return (
    <g data-output={index} data-standing={standing}>
      <CutCorner box={box} zoom={zoom} className={`${look} ${active ? styles.activeBox : ''}`} />
      <text className={stored ? ink.strong : ink.faint} x={box.x + pad} y={head} fontSize={letters.text}>
        part {index}
      </text>
      {standing !== 'stored' && box.height > 46 * zoom && (
        <text className={ink.faint} x={box.x + pad} y={head + letters.text * 1.6} fontSize={letters.text}>
          {WORDS[standing]}
        </text>
      )}
      {stored && detailed.reduces && (
        <Pairs output={output} box={box} layout={layout} from={head} pad={pad} />
      )}
      {stored && !detailed.reduces && (
        <Lines text={summaryOf(pairs)} box={box} from={head} pad={pad} letters={letters} />
      )}
    </g>
  )
}

function summaryOf(pairs: readonly Pair[]): string {
  if (pairs.length > 12) return counted(pairs.length, 'word')
  return pairs.map(([word, count]) => `${word}\u00a0${count}`).join(', ')
}

function Pairs({
  output: { pairs },
  box,
  layout: { letters, zoom },
  from,
  pad,
}: {
  output: OutputPicture
  box: Box
  layout: JobLayout
  from: number
  pad: number
}) {
  const mono = letters.mono
  const room = box.y + box.height - from - 9 * zoom
  const fits = Math.max(0, Math.floor(room / (mono * 1.32)))
  const cutOff = pairs.length > fits
  const shown = pairs.slice(0, cutOff ? Math.max(0, fits - 1) : pairs.length)
  const lead = Math.min(24 * zoom, Math.max(mono * 1.32, room / Math.max(1, cutOff ? fits : pairs.length)))
  const right = box.x + box.width - pad
  return (
    <>
      {shown.map(([word, count], i) => {
        const number = String(count)
        const y = from + lead * (i + 1)
        return (
          <g key={word} fontSize={mono}>
            <text className={ink.data} x={box.x + pad} y={y}>
              {cut(word, monoFits(right - box.x - pad - monoWidth(number, mono) - 6, mono))}
            </text>
            <text className={ink.count} x={right} y={y} textAnchor="end">
              {number}
            </text>
          </g>
        )
      })}
      {cutOff && (
        <text
          className={ink.faint}
          x={box.x + pad}
          y={from + lead * (shown.length + 1)}
          fontSize={letters.text}
        >
          +{(pairs.length - shown.length).toLocaleString('en')}
        </text>
      )}
    </>
  )
}
