import { useId } from 'react'
import type { Address } from '../../engine/kernel/role.ts'
import type { BarMark } from '../../scene/gantt.ts'
import type { ShownLanes } from '../../scene/laneFolding.ts'
import type { PlotRows } from '../../scene/plotRows.ts'
import { type SpaceTime, tenseOf } from '../../scene/spaceTime.ts'
import type { StepAxis } from '../../scene/stepAxis.ts'
import type { Opened } from '../../store/session.ts'
import { useView } from '../../store/view.ts'
import { Bars } from './Bars.tsx'
import styles from './Diagram.module.css'
import { Flights } from './Flights.tsx'
import { LaneNames, Lanes } from './Lanes.tsx'
import { Events, Messages, World } from './Marks.tsx'
import { playheadPlace } from './playhead.ts'
import type { Hover } from './useHover.ts'

/** Room that marks may take beyond the ends of the axis: half a dot. */
const BLEED = 8

/** The space-time diagram: what happened where, and which message led from where to where. */
export function Diagram({
  opened,
  axis,
  layout,
  gantt,
  shown,
  rows,
  hover,
  hint,
}: {
  opened: Opened
  axis: StepAxis
  layout: SpaceTime
  /** The work on the lanes, where the lab has a Gantt chart. */
  gantt: readonly BarMark[] | undefined
  shown: ShownLanes
  rows: PlotRows
  hover: Hover
  hint: boolean
}) {
  const { cursor, frame } = opened
  const clip = useId()
  const hoveredMessage = useView((view) => view.hoveredMessage)
  const hoveredEvent = hover.target && 'event' in hover.target ? hover.target.event : undefined
  const flights = layout.messages.filter((message) => tenseOf(message, cursor) === 'now')
  const place = { axis, ...playheadPlace(opened) }
  const { top, bottom } = rows.lanes
  return (
    // The pointer is a shortcut; the same is told by the step input and the button at the playhead.
    // biome-ignore lint/a11y/noStaticElementInteractions: the drawing is hidden from assistive technology
    <g
      data-diagram
      onPointerMove={hover.onMove}
      onPointerLeave={hover.onLeave}
      onClick={hover.onClick}
      className={hover.target ? styles.pointing : undefined}
    >
      <clipPath id={clip}>
        <rect x={-BLEED} y={-20} width={axis.width + 2 * BLEED} height={bottom + 60} />
      </clipPath>
      <rect className={styles.surface} x={-BLEED} y={0} width={axis.width + 2 * BLEED} height={bottom + 8} />
      <Lanes lanes={layout.lanes} axis={axis} />
      <LaneNames lanes={layout.lanes} cursor={cursor} active={activeNodes(opened)} />
      {hint && (
        <text className={styles.hint} x={-16} y={rows.hintY}>
          +{shown.folded} {shown.foldedAreIdle ? 'idle' : 'more'}
        </text>
      )}
      <g clipPath={`url(#${clip})`}>
        {gantt && <Bars bars={gantt} place={place} />}
        <World marks={layout.world} top={top - 8} bottom={bottom + 8} />
        <Messages messages={layout.messages} cursor={cursor} highlighted={hoveredMessage} />
        <Events events={layout.events} scale={layout.scale} cursor={cursor} highlighted={hoveredEvent} />
        <Flights messages={flights} next={frame.next?.messageId ?? null} place={place} />
      </g>
    </g>
  )
}

/** The nodes of the event on screen: the ends of the message that arrives next, and who acted last. */
function activeNodes({ frame }: Opened): ReadonlySet<Address | null> {
  const { last, next } = frame
  const found = new Set<Address | null>([last?.node ?? null])
  if (next?.messageId !== null && next?.messageId !== undefined) found.add(next.node).add(next.from)
  return found
}
