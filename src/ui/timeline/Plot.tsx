import { useId, useMemo, useRef, useState } from 'react'
import { forksAlong } from '../../scene/forks.ts'
import { layOutBars } from '../../scene/gantt.ts'
import { plotRows } from '../../scene/plotRows.ts'
import {
  type LaneSource,
  layOutSpaceTime,
  pointOnLine,
  type SpaceTime,
  type Target,
} from '../../scene/spaceTime.ts'
import { WINDOW_STEPS } from '../../scene/stepAxis.ts'
import { violationsIn } from '../../scene/violations.ts'
import type { Opened } from '../../store/session.ts'
import { useSize } from '../useSize.ts'
import { Diagram } from './Diagram.tsx'
import { Overview, overviewTotal } from './Overview.tsx'
import styles from './Plot.module.css'
import { Probe } from './Probe.tsx'
import { playheadPlace, playheadStep } from './playhead.ts'
import { Scrubber } from './Scrubber.tsx'
import { StepTable } from './StepTable.tsx'
import { Tip, type TipPlace } from './Tip.tsx'
import { useFonts } from './useFonts.ts'
import { useHover } from './useHover.ts'
import { useLanes } from './useLanes.ts'
import { LOW, PHONE, useMedia } from './useMedia.ts'
import { useOverviewDrag } from './useScrubbing.ts'
import { stopsOf, useStepWindow } from './useStepWindow.ts'
import { UNMEASURED, useAxis, useMilestones } from './useTrace.ts'
import { grouped } from './words.ts'

const DESK = { height: 5, dot: 5.5, thumb: 9 }
const TOUCH = { height: 5, dot: 5, thumb: 10 }
/** Dots nearer than this would cover each other. */
const DOT_GAP = 13

/** The right part of the timeline: diagram, overview and scrubber over one axis. */
export function Plot({ opened, lab }: { opened: Opened; lab: LaneSource }) {
  const { recording, recordingOn, length, protocol, tree, branch } = opened
  const box = useRef<HTMLDivElement>(null)
  const size = useSize(box)
  const width = size?.width || UNMEASURED.width
  const height = size?.height || UNMEASURED.height
  const phone = useMedia(PHONE)
  const low = useMedia(LOW)
  const fonts = useFonts()
  const tipId = useId()

  const [dragging, setDragging] = useState(false)
  const window = useStepWindow(opened, dragging)
  const axis = useAxis(opened, window, width)
  const recorded = Math.min(length, window.last)
  const long = stopsOf(opened) > WINDOW_STEPS

  const shown = useLanes(opened, window, lab, low)
  const hint = shown.folded > 0 && !low
  const rows = useMemo(
    () => plotRows({ height, overview: long, hint, scrubberOnly: phone }),
    [height, long, hint, phone],
  )
  const layout = useMemo(
    () =>
      phone
        ? EMPTY
        : withoutMessages(
            lab.bars !== undefined,
            layOutSpaceTime(recording, { recorded, recordingOn }, shown.addresses, axis, rows.lanes, lab),
          ),
    [phone, recording, recorded, recordingOn, shown.addresses, axis, rows.lanes, lab],
  )
  const bars = useMemo(() => lab.bars?.(recording, length), [lab, recording, length])
  const gantt = useMemo(
    () => bars && layOutBars(bars, shown.addresses, axis, rows.lanes, recorded),
    [bars, shown.addresses, axis, rows.lanes, recorded],
  )
  const milestones = useMilestones(opened, axis, { labels: !phone, dotGap: DOT_GAP, fonts })
  const violations = useMemo(
    () => violationsIn(recording, protocol.suite.properties, { first: window.first, last: recorded }),
    [recording, protocol, window.first, recorded],
  )
  const forks = useMemo(() => forksAlong(tree.branches, branch), [tree, branch])
  const shownForks = forks.filter(({ step }) => step >= window.first && step <= window.last)

  const hover = useHover(box, layout, recording)
  const overviewDrag = useOverviewDrag(box, overviewTotal(opened), width, length)
  const tipAt = hover.target && placeOf(hover.target, layout, width)

  return (
    <div className={styles.plot} ref={box}>
      <Scrubber
        opened={opened}
        axis={axis}
        rows={{ ...rows, lineTop: phone ? undefined : rows.lanes.top - (low ? 8 : 10) }}
        look={phone ? TOUCH : DESK}
        milestones={milestones}
        forks={shownForks}
        violations={violations}
        origin={box}
        onDragging={setDragging}
        surface={
          long && (
            <div
              className={styles.overview}
              style={{ top: rows.overviewY - 9 }}
              title={`Steps ${grouped(window.first)} to ${grouped(window.last)} of ${grouped(length)}`}
              data-overview-grip
              {...overviewDrag}
            />
          )
        }
      >
        {long && <Overview opened={opened} axis={axis} y={rows.overviewY} />}
        {!phone && (
          <Diagram
            opened={opened}
            axis={axis}
            layout={layout}
            gantt={gantt}
            shown={shown}
            rows={rows}
            hover={hover}
            hint={hint}
          />
        )}
      </Scrubber>
      {!phone && (
        <Probe
          opened={opened}
          x={axis.x(playheadStep(playheadPlace(opened)))}
          tipId={tipId}
          point={hover.point}
        />
      )}
      {!phone && <StepTable recording={recording} first={window.first} last={recorded} names={protocol} />}
      {hover.target && tipAt && (
        <Tip id={tipId} opened={opened} target={hover.target} at={tipAt} width={width} />
      )}
    </div>
  )
}

const EMPTY: SpaceTime = { lanes: [], events: [], world: [], messages: [], scale: 1 }

/** Beside a Gantt chart only the ends and returns of nodes are told by marks. */
function withoutMessages(isGantt: boolean, layout: SpaceTime): SpaceTime {
  if (!isGantt) return layout
  const events = layout.events.filter(({ glyph }) => glyph === 'cross' || glyph === 'back')
  return { ...layout, events, messages: [] }
}

/** What a mark covers, so that its tip can stand beside it. */
function placeOf(
  target: Target,
  { events, world, messages }: SpaceTime,
  width: number,
): TipPlace | undefined {
  if ('event' in target) {
    const event = events.find(({ step }) => step === target.event)
    if (event !== undefined) return { left: event.x, right: event.x, y: event.y }
    const mark = world.find(({ step }) => step === target.event)
    return mark && { left: mark.x, right: mark.x, y: 40 }
  }
  const message = messages.find(({ id }) => id === target.message)
  if (message === undefined) return undefined
  const [left, right] = [Math.max(0, message.from.x), Math.min(width, message.to.x)]
  return { left, right, y: pointOnLine(message, (left + right) / 2).y }
}
