import { scaleLinear } from 'd3-scale'
import { area, curveStepAfter, stack } from 'd3-shape'
import { useId, useMemo } from 'react'
import { type Kind, percent } from '../../protocols/mesos/resources.ts'
import { fillOf, type Identity } from './identity.ts'
import styles from './UsageChart.module.css'
import type { UsagePoint } from './usage.ts'

/** The drawing's own units; it is scaled to the width of the pane. */
const SIZE = { width: 184, height: 68, left: 40, right: 4, top: 6, bottom: 18 } as const

/** Where the steps of a recording stand: those that are worth a stop one unit apart. */
interface Places {
  placeOf(step: number): number
}

/** What the frameworks hold of one kind of resource, over the steps: vivid up to now, pale from there on. */
export function UsageChart({
  title,
  kind,
  points,
  places,
  length,
  cursor,
  identities,
}: {
  title: string
  kind: Kind
  points: readonly UsagePoint[]
  places: Places
  length: number
  cursor: number
  identities: ReadonlyMap<string, Identity>
}) {
  const id = useId()
  const names = useMemo(() => [...identities.keys()], [identities])
  const x = useMemo(() => xScale(places, length), [places, length])
  const paths = useMemo(() => areasOf(points, kind, names, length, x), [points, kind, names, length, x])
  const now = x(Math.min(cursor, length))
  const areas = paths.map(({ name, path }) => (
    <path key={name} className={styles.area} d={path} fill={fillOf(identities.get(name) as Identity)} />
  ))
  const current = points.findLast(({ step }) => step <= cursor)?.shares[kind] ?? {}
  const words = names.map((name) => `${name} ${percent(current[name] ?? 0)}`).join(', ')
  return (
    <figure className={styles.chart}>
      <figcaption>{title}</figcaption>
      <svg
        viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
        role="img"
        aria-label={`${title}. Now: ${words || 'nothing'}.`}
      >
        {[0, 0.5, 1].map((share) => (
          <g key={share}>
            <line
              className={styles.grid}
              x1={SIZE.left}
              x2={SIZE.width - SIZE.right}
              y1={y(share)}
              y2={y(share)}
            />
            <text className={styles.tick} x={SIZE.left - 5} y={y(share)} dy="0.34em">
              {percent(share)}
            </text>
          </g>
        ))}
        <clipPath id={id}>
          <rect width={Math.max(0, now)} height={SIZE.height} />
        </clipPath>
        <g className={styles.future}>{areas}</g>
        <g clipPath={`url(#${CSS.escape(id)})`}>{areas}</g>
        <line className={styles.now} x1={now} x2={now} y1={SIZE.top - 4} y2={SIZE.height - SIZE.bottom} />
        <text
          className={styles.nowText}
          x={Math.max(SIZE.left + 14, Math.min(SIZE.width - 18, now))}
          y={SIZE.height - 4}
        >
          now
        </text>
      </svg>
    </figure>
  )
}

const y = scaleLinear([0, 1], [SIZE.height - SIZE.bottom, SIZE.top])

function xScale(places: Places, length: number): (step: number) => number {
  const scale = scaleLinear([0, Math.max(1, places.placeOf(length))], [SIZE.left, SIZE.width - SIZE.right])
  return (step) => scale(places.placeOf(step))
}

/** One stacked area for each framework; it holds its height from a step to the next change. */
function areasOf(
  points: readonly UsagePoint[],
  kind: Kind,
  names: readonly string[],
  length: number,
  x: (step: number) => number,
) {
  const last = points.at(-1)
  const all = last === undefined ? [] : [...onePerPixel(points, x), { ...last, step: length }]
  const series = stack<UsagePoint>()
    .keys([...names])
    .value(({ shares }, name) => shares[kind][name] ?? 0)(all)
  const shape = area<(typeof series)[number][number]>()
    .x(({ data }) => x(data.step))
    .y0(([low]) => y(low))
    .y1(([, high]) => y(high))
    .curve(curveStepAfter)
  return series.map((one) => ({ name: one.key, path: shape(one) ?? '' }))
}

/** The last point of each pixel: a long run has more of them than can be told apart. */
function onePerPixel(points: readonly UsagePoint[], x: (step: number) => number): UsagePoint[] {
  return points.filter((point, i) => {
    const next = points[i + 1]
    return next === undefined || Math.floor(x(next.step)) !== Math.floor(x(point.step))
  })
}
