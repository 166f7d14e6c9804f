import { toJsonSchema } from '@valibot/to-json-schema'
import { SCHEMA } from '../engine/scenario/scenario.ts'
import { formats, loadAllProtocols } from '../protocols/registry.ts'

/** Checks that JSON Schema cannot say; reading a scenario still makes them. */
const BEYOND_JSON_SCHEMA = ['check', 'finite']

/** The format of scenarios as one JSON Schema, so that an editor completes and checks them. */
export async function scenarioJsonSchema() {
  await loadAllProtocols()
  const labs = Object.entries(formats).map(([lab, format]) => {
    const { $schema: _dialect, ...schema } = toJsonSchema(format.schema, {
      target: 'draft-2020-12',
      typeMode: 'input',
      ignoreActions: BEYOND_JSON_SCHEMA,
    })
    return { title: `A scenario of ${lab}`, ...schema }
  })
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `Clusterscope scenario (${SCHEMA})`,
    description: 'Everything that one run of a distributed system needs.',
    oneOf: labs,
  }
}
