import type { Address, TimerId } from '../../../engine/kernel/role.ts'

/** Names a block: `blk_1`, `blk_2`, … in the order in which the namenode gave them out. */
export type BlockId = string

/** What the namenode keeps: names, blocks and places, never data (GFS, SOSP 2003, section 2.6). */
export interface NamenodeState {
  role: 'namenode'
  /** How many datanodes are to store each block. */
  readonly replication: number
  /** The blocks of each file that is complete, in order. */
  files: Record<string, BlockInfo[]>
  /** Files that are being written, by writer: `client`, or the attempt of a reduce. */
  open: Record<string, OpenFile>
  datanodes: Record<string, TrackedDatanode>
  /** Its clock, in steps of `heartbeat_s`. It runs while heartbeats come. */
  tick: number
  ticking: boolean
  /** Number of the next block. */
  nextBlock: number
  /** Whose turn it is to hold the first replica of a block. */
  nextDatanode: number
}

export interface BlockInfo {
  readonly id: BlockId
  readonly bytes: number
  /** Datanodes that store it, dead ones included: a datanode that comes back still has it. */
  readonly replicas: readonly string[]
}

export interface OpenFile {
  readonly file: string
  /** Blocks given out so far, by index. */
  blocks: BlockId[]
}

export interface TrackedDatanode {
  readonly rack: string
  alive: boolean
  /** The tick at which its last heartbeat came. */
  heard: number
}

/** A block on a datanode's disk. */
export interface StoredBlock {
  readonly file: string
  readonly index: number
  /** Bytes, one character each. */
  readonly data: string
}

/** A block that a datanode forwarded, and whose acknowledgement it waits for. */
export interface Relay {
  readonly writer: string
  /** The writer's address, then the datanodes of the pipeline. */
  readonly route: readonly Address[]
  /** Where this datanode stands in the route. */
  readonly at: number
  readonly timer: TimerId
}

/** A file that a node writes block by block. */
export interface FileWrite {
  readonly writer: string
  readonly file: string
  readonly data: string
  /** Asks for a block, sends its data along the pipeline, and last says that the file is complete. */
  phase: 'allocate' | 'send' | 'complete' | 'done' | 'failed'
  /** Index of the block that is being written. */
  index: number
  block: BlockId | null
  pipeline: string[]
  /** Datanodes that did not answer. */
  excluded: string[]
  /** Blocks that are stored. */
  stored: BlockInfo[]
  tries: number
  timer: TimerId | null
  /** Why it failed. */
  why: string | null
}

/** A range of a file that a node reads block by block. */
export interface FileRead {
  /** The attempt or the user's request that reads. */
  readonly reader: string
  readonly file: string
  /** The first byte that is wanted. */
  readonly from: number
  /** The byte after the last one that is wanted; a map moves it on to finish its last record. */
  to: number
  /** Bytes that have come, from `from` on. */
  data: string
  /** Asks the namenode where a block is, asks a datanode for its bytes. */
  phase: 'locate' | 'fetch' | 'done' | 'failed'
  /** Index of the block that is being read, and its name once that is known. */
  index: number
  block: BlockId | null
  blockBytes: number
  /** Datanodes that hold the block and have not failed to answer; the first is asked. */
  locations: string[]
  tries: number
  timer: TimerId | null
  /** Why it failed. */
  why: string | null
}
