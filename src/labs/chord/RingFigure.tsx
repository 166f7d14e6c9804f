import { memo } from 'react'
import { curvePath } from '../../scene/geometry.ts'
import { dial, type RingLayout } from '../../scene/ring.ts'
import { FINGER_LABEL, type FingerMark, labelWidth } from './fingerMarks.ts'
import type { ArcMark, KeyMark, NodeMark, PointerMark, RingMarks, RouteMark } from './marks.ts'
import styles from './RingFigure.module.css'

/** The ring without what moves: dial, ownership, keys, pointers and nodes. */
export const RingFigure = memo(function RingFigure({
  marks,
  layout,
}: {
  marks: RingMarks
  layout: RingLayout
}) {
  return (
    <>
      <Dial
        layout={layout}
        nodes={marks.nodes.map((node) => node.id).join(' ')}
        pointers={marks.pointers.filter(isOutside).map(spanText).join(' ')}
      />
      <Arcs arcs={marks.arcs} layout={layout} />
      <Keys keys={marks.keys} layout={layout} />
      <Fingers fingers={marks.fingers} zoom={layout.zoom} />
      <Route route={marks.route} zoom={layout.zoom} />
      <Pointers pointers={marks.pointers} zoom={layout.zoom} />
      <FingerLabels fingers={marks.fingers} zoom={layout.zoom} />
      <Nodes nodes={marks.nodes} zoom={layout.zoom} />
    </>
  )
})

const isOutside = ({ kind, tone }: PointerMark) => kind === 'successor' && tone !== 'background'
const spanText = ({ from, to }: PointerMark) => `${from}-${to}`

/** The ticks and their labels. Nodes and pointers are lists as text, so that they are the same while nothing changes. */
const Dial = memo(function Dial({
  layout,
  nodes,
  pointers,
}: {
  layout: RingLayout
  nodes: string
  pointers: string
}) {
  const taken = nodes.split(' ').filter(Boolean).map(Number)
  const crossed = pointers
    .split(' ')
    .filter(Boolean)
    .map((span) => span.split('-').map(Number) as [number, number])
  const { path, labels } = dial(layout, taken, crossed)
  const { centre, radius, zoom } = layout
  return (
    <g>
      <circle className={styles.track} cx={centre.x} cy={centre.y} r={radius} strokeWidth={15 * zoom} />
      <path className={styles.ticks} d={path} />
      {labels.map(({ id, at }) => (
        <text key={id} className={styles.tickLabel} x={at.x} y={at.y}>
          {id}
        </text>
      ))}
    </g>
  )
})

const ARC_TONE = {
  a: styles.arcA,
  b: styles.arcB,
  selected: styles.arcSelected,
  moving: styles.arcMoving,
} as const

const Arcs = memo(function Arcs({ arcs, layout }: { arcs: readonly ArcMark[]; layout: RingLayout }) {
  return (
    <g transform={`translate(${layout.centre.x} ${layout.centre.y})`}>
      {arcs.map((arc) => (
        <path key={`${arc.owner} ${arc.tone === 'moving'}`} className={ARC_TONE[arc.tone]} d={arc.path} />
      ))}
    </g>
  )
})

const Keys = memo(function Keys({ keys, layout }: { keys: readonly KeyMark[]; layout: RingLayout }) {
  const half = (keys.length > 80 ? 3 : 6.4) * layout.zoom
  return (
    <g className={styles.keys}>
      {keys.map(({ key, at, sought }) => {
        const reach = sought ? half * 1.5 : half
        return (
          <path
            key={key}
            className={sought ? styles.sought : ''}
            d={`M${at.x} ${at.y - reach}l${reach} ${reach}l${-reach} ${reach}l${-reach} ${-reach}z`}
          >
            <title>key {key}</title>
          </path>
        )
      })}
    </g>
  )
})

const POINTER_TONE = {
  plain: '',
  new: styles.pointerNew,
  old: styles.pointerOld,
  background: styles.background,
} as const

const Pointers = memo(function Pointers({
  pointers,
  zoom,
}: {
  pointers: readonly PointerMark[]
  zoom: number
}) {
  return (
    <g style={{ strokeWidth: 2 * zoom }}>
      {pointers.map((pointer) => (
        <path
          key={pointer.name}
          data-pointer={`${pointer.kind} ${pointer.from} ${pointer.to}`}
          data-tone={pointer.tone}
          className={`${styles.pointer} ${styles[pointer.kind]} ${POINTER_TONE[pointer.tone]}`}
          d={pointer.path ?? (pointer.curve && curvePath(pointer.curve))}
          markerEnd={`url(#${headOf(pointer)})`}
        />
      ))}
    </g>
  )
})

function headOf({ kind, tone }: PointerMark): string {
  if (tone === 'new') return 'head-new'
  if (tone === 'background') return 'head-pale'
  if (tone === 'old') return 'head-old'
  return kind === 'successor' ? 'head-successor' : 'head-predecessor'
}

const Fingers = memo(function Fingers({ fingers, zoom }: { fingers: readonly FingerMark[]; zoom: number }) {
  return (
    <g style={{ strokeWidth: 1.75 * zoom }}>
      {fingers.map(({ from, to, label, curve, tone }) => (
        <path
          key={label}
          className={`${styles.finger} ${tone === 'new' ? styles.pointerNew : ''}`}
          d={curvePath(curve)}
          markerEnd={`url(#${tone === 'new' ? 'head-new' : 'head-finger'})`}
          data-finger={`${from} ${to}`}
          data-tone={tone}
        />
      ))}
    </g>
  )
})

/** Above every pointer, which they interrupt. */
const FingerLabels = memo(function FingerLabels({
  fingers,
  zoom,
}: {
  fingers: readonly FingerMark[]
  zoom: number
}) {
  return (
    <g fontSize={14 * zoom}>
      {fingers.map(({ label, labelAt }) => (
        <g key={label} transform={`translate(${labelAt.x} ${labelAt.y})`} className={styles.fingerLabel}>
          <rect
            x={-labelWidth(label, zoom) / 2}
            y={(-FINGER_LABEL.height * zoom) / 2}
            width={labelWidth(label, zoom)}
            height={FINGER_LABEL.height * zoom}
          />
          <text dy="0.36em">{label}</text>
        </g>
      ))}
    </g>
  )
})

const Route = memo(function Route({ route, zoom }: { route: readonly RouteMark[]; zoom: number }) {
  return (
    <g>
      {route.map(({ name, curve }) => (
        <path
          key={name}
          className={styles.route}
          strokeWidth={1.5 * zoom}
          d={curvePath(curve)}
          markerEnd="url(#head-route)"
          data-hop={name}
        />
      ))}
    </g>
  )
})

function Nodes({ nodes, zoom }: { nodes: readonly NodeMark[]; zoom: number }) {
  return (
    <g>
      {nodes.map((node) => (
        <Node key={node.id} node={node} zoom={zoom} />
      ))}
    </g>
  )
}

const Node = memo(
  function Node({ node, zoom }: { node: NodeMark; zoom: number }) {
    const { id, at, radius, labelAt, standing, active, selected } = node
    const labelled = radius >= 8.5 || labelAt !== undefined
    const size = labelAt ? 15 * zoom : Math.max(13, Math.min(17 * zoom, radius * 0.94))
    return (
      <g
        className={`${styles.node} ${styles[standing]} ${active ? styles.active : ''} ${selected ? styles.selected : ''}`}
        transform={`translate(${at.x} ${at.y})`}
        data-node={id}
        data-standing={standing}
      >
        <circle className={styles.target} r={Math.max(radius + 4, 13)} />
        <circle className={styles.disc} r={radius} strokeWidth={(active || selected ? 2.5 : 1.75) * zoom} />
        {selected && <circle className={styles.halo} r={radius + 5 * zoom} strokeWidth={2.5 * zoom} />}
        {standing === 'down' && (
          <path
            className={styles.cross}
            strokeWidth={2.5 * zoom}
            d={`M${-radius} ${-radius}L${radius} ${radius}M${radius} ${-radius}L${-radius} ${radius}`}
          />
        )}
        {labelled && (
          <text
            className={`${styles.nodeLabel} ${labelAt ? styles.beside : ''}`}
            x={labelAt ? labelAt.x - at.x : 0}
            y={labelAt ? labelAt.y - at.y : 0}
            fontSize={size}
            dy="0.36em"
          >
            {id}
          </text>
        )}
      </g>
    )
  },
  (a, b) =>
    a.zoom === b.zoom &&
    a.node.at.x === b.node.at.x &&
    a.node.at.y === b.node.at.y &&
    a.node.radius === b.node.radius &&
    a.node.labelAt?.x === b.node.labelAt?.x &&
    a.node.labelAt?.y === b.node.labelAt?.y &&
    a.node.standing === b.node.standing &&
    a.node.active === b.node.active &&
    a.node.selected === b.node.selected,
)
