import type { OperationId, TimerId } from '../../engine/kernel/role.ts'
import type { FileRead, FileWrite, NamenodeState, Relay, StoredBlock } from './hdfs/state.ts'

/** The three nodes beside the workers. The master is Hadoop's jobtracker, the client the paper's user program. */
export const CLIENT = 'client'
export const MASTER = 'master'
export const NAMENODE = 'namenode'

/** A task: `m0`, `m1`, … for maps, `r0`, `r1`, … for reduces. */
export type TaskId = string
/** One execution of a task: `m2.0` is the first attempt at m2, `m2.1` the second. */
export type AttemptId = string

export type TaskKind = 'map' | 'reduce'

/** How far a map's input is from the worker that runs it: on its disk, on a node of its rack, or elsewhere. */
export type Locality = 'node' | 'rack' | 'remote'

/**
 * A string in which each character is one byte 0..255. What lies on disks and travels over the network is
 * bytes, so that sizes and boundaries are those of Hadoop; `text.ts` turns them into text.
 */
export type Bytes = string

/** A key with its value; the key as bytes. */
export type Pair = readonly [key: Bytes, value: number]

// ---- The client

/** A file of the job's input. */
export interface InputFile {
  readonly name: string
  readonly data: Bytes
}

/** What map does with a record: count the words of a line, or take the pair that the line is. */
export type MapFunction = 'words' | 'pairs'

export interface ClientState {
  role: 'client'
  readonly input: readonly InputFile[]
  readonly map: MapFunction
  /** Writes the input to HDFS, submits the job, waits for it. */
  phase: 'idle' | 'writing' | 'submitting' | 'waiting' | 'done' | 'failed'
  /** How many files of the input are in HDFS. */
  written: number
  /** The file that is being written. */
  write: FileWrite | null
  /** What users read from HDFS, by reader: `read 1`, `read 2`, … */
  reads: Record<string, FileRead>
  /** Submissions of the job that went unanswered. */
  tries: number
  timer: TimerId | null
  /** Why the job failed. */
  why: string | null
}

// ---- The master (OSDI 2004, section 3.2)

export interface MasterState {
  role: 'master'
  /** The workers by name. */
  workers: Record<string, TrackedWorker>
  /** Undefined until a job is submitted. */
  job: Job | null
}

/** What the master knows of a worker. */
export interface TrackedWorker {
  readonly rack: string
  /** How many map tasks it runs at once, and how many reduce tasks. */
  readonly slots: number
  /** False once it has not answered for `timeout_s`, until it registers again. */
  alive: boolean
  /** Which life of the worker the master knows: it starts with 0 and counts its recoveries. */
  epoch: number
  /** The tick (`Job.tick`) at which it was heard last. */
  heard: number
  /** Attempts that run there, as far as the master knows. */
  maps: AttemptId[]
  reduces: AttemptId[]
}

export interface Job {
  /** `splitting`: asks the namenode where the input's blocks are. */
  phase: 'splitting' | 'running' | 'done' | 'failed'
  why: string | null
  readonly files: readonly string[]
  /** The operation that lasts as long as the job; its times are the makespan. */
  readonly operation: OperationId
  /** Heartbeats since the submission: the master's clock, in steps of `heartbeat_s`. */
  tick: number
  maps: MapTask[]
  reduces: ReduceTask[]
  /** Indexes of tasks that wait for a worker, in order. */
  waitingMaps: number[]
  waitingReduces: number[]
  /** How many tasks are done now; a map whose output is lost is not. */
  mapsDone: number
  reducesDone: number
  /** How often every map was done: again when an output was lost after that. */
  barriers: number
  /** Ticks that the finished attempts took, summed, to know which running ones lag. */
  mapTicks: Durations
  reduceTicks: Durations
  /** Counts what was announced to reducers about map outputs, to notice announcements that were lost. */
  version: number
  /** Requests to the namenode, and notices to the client, that went unanswered. */
  tries: number
  timer: TimerId | null
}

export interface Durations {
  sum: number
  count: number
}

/** A part of a file that one map reads: `length` bytes from `offset`. */
export interface Split {
  readonly file: string
  readonly offset: number
  readonly length: number
  /** Bytes of the whole file. */
  readonly fileBytes: number
  /** Workers that hold the block at `offset`. */
  readonly hosts: readonly string[]
}

export interface Task {
  readonly id: TaskId
  state: 'waiting' | 'running' | 'done'
  attempts: AttemptRecord[]
}

export interface MapTask extends Task {
  readonly split: Split
  /** Where the output is that counts; null while there is none. */
  output: { worker: string; attempt: number } | null
  /** What the attempt that counts reported. It stays when the output is lost, until the map ran again. */
  report: MapReport | null
  /** How often reducers could not fetch the output that counts. */
  fetchFailures: number
}

export interface ReduceTask extends Task {
  /** The attempt that counts, and what it reported; null while there is none. */
  winner: { worker: string; attempt: number; report: ReduceReport } | null
}

/** One execution of a task, as the master sees it. Its times are those of its operation. */
export interface AttemptRecord {
  readonly attempt: number
  readonly worker: string
  /** `lost`: its worker failed, or (a map's) its output could not be fetched. `killed`: another one won. */
  state: 'running' | 'done' | 'failed' | 'lost' | 'killed'
  /** Of a map: how near its input is. */
  readonly locality: Locality | null
  /** Whether it was started beside a slow attempt (section 3.6). */
  readonly backup: boolean
  /** The operation whose `invoked_us` and `returned_us` are the times at which the attempt began and ended. */
  readonly operation: OperationId
  readonly startedTick: number
  /** Of a reduce: whether it has every piece, so that the maps' outputs are not needed any more. */
  copied: boolean
  /** Why it failed. */
  why: string | null
}

/** What a map reports: counts of records, and sizes by partition. */
export interface MapReport {
  readonly inputRecords: number
  readonly outputRecords: number
  readonly outputBytes: number
  readonly combineInputRecords: number
  readonly combineOutputRecords: number
  /** Records and bytes of each partition; a reducer need not fetch an empty one. */
  readonly partitions: readonly { readonly records: number; readonly bytes: number }[]
}

export interface ReduceReport {
  readonly inputGroups: number
  readonly inputRecords: number
  readonly outputRecords: number
  readonly shuffledBytes: number
}

// ---- A worker: tasktracker and datanode on one node (slide of H4)

export interface WorkerState {
  role: 'worker'
  readonly rack: string
  /** How fast it computes: 1 is as `costs` says, 2 twice as fast. */
  readonly speed: number
  /** By how much it is slowed down (action `slow`); 1 is not at all. Counts for work that begins from now on. */
  slow: number
  /** How often it has recovered from a crash. */
  epoch: number
  /** The datanode's disk, by block. It outlives a crash. */
  blocks: Record<string, StoredBlock>
  /** Blocks that it forwarded along a pipeline, until the next datanode has them. */
  relays: Record<string, Relay>
  /** The tasktracker's map attempts, with their output on the local disk. A crash loses them. */
  maps: Record<AttemptId, MapAttempt>
  reduces: Record<AttemptId, ReduceAttempt>
  /** Goes off when the master has been silent. */
  watchdog: TimerId | null
  /** Registrations since the last ping. */
  registrations: number
}

export interface MapAttempt {
  readonly id: AttemptId
  /** Index of the task. */
  readonly task: number
  readonly attempt: number
  readonly split: Split
  phase: 'reading' | 'mapping' | 'done' | 'failed' | 'killed'
  /** Its reading of the split, with the bytes that it has. */
  read: FileRead
  /** By partition, on the local disk; empty until it is done. */
  output: Partition[]
  report: MapReport | null
  timer: TimerId | null
  why: string | null
}

/** Sorted pairs of one partition, one `key\tvalue\n` after the other: `pairsIn` of `pairs.ts` reads them. */
export interface Partition {
  readonly records: number
  /** Bytes as they are counted on the network: those of the key, and four of the value. */
  readonly bytes: number
  readonly data: Bytes
}

export interface ReduceAttempt {
  readonly id: AttemptId
  readonly task: number
  readonly attempt: number
  phase: 'copying' | 'sorting' | 'writing' | 'done' | 'failed' | 'killed'
  /** Where each map's output is, by index of the map; null while that is not known. */
  sources: (Source | null)[]
  /** The last announcement of outputs that came in order. */
  version: number
  /** Maps whose output can be fetched, in order. */
  queue: number[]
  /** The fetch that is under way. */
  fetching: { readonly map: number; readonly attempt: number; readonly worker: string } | null
  /** Maps whose output did not come; the next ping tries them again. */
  stalled: number[]
  /** Maps whose output is here, in the order of arrival. */
  copied: number[]
  /** The pieces themselves, in the order of arrival; a partition that is empty leaves none. */
  pieces: Piece[]
  /** After the sort: `key\tvalue value …\n` for each key; `groupsIn` of `pairs.ts` reads it. */
  grouped: Bytes | null
  /** What it writes to HDFS: `key\tvalue\n`. */
  output: Bytes | null
  /** Its writing of the output. */
  write: FileWrite | null
  report: ReduceReport | null
  timer: TimerId | null
  why: string | null
}

/** Where a map's output lies. A null worker: the output is lost, and another will be announced. */
export interface Source {
  readonly map: number
  readonly attempt: number
  readonly worker: string | null
  /** Bytes of the reducer's partition. */
  readonly bytes: number
}

/** A reducer's partition of one map's output. */
export interface Piece extends Partition {
  readonly map: number
  readonly attempt: number
  /** The worker that it came from. */
  readonly worker: string
}

export type MapReduceState = ClientState | MasterState | NamenodeState | WorkerState

/** The name of an attempt: `m2.1`. */
export function attemptId(kind: TaskKind, task: number, attempt: number): AttemptId {
  return `${kind === 'map' ? 'm' : 'r'}${task}.${attempt}`
}

/** The task and the attempt that an attempt's name means. */
export function taskOf(id: AttemptId): { kind: TaskKind; task: number; attempt: number } {
  const [task, attempt] = id.slice(1).split('.').map(Number)
  return { kind: id.startsWith('m') ? 'map' : 'reduce', task: task ?? -1, attempt: attempt ?? -1 }
}

/** The file that a reduce writes: `part-r-00000`. */
export function partName(task: number): string {
  return `part-r-${String(task).padStart(5, '0')}`
}
