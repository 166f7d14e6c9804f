import type { Scenario } from '../../engine/scenario/scenario.ts'
import type { ChordConfig } from '../../protocols/chord/config.ts'
import { editScenario } from '../../store/editScenario.ts'
import { useSession } from '../../store/session.ts'
import { SeedStepper } from '../../ui/SeedStepper.tsx'
import { Stepper } from '../../ui/Stepper.tsx'
import styles from './ProtocolFields.module.css'
import { ProtocolFields, ProtocolMenu } from './ProtocolFields.tsx'

/** The fewest bits that hold every identifier of a scenario. */
function fewestBits({ config, actions }: Scenario): number {
  const { nodes, keys } = config as ChordConfig
  const named = actions.flatMap(({ node, via, from, key }) => [node, via, from, key])
  const drawn = 'count' in nodes ? [nodes.count - 1] : nodes
  const stored = typeof keys.count === 'number' ? [keys.count - 1] : Object.keys(keys).map(Number)
  const greatest = [...named, ...drawn, ...stored].reduce<number>(
    (most, id) => (typeof id === 'number' ? Math.max(most, id) : most),
    0,
  )
  return Math.max(3, Math.ceil(Math.log2(greatest + 1)))
}

/** The parameters of a Chord scenario; each change runs it again at once. */
export function ChordParameters() {
  const scenario = useSession((session) => session.opened?.scenario)
  if (scenario === undefined) return null
  const config = scenario.config as ChordConfig
  const { latency_ms } = scenario.network
  return (
    <>
      <Stepper
        label="m"
        title="Bits of an identifier: the ring has 2 to the m of them"
        value={config.bits}
        min={fewestBits(scenario)}
        max={32}
        onChange={(bits) =>
          editScenario('m', (old) => ({ ...old, config: { ...(old.config as ChordConfig), bits } }))
        }
      />
      {typeof latency_ms === 'number' && (
        <Stepper
          label="delay, ms"
          title="One-way delay of every message"
          value={latency_ms}
          min={0}
          max={1000}
          step={5}
          onChange={(delay) =>
            editScenario('delay', (old) => ({ ...old, network: { ...old.network, latency_ms: delay } }))
          }
        />
      )}
      <SeedStepper />
      <span className={styles.wide}>
        <ProtocolMenu config={config} />
      </span>
      <span className={styles.narrow}>
        <ProtocolFields config={config} />
      </span>
    </>
  )
}
