import { useMemo, useRef } from 'react'
import type { QuorumConfig } from '../../protocols/quorum/config.ts'
import type { Name } from '../../protocols/quorum/messages.ts'
import { placementOf } from '../../protocols/quorum/placement.ts'
import { focusOf } from '../../scene/focus.ts'
import { useSession } from '../../store/session.ts'
import { useView } from '../../store/view.ts'
import { useZoom } from '../../store/zoom.ts'
import { CodePane } from '../../ui/CodePane.tsx'
import { Figure } from '../../ui/Figure.tsx'
import { useMedia } from '../../ui/timeline/useMedia.ts'
import { useLayers } from '../../ui/useLayers.ts'
import { useSelectedNode } from '../../ui/useSelectedNode.ts'
import { type Size, useSize } from '../../ui/useSize.ts'
import { ActionBar } from './ActionBar.tsx'
import { Answers } from './Answers.tsx'
import { castOf, firstKey } from './cast.ts'
import { LAYERS } from './layers.ts'
import { layOut } from './layout.ts'
import { quorumMarks } from './marks.ts'
import { nodeActions } from './nodeActions.ts'
import { QuorumFigure } from './QuorumFigure.tsx'
import styles from './QuorumStage.module.css'
import { QuorumTable } from './QuorumTable.tsx'
import { shownOf } from './shown.ts'
import { missedBy, staleText } from './staleness.ts'

/** Clients above and below the replicas of a key, with the code and the answers under them. */
export function QuorumStage() {
  const opened = useSession((session) => session.opened)
  const presenting = useView((view) => view.presenting)
  const selected = useSelectedNode()
  const box = useRef<HTMLDivElement>(null)
  const size = useSize(box)
  const zoom = useZoom()
  const asTabs = useMedia(TABS)
  const frame = opened?.frame
  const scenario = opened?.scenario
  const layers = useLayers(LAYERS)
  const focus = useMemo(() => frame && focusOf(frame), [frame])
  const shown = useMemo(() => {
    if (frame === undefined || scenario === undefined) return undefined
    const found = shownOf(frame)
    const key = found.key ?? firstKey(scenario.config as QuorumConfig, scenario.actions)
    return { ...found, key }
  }, [frame, scenario])
  const cast = useMemo(
    () =>
      frame && shown && scenario
        ? castOf(frame, scenario.config as QuorumConfig, scenario.actions, shown.key)
        : undefined,
    [frame, shown, scenario],
  )
  const marks = useMemo(() => {
    if (!frame || !focus || !shown || !cast || !size) return undefined
    const layout = layOut(cast, size.width, figureHeight(size, zoom, presenting, asTabs), zoom)
    return quorumMarks({ frame, focus, shown, cast, layout, selected }, layers)
  }, [frame, focus, shown, cast, size, zoom, presenting, asTabs, selected, layers])
  if (frame === undefined || shown === undefined || scenario === undefined) return null

  const ids = frame.addresses
  const config = scenario.config as QuorumConfig
  // More boxes reach into the corner.
  const hasCorner = cast !== undefined && cast.top.length <= 2
  const hasFreeCorners = cast !== undefined && cast.top.length <= 1
  const missed = missedBy(frame, shown.get)
  const placed = shown.key === undefined ? undefined : placementOf(config)(shown.key)
  return (
    <Figure
      box={box}
      size={size}
      label={`${config.nodes.length} replicas and ${ids.length - config.nodes.length} clients`}
      ids={ids}
      selected={selected}
      menuTitle={(id) => String(id)}
      menuOf={(id) => nodeActions(id as Name, frame, config.nodes)}
      still={marks && <QuorumFigure marks={marks} zoom={zoom} />}
      messages={marks?.messages ?? []}
      zoom={zoom}
      twin={
        layers.table && <QuorumTable frame={frame} shown={shown} replicas={config.nodes} placed={placed} />
      }
      layers={LAYERS}
      actions={<ActionBar />}
    >
      {shown.key !== undefined && hasCorner && !layers.table && (
        <p className={styles.subject}>
          replicas of <b>{shown.key}</b>
        </p>
      )}
      {missed && shown.get && hasFreeCorners && !layers.table && (
        <p className={styles.stale} data-stale="true">
          <b>Stale:</b> {staleText(shown.get, missed)}
        </p>
      )}
      {!presenting && (
        <div className={styles.code}>
          <CodePane />
        </div>
      )}
      <div className={styles.answers}>
        <Answers frame={frame} shown={shown} />
      </div>
    </Figure>
  )
}

/** Where the rail stands under the stage as tabs, the code is one of them. */
const TABS = '(max-width: 899px) and (min-height: 600px)'
/** From this size of the stage there is room under the figure for the code and the answers. */
const WIDE = 560
const LOW = 480

/** The height of the drawing: what is left above the code, or above the answers of a projection. */
function figureHeight({ width, height }: Size, zoom: number, presenting: boolean, asTabs: boolean): number {
  if (width < WIDE) return height
  if (presenting) return height - 110 * zoom
  if (asTabs) return height - 70
  return height - (height < LOW ? 120 : 178)
}
