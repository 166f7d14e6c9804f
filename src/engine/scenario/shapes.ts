import * as v from 'valibot'
import { expectationOf } from './fault.ts'

/** Puts what a field means into the published JSON Schema. */
export function about<S extends v.GenericSchema>(meaning: string, schema: S) {
  return v.pipe(schema, v.description(meaning))
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * An object with these fields and no others. Unlike valibot's `strictObject`, which it is made of, it takes no
 * list for an object, finds every unknown field rather than the first, and says of a missing field what
 * belongs there.
 */
export function fields<const E extends v.ObjectEntries>(entries: E) {
  const schema = v.strictObject(entries, (issue) => {
    const name = issue.path?.[0]?.key as string | undefined
    const isMissing = name !== undefined && Object.hasOwn(entries, name)
    return isMissing ? expectationOf(entries[name] as v.GenericSchema) : 'an object'
  })
  const plain = schema as unknown as v.StrictObjectSchema<v.ObjectEntries, undefined>
  return withRun(schema, (dataset, config) => {
    const input = dataset.value
    if (Array.isArray(input)) {
      v._addIssue(plain, 'type', dataset, config)
      return dataset
    }
    const output = plain['~run'](dataset, config)
    if (!isObject(input)) return output
    const unknown = Object.keys(input).filter((key) => !Object.hasOwn(entries, key))
    for (const key of unknown.slice(1)) {
      const path: [v.ObjectPathItem] = [{ type: 'object', origin: 'key', input, key, value: input[key] }]
      v._addIssue(plain, 'key', output, config, { input: key, expected: 'never', path })
    }
    return output
  })
}

/**
 * A union whose option is chosen by a look at the value, so that the faults are those of the shape that was
 * meant. `meant` gives the option's index; undefined: none of them.
 */
export function choice<const O extends v.UnionOptions>(
  options: O,
  words: string,
  meant: (value: unknown) => number | undefined,
) {
  const schema = v.union(options, words)
  return withRun(schema, (dataset, config) => {
    const index = meant(dataset.value)
    if (index !== undefined) return (options[index] as v.GenericSchema)['~run'](dataset, config)
    v._addIssue(schema as v.UnionSchema<v.UnionOptions, string>, 'type', dataset, config)
    return dataset
  })
}

/** The schema, read in another way. */
function withRun<S extends v.GenericSchema>(
  schema: S,
  run: (dataset: v.UnknownDataset, config: v.Config<v.BaseIssue<unknown>>) => unknown,
): S {
  return { ...schema, '~run': run }
}
