import { memo } from 'react'
import { AgentBars } from './AgentBars.tsx'
import { frameClass } from './frameClass.ts'
import { fillOf } from './identity.ts'
import type { StageLayout } from './layout.ts'
import { MasterBox } from './MasterBox.tsx'
import styles from './MesosFigure.module.css'
import type { FrameworkMark, MesosMarks } from './marks.ts'
import { cut } from './words.ts'

/** The cluster without what moves: frameworks, master, agents, and the lines between them. */
export const MesosFigure = memo(function MesosFigure({
  marks,
  layout,
}: {
  marks: MesosMarks
  layout: StageLayout
}) {
  return (
    <>
      <Lines layout={layout} />
      {marks.frameworks.map((framework) => (
        <Framework key={framework.name} mark={framework} layout={layout} />
      ))}
      <MasterBox marks={marks} layout={layout} />
      {marks.agents.map((agent) => (
        <AgentBars key={agent.name} mark={agent} layout={layout} />
      ))}
    </>
  )
})

/** The master's connections to its agents: a trunk with a branch to each. */
function Lines({ layout: { master, ticket, agents, large, zoom } }: { layout: StageLayout }) {
  const top = Math.min(...agents.map(({ door }) => door.y))
  if (!large || agents.length === 0) return null
  const from = { x: master.x + master.width / 2, y: master.y + master.height }
  // Below the ticket, too, which may be higher than the master's box.
  const low = Math.max(from.y, ticket.y + ticket.height)
  const bend = low + Math.min(14 * zoom, (top - low) / 2)
  const branches = agents.map(({ door }) => `M${door.x} ${bend}V${door.y}`).join('')
  const xs = [from.x, ...agents.map(({ door }) => door.x)]
  return (
    <g className={styles.trunk}>
      <path d={`M${from.x} ${from.y}V${bend}M${Math.min(...xs)} ${bend}H${Math.max(...xs)}${branches}`} />
      {agents.map(({ name, door }) => (
        <circle key={name} cx={door.x} cy={door.y} r={4 * zoom} />
      ))}
    </g>
  )
}

/** Less room than this beside a name is left empty. */
const LEAST_WORDS = 90

/** How many characters of the page's font fit, on average. */
const charactersIn = (width: number, fontSize: number) => Math.max(3, Math.floor(width / (fontSize * 0.52)))
/** Names are bold. */
const LETTER = 0.6

const Framework = memo(function Framework({ mark, layout }: { mark: FrameworkMark; layout: StageLayout }) {
  const { box, identity, name, standing, active, selected } = mark
  const { zoom, wordy } = layout
  const pad = (wordy ? 18 : 10) * zoom
  const swatch = (wordy ? 18 : 14) * zoom
  const line = box.y + (wordy ? 25 * zoom : box.height / 2)
  const size = (wordy ? 18 : 14.5) * zoom
  const first = box.x + pad + swatch + 8 * zoom
  const last = box.x + box.width - pad
  const title = cut(name, Math.max(2, Math.floor((last - first) / (size * LETTER))))
  // On one line: what the title leaves of it.
  const beside = last - first - (title.length * LETTER * size + 16 * zoom)
  return (
    <g className={styles.box} data-node={name} data-standing={standing}>
      <rect className={frameClass(standing, active, selected)} {...box} rx={8 * zoom} />
      <rect
        className={styles.swatch}
        x={box.x + pad}
        y={line - swatch / 2}
        width={swatch}
        height={swatch}
        rx={3}
        fill={fillOf(identity)}
      />
      <text className={styles.title} x={first} y={line} dy="0.34em" fontSize={size}>
        {title}
      </text>
      {wordy && box.width > 270 * zoom && (
        <text className={styles.kind} x={last} y={line} dy="0.34em" fontSize={13.5 * zoom}>
          {standing === 'down' ? 'down' : 'framework'}
        </text>
      )}
      {!wordy && beside > LEAST_WORDS * zoom && (
        <text className={styles.kind} x={last} y={line} dy="0.34em" fontSize={13.5 * zoom}>
          {cut(mark.words, charactersIn(beside, 13.5 * zoom))}
        </text>
      )}
      {wordy && (
        <text
          className={styles.words}
          x={box.x + pad}
          y={box.y + 56 * zoom}
          dy="0.34em"
          fontSize={14.5 * zoom}
        >
          {cut(mark.words, charactersIn(box.width - 2 * pad, 14.5 * zoom))}
        </text>
      )}
    </g>
  )
})
