import type { Address } from '../../engine/kernel/role.ts'
import type { World } from '../../engine/kernel/world.ts'
import type { BlockInfo, NamenodeState } from './hdfs/state.ts'
import {
  type Bytes,
  CLIENT,
  type ClientState,
  MASTER,
  type MapReduceState,
  type MasterState,
  NAMENODE,
  partName,
  type WorkerState,
} from './state.ts'

/** The states of a world by their roles. */
export interface Cluster {
  readonly client: ClientState
  readonly master: MasterState
  readonly namenode: NamenodeState
  /** The workers in the scenario's order. */
  readonly workers: readonly { readonly name: string; readonly isUp: boolean; readonly state: WorkerState }[]
}

export function clusterOf(world: World<MapReduceState>): Cluster {
  const state = (address: Address) => world.state(address)
  const workers = world.addresses.flatMap((address) => {
    const found = state(address)
    if (found?.role !== 'worker') return []
    return [{ name: String(address), isUp: world.status(address) === 'up', state: found }]
  })
  return {
    client: state(CLIENT) as ClientState,
    master: state(MASTER) as MasterState,
    namenode: state(NAMENODE) as NamenodeState,
    workers,
  }
}

/** The bytes of a file, from whichever disks have its blocks; undefined when a block is on none. */
export function contentOf(blocks: readonly BlockInfo[], workers: Cluster['workers']): Bytes | undefined {
  const parts = blocks.map(({ id, replicas }) => {
    const holder = workers.find(
      ({ name, state }) => replicas.includes(name) && state.blocks[id] !== undefined,
    )
    return holder?.state.blocks[id]?.data
  })
  return parts.includes(undefined) ? undefined : parts.join('')
}

/** The blocks of the output file of a reduce; undefined while it is not complete. */
export function outputBlocks({ files }: NamenodeState, reduce: number): readonly BlockInfo[] | undefined {
  const name = partName(reduce)
  return Object.hasOwn(files, name) ? files[name] : undefined
}
