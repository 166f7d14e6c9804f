import type { Address } from '../../../engine/kernel/role.ts'
import type { BlockId, BlockInfo } from './state.ts'

/** Messages of the file system. Only `write` and `data` carry data, and neither touches the namenode (H2). */
export type HdfsMessage =
  /** Writer to namenode: a new block, on none of the `excluded` datanodes. Answered by `allocated`. */
  | {
      readonly kind: 'allocate'
      readonly writer: string
      readonly file: string
      readonly index: number
      readonly excluded: readonly string[]
    }
  | {
      readonly kind: 'allocated'
      readonly writer: string
      readonly file: string
      readonly index: number
      readonly block: BlockId
      readonly pipeline: readonly string[]
    }
  /** A block on its way along the pipeline. `route`: the writer's address, then the datanodes. */
  | {
      readonly kind: 'write'
      readonly writer: string
      readonly file: string
      readonly index: number
      readonly block: BlockId
      readonly data: string
      readonly route: readonly Address[]
      /** Where the receiver stands in the route. */
      readonly at: number
    }
  /** Back along the pipeline: who stores the block, and which datanode did not answer. */
  | {
      readonly kind: 'stored'
      readonly writer: string
      readonly block: BlockId
      readonly replicas: readonly string[]
      readonly failed: string | null
      readonly at: number
    }
  /** Writer to namenode: the file is whole. The first writer of a name wins. Answered by `completed`. */
  | {
      readonly kind: 'complete'
      readonly writer: string
      readonly file: string
      readonly blocks: readonly BlockInfo[]
    }
  | { readonly kind: 'completed'; readonly writer: string; readonly file: string }
  /** Reader to namenode: (file name, block id). Answered by `located`: (block id, block location). */
  | { readonly kind: 'locate'; readonly reader: string; readonly file: string; readonly index: number }
  /** `block` is null when the file has no such block; `locations` are the live datanodes that hold it. */
  | {
      readonly kind: 'located'
      readonly reader: string
      readonly index: number
      readonly block: BlockId | null
      readonly bytes: number
      readonly locations: readonly string[]
    }
  /** Reader to datanode: (block id, byte range `from` .. `to`). Answered by `data`. */
  | {
      readonly kind: 'read'
      readonly reader: string
      readonly block: BlockId
      readonly from: number
      readonly to: number
    }
  /** `data` is null when the datanode does not have the block. */
  | {
      readonly kind: 'data'
      readonly reader: string
      readonly block: BlockId
      readonly from: number
      readonly data: string | null
    }
  /** A datanode tells the namenode that it is alive. */
  | { readonly kind: 'heartbeat' }

export type HdfsTimer =
  /** The namenode's clock. */
  | { readonly kind: 'datanodeTick' }
  /** A writer's or a reader's request was not answered. */
  | { readonly kind: 'noWrite'; readonly writer: string }
  | { readonly kind: 'noRead'; readonly reader: string }
  /** The next datanode of a pipeline has not acknowledged. */
  | { readonly kind: 'noRelay'; readonly block: BlockId }

/** A message of the file system in the words of its capsule. */
export function hdfsLabel(message: HdfsMessage): string {
  switch (message.kind) {
    case 'allocate':
      return `add block ${message.index} of ${message.file}`
    case 'allocated':
      return `${message.block} on ${message.pipeline.join(', ')}`
    case 'write':
      return `${message.block}: ${message.data.length} B`
    case 'stored':
      return `${message.block} stored`
    case 'complete':
      return `close ${message.file}`
    case 'completed':
      return 'closed'
    case 'locate':
      return `block ${message.index} of ${message.file}?`
    case 'located':
      return message.block === null ? 'no block' : `${message.block} on ${message.locations.join(', ')}`
    case 'read':
      return `${message.block}, ${message.from} to ${message.to}`
    case 'data':
      return message.data === null ? 'no data' : `${message.data.length} B`
    case 'heartbeat':
      return 'heartbeat'
  }
}
