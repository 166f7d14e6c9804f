import * as v from 'valibot'
import { type Fault, fault, faultsOf, pathText, shown, unknownField } from './fault.ts'
import { whereNotJson } from './json.ts'
import { documentOf, SCHEMA, type Scenario } from './scenario.ts'
import { isObject } from './shapes.ts'

/** The largest document that is read, in characters. Larger ones are refused before they are parsed. */
export const MAX_CHARACTERS = 8_000_000

/** Lists and objects may be nested this deep: far deeper than any field, far less than the stack. */
const MAX_DEPTH = 100

/** How a lab reads its part of a scenario. */
export interface ScenarioFormat {
  readonly schema: v.GenericSchema
  /** The files that a scenario names, as paths below the folder of the page. Their texts come as `Scenario.files`. */
  files?(scenario: Scenario): readonly string[]
  /** Names of the properties that `expect` may name. */
  readonly properties: readonly string[]
  /**
   * Faults between fields, which a schema cannot see, such as an identifier that does not fit `bits`.
   * `sound(path)` says whether the schema accepted what stands there; only that may be looked at.
   */
  check(document: Record<string, unknown>, sound: (path: readonly (string | number)[]) => boolean): Fault[]
}

export type ParseResult =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly faults: readonly Fault[] }

/** Reads a scenario from JSON text. All faults are reported at once; nothing is half-read. */
export function parseScenario(text: string, formats: Readonly<Record<string, ScenarioFormat>>): ParseResult {
  if (text.length > MAX_CHARACTERS) {
    const size = (text.length / 1e6).toFixed(1)
    return refuse({
      path: '',
      text: `the scenario has ${size} million characters; at most ${MAX_CHARACTERS / 1e6} million are read`,
    })
  }
  // Some editors put a byte order mark at the start.
  const json = text.replace(/^\uFEFF/, '')
  let document: unknown
  try {
    document = JSON.parse(json)
  } catch {
    return refuse({ path: '', text: `this is not JSON: ${whereNotJson(json)}` })
  }
  return checkScenario(document, formats)
}

/** Checks a scenario that is an object already. */
export function checkScenario(
  document: unknown,
  formats: Readonly<Record<string, ScenarioFormat>>,
): ParseResult {
  if (isDeeperThan(MAX_DEPTH, document)) {
    return refuse({ path: '', text: `lists and objects are nested deeper than ${MAX_DEPTH} levels` })
  }
  if (!isObject(document)) {
    return refuse(fault('', 'a scenario: an object with schema, lab, title, config and actions', document))
  }
  const fields = document
  const newer = newerVersion(fields.schema)
  if (newer !== undefined) return refuse(newer)
  const labs = Object.keys(formats)
  const format =
    typeof fields.lab === 'string' && Object.hasOwn(formats, fields.lab) ? formats[fields.lab] : undefined
  if (format === undefined) return refuse(fault('lab', `one of ${labs.join(', ')}`, fields.lab))

  const parsed = v.safeParse(format.schema, document)
  const seen = parsed.success ? [] : faultsOf(parsed.issues)
  const faulty = new Set(seen.flatMap(({ path }) => withParents(path)))
  const sound = (path: readonly (string | number)[]) => !faulty.has(pathText(path))
  const faults = [
    ...seen,
    ...tooMuchTime(fields, sound),
    ...inheritedNames(document, []).filter(({ path }) => !faulty.has(path)),
    ...format.check(parsed.success ? (parsed.output as Record<string, unknown>) : fields, sound),
    ...unknownExpectations(fields, format, sound),
    ...impossibleTimes(fields, sound),
  ]
  return faults.length > 0 ? { ok: false, faults } : { ok: true, scenario: parsed.output as Scenario }
}

/** A scenario as JSON text. Reading it back gives the same scenario. */
export function serializeScenario(scenario: Scenario): string {
  return `${JSON.stringify(documentOf(scenario), null, 2)}\n`
}

/** `actions[3].node`, `actions[3]` and `actions`. */
function withParents(path: string): string[] {
  return [path, ...[...path.matchAll(/[.[]/g)].map(({ index }) => path.slice(0, index))]
}

function refuse(fault: Fault): ParseResult {
  return { ok: false, faults: [fault] }
}

/** Whether the nesting would exhaust the stack of whoever walks through it. `JSON.parse` itself does not mind. */
function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(levels - 1, inner))
}

/** Names that objects or functions have of their own, such as `constructor`: valibot skips some in silence. */
function inheritedNames(value: unknown, path: readonly (string | number)[]): Fault[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap((inner, i) => inheritedNames(inner, [...path, i]))
  return Object.entries(value).flatMap(([name, inner]) => {
    const here = [...path, name]
    const isTaken = name in Object.prototype || name === 'prototype'
    return isTaken ? [unknownField(pathText(here))] : inheritedNames(inner, here)
  })
}

function newerVersion(schema: unknown): Fault | undefined {
  const version = typeof schema === 'string' ? /^clusterscope\/(\d+)$/.exec(schema)?.[1] : undefined
  if (version === undefined || Number(version) <= 1) return undefined
  return { path: 'schema', text: `${shown(schema)} is from a newer version; this one reads "${SCHEMA}"` }
}

function unknownExpectations(
  fields: Record<string, unknown>,
  format: ScenarioFormat,
  sound: (path: readonly (string | number)[]) => boolean,
): Fault[] {
  if (!Array.isArray(fields.expect)) return []
  return fields.expect.flatMap((expectation: { property: string }, i) => {
    if (!sound(['expect', i]) || format.properties.includes(expectation.property)) return []
    const path = pathText(['expect', i, 'property'])
    return [fault(path, `one of ${format.properties.join(', ')}`, expectation.property)]
  })
}

/** Longest time that a scenario may let pass, in seconds: three years. More does not fit exact virtual time. */
const MAX_ADVANCE_s = 1e8

function tooMuchTime(
  fields: Record<string, unknown>,
  sound: (path: readonly (string | number)[]) => boolean,
): Fault[] {
  if (!Array.isArray(fields.actions)) return []
  const total = fields.actions.reduce<number>(
    (sum, action: { do?: unknown; seconds?: unknown } | null, i) =>
      sound(['actions', i]) && action?.do === 'advance' ? sum + Number(action.seconds) : sum,
    0,
  )
  return total > MAX_ADVANCE_s
    ? [{ path: 'actions', text: `expected advances of at most ${MAX_ADVANCE_s} s together, got ${total} s` }]
    : []
}

/** Actions happen in their order, so a time before that of an earlier action can never be met. */
function impossibleTimes(
  fields: Record<string, unknown>,
  sound: (path: readonly (string | number)[]) => boolean,
): Fault[] {
  if (!Array.isArray(fields.actions)) return []
  const faults: Fault[] = []
  let latest = 0
  fields.actions.forEach((action: { at_ms?: number; at_step?: number }, i) => {
    if (!sound(['actions', i]) || action.at_ms === undefined) return
    const { at_ms, at_step } = action
    const path = pathText(['actions', i, 'at_ms'])
    if (at_step !== undefined) faults.push(fault(path, 'no time beside at_step', at_ms))
    else if (at_ms < latest)
      faults.push(fault(path, `at least ${latest}, the time of an action before`, at_ms))
    else latest = at_ms
  })
  return faults
}
