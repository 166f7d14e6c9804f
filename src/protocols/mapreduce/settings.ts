import type { Context } from '../../engine/kernel/role.ts'
import { fromSeconds, type Microseconds } from '../../engine/kernel/time.ts'
import type { Transit } from '../../engine/network/transit.ts'
import type { MapReduceConfig } from './config.ts'
import type { MapReduceMessage, MapReduceTimer } from './messages.ts'
import type { JobShape } from './wordCount.ts'

export type MapReduceContext = Context<MapReduceMessage, MapReduceTimer>

/** Requests are made this often before the one who asks gives up. */
export const MAX_TRIES = 4

/** The figures of a scenario, as the roles use them. */
export interface Settings {
  readonly shape: JobShape
  readonly blockBytes: number
  readonly splitBytes: number
  readonly slowstart: number
  readonly speculative: boolean
  readonly heartbeat_us: Microseconds
  /** Heartbeats in a row that a node may leave unanswered. */
  readonly patience: number
  /** How long the answer to a request with `bytes` of data is waited for, over so many hops. */
  wait(bytes: number, hops?: number): Microseconds
  /** How long a map of `bytes` takes on a worker of this speed. */
  mapTime(bytes: number, speed: number): Microseconds
  /** How long a reduce takes to sort and add up `bytes`. */
  reduceTime(bytes: number, speed: number): Microseconds
  /** How long a message takes: the network's delay, and its data at `net_mb_s`. */
  transit(message: MapReduceMessage, network: Transit): Microseconds
}

export function settingsOf(config: MapReduceConfig): Settings {
  const { read_mb_s, map_mb_s, reduce_mb_s, net_mb_s, task_start_s } = config.costs
  const timeout_us = fromSeconds(config.timeout_s)
  // A megabyte a second is a byte a microsecond.
  const transfer_us = (bytes: number) => Math.ceil(bytes / net_mb_s)
  const work_us = (bytes_us: number, speed: number) =>
    Math.round((fromSeconds(task_start_s) + bytes_us) / speed)
  return {
    shape: {
      map: 'pairs' in config.input ? 'pairs' : 'words',
      combiner: config.combiner,
      partitioner: config.partitioner,
      reducers: config.reducers,
    },
    blockBytes: config.block_bytes,
    splitBytes: config.split_bytes ?? config.block_bytes,
    slowstart: config.slowstart,
    speculative: config.speculative,
    heartbeat_us: fromSeconds(config.heartbeat_s),
    patience: Math.max(1, Math.ceil(config.timeout_s / config.heartbeat_s)),
    wait: (bytes, hops = 1) => hops * (timeout_us + 2 * transfer_us(bytes)),
    mapTime: (bytes, speed) => work_us(bytes / read_mb_s + bytes / map_mb_s, speed),
    reduceTime: (bytes, speed) => work_us(bytes / reduce_mb_s, speed),
    transit: (message, network) => network.delay() + transfer_us(dataIn(message)),
  }
}

/** Bytes of data that a message carries; requests and reports count as none. */
export function dataIn(message: MapReduceMessage): number {
  switch (message.kind) {
    case 'write':
      return message.data.length
    case 'data':
      return message.data?.length ?? 0
    case 'piece':
      return message.piece?.bytes ?? 0
    default:
      return 0
  }
}
