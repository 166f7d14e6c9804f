import { memo } from 'react'
import type { Point } from '../../scene/geometry.ts'
import type { AgentMark, BarMark, Segment } from './agentMarks.ts'
import type { Box, StageLayout } from './layout.ts'
import styles from './MesosFigure.module.css'

const KIND_WORDS = { cpus: 'CPU', mem_gb: 'GB' } as const

/** An agent as two containers, CPU and memory, filled from the bottom with what tasks hold and what is on offer. */
export const AgentBars = memo(function AgentBars({ mark, layout }: { mark: AgentMark; layout: StageLayout }) {
  const { name, place, bars, standing, active, selected } = mark
  const { zoom, large } = layout
  const floor = place.cpus.y + place.cpus.height
  const target = targetOf(place)
  return (
    <g
      className={`${styles.agent} ${large ? '' : styles.small} ${styles[standing]} ${active ? styles.active : ''} ${selected ? styles.selected : ''}`}
      data-node={name}
      data-standing={standing}
    >
      <rect className={styles.target} {...target} />
      {bars.map((bar) => (
        <Bar key={bar.kind} bar={bar} layout={layout} />
      ))}
      {large &&
        bars.map(({ kind, box }) => (
          <text
            key={kind}
            className={styles.unit}
            x={box.x + box.width / 2}
            y={floor + 16 * zoom}
            fontSize={13 * zoom}
          >
            {KIND_WORDS[kind]}
          </text>
        ))}
      {place.words && <Words mark={mark} x={place.words.x} floor={place.words.y} zoom={zoom} />}
      {place.nameAt && (
        <text
          className={styles.agentName}
          x={place.nameAt.x}
          y={place.nameAt.y}
          fontSize={Math.max(13, (large ? 15 : 13) * zoom)}
        >
          {name}
        </text>
      )}
      {mark.file !== undefined && place.nameAt && large && (
        <File at={besideName(name, place.nameAt, zoom)} zoom={0.75 * zoom} />
      )}
    </g>
  )
})

/** Right of the name under the bars. */
function besideName(name: string, { x, y }: Point, zoom: number): Point {
  return { x: x + (name.length * 5 + 6) * zoom, y: y - 13 * zoom }
}

/** What a click may hit: both bars and the space between them. */
function targetOf({ cpus, mem_gb, door }: AgentMark['place']): Box {
  const bottom = cpus.y + cpus.height
  return {
    x: cpus.x - 4,
    y: door.y,
    width: mem_gb.x + mem_gb.width - cpus.x + 8,
    height: bottom - door.y + 22,
  }
}

function Bar({
  bar: { box, segments, free, kind },
  layout: { zoom, large },
}: {
  bar: BarMark
  layout: StageLayout
}) {
  const text = 15 * zoom
  return (
    <g data-bar={kind}>
      <rect className={styles.container} {...box} rx={(large ? 4 : 2) * zoom} />
      {segments.map((segment) => (
        <Part key={segment.id} segment={segment} zoom={zoom} large={large} />
      ))}
      {free && (
        <text className={styles.free} x={box.x + box.width / 2} y={free.y} dy="0.34em" fontSize={text}>
          {free.text}
        </text>
      )}
      <rect className={styles.border} {...box} rx={(large ? 4 : 2) * zoom} />
    </g>
  )
}

function Part({ segment, zoom, large }: { segment: Segment; zoom: number; large: boolean }) {
  const { box, kind, label, fill, staging, fresh } = segment
  const text = 15 * zoom
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  if (kind === 'offered') {
    const inset = large ? 3 * zoom : 1
    return (
      <g data-segment="offered">
        <rect className={styles.offeredFill} {...box} />
        <rect
          className={styles.offered}
          x={box.x + inset}
          y={box.y + inset}
          width={Math.max(1, box.width - 2 * inset)}
          height={Math.max(1, box.height - 2 * inset)}
          rx={3 * zoom}
        />
        {label !== '' && (
          <text className={styles.offeredText} {...middle} dy="0.34em" fontSize={text}>
            {label}
          </text>
        )}
      </g>
    )
  }
  const width = (label.length * 9 + 10) * zoom
  return (
    <g data-segment={segment.id} data-staging={staging} data-fresh={fresh}>
      <rect className={staging ? styles.staging : styles.task} {...box} fill={fill} />
      {fresh && (
        <rect
          className={styles.fresh}
          x={box.x + 2}
          y={box.y + 1}
          width={box.width - 4}
          height={Math.max(1, box.height - 3)}
          rx={2}
        />
      )}
      {label !== '' && (
        <>
          <rect
            className={styles.tag}
            data-tag=""
            x={middle.x - width / 2}
            y={middle.y - 8 * zoom}
            width={width}
            height={16 * zoom}
            rx={4 * zoom}
          />
          <text className={styles.tagText} {...middle} dy="0.35em" fontSize={Math.max(12.5, 13 * zoom)}>
            {label}
          </text>
        </>
      )}
    </g>
  )
}

/** The name of the agent with what it has and runs; its last line stands on the floor of the bars. */
function Words({ mark, x, floor, zoom }: { mark: AgentMark; x: number; floor: number; zoom: number }) {
  const step = 21 * zoom
  const first = floor - mark.lines.length * step + 4 * zoom
  return (
    <g>
      <text className={styles.agentTitle} x={x} y={first - 6 * zoom} fontSize={19 * zoom}>
        {mark.name}
      </text>
      {mark.lines.map((line, i) => (
        <text
          key={line}
          className={styles.words}
          x={x}
          y={first + (i + 1) * step - 6 * zoom}
          fontSize={14.5 * zoom}
        >
          {line}
        </text>
      ))}
      {mark.file !== undefined && (
        <g>
          <File at={{ x: x + 40 * zoom, y: first - 24 * zoom }} zoom={zoom} />
          <text className={styles.fileText} x={x + 62 * zoom} y={first - 7 * zoom} fontSize={13.5 * zoom}>
            {mark.file}
          </text>
        </g>
      )}
    </g>
  )
}

/** A sheet with a cut corner: the input of a task that waits. */
function File({ at: { x, y }, zoom }: { at: { x: number; y: number }; zoom: number }) {
  const [width, height, corner] = [16 * zoom, 20 * zoom, 6 * zoom]
  return (
    <path
      className={styles.file}
      d={`M${x} ${y}h${width - corner}l${corner} ${corner}v${height - corner}h${-width}zM${x + width - corner} ${y}v${corner}h${corner}`}
    />
  )
}
