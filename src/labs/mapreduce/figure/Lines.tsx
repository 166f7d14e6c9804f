import { uiFits, wrap } from '../drawing/fit.ts'
import type { Box, JobLayout } from '../drawing/layout.ts'
import ink from './ink.module.css'

/** A text in as many lines as a box has room for under its title. */
export function Lines({
  text,
  box,
  from,
  pad,
  letters,
}: {
  text: string
  box: Box
  /** Baseline of the title. */
  from: number
  pad: number
  letters: JobLayout['letters']
}) {
  const lead = letters.text * 1.3
  const most = Math.floor((box.y + box.height - from - 4) / lead)
  if (text === '' || most < 1) return null
  return wrap(text, uiFits(box.width - 2 * pad, letters.text), most).map((line, i) => (
    <text key={i} className={ink.plain} x={box.x + pad} y={from + lead * (i + 1) + 1} fontSize={letters.text}>
      {line}
    </text>
  ))
}
