import { faultLines } from '../engine/scenario/fault.ts'
import { InputError, readInput } from './input.ts'
import { run } from './run.ts'
import { trace } from './trace.ts'
import { wordcount } from './wordcount.ts'

const USAGE = `Usage: npm run -s cli -- VERB FILE        FILE may be - for standard input
  run FILE      runs a scenario to its end and prints one JSON object
  trace FILE    prints one JSON line for each step, then what run prints
  wordcount FILE [--reducers R] [--top K] [--partitioner hash|text|firstLetter] [--split-bytes N]
                counts the words of a file with the map, combine and reduce of the MapReduce lab`

/** A verb gets its FILE and what follows it, and returns the exit status. */
type Verb = (file: string, options: readonly string[]) => Promise<number>

/** Verbs of the command line. The first ones take the text of one FILE and no options. */
const ofText: Readonly<Record<string, (text: string) => Promise<number>>> = { run, trace }
const withOptions: Readonly<Record<string, Verb>> = { wordcount }

function verbNamed(name: string): Verb | undefined {
  if (Object.hasOwn(withOptions, name)) return withOptions[name]
  const act = Object.hasOwn(ofText, name) ? ofText[name] : undefined
  return act && (async (file) => act(await readInput(file)))
}

async function main([verb, file, ...rest]: readonly string[]): Promise<number> {
  const command = verb === undefined ? undefined : verbNamed(verb)
  if (command === undefined) {
    console.error(verb === undefined ? USAGE : `There is no verb "${verb}".\n${USAGE}`)
    return 2
  }
  if (file === undefined || (rest.length > 0 && Object.hasOwn(ofText, verb as string))) {
    console.error(`${verb} takes one FILE.\n${USAGE}`)
    return 2
  }
  try {
    return await command(file, rest)
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
