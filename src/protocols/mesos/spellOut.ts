import * as v from 'valibot'
import type { Action } from '../../engine/scenario/scenario.ts'
import { type MesosAction, mesosActionSchema } from './config.ts'

/**
 * An action with every field that it may leave out. One from a file has been through this already and stays
 * the same; one from the page comes as the user gave it. Undefined: it is none, which the format says better.
 */
export function spellOut(action: Action): MesosAction | undefined {
  const read = v.safeParse(mesosActionSchema, action)
  return read.success ? (read.output as MesosAction) : undefined
}
