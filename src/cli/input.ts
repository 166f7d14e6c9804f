import { readFile, stat } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import type { Fault } from '../engine/scenario/fault.ts'
import { MAX_CHARACTERS, parseScenario } from '../engine/scenario/parse.ts'
import type { Scenario } from '../engine/scenario/scenario.ts'
import { formats } from '../protocols/registry.ts'

/** The input cannot be used; nothing has been written to standard output. */
export class InputError extends Error {
  readonly faults: readonly Fault[]

  constructor(faults: readonly Fault[]) {
    super('The input cannot be used')
    this.faults = faults
  }
}

/** The text of a file, or of standard input for `-`. Throws an InputError when it cannot be read. */
export async function readInput(file: string): Promise<string> {
  if (file === '-') return text(process.stdin)
  try {
    const { size } = await stat(file)
    if (size > 4 * MAX_CHARACTERS) {
      throw new InputError([
        {
          path: file,
          text: `has ${Math.round(size / 1e6)} MB; at most ${(4 * MAX_CHARACTERS) / 1e6} MB are read`,
        },
      ])
    }
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof InputError) throw error
    throw new InputError([{ path: file, text: `cannot be read (${(error as NodeJS.ErrnoException).code})` }])
  }
}

/** The scenario in `source`. Throws an InputError with all its faults. */
export function scenarioFrom(source: string): Scenario {
  const parsed = parseScenario(source, formats)
  if (!parsed.ok) throw new InputError(parsed.faults)
  return parsed.scenario
}
