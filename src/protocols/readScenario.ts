import { type ParseResult, parseScenario } from '../engine/scenario/parse.ts'
import { formats, loadProtocol } from './registry.ts'

/** Reads a scenario of any lab from JSON text. Rejects when the code of its lab cannot be loaded. */
export async function readScenario(text: string): Promise<ParseResult> {
  await loadProtocol(labIn(text))
  return parseScenario(text, formats)
}

/** The lab that a document names; empty when it names none. What is wrong with it is said when it is parsed. */
function labIn(text: string): string {
  try {
    const { lab } = Object(JSON.parse(text.replace(/^\uFEFF/, ''))) as { lab?: unknown }
    return typeof lab === 'string' ? lab : ''
  } catch {
    return ''
  }
}
