import type { Latency } from '../../engine/network/latency.ts'
import type { Scenario } from '../../engine/scenario/scenario.ts'
import type { QuorumConfig } from '../../protocols/quorum/config.ts'
import { editScenario } from '../../store/editScenario.ts'
import { useSession } from '../../store/session.ts'
import { SeedStepper } from '../../ui/SeedStepper.tsx'
import { Stepper } from '../../ui/Stepper.tsx'

/** The delay that the stepper changes: that of writes where the scenario gives them one, else of all messages. */
interface Delay {
  readonly label: string
  readonly title: string
  readonly value: number
  with(scenario: Scenario, value: number): Scenario
}

function delayOf({ config, network }: Scenario): Delay | undefined {
  const { W } = (config as QuorumConfig).legs
  if (W !== undefined) {
    const value = meanOf(W)
    return value === undefined
      ? undefined
      : {
          label: 'write delay, ms',
          title: 'Mean one-way delay of a write to a replica',
          value,
          with: (scenario, mean) => {
            const old = scenario.config as QuorumConfig
            return { ...scenario, config: { ...old, legs: { ...old.legs, W: withMean(W, mean) } } }
          },
        }
  }
  const value = meanOf(network.latency_ms)
  return value === undefined
    ? undefined
    : {
        label: 'mean delay, ms',
        title: 'Mean one-way delay of every message',
        value,
        with: (scenario, mean) => ({
          ...scenario,
          network: { ...scenario.network, latency_ms: withMean(network.latency_ms, mean) },
        }),
      }
}

/** The mean of a delay that has one parameter; undefined for the others. */
function meanOf(latency: Latency): number | undefined {
  if (typeof latency === 'number') return latency
  return latency.kind === 'exponential' ? latency.mean : undefined
}

function withMean(latency: Latency, mean: number): Latency {
  return typeof latency === 'number' ? mean : { kind: 'exponential', mean }
}

/** The parameters of a quorum scenario besides N, W and R; each change runs it again at once. */
export function QuorumParameters() {
  const scenario = useSession((session) => session.opened?.scenario)
  if (scenario === undefined) return null
  const delay = delayOf(scenario)
  return (
    <>
      {delay && (
        <Stepper
          label={delay.label}
          title={delay.title}
          value={delay.value}
          min={1}
          max={1000}
          step={delay.value >= 20 ? 10 : 1}
          onChange={(value) => editScenario('the delay', (old) => delay.with(old, value))}
        />
      )}
      <SeedStepper />
    </>
  )
}
