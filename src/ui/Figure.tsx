import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
  type RefObject,
  type TouchEvent,
  useCallback,
  useRef,
  useState,
} from 'react'
import type { MessageId } from '../engine/kernel/instruction.ts'
import type { Address } from '../engine/kernel/role.ts'
import { useView } from '../store/view.ts'
import styles from './Figure.module.css'
import { type Layer, LayerSwitches } from './LayerSwitches.tsx'
import { type MenuItem, PointMenu } from './Menu.tsx'
import { type DrawnMessage, MessageLayer } from './MessageLayer.tsx'
import { MessageMenu } from './MessageMenu.tsx'
import type { Size } from './useSize.ts'

const LONG_PRESS_ms = 500

interface At {
  readonly x: number
  readonly y: number
}

type Opening = { readonly node: Address; readonly at: At } | { readonly message: MessageId; readonly at: At }

/**
 * The stage of a lab: a drawing in two layers, what stands still and the messages that move over it, with the
 * menus of both. A mark with `data-node` is a node: a click selects it; a second one, a right click or a long
 * press opens its menu. The drawing is one tab stop, in which up and down choose a node and Enter opens its menu.
 */
export function Figure({
  box,
  size,
  label,
  ids,
  selected,
  menuTitle = (id) => `Node ${id}`,
  menuOf,
  still,
  messages,
  zoom,
  twin,
  empty,
  layers,
  actions,
  figureClass = '',
  children,
}: {
  /** The element whose size the drawing is laid out for. */
  box: RefObject<HTMLDivElement | null>
  size: Size | undefined
  /** What the drawing is, for screen readers: "Ring of 8 nodes". */
  label: string
  /** The nodes in the order in which the keys go through them. */
  ids: readonly Address[]
  selected: Address | undefined
  menuTitle?: (id: Address) => string
  /** What can be done to a node now. */
  menuOf(id: Address): readonly MenuItem[]
  /** What stands still, as SVG. */
  still: ReactNode
  messages: readonly DrawnMessage[]
  zoom: number
  /** The table that says the same as the drawing, where the user asks for it instead. */
  twin: ReactNode
  /** What to say when there is nothing to draw. */
  empty?: string | undefined
  /** Switches of what is drawn; the figure shows them where it has room. */
  layers: readonly Layer[]
  /** The actions under the drawing. */
  actions: ReactNode
  /** Adds to the style of the drawing's own box. */
  figureClass?: string | undefined
  /** What else stands on the stage. */
  children?: ReactNode
}) {
  const select = useView((view) => view.select)
  const chosen = useView((view) => view.selected)
  const presenting = useView((view) => view.presenting)
  const [menu, setMenu] = useState<Opening>()
  const openNode = useCallback(
    (node: Address, at: At) => {
      select(node)
      setMenu({ node, at })
    },
    [select],
  )
  const openMessage = useCallback((message: MessageId, at: At) => setMenu({ message, at }), [])
  const nodeAt = (target: EventTarget) => {
    const text = (target as Element).closest<SVGElement>('[data-node]')?.dataset.node
    return text === undefined ? undefined : ids.find((id) => String(id) === text)
  }
  const press = useLongPress(nodeAt, openNode)
  return (
    <div className={styles.stage}>
      <div
        ref={box}
        className={`${styles.figure} ${figureClass}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the drawing is one tab stop; up and down choose a node in it
        tabIndex={0}
        role="group"
        aria-label={`${label}. Up and down choose a node, Enter opens its menu.`}
        onKeyDown={(event) => chooseByKey(event, ids, selected, select, openNode)}
        onClick={(event: MouseEvent) => {
          const node = nodeAt(event.target)
          if (node === undefined) return
          // A click on what is chosen already asks what can be done to it.
          if (node === chosen) openNode(node, { x: event.clientX, y: event.clientY })
          else select(node)
        }}
        onContextMenu={(event: MouseEvent) => {
          const node = nodeAt(event.target)
          if (node === undefined) return
          event.preventDefault()
          openNode(node, { x: event.clientX, y: event.clientY })
        }}
        {...press}
      >
        {size && !twin && (
          <>
            <svg width={size.width} height={size.height} aria-hidden="true">
              {still}
            </svg>
            <svg className={styles.moving} width={size.width} height={size.height} aria-hidden="true">
              <MessageLayer messages={messages} zoom={zoom} onOpen={openMessage} />
            </svg>
          </>
        )}
        {twin}
        {empty !== undefined && <p className={styles.empty}>{empty}</p>}
      </div>
      {children}
      {!presenting && (
        <>
          <div className={styles.actions}>{actions}</div>
          <LayerSwitches layers={layers} />
        </>
      )}
      {menu && 'node' in menu && (
        <PointMenu
          at={menu.at}
          title={menuTitle(menu.node)}
          items={menuOf(menu.node)}
          onClose={() => setMenu(undefined)}
        />
      )}
      {menu && 'message' in menu && <MessageMenu {...menu} onClose={() => setMenu(undefined)} />}
    </div>
  )
}

function chooseByKey(
  event: KeyboardEvent<HTMLElement>,
  ids: readonly Address[],
  selected: Address | undefined,
  select: (id: Address) => void,
  openMenu: (id: Address, at: At) => void,
): void {
  const move = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (move !== 0 && ids.length > 0) {
    event.preventDefault()
    const here = selected === undefined ? -1 : ids.indexOf(selected)
    select(ids[(here + move + ids.length) % ids.length] as Address)
  } else if ((event.key === 'Enter' || event.key === 'ContextMenu') && selected !== undefined) {
    event.preventDefault()
    const node = event.currentTarget.querySelector(`[data-node="${CSS.escape(String(selected))}"]`)
    const box = (node ?? event.currentTarget).getBoundingClientRect()
    openMenu(selected, { x: box.right, y: box.bottom })
  }
}

/** A long press on a node opens its menu where the browser has no context menu for touch. */
function useLongPress(
  nodeAt: (target: EventTarget) => Address | undefined,
  open: (id: Address, at: At) => void,
) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const opened = useRef(false)
  const stop = () => clearTimeout(timer.current)
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.pointerType !== 'touch') return
      const node = nodeAt(event.target)
      const at = { x: event.clientX, y: event.clientY }
      opened.current = false
      if (node === undefined) return
      timer.current = setTimeout(() => {
        opened.current = true
        open(node, at)
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
