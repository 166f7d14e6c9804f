import { parseArgs } from 'node:util'
import { type Fault, fault } from '../engine/scenario/fault.ts'
import type { Partitioner } from '../protocols/mapreduce/config.ts'
import { countersOf } from '../protocols/mapreduce/counters.ts'
import { endsWithinRecord, recordsIn } from '../protocols/mapreduce/records.ts'
import type { Bytes, Pair } from '../protocols/mapreduce/state.ts'
import { toText } from '../protocols/mapreduce/text.ts'
import { type JobShape, runMap, runReduce } from '../protocols/mapreduce/wordCount.ts'
import { InputError, readBytes } from './input.ts'
import { writeLine } from './output.ts'

/** The largest file that is counted: it is held in memory. */
const MAX_BYTES = 512_000_000
const LIMITS = { reducers: 1000, top: 1_000_000, split: 512_000_000, partitions: 1_000_000 } as const
/** A block of HDFS (GFS, SOSP 2003, section 2.5: 64 MB). */
const BLOCK_BYTES = 64 * 2 ** 20
const PARTITIONERS: readonly string[] = ['hash', 'text', 'firstLetter'] satisfies Partitioner[]

interface Options {
  readonly shape: JobShape
  readonly top: number
  readonly splitBytes: number
}

/** What `wordcount` prints. */
export interface WordCount {
  readonly bytes: number
  readonly splits: number
  readonly top: readonly (readonly [word: string, count: number])[]
  readonly counters: Readonly<Record<string, number>>
}

/** `wordcount FILE …`: counts the words of a file with the lab's own map, combine and reduce. */
export async function wordcount(file: string, options: readonly string[]): Promise<number> {
  const { shape, top, splitBytes } = optionsFrom(options)
  const data = await readBytes(file, MAX_BYTES)
  const partitions = Math.ceil(data.length / splitBytes) * shape.reducers
  if (partitions > LIMITS.partitions) {
    throw new InputError([fault('--split-bytes', `at most ${LIMITS.partitions} partitions`, partitions)])
  }
  const begun = performance.now()
  const count = countWords(data, shape, splitBytes, top)
  const seconds = (performance.now() - begun) / 1000
  const MB_per_s = Number((count.bytes / 1e6 / seconds).toFixed(1))
  await writeLine({ file, reducers: shape.reducers, ...count, seconds: Number(seconds.toFixed(3)), MB_per_s })
  return 0
}

/** The job without a cluster: the tasks of the lab, one after the other. */
export function countWords(data: Buffer, shape: JobShape, splitBytes: number, top: number): WordCount {
  const maps: ReturnType<typeof runMap>[] = []
  for (let offset = 0; offset === 0 || offset < data.length; offset += splitBytes) {
    maps.push(runMap(linesOf(data, offset, splitBytes), shape))
  }
  const reduces = Array.from({ length: shape.reducers }, (_, reducer) =>
    runReduce(maps.flatMap(({ output }) => output[reducer] ?? [])),
  )
  const counters = countersOf(
    maps.map(({ report }) => report),
    reduces.map(({ report }) => report),
  )
  const words = reduces.flatMap(({ output }) => output)
  return { bytes: data.length, splits: maps.length, top: mostFrequent(words, top), counters }
}

/** The lines of a split: reads on past its end, twice as far each time, until its last line is whole. */
function linesOf(data: Buffer, offset: number, splitBytes: number): Bytes[] {
  const length = Math.min(splitBytes, data.length - offset)
  const split = { offset, length, fileBytes: data.length }
  let more = 4096
  let text = data.toString('latin1', offset, offset + length)
  while (endsWithinRecord(split, text)) {
    text = data.toString('latin1', offset, offset + length + more)
    more *= 2
  }
  return recordsIn(split, text)
}

/** The most frequent words first, equally frequent ones by their bytes. */
function mostFrequent(words: readonly Pair[], top: number): [string, number][] {
  return [...words]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, top)
    .map(([word, count]) => [toText(word), count])
}

function optionsFrom(options: readonly string[]): Options {
  const { values } = parsed(options)
  const faults: Fault[] = []
  const whole = (name: keyof typeof values, given: string, min: number, max: number) => {
    const value = Number(given)
    const isWhole = /^\d+$/.test(given) && value >= min && value <= max
    if (!isWhole) faults.push(fault(`--${name}`, `an integer ${min}..${max}`, given))
    return value
  }
  const { partitioner } = values
  if (!PARTITIONERS.includes(partitioner)) {
    faults.push(fault('--partitioner', `one of ${PARTITIONERS.join(', ')}`, partitioner))
  }
  const reducers = whole('reducers', values.reducers, 1, LIMITS.reducers)
  const top = whole('top', values.top, 0, LIMITS.top)
  const splitBytes = whole('split-bytes', values['split-bytes'], 1, LIMITS.split)
  if (faults.length > 0) throw new InputError(faults)
  const shape: JobShape = { map: 'words', combiner: true, partitioner: partitioner as Partitioner, reducers }
  return { shape, top, splitBytes }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        reducers: { type: 'string', default: '1' },
        top: { type: 'string', default: '10' },
        partitioner: { type: 'string', default: 'hash' },
        'split-bytes': { type: 'string', default: String(BLOCK_BYTES) },
      },
    })
  } catch (error) {
    throw new InputError([{ path: 'wordcount', text: (error as Error).message }])
  }
}
