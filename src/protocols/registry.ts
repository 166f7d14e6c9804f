import type { Protocol } from '../engine/run/protocol.ts'
import type { ScenarioFormat } from '../engine/scenario/parse.ts'
import { chordFormat } from './chord/format.ts'
import { chord } from './chord/protocol.ts'

/** A protocol whose types of state and messages the caller does not need to know. */
export type AnyProtocol = Protocol<unknown, unknown, unknown, unknown>

/** The protocols by lab. Adding a lab is one line here and one in `formats`. */
const protocols: Readonly<Record<string, AnyProtocol>> = {
  chord: chord as unknown as AnyProtocol,
}

/** How each lab reads its scenarios. */
export const formats: Readonly<Record<string, ScenarioFormat>> = {
  chord: chordFormat,
}

/** The protocol of a lab that a parsed scenario names. */
export function protocolOf(lab: string): AnyProtocol {
  const protocol = protocols[lab]
  if (protocol === undefined) throw new Error(`There is no lab ${lab}`)
  return protocol
}
