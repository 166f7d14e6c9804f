import { faultLines } from '../engine/scenario/fault.ts'
import { experiment } from './experiment.ts'
import { InputError, readInput } from './input.ts'
import { run } from './run.ts'
import { trace } from './trace.ts'
import { wordcount } from './wordcount.ts'

const USAGE = `Usage: npm run -s cli -- VERB FILE        FILE may be - for standard input
  run FILE      runs a scenario to its end and prints one JSON object
  trace FILE    prints one JSON line for each step, then what run prints
  wordcount FILE [--reducers R] [--top K] [--partitioner hash|text|firstLetter] [--split-bytes N]
                counts the words of a file with the map, combine and reduce of the MapReduce lab

       npm run -s cli -- experiment [NAME --key value ...]
                runs an experiment and prints its result; without NAME lists all with their parameters`

/** A verb of the command line, with what follows it; returns the exit status. Undefined: that does not fit. */
type Verb = (args: readonly string[]) => Promise<number> | undefined

/** A verb that takes the text of one file. */
const ofText =
  (verb: (text: string) => Promise<number>): Verb =>
  ([file, ...rest]) =>
    file === undefined || rest.length > 0 ? undefined : readInput(file).then(verb)

/** A verb that takes a file and options. */
const ofFile =
  (verb: (file: string, options: readonly string[]) => Promise<number>): Verb =>
  ([file, ...options]) =>
    file === undefined ? undefined : verb(file, options)

const verbs: Readonly<Record<string, Verb>> = {
  run: ofText(run),
  trace: ofText(trace),
  wordcount: ofFile(wordcount),
  experiment,
}

async function main([verb, ...args]: readonly string[]): Promise<number> {
  const command = verb !== undefined && Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
  if (command === undefined) {
    console.error(verb === undefined ? USAGE : `There is no verb "${verb}".\n${USAGE}`)
    return 2
  }
  try {
    const status = await command(args)
    if (status !== undefined) return status
    console.error(`${verb} takes one FILE.\n${USAGE}`)
    return 2
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
