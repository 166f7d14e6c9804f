import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { scenarioJsonSchema } from '../../../src/cli/json-schema.ts'
import { formats } from '../../../src/protocols/registry.ts'
import { accepts, type JsonSchema } from '../../support/jsonSchema.ts'
import { chordDocument, type Document, publicNames, publicText } from '../../support/scenarios.ts'

const schema = (await scenarioJsonSchema()) as unknown as JsonSchema
const file = new URL('../../../public/scenario.schema.json', import.meta.url)

/** Every schema inside a schema, with its path. */
function* inside(value: unknown, path = ''): Generator<[string, JsonSchema]> {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) yield [path, value as JsonSchema]
  for (const [name, inner] of Object.entries(value)) yield* inside(inner, `${path}/${name}`)
}

describe('public/scenario.schema.json', () => {
  test('is what `npm run schema` writes', () => {
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(schema)))
  })

  test('is one document of draft 2020-12 with one branch a lab', () => {
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema')
    expect(schema.oneOf?.map((branch) => branch.properties?.lab?.const)).toEqual(Object.keys(formats))
    expect(schema.oneOf?.every((branch) => branch.title !== undefined && !('$schema' in branch))).toBe(true)
  })

  test('every field says what it means, but for the names of shapes and actions', () => {
    const silent = [...inside(schema)]
      .filter(([path, field]) => /\/properties\/[^/]+$/.test(path) && field.description === undefined)
      .map(([path]) => path)
    const described = silent.filter((path) => !/\/(do|kind)$/.test(path) && !describedByOptions(path))
    expect(described).toEqual([])
  })

  function describedByOptions(path: string): boolean {
    const field = [...inside(schema)].find(([other]) => other === path)?.[1]
    const options = field?.anyOf ?? field?.oneOf ?? []
    return options.length > 0 && options.every((option) => option.description !== undefined)
  }

  test('every action says what it does', () => {
    const actions = schema.oneOf?.flatMap((lab) => {
      const items = lab.properties?.actions?.items
      return items?.oneOf ?? items?.anyOf ?? []
    })
    expect(actions?.length).toBeGreaterThan(10)
    expect(actions?.filter(({ description }) => description === undefined)).toEqual([])
  })

  test.each(publicNames)('accepts public/scenarios/%s.json', (name) => {
    expect(accepts(schema, JSON.parse(publicText(name)))).toBe(true)
  })

  const wrong: readonly [what: string, document: Document][] = [
    ['another version', { ...chordDocument([]), schema: 'clusterscope/2' }],
    ['an unknown field', { ...chordDocument([]), speed: 3 }],
    ['an unknown field of an action', chordDocument([{ do: 'heal', x: 1 }])],
    ['an unknown action', chordDocument([{ do: 'explode' }])],
    ['a missing field', { schema: 'clusterscope/1', lab: 'chord', title: 'x', actions: [] }],
    ['a wrong type', { ...chordDocument([]), seed: '1' }],
    ['a number out of range', { ...chordDocument([]), network: { loss: 1.1 } }],
    ['too many bits', chordDocument([], { config: { bits: 40 } })],
    ['a key that is no number', chordDocument([], { config: { keys: { K14: 'V' } } })],
    [
      'an unknown distribution',
      { ...chordDocument([]), network: { latency_ms: { kind: 'normal', mean: 1 } } },
    ],
  ]

  test.each(wrong)('refuses %s', (_, document) => {
    expect(accepts(schema, chordDocument([]))).toBe(true)
    expect(accepts(schema, document)).toBe(false)
  })
})
