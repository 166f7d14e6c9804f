import type { World } from '../../../engine/kernel/world.ts'
import type { MapReduceConfig } from '../../../protocols/mapreduce/config.ts'
import { type ClientState, type MapReduceState, NAMENODE } from '../../../protocols/mapreduce/state.ts'
import { blockName, type SplitPicture } from './splits.ts'

/** The datanodes that a block of the input goes through, beside the split that begins with it. */
export interface Pipeline {
  /** Index of the split. */
  readonly split: number
  /** The block by its id in HDFS, and by its file and index (`blockName`). */
  readonly id: string
  readonly name: string
  readonly replicas: readonly { readonly worker: string; readonly stored: boolean }[]
}

/** Where the blocks of the input go, as far as that is known: those that are stored, and the one on its way. */
export function pipelinesOf(
  world: World<MapReduceState>,
  client: ClientState,
  splits: readonly SplitPicture[],
  { block_bytes }: Pick<MapReduceConfig, 'block_bytes'>,
): Pipeline[] {
  const splitOf = new Map<string, number>()
  for (const { file, offset, index } of splits) {
    const name = blockName(file, Math.floor(offset / block_bytes))
    if (!splitOf.has(name)) splitOf.set(name, index)
  }
  const found: Pipeline[] = []
  const add = (file: string, index: number, id: string, workers: readonly string[]) => {
    const name = blockName(file, index)
    const split = splitOf.get(name)
    if (split === undefined || workers.length === 0) return
    const { hosts } = splits[split] as SplitPicture
    const replicas = workers.map((worker) => ({ worker, stored: hosts.includes(worker) }))
    found.push({ split, id, name, replicas })
  }
  const namenode = world.state(NAMENODE)
  const files = namenode?.role === 'namenode' ? namenode.files : {}
  for (const { name } of client.input) {
    if (!Object.hasOwn(files, name)) continue
    for (const [index, { id, replicas }] of (files[name] ?? []).entries()) add(name, index, id, replicas)
  }
  const { write } = client
  if (write !== null && !Object.hasOwn(files, write.file)) {
    for (const [index, { id, replicas }] of write.stored.entries()) add(write.file, index, id, replicas)
    if (write.phase === 'send') add(write.file, write.index, write.block ?? '', write.pipeline)
  }
  return found
}
