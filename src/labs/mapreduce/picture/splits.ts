import type { World } from '../../../engine/kernel/world.ts'
import type { MapReduceConfig } from '../../../protocols/mapreduce/config.ts'
import type {
  InputFile,
  Job,
  MapReduceState,
  Split,
  WorkerState,
} from '../../../protocols/mapreduce/state.ts'
import { NAMENODE } from '../../../protocols/mapreduce/state.ts'
import { toText } from '../../../protocols/mapreduce/text.ts'

/** The part of a file that a map reads, wherever it is by now. */
export interface SplitPicture {
  readonly index: number
  readonly file: string
  readonly offset: number
  readonly length: number
  /** Datanodes that store the block in which it begins, in the order in which they come to mind: by name. */
  readonly hosts: readonly string[]
  /** Its text, as far as a drawing could show it. */
  readonly text: string
}

/** More of a split's text than this fits no drawing, in bytes. */
const SHOWN_BYTES = 600

/** A split without what the namenode adds to it. */
export type Range = Pick<Split, 'file' | 'offset' | 'length'>

/** The splits that a job will make of its input: each file in parts of `split_bytes`, else of a block. */
export function plannedSplits(
  input: readonly InputFile[],
  config: Pick<MapReduceConfig, 'split_bytes' | 'block_bytes'>,
): Range[] {
  const size = config.split_bytes ?? config.block_bytes
  return input.flatMap(({ name, data }) =>
    Array.from({ length: Math.ceil(data.length / size) }, (_, i) => ({
      file: name,
      offset: i * size,
      length: Math.min(size, data.length - i * size),
    })),
  )
}

/** The splits of the job; before there is one, those that it will have. */
export function splitPictures(
  world: World<MapReduceState>,
  input: readonly InputFile[],
  job: Job | null,
  config: MapReduceConfig,
  withText: boolean,
): SplitPicture[] {
  const ranges: readonly Range[] =
    job !== null && job.maps.length > 0 ? job.maps.map((task) => task.split) : plannedSplits(input, config)
  const hosts = hostsOfBlocks(world)
  const dataOf = new Map(input.map(({ name, data }) => [name, data]))
  return ranges.map(({ file, offset, length }, index) => ({
    index,
    file,
    offset,
    length,
    hosts: hosts.get(blockName(file, Math.floor(offset / config.block_bytes))) ?? [],
    text: withText ? textOf(dataOf.get(file) ?? '', offset, length) : '',
  }))
}

/** Which block of a file, as a key. */
export function blockName(file: string, index: number): string {
  return `${file} ${index}`
}

/** Which live workers store each block, by `blockName`. */
function hostsOfBlocks(world: World<MapReduceState>): Map<string, string[]> {
  const hosts = new Map<string, string[]>()
  for (const address of world.addresses) {
    const state = world.state(address)
    if (state?.role !== 'worker' || world.status(address) !== 'up') continue
    for (const { file, index } of Object.values(state.blocks)) {
      const name = blockName(file, index)
      const known = hosts.get(name)
      if (known === undefined) hosts.set(name, [String(address)])
      else if (!known.includes(String(address))) known.push(String(address))
    }
  }
  return hosts
}

function textOf(data: string, offset: number, length: number): string {
  // A tab parts the key of a pair from its value; on the drawing a space does.
  return toText(data.slice(offset, offset + Math.min(length, SHOWN_BYTES))).replaceAll('\t', ' ')
}

/** The content of a complete file in HDFS, from live datanodes; undefined where a block has none. */
export function contentOf(world: World<MapReduceState>, file: string): string | undefined {
  const namenode = world.state(NAMENODE)
  const blocks = namenode?.role === 'namenode' ? namenode.files[file] : undefined
  if (blocks === undefined) return undefined
  let content = ''
  for (const { id, replicas } of blocks) {
    const data = replicas
      .filter((replica) => world.status(replica) === 'up')
      .map((replica) => (world.state(replica) as WorkerState).blocks[id]?.data)
      .find((found) => found !== undefined)
    if (data === undefined) return undefined
    content += data
  }
  return content
}
