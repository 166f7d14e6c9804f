import * as v from 'valibot'
import { type Fault, fault, faultsOf, pathText, shown } from './fault.ts'
import { SCHEMA, type Scenario } from './scenario.ts'

/** The largest document that is read, in characters. Larger ones are refused before they are parsed. */
export const MAX_CHARACTERS = 8_000_000

/** How a lab reads its part of a scenario. */
export interface ScenarioFormat {
  readonly schema: v.GenericSchema
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
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch (error) {
    return refuse({ path: '', text: `this is not JSON: ${whereInText(text, error as Error)}` })
  }
  return checkScenario(document, formats)
}

/** Checks a scenario that is an object already. */
export function checkScenario(
  document: unknown,
  formats: Readonly<Record<string, ScenarioFormat>>,
): ParseResult {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    return refuse(fault('', 'a scenario: an object with schema, lab, title, config and actions', document))
  }
  const fields = document as Record<string, unknown>
  const newer = newerVersion(fields.schema)
  if (newer !== undefined) return refuse(newer)
  const labs = Object.keys(formats)
  const format =
    typeof fields.lab === 'string' && Object.hasOwn(formats, fields.lab) ? formats[fields.lab] : undefined
  if (format === undefined) return refuse(fault('lab', `one of ${labs.join(', ')}`, fields.lab))

  const parsed = v.safeParse(format.schema, document)
  const faults = parsed.success ? [] : faultsOf(parsed.issues)
  const sound = (path: readonly (string | number)[]) => {
    const where = pathText(path)
    return !faults.some(
      (f) => f.path === where || f.path.startsWith(`${where}.`) || f.path.startsWith(`${where}[`),
    )
  }
  faults.push(...format.check(parsed.success ? (parsed.output as Record<string, unknown>) : fields, sound))
  faults.push(...unknownExpectations(fields, format, sound), ...unorderedTimes(fields, sound))
  return faults.length > 0 ? { ok: false, faults } : { ok: true, scenario: parsed.output as Scenario }
}

/** A scenario as JSON text. Reading it back gives the same scenario. */
export function serializeScenario(scenario: Scenario): string {
  return `${JSON.stringify(scenario, null, 2)}\n`
}

function refuse(...faults: Fault[]): ParseResult {
  return { ok: false, faults }
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
  if (!Array.isArray(fields.expect) || !sound(['expect'])) return []
  return (fields.expect as { property: string }[]).flatMap(({ property }, i) =>
    format.properties.includes(property)
      ? []
      : [fault(pathText(['expect', i, 'property']), `one of ${format.properties.join(', ')}`, property)],
  )
}

/** Actions happen in their order, so a time before that of an earlier action can never be met. */
function unorderedTimes(
  fields: Record<string, unknown>,
  sound: (path: readonly (string | number)[]) => boolean,
): Fault[] {
  if (!Array.isArray(fields.actions)) return []
  const faults: Fault[] = []
  let latest = 0
  fields.actions.forEach((action: { at_ms?: number }, i) => {
    if (!sound(['actions', i]) || action.at_ms === undefined) return
    if (action.at_ms < latest) {
      faults.push(
        fault(
          pathText(['actions', i, 'at_ms']),
          `at least ${latest}, the time of an action before`,
          action.at_ms,
        ),
      )
    }
    latest = Math.max(latest, action.at_ms)
  })
  return faults
}

/** V8 says `… at position 17 (line 2 column 3)`, or only that the text ended. */
function whereInText(text: string, error: Error): string {
  const position = /position (\d+)/.exec(error.message)?.[1]
  if (position === undefined) return text.trim() === '' ? 'it is empty' : 'it ends too early'
  const before = text.slice(0, Number(position)).split('\n')
  return `look at line ${before.length}, column ${(before[before.length - 1] as string).length + 1}`
}
