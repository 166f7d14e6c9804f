import type { Experiment, Value } from '../experiments/experiment.ts'
import { experimentNames, loadExperiment } from '../experiments/registry.ts'
import { expected, valuesOf } from '../experiments/values.ts'
import { InputError } from './input.ts'
import { writeLine } from './output.ts'

/** `experiment NAME --key value …`: runs an experiment and prints its result. Without NAME: lists them all. */
export async function experiment([name, ...options]: readonly string[]): Promise<number> {
  if (name === undefined) {
    for (const one of experimentNames) await writeLine(described((await loadExperiment(one)) as Experiment))
    return 0
  }
  const found = await loadExperiment(name)
  if (found === undefined) {
    throw new InputError([{ path: name, text: `is no experiment: ${experimentNames.join(', ')}` }])
  }
  const checked = valuesOf(found, given(options))
  if ('faults' in checked) throw new InputError(checked.faults)
  const percent = progressOnStandardError()
  await writeLine(await found.run(checked.values, { progress: percent, cancelled: () => false }))
  return 0
}

/** The list entry of an experiment: what its parameters are and take. */
function described({ name, title, summary, parameters }: Experiment) {
  return {
    name,
    title,
    summary,
    parameters: Object.fromEntries(
      parameters.map((parameter) => [
        parameter.name,
        { default: parameter.default, takes: expected(parameter), meaning: parameter.meaning },
      ]),
    ),
  }
}

/** `--key value --other 3` as an object. Throws an InputError where it is something else. */
function given(options: readonly string[]): Record<string, Value> {
  const values: Record<string, Value> = Object.create(null)
  for (let i = 0; i < options.length; i += 2) {
    const [key, value] = [options[i] as string, options[i + 1]]
    if (!key.startsWith('--') || value === undefined) {
      throw new InputError([{ path: '', text: `expected --key value, got ${faultWords(key, value)}` }])
    }
    values[key.slice(2)] = value
  }
  return values
}

const faultWords = (key: string, value: string | undefined) => (value === undefined ? key : `${key} ${value}`)

/** Says now and then how far the work is, on a terminal only: standard error stays clean in scripts. */
function progressOnStandardError(): (share: number) => void {
  let last = 0
  return (share) => {
    const percent = Math.floor(100 * share)
    if (!process.stderr.isTTY || percent < last + 5) return
    last = percent
    process.stderr.write(`${percent} %\n`)
  }
}
