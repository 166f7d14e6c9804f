import { once } from 'node:events'
import type { RunResult } from '../engine/run/simulation.ts'

/** Writes one JSON line to standard output and waits while its reader is slow. */
export async function writeLine(value: unknown): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(value)}\n`)) await once(process.stdout, 'drain')
}

/** Prints a result; says which expectations failed, and returns the exit status. */
export async function finish(result: RunResult): Promise<number> {
  await writeLine(result)
  const failed = result.expect.filter((expectation) => !expectation.met)
  for (const { property, outcome, actual } of failed) {
    console.error(`${property}: expected "${outcome}", but it is "${actual}"`)
  }
  return failed.length > 0 ? 1 : 0
}
