import { useMemo, useRef, useState } from 'react'
import type { MessageId } from '../../engine/kernel/instruction.ts'
import type { World } from '../../engine/kernel/world.ts'
import { MASTER, type MesosState } from '../../protocols/mesos/state.ts'
import { focusOf } from '../../scene/focus.ts'
import { useSession } from '../../store/session.ts'
import { useView } from '../../store/view.ts'
import { useZoom } from '../../store/zoom.ts'
import { Figure } from '../../ui/Figure.tsx'
import { MessageMenu } from '../../ui/MessageMenu.tsx'
import { useLayers } from '../../ui/useLayers.ts'
import { useSelectedNode } from '../../ui/useSelectedNode.ts'
import { useSize } from '../../ui/useSize.ts'
import { ActionBar } from './ActionBar.tsx'
import { castOf } from './cast.ts'
import { LAYERS } from './layers.ts'
import { layOut } from './layout.ts'
import { MesosFigure } from './MesosFigure.tsx'
import { MesosTable } from './MesosTable.tsx'
import { mesosMarks } from './marks.ts'
import { nodeActions } from './nodeActions.ts'
import { TicketLayer } from './TicketLayer.tsx'

/** Room that the actions take under the figure. */
const ACTIONS = 76
const NARROW = 560

/** Frameworks above, the master between, agents below, and what goes between them. */
export function MesosStage() {
  const opened = useSession((session) => session.opened)
  const presenting = useView((view) => view.presenting)
  const selected = useSelectedNode()
  const box = useRef<HTMLDivElement>(null)
  const size = useSize(box)
  const zoom = useZoom()
  const [menu, setMenu] = useState<{ message: MessageId; at: { x: number; y: number } }>()
  const frame = opened?.frame
  const layers = useLayers(LAYERS)
  const focus = useMemo(() => frame && focusOf(frame), [frame])
  const layout = useMemo(() => {
    if (frame === undefined || size === undefined) return undefined
    const narrow = size.width < NARROW
    const below = narrow ? 8 : presenting ? 12 : ACTIONS
    return layOut(castOf(frame as World<MesosState>), size, narrow ? Math.min(0.9, zoom) : zoom, below)
  }, [frame, size, zoom, presenting])
  const marks = useMemo(
    () => frame && focus && layout && mesosMarks(frame, focus, layout, selected, layers),
    [frame, focus, layout, selected, layers],
  )
  if (frame === undefined || focus === undefined) return null

  const world = frame as World<MesosState>
  const { frameworks, agents } = castOf(world)
  const ids = [...frameworks, MASTER, ...agents.map(({ name }) => name)]
  return (
    <Figure
      box={box}
      size={size}
      label={`${agents.length} agents and ${frameworks.length} frameworks around a master`}
      ids={ids}
      selected={selected}
      menuTitle={(id) => String(id)}
      menuOf={(id) => nodeActions(String(id), world)}
      still={
        marks &&
        layout && (
          <>
            <MesosFigure marks={marks} layout={layout} />
            <TicketLayer
              tickets={marks.tickets}
              zoom={layout.zoom}
              onOpen={(message, at) => setMenu({ message, at })}
            />
          </>
        )
      }
      messages={marks?.messages ?? []}
      zoom={layout?.zoom ?? zoom}
      twin={layers.table && <MesosTable world={world} />}
      empty={agents.length === 0 ? 'There is no agent yet. Add one to begin.' : undefined}
      layers={LAYERS}
      actions={<ActionBar />}
    >
      {menu && <MessageMenu {...menu} onClose={() => setMenu(undefined)} />}
    </Figure>
  )
}
