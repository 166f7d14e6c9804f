import { useMemo, useRef } from 'react'
import type { World } from '../../engine/kernel/world.ts'
import type { ChordConfig } from '../../protocols/chord/config.ts'
import type { Id } from '../../protocols/chord/identifiers.ts'
import type { ChordState } from '../../protocols/chord/messages.ts'
import { focusOf } from '../../scene/focus.ts'
import type { RingLayout } from '../../scene/ring.ts'
import { useSession } from '../../store/session.ts'
import { useView } from '../../store/view.ts'
import { useZoom } from '../../store/zoom.ts'
import { Figure } from '../../ui/Figure.tsx'
import { useLayers } from '../../ui/useLayers.ts'
import { useSelectedNode } from '../../ui/useSelectedNode.ts'
import { type Size, useSize } from '../../ui/useSize.ts'
import { ActionBar } from './ActionBar.tsx'
import styles from './ChordStage.module.css'
import { layersOf } from './layers.ts'
import { ringMarks, standingsOf } from './marks.ts'
import { NodeCards } from './NodeCards.tsx'
import { nodeActions } from './nodeActions.ts'
import { RingFigure } from './RingFigure.tsx'
import { RingTable } from './RingTable.tsx'

/** From this width the cards have their full size; below the next they stand under the ring. */
const WIDE = 860
const MEDIUM = 560

/** The ring with its cards, actions and layer switches. */
export function ChordStage() {
  const opened = useSession((session) => session.opened)
  const presenting = useView((view) => view.presenting)
  const select = useView((view) => view.select)
  const selected = useSelectedNode() as Id | undefined
  const box = useRef<HTMLDivElement>(null)
  const size = useSize(box)
  const frame = opened?.frame
  const config = opened?.scenario.config as ChordConfig | undefined
  const bits = config?.bits ?? 6
  const pageZoom = useZoom()
  // A phone's ring is drawn a little smaller.
  const zoom = size !== undefined && size.width < MEDIUM ? Math.min(0.88, pageZoom) : pageZoom
  const offered = layersOf(config?.routing)
  const layers = useLayers(offered)
  const layout = useMemo(
    () => size && layoutFor(size, 2 ** bits, zoom, presenting),
    [size, bits, zoom, presenting],
  )
  const focus = useMemo(() => frame && focusOf(frame), [frame])
  const marks = useMemo(
    () => frame && focus && layout && ringMarks(frame, focus, layout, selected, layers),
    [frame, focus, layout, selected, layers],
  )
  if (opened === undefined || frame === undefined || focus === undefined || config === undefined) return null

  const world = frame as World<ChordState>
  const ids = marks?.nodes.map((node) => node.id) ?? []
  const cards = cardsOf(focus.nodes as readonly Id[], selected)
  return (
    <Figure
      box={box}
      size={size}
      figureClass={styles.figure}
      label={`Ring of ${ids.length} nodes`}
      ids={ids}
      selected={selected}
      menuOf={(id) => nodeActions(id as Id, world, opened.scenario)}
      still={marks && layout && <RingFigure marks={marks} layout={layout} />}
      messages={marks?.messages ?? []}
      zoom={zoom}
      twin={layers.table && <RingTable world={world} focus={focus} ids={ids} size={2 ** bits} />}
      empty={marks && ids.length === 0 ? 'The ring is empty. Add the first node to begin.' : undefined}
      layers={offered}
      actions={<ActionBar config={config} world={world} selected={selected} />}
    >
      {!presenting && (
        <p className={styles.scale}>identifiers 0 to {(2 ** bits - 1).toLocaleString('en')}, clockwise</p>
      )}
      <div className={styles.cards}>
        <NodeCards
          ids={cards}
          world={world}
          focus={focus}
          standings={standingsOf(world, cards)}
          selected={selected}
          size={2 ** bits}
          onSelect={select}
        />
      </div>
    </Figure>
  )
}

/** The ring as large as it fits: beside the cards, or over the whole width of a narrow stage. */
function layoutFor({ width, height }: Size, size: number, zoom: number, presenting: boolean): RingLayout {
  const narrow = width < MEDIUM
  const wide = width >= WIDE
  const left = narrow ? 0 : (wide ? 250 : 180) * zoom
  // On the right of a wide stage are the layer switches, but not on a projection.
  const right = wide && !presenting ? 74 : narrow ? 0 : 16
  // Room for the pointers outside the ring and the labels under it; under a medium ring are the actions.
  const above = narrow ? 44 : 58 * zoom
  const below = narrow ? 26 : wide || presenting ? 44 : 82
  const beside = narrow ? 56 : (wide && !presenting ? 88 : 60) * zoom
  const radius = Math.max(44, Math.min((height - above - below) / 2, (width - left - right) / 2 - beside))
  const slack = wide || narrow || presenting ? Math.max(0, height - above - below - 2 * radius) : 0
  return {
    centre: { x: left + (width - left - right) / 2, y: above + radius + slack / 2 },
    radius,
    size,
    zoom,
  }
}

/** At most three cards: the selected node first, then those of the event. */
function cardsOf(inFocus: readonly Id[], selected: Id | undefined): Id[] {
  const ids = new Set<Id>(selected === undefined ? inFocus : [selected, ...inFocus])
  return [...ids].slice(0, 3)
}
