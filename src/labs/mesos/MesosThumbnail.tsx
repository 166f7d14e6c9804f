import { useMemo } from 'react'
import type { World } from '../../engine/kernel/world.ts'
import type { Frame } from '../../engine/record/frame.ts'
import type { MesosState } from '../../protocols/mesos/state.ts'
import { focusOf } from '../../scene/focus.ts'
import { Wordless } from '../../ui/ThumbnailParts.tsx'
import { AgentBars } from './AgentBars.tsx'
import { castOf } from './cast.ts'
import { fillOf } from './identity.ts'
import styles from './MesosThumbnail.module.css'
import { mesosMarks } from './marks.ts'
import { thumbnailLayout } from './thumbnailLayout.ts'
import { ticketOutline } from './ticketOutline.ts'

const ZOOM = 0.75
/** How many lines stand for what an offer holds. */
const LINES = [0, 1, 2] as const

/** The agents of a frame with what is on offer, small and without words. */
export function MesosThumbnail({
  frame,
  width,
  height,
}: {
  frame: Frame<unknown>
  width: number
  height: number
}) {
  const { marks, layout } = useMemo(() => {
    const layout = thumbnailLayout(castOf(frame as World<MesosState>), width, height, ZOOM)
    return { layout, marks: mesosMarks(frame, focusOf(frame), layout, undefined, { files: false }) }
  }, [frame, width, height])
  const { master, ticket } = layout
  const middle = ticket.x + ticket.width / 2
  const fold = ticket.height * 0.36
  const track = { x: master.x + 26, width: master.width - 40, height: 7 }
  return (
    <>
      <Wordless>
        <g className={styles.tagless}>
          {marks.agents.map((agent) => (
            <AgentBars key={agent.name} mark={agent} layout={layout} />
          ))}
        </g>
      </Wordless>
      <rect className={styles.master} {...master} rx={6} />
      {marks.rows.slice(0, 2).map(({ identity, share }, i) => {
        const y = master.y + 13 + i * 17
        return (
          <g key={identity.name}>
            <rect x={master.x + 11} y={y - 1} width={9} height={9} rx={2} fill={fillOf(identity)} />
            <rect className={styles.track} {...track} y={y} rx={2} />
            <rect {...track} y={y} width={track.width * share} rx={2} fill={fillOf(identity)} />
          </g>
        )
      })}
      {marks.tickets.length > 0 && (
        <>
          <path className={styles.tail} d={`M${middle} ${master.y}V${ticket.y + ticket.height}`} />
          <path className={styles.ahead} d={`M${middle} ${ticket.y - 3}V3`} />
          <path className={styles.ticket} d={ticketOutline(ticket, fold, 6, 4)} />
          <path
            className={styles.fold}
            d={`M${ticket.x + 9} ${ticket.y + fold}H${ticket.x + ticket.width - 9}`}
          />
          {LINES.map((i) => (
            <rect
              key={i}
              className={styles.line}
              x={ticket.x + 14}
              y={ticket.y + fold + 9 + i * 10}
              width={(ticket.width - 28) * (i === 2 ? 0.7 : 1)}
              height={3.5}
              rx={1.5}
            />
          ))}
        </>
      )}
    </>
  )
}
