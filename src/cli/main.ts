import { faultLines } from '../engine/scenario/fault.ts'
import { InputError, readInput } from './input.ts'
import { run } from './run.ts'
import { trace } from './trace.ts'

const USAGE = `Usage: npm run -s cli -- VERB FILE        FILE may be - for standard input
  run FILE      runs a scenario to its end and prints one JSON object
  trace FILE    prints one JSON line for each step, then what run prints`

/** Verbs of the command line; each returns the exit status. */
const verbs: Readonly<Record<string, (text: string) => Promise<number>>> = { run, trace }

async function main([verb, file, ...rest]: readonly string[]): Promise<number> {
  const command = verb !== undefined && Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
  if (command === undefined) {
    console.error(verb === undefined ? USAGE : `There is no verb "${verb}".\n${USAGE}`)
    return 2
  }
  if (file === undefined || rest.length > 0) {
    console.error(`${verb} takes one FILE.\n${USAGE}`)
    return 2
  }
  try {
    return await command(await readInput(file))
  } catch (error) {
    if (!(error instanceof InputError)) {
      // A fault of ours: neither a failed expectation nor bad input.
      console.error(error)
      return 3
    }
    console.error(faultLines(error.faults).join('\n'))
    return 2
  }
}

// A reader such as `head` may close the pipe when it has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})
process.exitCode = await main(process.argv.slice(2))
