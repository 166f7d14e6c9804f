import { MAX_CHARACTERS } from '../engine/scenario/parse.ts'
import { type Scenario, withFiles } from '../engine/scenario/scenario.ts'
import { formats } from '../protocols/registry.ts'
import { readBounded } from './readBounded.ts'

export type Attached =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly lines: readonly string[] }

const texts = new Map<string, string>()

/** Loads the files that a scenario names. The protocol of its lab must be loaded. */
export async function attachFiles(scenario: Scenario): Promise<Attached> {
  const names = formats[scenario.lab]?.files?.(scenario) ?? []
  if (names.length === 0) return { ok: true, scenario }
  try {
    const found = await Promise.all(names.map(async (name) => [name, await loadText(name)] as const))
    return { ok: true, scenario: withFiles(scenario, Object.fromEntries(found)) }
  } catch (error) {
    return { ok: false, lines: [error instanceof Error ? error.message : String(error)] }
  }
}

/** The text of a file below the folder of the page. Throws, with words for the user, when it cannot be had. */
export async function loadText(name: string): Promise<string> {
  const known = texts.get(name)
  if (known !== undefined) return known
  let response: Response
  try {
    response = await fetch(new URL(name, document.baseURI))
  } catch {
    throw new Error(`${name} cannot be loaded. Check the connection, then try again.`)
  }
  if (!response.ok) throw new Error(`The server answers ${response.status} for ${name}.`)
  const text = await readBounded(response, MAX_CHARACTERS)
  if (text === undefined) throw new Error(`${name} is too large to be read.`)
  texts.set(name, text)
  return text
}
