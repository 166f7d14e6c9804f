import type { ChordConfig } from '../../protocols/chord/config.ts'
import { editScenario } from '../../store/editScenario.ts'
import { useSession } from '../../store/session.ts'
import { Stepper } from '../../ui/Stepper.tsx'

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
        min={3}
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
      <Stepper
        label="seed"
        title="Start of the random numbers: the same seed gives the same run"
        value={scenario.seed}
        min={0}
        max={1_000_000}
        onChange={(seed) => editScenario('seed', (old) => ({ ...old, seed }))}
      />
    </>
  )
}
