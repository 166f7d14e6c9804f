import { HOLDS, holdsUnless, propertySuite, type Verdict } from '../../engine/explore/property.ts'
import type { World } from '../../engine/kernel/world.ts'
import type { BlockInfo } from './hdfs/state.ts'
import { pairsIn } from './pairs.ts'
import type { ClientState, MapFunction, MapReduceState, Pair, ReduceAttempt } from './state.ts'
import { toText } from './text.ts'
import { type Cluster, clusterOf, contentOf, outputBlocks } from './world.ts'

/** What the input comes to by a direct count, without maps and reduces. */
interface DirectCount {
  readonly counts: ReadonlyMap<string, number>
  readonly sum: number
}

const directCounts = new WeakMap<ClientState['input'], DirectCount>()

/** The direct count of a client's input. Its text is read in one piece, by other code than the job's. */
function directCount({ input, map }: Pick<ClientState, 'input' | 'map'>): DirectCount {
  const known = directCounts.get(input)
  if (known !== undefined) return known
  const counts = new Map<string, number>()
  let sum = 0
  for (const { data } of input) {
    for (const [key, value] of directPairs(toText(data), map)) {
      counts.set(key, (counts.get(key) ?? 0) + value)
      sum += value
    }
  }
  const count = { counts, sum }
  directCounts.set(input, count)
  return count
}

function directPairs(text: string, map: MapFunction): (readonly [string, number])[] {
  if (map === 'words') {
    return text
      .split(/[ \t\n\r\f]/)
      .filter((word) => word !== '')
      .map((word) => [word, 1])
  }
  const lines = text.split('\n').filter((line) => line !== '')
  return lines.map((line) => {
    const [key, value] = line.split('\t')
    return [key as string, Number(value)]
  })
}

/** An output file, compared with the direct count. */
interface Part {
  readonly words: number
  readonly sum: number
  /** The words that are counted wrong. */
  readonly wrong: readonly string[]
}

const parts = new WeakMap<readonly BlockInfo[], Part>()

/** A file that is complete does not change, so it is read once. */
function partOf(blocks: readonly BlockInfo[], cluster: Cluster, expected: DirectCount): Part {
  const known = parts.get(blocks)
  if (known !== undefined) return known
  const pairs = pairsIn(contentOf(blocks, cluster.workers) ?? '')
  const part = {
    words: pairs.length,
    sum: pairs.reduce((sum, [, value]) => sum + value, 0),
    wrong: wrongPairs(pairs, expected),
  }
  parts.set(blocks, part)
  return part
}

function wrongPairs(pairs: readonly Pair[], { counts }: DirectCount): string[] {
  const seen = new Set<string>()
  return pairs.flatMap(([bytes, value]) => {
    const key = toText(bytes)
    const isRight = counts.get(key) === value && !seen.has(key)
    seen.add(key)
    return isRight ? [] : [key]
  })
}

/** How the output stands beside the direct count. */
interface Output {
  readonly expected: DirectCount
  /** Files that are complete, and how many there are to be; 0 before there is a job. */
  readonly files: number
  readonly reducers: number
  readonly words: number
  readonly sum: number
  readonly wrong: readonly string[]
}

/** The output so far. Its cost does not grow with the text: files and input are read once. */
function outputOf(cluster: Cluster): Output {
  const expected = directCount(cluster.client)
  const reduces = cluster.master.job?.reduces ?? []
  const found = reduces.flatMap((_, reduce) => {
    const blocks = outputBlocks(cluster.namenode, reduce)
    return blocks === undefined ? [] : [partOf(blocks, cluster, expected)]
  })
  return {
    expected,
    files: found.length,
    reducers: reduces.length,
    words: found.reduce((sum, { words }) => sum + words, 0),
    sum: found.reduce((total, { sum }) => total + sum, 0),
    wrong: found.flatMap(({ wrong }) => wrong),
  }
}

interface Survey {
  readonly cluster: Cluster
  readonly output: Output
}

function survey(world: World<MapReduceState>): Survey {
  const cluster = clusterOf(world)
  return { cluster, output: outputOf(cluster) }
}

const repeated = new WeakMap<
  readonly number[],
  { readonly length: number; readonly where: readonly string[] }
>()

/** Maps whose output a reduce has more than once. The list only grows, so it is looked at when it has grown. */
function copiedTwice({ copied, id }: ReduceAttempt): readonly string[] {
  const known = repeated.get(copied)
  if (known?.length === copied.length) return known.where
  const where = new Set(copied).size === copied.length ? [] : [id]
  repeated.set(copied, { length: copied.length, where })
  return where
}

interface Lacking {
  /** The workers that were down then, which is all that it depends on: a disk loses nothing. */
  readonly down: string
  readonly where: readonly string[]
}

const lacking = new WeakMap<readonly BlockInfo[], Lacking>()

/** Blocks of complete files that fewer live datanodes hold than they should. */
function underReplicated({ namenode, workers }: Cluster): readonly string[] {
  const isDown = new Set(workers.flatMap(({ name, isUp }) => (isUp ? [] : [name])))
  const down = [...isDown].join(' ')
  const wanted = Math.min(namenode.replication, workers.length)
  return Object.values(namenode.files).flatMap((blocks) => {
    const known = lacking.get(blocks)
    if (known?.down === down) return known.where
    const where = blocks.flatMap(({ id, replicas }) =>
      replicas.filter((name) => !isDown.has(name)).length < wanted ? [id] : [],
    )
    lacking.set(blocks, { down, where })
    return where
  })
}

function whenComplete({ files, reducers, wrong }: Output, holds: boolean): Verdict {
  if (reducers > 0 && files === reducers && holds) return HOLDS
  return { holds: false, ...(wrong.length > 0 ? { where: wrong } : {}) }
}

/** What must be true of a job, and what it works towards. */
export const mapReduceProperties = propertySuite<MapReduceState, Survey>(survey, [
  {
    name: 'EachSplitCountedOnce',
    label: 'Each split counted once',
    meaning: 'No reduce takes the output of a map twice, however often the map ran (OSDI 2004, section 3.3).',
    kind: 'always',
    check: ({ cluster }) =>
      holdsUnless(cluster.workers.flatMap(({ state }) => Object.values(state.reduces).flatMap(copiedTwice))),
  },
  {
    name: 'CountsAddUp',
    label: 'Counts add up',
    meaning: 'The sum of the output is the sum of what a direct count of the input finds.',
    kind: 'eventually',
    check: ({ output }) => whenComplete(output, output.sum === output.expected.sum),
  },
  {
    name: 'OutputIsDirectCount',
    label: 'Output is the direct count',
    meaning: 'Every word of the input is in the output once, with its count, and nothing else is (R3).',
    kind: 'eventually',
    check: ({ output }) =>
      whenComplete(output, output.wrong.length === 0 && output.words === output.expected.counts.size),
  },
  {
    name: 'BlocksReplicated',
    label: 'Blocks replicated',
    meaning:
      'So many live datanodes as configured hold each block of a file that is complete (GFS, SOSP 2003).',
    kind: 'eventually',
    check: ({ cluster }) => holdsUnless(underReplicated(cluster)),
  },
])
