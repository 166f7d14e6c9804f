import { type HdfsMessage, type HdfsTimer, hdfsLabel } from './hdfs/messages.ts'
import type { AttemptId, MapReport, Partition, ReduceReport, Source, Split } from './state.ts'
import { pairsText } from './words.ts'

/** Bytes of a file, and which datanodes hold each of its blocks: what splits are made from. */
export interface FileBlocks {
  readonly file: string
  readonly blocks: readonly { readonly bytes: number; readonly hosts: readonly string[] }[]
}

/** Messages of the job, between the client, the master and the workers. */
export type JobMessage =
  /** Client to master: step (1) of the execution overview. */
  | { readonly kind: 'submit'; readonly files: readonly string[] }
  | { readonly kind: 'submitted' }
  /** Master to namenode: where are the blocks of the input? Answered by `blocks`. */
  | { readonly kind: 'listBlocks'; readonly files: readonly string[] }
  /** `files` is null when the namenode does not know one of them. */
  | { readonly kind: 'blocks'; readonly files: readonly FileBlocks[] | null }
  /** The master asks a worker every `heartbeat_s` whether it is there (section 3.3), naming what runs there. */
  | { readonly kind: 'ping'; readonly attempts: readonly AttemptId[] }
  /**
   * The worker's heartbeat. `unknown`: attempts of the ping that it has not got. `versions`: how far its
   * reducers know the outputs of the maps.
   */
  | {
      readonly kind: 'pong'
      readonly epoch: number
      readonly unknown: readonly AttemptId[]
      readonly versions: readonly {
        readonly attempt: AttemptId
        readonly version: number
        /** Whether it has every piece. */
        readonly copied: boolean
      }[]
    }
  /** A worker that has recovered, or was not pinged, makes itself known. */
  | { readonly kind: 'register'; readonly epoch: number }
  /**
   * `forget`: the master had given the worker up, so what it had done counts no more. `pings`: a job runs, so that
   * pings will come.
   */
  | {
      readonly kind: 'registered'
      readonly epoch: number
      readonly forget: boolean
      readonly pings: boolean
    }
  /** Master to worker: step (2). */
  | { readonly kind: 'assignMap'; readonly task: number; readonly attempt: number; readonly split: Split }
  | {
      readonly kind: 'assignReduce'
      readonly task: number
      readonly attempt: number
      readonly version: number
      /** One source a map; null where there is no output yet. */
      readonly sources: readonly (Source | null)[]
    }
  /** Master to a reducer: outputs that are there now, or lost. `version` counts the announcements. */
  | {
      readonly kind: 'outputs'
      readonly attempt: AttemptId
      readonly version: number
      /** Whether `sources` are all there are, and not only what is new. */
      readonly complete: boolean
      readonly sources: readonly Source[]
    }
  | {
      readonly kind: 'mapDone'
      readonly task: number
      readonly attempt: number
      readonly report: MapReport
    }
  | {
      readonly kind: 'reduceDone'
      readonly task: number
      readonly attempt: number
      readonly report: ReduceReport
    }
  | { readonly kind: 'attemptFailed'; readonly attempt: AttemptId; readonly why: string }
  /** Master to worker: another attempt has won. */
  | { readonly kind: 'kill'; readonly attempt: AttemptId }
  /** Reducer to a map's worker: step (5). Answered by `piece`. */
  | {
      readonly kind: 'fetch'
      readonly map: number
      readonly attempt: number
      readonly partition: number
      /** The reduce attempt that asks. */
      readonly reducer: AttemptId
    }
  /** `piece` is null when the worker has no such output. */
  | {
      readonly kind: 'piece'
      readonly map: number
      readonly attempt: number
      readonly reducer: AttemptId
      readonly piece: Partition | null
    }
  /** Reducer to master: a map's output cannot be had. `gone`: its worker says that it has none. */
  | {
      readonly kind: 'fetchFailed'
      readonly map: number
      readonly attempt: number
      readonly reducer: AttemptId
      readonly gone: boolean
    }
  /** Reducer to master: every piece is here. */
  | { readonly kind: 'copied'; readonly attempt: AttemptId }
  /** Master to client: the job is over. Answered by `noted`. */
  | { readonly kind: 'jobEnded'; readonly why: string | null }
  | { readonly kind: 'noted' }

export type MapReduceMessage = JobMessage | HdfsMessage

export type MapReduceTimer =
  /** The master's clock. */
  | { readonly kind: 'tick' }
  /** The job's last request, to the namenode or to the master, was not answered. */
  | { readonly kind: 'noAnswer' }
  /** A task has computed for as long as it takes. */
  | { readonly kind: 'worked'; readonly attempt: AttemptId }
  | { readonly kind: 'noPiece'; readonly attempt: AttemptId }
  /** The master has been silent. */
  | { readonly kind: 'silence' }
  | HdfsTimer

/** What an action asks of a node. */
export type MapReduceCommand =
  /** To the client: put the input into HDFS and run the job. */
  | { readonly do: 'submit' }
  /** To a worker. */
  | { readonly do: 'slow'; readonly factor: number }
  /** To the client: read bytes of a file in HDFS. */
  | { readonly do: 'read'; readonly file: string; readonly offset: number; readonly length: number }

/** What the operations of a run describe: the job, each attempt, and what users read. */
export type Described =
  | { readonly do: 'job' }
  | {
      readonly do: 'attempt'
      readonly attempt: AttemptId
      readonly worker: string
      readonly backup: boolean
    }
  | { readonly do: 'read'; readonly file: string; readonly offset: number; readonly length: number }

/** A message in the words of its capsule. */
export function label(message: MapReduceMessage): string {
  switch (message.kind) {
    case 'submit':
      return 'job'
    case 'submitted':
      return 'accepted'
    case 'listBlocks':
      return 'blocks?'
    case 'blocks':
      return 'blocks'
    case 'ping':
      return 'ping'
    case 'pong':
      return 'heartbeat'
    case 'register':
      return 'register'
    case 'registered':
      return 'registered'
    case 'assignMap':
      return `run m${message.task}`
    case 'assignReduce':
      return `run r${message.task}`
    case 'outputs':
      return message.sources.map(({ map, worker }) => `m${map} ${worker ?? 'lost'}`).join(', ')
    case 'mapDone':
      return `m${message.task} done`
    case 'reduceDone':
      return `r${message.task} done`
    case 'attemptFailed':
      return `${message.attempt} failed`
    case 'kill':
      return `kill ${message.attempt}`
    case 'fetch':
      return `m${message.map}?`
    case 'piece':
      return message.piece === null ? `no m${message.map}` : pairsText(message.piece)
    case 'fetchFailed':
      return `no m${message.map}`
    case 'copied':
      return `${message.attempt} has every piece`
    case 'jobEnded':
      return message.why === null ? 'job done' : 'job failed'
    case 'noted':
      return 'noted'
    default:
      return hdfsLabel(message)
  }
}
