import { readFile, stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Fault } from '../engine/scenario/fault.ts'
import { MAX_CHARACTERS } from '../engine/scenario/parse.ts'
import { type Scenario, withFiles } from '../engine/scenario/scenario.ts'
import { readScenario } from '../protocols/readScenario.ts'
import { formats } from '../protocols/registry.ts'

/** A character takes up to four bytes. */
const MAX_BYTES = 4 * MAX_CHARACTERS

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
  return (await readBytes(file, MAX_BYTES)).toString('utf8')
}

/** The bytes of a file, or of standard input for `-`. Throws an InputError when there are more than `max`. */
export async function readBytes(file: string, max: number): Promise<Buffer> {
  if (file === '-') return readStandardInput(max)
  try {
    const { size } = await stat(file)
    if (size > max) throw tooLarge(file, size, max)
    return await readFile(file)
  } catch (error) {
    if (error instanceof InputError) throw error
    throw new InputError([{ path: file, text: `cannot be read (${(error as NodeJS.ErrnoException).code})` }])
  }
}

/** Standard input, up to the size of the largest file that is read. */
async function readStandardInput(max: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > max) throw tooLarge('standard input', size, max)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function tooLarge(name: string, size: number, max: number): InputError {
  const limit = max / 1e6
  return new InputError([
    { path: name, text: `has ${Math.round(size / 1e6)} MB or more; at most ${limit} MB are read` },
  ])
}

/** The scenario in `source`. Throws an InputError with all its faults. */
export async function scenarioFrom(source: string): Promise<Scenario> {
  const parsed = await readScenario(source)
  if (!parsed.ok) throw new InputError(parsed.faults)
  const names = formats[parsed.scenario.lab]?.files?.(parsed.scenario) ?? []
  if (names.length === 0) return parsed.scenario
  const texts = names.map(async (name) => [name, await readInput(publicFile(name))] as const)
  return withFiles(parsed.scenario, Object.fromEntries(await Promise.all(texts)))
}

/** A file that the page serves. */
function publicFile(name: string): string {
  return fileURLToPath(new URL(`../../public/${name}`, import.meta.url))
}
