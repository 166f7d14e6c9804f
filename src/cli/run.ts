import { simulate } from '../engine/run/simulation.ts'
import { protocolOf } from '../protocols/registry.ts'
import { scenarioFrom } from './input.ts'
import { finish } from './output.ts'

/** `run FILE`: runs a scenario to its end at full speed and prints its result. */
export async function run(source: string): Promise<number> {
  const scenario = await scenarioFrom(source)
  return finish(simulate(protocolOf(scenario.lab), scenario))
}
