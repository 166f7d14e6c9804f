import { type Fault, fault } from '../engine/scenario/fault.ts'
import type { Experiment, Parameter, Value, Values } from './experiment.ts'

/** The values of an experiment: what was given, checked, and defaults for the rest; or all that is wrong. */
export function valuesOf(
  experiment: Experiment,
  given: Readonly<Record<string, Value>>,
): { readonly values: Values } | { readonly faults: readonly Fault[] } {
  const known = experiment.parameters.map(({ name }) => name)
  const faults = Object.keys(given)
    .filter((name) => !known.includes(name))
    .map(
      (name): Fault => ({ path: name, text: `is no parameter of ${experiment.name}: ${known.join(', ')}` }),
    )
  const values: Record<string, Value> = {}
  for (const parameter of experiment.parameters) {
    const value = Object.hasOwn(given, parameter.name)
      ? read(parameter, given[parameter.name])
      : parameter.default
    if (value === undefined) faults.push(fault(parameter.name, expected(parameter), given[parameter.name]))
    else values[parameter.name] = value
  }
  return faults.length > 0 ? { faults } : { values }
}

/** The value, also where it comes as text from a command line; undefined when it does not fit. */
function read(parameter: Parameter, given: Value | undefined): Value | undefined {
  switch (parameter.kind) {
    case 'number': {
      const number = typeof given === 'string' && given.trim() !== '' ? Number(given) : given
      if (typeof number !== 'number' || !Number.isFinite(number)) return undefined
      if (number < parameter.min || number > parameter.max) return undefined
      return parameter.integer && !Number.isInteger(number) ? undefined : number
    }
    case 'choice':
      return typeof given === 'string' && parameter.options.includes(given) ? given : undefined
    case 'switch':
      return given === true || given === 'true'
        ? true
        : given === false || given === 'false'
          ? false
          : undefined
    case 'text':
      return typeof given === 'string' ? given : undefined
  }
}

/** What a parameter takes, in the words of a fault. */
export function expected(parameter: Parameter): string {
  switch (parameter.kind) {
    case 'number':
      return `${parameter.integer ? 'an integer' : 'a number'} ${parameter.min}..${parameter.max}`
    case 'choice':
      return `one of ${parameter.options.join(', ')}`
    case 'switch':
      return 'true or false'
    case 'text':
      return 'text'
  }
}
