import { useMemo, useRef, useState } from 'react'
import type { World } from '../../engine/kernel/world.ts'
import type { MapReduceConfig } from '../../protocols/mapreduce/config.ts'
import type { MapReduceState } from '../../protocols/mapreduce/state.ts'
import { focusOf } from '../../scene/focus.ts'
import { useSession } from '../../store/session.ts'
import { useView } from '../../store/view.ts'
import { useZoom } from '../../store/zoom.ts'
import { Figure } from '../../ui/Figure.tsx'
import { useSelectedNode } from '../../ui/useSelectedNode.ts'
import { useSize } from '../../ui/useSize.ts'
import { ActionBar } from './ActionBar.tsx'
import { drawJob } from './drawing/drawing.ts'
import { layOut, NARROW, type Part } from './drawing/layout.ts'
import { partOf } from './drawing/part.ts'
import { JobFigure } from './figure/JobFigure.tsx'
import { JobTable } from './JobTable.tsx'
import { LAYERS } from './layers.ts'
import styles from './MapReduceStage.module.css'
import { nodeActions } from './nodeActions.ts'
import { pictureOf, shapeOf } from './picture/picture.ts'

const PARTS = [
  { part: 'map', words: 'Map' },
  { part: 'shuffle', words: 'Shuffle' },
  { part: 'output', words: 'Output' },
] as const

/** A job in columns, from the splits of its input to the files of its output. */
export function MapReduceStage() {
  const opened = useSession((session) => session.opened)
  const asTable = useView((view) => view.layers.table ?? false)
  const presenting = useView((view) => view.presenting)
  const selected = useSelectedNode()
  const box = useRef<HTMLDivElement>(null)
  const size = useSize(box)
  const zoom = useZoom()
  const frame = opened?.frame
  const config = opened?.scenario.config as MapReduceConfig | undefined
  // What one chose to look at on a narrow stage holds until the next step.
  const [chosen, setChosen] = useState<{ cursor: number; part: Part }>()

  const focus = useMemo(() => frame && focusOf(frame), [frame])
  const followed = useMemo(() => (frame && focus ? partOf(frame, focus) : 'map'), [frame, focus])
  const part = chosen !== undefined && chosen.cursor === frame?.cursor ? chosen.part : followed
  const shape = useMemo(
    () => frame && config && shapeOf(frame as World<MapReduceState>, config),
    [frame, config],
  )
  const { maps = 0, reducers = 0 } = shape ?? {}
  const layout = useMemo(
    () => size && layOut(size, zoom, { maps, reducers }, part, presenting),
    [size, zoom, maps, reducers, part, presenting],
  )
  const picture = useMemo(
    () => frame && focus && config && layout && pictureOf(frame, focus, config, layout.scale !== 'tiles'),
    [frame, focus, config, layout],
  )
  const drawing = useMemo(
    () =>
      frame &&
      focus &&
      config &&
      picture &&
      layout &&
      drawJob(frame, focus, picture, layout, selected, config.combiner),
    [frame, focus, config, picture, layout, selected],
  )
  if (frame === undefined || focus === undefined || config === undefined) return null

  const world = frame as World<MapReduceState>
  const ids = drawing?.chips.map(({ address }) => address) ?? []
  return (
    <Figure
      box={box}
      size={size}
      figureClass={styles.figure}
      label={`Job of ${maps} maps and ${reducers} reduces`}
      ids={ids}
      selected={selected}
      menuTitle={String}
      menuOf={(id) => nodeActions(String(id), world)}
      still={drawing && <JobFigure drawing={drawing} combiner={config.combiner} />}
      messages={drawing?.messages ?? []}
      zoom={zoom}
      twin={asTable && picture && <JobTable picture={picture} />}
      layers={LAYERS}
      actions={<ActionBar world={world} selected={selected} />}
    >
      {size !== undefined && size.width < NARROW && !asTable && (
        <div className={styles.parts} role="group" aria-label="Columns on the figure">
          {PARTS.map(({ part: name, words }) => (
            <button
              key={name}
              type="button"
              aria-pressed={part === name}
              onClick={() => setChosen({ cursor: frame.cursor, part: name })}
            >
              {words}
            </button>
          ))}
        </div>
      )}
    </Figure>
  )
}
