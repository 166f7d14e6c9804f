/** The part of JSON Schema that the format of scenarios uses. */
export interface JsonSchema {
  readonly $schema?: string
  readonly title?: string
  readonly description?: string
  readonly default?: unknown
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly oneOf?: readonly JsonSchema[]
  readonly anyOf?: readonly JsonSchema[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | JsonSchema
  readonly propertyNames?: JsonSchema
  readonly items?: JsonSchema
  /** Schemas of the first items; `items` is about the rest. */
  readonly prefixItems?: readonly JsonSchema[]
  readonly minItems?: number
  readonly maxItems?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
}

type Check = (schema: JsonSchema, value: never) => boolean

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)

const types: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: isObject,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: Number.isInteger,
  boolean: (value) => typeof value === 'boolean',
}

/** What each word of a schema demands; those about one type pass values of the others, as the standard says. */
const checks: Readonly<Record<string, Check>> = {
  type: ({ type }, value) => types[type as string]?.(value) === true,
  const: (schema, value) => value === schema.const,
  enum: (schema, value) => schema.enum?.includes(value) === true,
  oneOf: (schema, value) => schema.oneOf?.filter((option) => accepts(option, value)).length === 1,
  anyOf: (schema, value) => schema.anyOf?.some((option) => accepts(option, value)) === true,
  properties: ({ properties = {} }, value: object) =>
    !isObject(value) ||
    Object.entries(value).every(([name, inner]) => {
      const property = Object.hasOwn(properties, name) ? properties[name] : undefined
      return property === undefined || accepts(property, inner)
    }),
  required: ({ required = [] }, value: object) =>
    !isObject(value) || required.every((name) => Object.hasOwn(value, name)),
  additionalProperties: ({ additionalProperties, properties = {} }, value: object) =>
    !isObject(value) ||
    Object.entries(value).every(
      ([name, inner]) =>
        Object.hasOwn(properties, name) ||
        (typeof additionalProperties === 'object'
          ? accepts(additionalProperties, inner)
          : additionalProperties === true),
    ),
  propertyNames: ({ propertyNames = {} }, value: object) =>
    !isObject(value) || Object.keys(value).every((name) => accepts(propertyNames, name)),
  items: ({ items = {}, prefixItems = [] }, value: unknown[]) =>
    !Array.isArray(value) || value.slice(prefixItems.length).every((item) => accepts(items, item)),
  prefixItems: ({ prefixItems = [] }, value: unknown[]) =>
    !Array.isArray(value) || prefixItems.every((schema, i) => i >= value.length || accepts(schema, value[i])),
  minItems: ({ minItems = 0 }, value: unknown[]) => !Array.isArray(value) || value.length >= minItems,
  maxItems: ({ maxItems = Infinity }, value: unknown[]) => !Array.isArray(value) || value.length <= maxItems,
  minimum: ({ minimum = -Infinity }, value: number) => typeof value !== 'number' || value >= minimum,
  maximum: ({ maximum = Infinity }, value: number) => typeof value !== 'number' || value <= maximum,
  exclusiveMinimum: ({ exclusiveMinimum = -Infinity }, value: number) =>
    typeof value !== 'number' || value > exclusiveMinimum,
  minLength: ({ minLength = 0 }, value: string) => typeof value !== 'string' || value.length >= minLength,
  maxLength: ({ maxLength = Infinity }, value: string) =>
    typeof value !== 'string' || value.length <= maxLength,
  pattern: ({ pattern = '' }, value: string) =>
    typeof value !== 'string' || new RegExp(pattern, 'u').test(value),
}

const annotations = ['$schema', 'title', 'description', 'default']

/** Whether a schema accepts a value. Throws on a word that it does not know, rather than pass over it. */
export function accepts(schema: JsonSchema | boolean, value: unknown): boolean {
  if (typeof schema === 'boolean') return schema
  return Object.keys(schema).every((word) => {
    if (annotations.includes(word)) return true
    const check = checks[word]
    if (check === undefined) throw new Error(`The schema uses "${word}", which these tests do not know`)
    return check(schema, value as never)
  })
}
