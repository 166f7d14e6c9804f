import { memo } from 'react'
import type { JobDrawing } from '../drawing/drawing.ts'
import { boxIn } from '../drawing/layout.ts'
import { Backups } from './Backups.tsx'
import { MapBox } from './MapBox.tsx'
import { OutputBox } from './OutputBox.tsx'
import { PartitionBox } from './PartitionBox.tsx'
import { ReduceBox } from './ReduceBox.tsx'
import { Replicas } from './Replicas.tsx'
import { Shuffle } from './Shuffle.tsx'
import { SplitBox } from './SplitBox.tsx'
import { Strip } from './Strip.tsx'
import { TilesFigure } from './TilesFigure.tsx'
import { Titles } from './Titles.tsx'

/** A job without what moves: the nodes, and the columns from the splits to the output. */
export const JobFigure = memo(function JobFigure({
  drawing,
  combiner,
}: {
  drawing: JobDrawing
  /** Whether maps combine their pairs: the column says so. */
  combiner: boolean
}) {
  const { layout, chips } = drawing
  return (
    <>
      <Strip chips={chips} layout={layout} />
      <Titles layout={layout} combiner={combiner} />
      {layout.scale === 'tiles' ? <TilesFigure drawing={drawing} /> : <Columns drawing={drawing} />}
    </>
  )
})

function Columns({ drawing }: { drawing: JobDrawing }) {
  const { layout, picture, active, shuffle, replicas } = drawing
  const reducers = picture.reduces.length
  const writing = new Set(picture.pipelines.map(({ split }) => split))
  return (
    <>
      <Shuffle marks={shuffle} zoom={layout.zoom} />
      {picture.splits.map((split) => {
        const box = boxIn(layout, 'split', split.index)
        if (box === undefined) return null
        return (
          <SplitBox
            key={split.index}
            split={split}
            box={box}
            layout={layout}
            active={active.has(`split ${split.index}`)}
          />
        )
      })}
      {picture.maps.map((map) => {
        const box = boxIn(layout, 'map', map.index)
        const partition = boxIn(layout, 'partition', map.index)
        if (box === undefined || partition === undefined || writing.has(map.index)) return null
        return (
          <g key={map.index}>
            <MapBox map={map} box={box} layout={layout} active={active.has(`map ${map.index}`)} />
            <PartitionBox map={map} box={partition} layout={layout} active={active} reducers={reducers} />
          </g>
        )
      })}
      <Replicas marks={replicas} layout={layout} />
      {picture.reduces.map((reduce) => {
        const box = boxIn(layout, 'reduce', reduce.index)
        const output = boxIn(layout, 'output', reduce.index)
        const file = picture.outputs[reduce.index]
        if (box === undefined || output === undefined || file === undefined) return null
        const name = `reduce ${reduce.index}`
        return (
          <g key={reduce.index}>
            <ReduceBox reduce={reduce} box={box} layout={layout} active={active.has(name)} />
            <OutputBox
              output={file}
              box={output}
              layout={layout}
              active={active.has(`output ${reduce.index}`)}
            />
          </g>
        )
      })}
      <Backups reduces={picture.reduces} layout={layout} active={active} />
    </>
  )
}
