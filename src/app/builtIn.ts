import { faultLines } from '../engine/scenario/fault.ts'
import { MAX_CHARACTERS } from '../engine/scenario/parse.ts'
import type { Scenario } from '../engine/scenario/scenario.ts'
import { readScenario } from '../protocols/readScenario.ts'
import { readBounded } from '../store/readBounded.ts'
import { attachFiles } from '../store/scenarioFiles.ts'

export type Loaded =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly lines: readonly string[] }

const loaded = new Map<string, Scenario>()

/** Loads a built-in scenario by its name. The address is relative to the page's, wherever that is served. */
export async function loadBuiltIn(name: string): Promise<Loaded> {
  const known = loaded.get(name)
  if (known !== undefined) return { ok: true, scenario: known }
  const result = await load(new URL(`scenarios/${encodeURIComponent(name)}.json`, document.baseURI))
  if (result.ok) loaded.set(name, result.scenario)
  return result
}

async function load(address: URL): Promise<Loaded> {
  let text: string | undefined
  try {
    const response = await fetch(address)
    if (!response.ok) {
      return refuse(`The server answers ${response.status} for ${address.pathname}.`, 'Reload the page.')
    }
    text = await readBounded(response, MAX_CHARACTERS)
  } catch {
    return refuse('The server does not answer.', 'Check the connection, then try again.')
  }
  if (text === undefined) return refuse(`${address.pathname} is too large to be read.`)
  try {
    const parsed = await readScenario(text)
    return parsed.ok ? await attachFiles(parsed.scenario) : refuse(...faultLines(parsed.faults))
  } catch {
    return refuse(
      'The part of the page that runs it cannot be loaded.',
      'Check the connection, then try again.',
    )
  }
}

function refuse(...lines: readonly string[]): Loaded {
  return { ok: false, lines }
}
