import { memo } from 'react'
import type { Address } from '../../engine/kernel/role.ts'
import type { Lane } from '../../scene/spaceTime.ts'
import type { StepAxis } from '../../scene/stepAxis.ts'
import styles from './Diagram.module.css'

/** The names of the lanes begin this far left of the axis. */
const NAMES_X = -16
const LONGEST_NAME = 12

/** The lines of the nodes, with the parts on which a node is joining or down. */
export const Lanes = memo(function Lanes({ lanes, axis }: { lanes: readonly Lane[]; axis: StepAxis }) {
  return (
    <g>
      {lanes.map(({ address, y, stretches }) => (
        <g key={address} data-lane={address}>
          <path className={styles.lane} d={`M0 ${y}H${axis.width}`} />
          {stretches.map(({ state, from, x1, x2 }) => (
            <g key={from} data-lane-state={state}>
              <path className={styles.under} d={`M${x1.toFixed(1)} ${y}H${x2.toFixed(1)}`} />
              <path className={styles[state]} d={`M${x1.toFixed(1)} ${y}H${x2.toFixed(1)}`} />
            </g>
          ))}
        </g>
      ))}
    </g>
  )
})

/** The names of the lanes; those of the event stand out. */
export function LaneNames({
  lanes,
  cursor,
  active,
}: {
  lanes: readonly Lane[]
  cursor: number
  active: ReadonlySet<Address | null>
}) {
  return (
    <g>
      {lanes.map(({ address, y, stretches }) => {
        const here = stretches.find(({ from, to }) => from <= cursor && cursor < to)
        return (
          <text
            key={address}
            className={styles.name}
            data-active={active.has(address) || undefined}
            data-state={here?.state}
            x={NAMES_X}
            y={y + 4.8}
          >
            {shortened(String(address))}
          </text>
        )
      })}
    </g>
  )
}

function shortened(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name
}
