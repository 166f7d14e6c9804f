import { editScenario } from '../store/editScenario.ts'
import { useSession } from '../store/session.ts'
import { Stepper } from './Stepper.tsx'

/** The seed of the scenario on screen. */
export function SeedStepper() {
  const seed = useSession((session) => session.opened?.scenario.seed)
  if (seed === undefined) return null
  return (
    <Stepper
      label="seed"
      title="Start of the random numbers: the same seed gives the same run"
      value={seed}
      min={0}
      max={1_000_000}
      onChange={(value) => editScenario('seed', (old) => ({ ...old, seed: value }))}
    />
  )
}
