import { memo, useEffect, useRef } from 'react'
import type { Address, Note } from '../engine/kernel/role.ts'
import { runningLine, type Step } from '../engine/record/step.ts'
import type { ListingLine, Procedure } from '../engine/run/protocol.ts'
import { usePlayer } from '../store/player.ts'
import { useSession } from '../store/session.ts'
import styles from './Listing.module.css'
import { NodeId, type NodeTone } from './NodeId.tsx'

/** The procedure that a step runs in, of which `notes` says how far. */
interface Shown {
  readonly procedure: Procedure
  readonly step: Step<unknown>
  readonly when: 'running' | 'next'
}

/** Space above the first line, in pixels, as the style sheet has it. */
const PADDING = 12

/** The pseudo-code: the line that ran, what its conditions came to, and the line that the arrival will run. */
export function Listing({
  done,
  coming,
  listing,
  toneOf,
}: {
  done: Step<unknown> | undefined
  coming: Step<unknown> | undefined
  listing: readonly Procedure[]
  toneOf: (address: Address) => NodeTone
}) {
  const shown = shownProcedures(listing, done, coming)
  const box = useRef<HTMLElement>(null)
  // Where the panel is too low for all of it, the running line is what must be seen.
  useEffect(() => {
    const line = box.current?.querySelector<HTMLElement>('[aria-current]')
    if (done === undefined || line == null || box.current === null) return
    const { offsetTop, offsetHeight } = line
    const start = (line.parentElement?.offsetTop ?? 0) - PADDING
    // From the head of its procedure on if that fits, else with whole lines above it.
    const room = box.current.clientHeight - PADDING
    const fits = offsetTop + offsetHeight - start <= room
    const above = Math.floor(room / offsetHeight) - 1
    box.current.scrollTop = fits ? start : offsetTop - above * offsetHeight
  }, [done])
  return (
    <section ref={box} className={styles.listing} aria-label="Pseudo-code">
      {shown.length === 0 && (
        <p className={styles.idle}>
          {done === undefined ? 'No code has run yet.' : 'No code runs in this step.'}
        </p>
      )}
      {shown.map(({ procedure, step, when }) => (
        <div key={`${procedure.name} ${when}`} className={styles.procedure}>
          <div className={styles.signature}>
            <span>{procedure.signature}</span>
            <em>
              {when === 'running' ? 'running at' : 'next, at'}{' '}
              {step.node !== null && <NodeId address={step.node} tone={toneOf(step.node)} />}
            </em>
          </div>
          {procedure.lines.map((line) => (
            <Line key={line.id} line={line} step={step} when={when} />
          ))}
        </div>
      ))}
    </section>
  )
}

const Line = memo(function Line({
  line,
  step,
  when,
}: {
  line: ListingLine
  step: Step<unknown>
  when: 'running' | 'next'
}) {
  const notes = step.notes.filter((note) => note.line === line.id)
  const running = when === 'running' && runningLine(step) === line.id
  const next = when === 'next' && step.notes.find((note) => note.line !== undefined)?.line === line.id
  const skipped = when === 'running' && notes.length === 0
  const tone = running ? styles.running : next ? styles.next : skipped ? styles.skipped : ''
  return (
    <button
      type="button"
      className={`${styles.line} ${tone}`}
      aria-current={running ? 'step' : undefined}
      title="Go to the next step that runs this line"
      onClick={() => goToNextRunOf(line.id)}
      data-line={line.id}
    >
      <span className={styles[`indent${line.indent}`]}>{line.text}</span>
      {when === 'running' && <Found note={notes.findLast((note) => note.value !== undefined)} />}
    </button>
  )
})

/** What a line found. On a narrow panel a condition shows its outcome alone. */
function Found({ note }: { note: Note | undefined }) {
  if (note === undefined) return null
  if (note.outcome === undefined) return <em>{note.value}</em>
  return (
    <em>
      <span className={styles.condition}>{note.value}?</span> <span>{note.outcome ? 'yes' : 'no'}</span>
    </em>
  )
}

/** The procedure of the running line, and that of the line that comes next where it is another one. */
function shownProcedures(
  listing: readonly Procedure[],
  done: Step<unknown> | undefined,
  coming: Step<unknown> | undefined,
): Shown[] {
  const shown: Shown[] = []
  const running = done && runningLine(done)
  const current = running && procedureOf(listing, running)
  if (done && current) shown.push({ procedure: current, step: done, when: 'running' })
  const first = coming?.notes.find((note) => note.line !== undefined)?.line
  const following = first && procedureOf(listing, first)
  if (coming && following && following !== current)
    shown.push({ procedure: following, step: coming, when: 'next' })
  return shown
}

function procedureOf(listing: readonly Procedure[], line: string): Procedure | undefined {
  return listing.find((procedure) => procedure.lines.some((candidate) => candidate.id === line))
}

/** Goes to the next step that runs a line; from the last one back to the first. */
function goToNextRunOf(line: string): void {
  const { opened } = useSession.getState()
  if (opened === undefined) return
  const runs = (step: Step<unknown>) => step.notes.some((note) => note.line === line)
  const { steps } = opened.recording
  const found = steps.slice(opened.cursor).find(runs) ?? steps.find(runs)
  if (found !== undefined) usePlayer.getState().seek(found.index)
}
