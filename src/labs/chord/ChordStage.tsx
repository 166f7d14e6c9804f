import {
  type KeyboardEvent,
  type PointerEvent,
  type TouchEvent,
  useCallback,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { MessageId } from '../../engine/kernel/instruction.ts'
import type { World } from '../../engine/kernel/world.ts'
import type { ChordConfig } from '../../protocols/chord/config.ts'
import type { Id } from '../../protocols/chord/identifiers.ts'
import type { ChordState } from '../../protocols/chord/messages.ts'
import { focusOf } from '../../scene/focus.ts'
import type { RingLayout } from '../../scene/ring.ts'
import { useSession } from '../../store/session.ts'
import { useView } from '../../store/view.ts'
import { useZoom } from '../../store/zoom.ts'
import { LayerSwitches } from '../../ui/LayerSwitches.tsx'
import { MessageLayer } from '../../ui/MessageLayer.tsx'
import { MessageMenu } from '../../ui/MessageMenu.tsx'
import { type Size, useSize } from '../../ui/useSize.ts'
import { ActionBar } from './ActionBar.tsx'
import styles from './ChordStage.module.css'
import { LAYERS, type LayerName } from './layers.ts'
import { ringMarks, standingsOf } from './marks.ts'
import { NodeCards } from './NodeCards.tsx'
import { NodeMenu } from './NodeMenu.tsx'
import { RingFigure } from './RingFigure.tsx'
import { RingTable } from './RingTable.tsx'
import { useSelectedNode } from './useSelectedNode.ts'

/** From this width the cards have their full size; below the next they stand under the ring. */
const WIDE = 860
const MEDIUM = 560
const LONG_PRESS_ms = 500

type Opening =
  | { node: Id; at: { x: number; y: number } }
  | { message: MessageId; at: { x: number; y: number } }

/** The ring with its cards, actions and layer switches. */
export function ChordStage() {
  const opened = useSession((session) => session.opened)
  const switches = useView((view) => view.layers)
  const presenting = useView((view) => view.presenting)
  const select = useView((view) => view.select)
  const selected = useSelectedNode()
  const [menu, setMenu] = useState<Opening>()
  const box = useRef<HTMLDivElement>(null)
  const size = useSize(box)
  const frame = opened?.frame
  const bits = (opened?.scenario.config as ChordConfig | undefined)?.bits ?? 6
  const pageZoom = useZoom()
  // A phone's ring is drawn a little smaller.
  const zoom = size !== undefined && size.width < MEDIUM ? Math.min(0.88, pageZoom) : pageZoom
  const layers = useMemo(
    () =>
      Object.fromEntries(LAYERS.map(({ name, on }) => [name, switches[name] ?? on])) as Record<
        LayerName,
        boolean
      >,
    [switches],
  )
  const layout = useMemo(
    () => size && layoutFor(size, 2 ** bits, zoom, presenting),
    [size, bits, zoom, presenting],
  )
  const focus = useMemo(() => frame && focusOf(frame), [frame])
  const marks = useMemo(
    () => frame && focus && layout && ringMarks(frame, focus, layout, selected, layers),
    [frame, focus, layout, selected, layers],
  )
  const openNode = useCallback(
    (node: Id, at: { x: number; y: number }) => {
      select(node)
      setMenu({ node, at })
    },
    [select],
  )
  const openMessage = useCallback(
    (message: MessageId, at: { x: number; y: number }) => setMenu({ message, at }),
    [],
  )
  const press = useLongPress(openNode)
  if (frame === undefined || focus === undefined) return <div ref={box} className={styles.stage} />

  const world = frame as World<ChordState>
  const ids = marks?.nodes.map((node) => node.id) ?? []
  const cards = cardsOf(focus.nodes as readonly Id[], selected)
  return (
    <div className={styles.stage}>
      <div
        ref={box}
        className={styles.figure}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the ring is one tab stop; up and down choose a node in it
        tabIndex={0}
        role="group"
        aria-label={`Ring of ${ids.length} nodes. Up and down choose a node, Enter opens its menu.`}
        onKeyDown={(event) => chooseByKey(event, ids, selected, select, openNode)}
        {...press}
      >
        {marks && layout && !layers.table && (
          <>
            <svg className={styles.still} width={size?.width} height={size?.height} aria-hidden="true">
              <RingFigure marks={marks} layout={layout} onSelect={select} onMenu={openNode} />
            </svg>
            <svg className={styles.moving} width={size?.width} height={size?.height} aria-hidden="true">
              <MessageLayer messages={marks.messages} zoom={zoom} onOpen={openMessage} />
            </svg>
          </>
        )}
        {layers.table && <RingTable world={world} focus={focus} ids={ids} size={2 ** bits} />}
        {!presenting && (
          <p className={styles.scale}>identifiers 0 to {(2 ** bits - 1).toLocaleString('en')}, clockwise</p>
        )}
        {ids.length === 0 && <p className={styles.empty}>The ring is empty. Add the first node to begin.</p>}
      </div>
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
      {!presenting && (
        <>
          <div className={styles.actions}>
            <ActionBar bits={bits} world={world} selected={selected} />
          </div>
          <LayerSwitches layers={LAYERS} />
        </>
      )}
      {menu && 'node' in menu && <NodeMenu {...menu} world={world} onClose={() => setMenu(undefined)} />}
      {menu && 'message' in menu && <MessageMenu {...menu} onClose={() => setMenu(undefined)} />}
    </div>
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

function chooseByKey(
  event: KeyboardEvent<HTMLElement>,
  ids: readonly Id[],
  selected: Id | undefined,
  select: (id: Id) => void,
  openMenu: (id: Id, at: { x: number; y: number }) => void,
): void {
  const move = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (move !== 0 && ids.length > 0) {
    event.preventDefault()
    const here = selected === undefined ? -1 : ids.indexOf(selected)
    select(ids[(here + move + ids.length) % ids.length] as Id)
  } else if ((event.key === 'Enter' || event.key === 'ContextMenu') && selected !== undefined) {
    event.preventDefault()
    const node = event.currentTarget.querySelector(`[data-node="${selected}"]`)
    const box = (node ?? event.currentTarget).getBoundingClientRect()
    openMenu(selected, { x: box.right, y: box.bottom })
  }
}

/** A long press on a node opens its menu where the browser has no context menu for touch. */
function useLongPress(open: (id: Id, at: { x: number; y: number }) => void) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const opened = useRef(false)
  const stop = () => clearTimeout(timer.current)
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.pointerType !== 'touch') return
      const node = (event.target as Element).closest<SVGElement>('[data-node]')?.dataset.node
      const at = { x: event.clientX, y: event.clientY }
      opened.current = false
      if (node === undefined) return
      timer.current = setTimeout(() => {
        opened.current = true
        open(Number(node), at)
      }, LONG_PRESS_ms)
    },
    onPointerUp: stop,
    onTouchEnd(event: TouchEvent<HTMLElement>) {
      // The click that would follow takes the focus, and that closes the menu again.
      if (opened.current) event.preventDefault()
      opened.current = false
    },
    onPointerCancel: stop,
    onPointerMove: stop,
  }
}
