import type { Address } from '../../engine/kernel/role.ts'
import { type MapReduceConfig, type Worker, workersOf } from './config.ts'
import type { NamenodeState } from './hdfs/state.ts'
import { inputFiles } from './input.ts'
import {
  CLIENT,
  type ClientState,
  MASTER,
  type MapReduceState,
  type MasterState,
  NAMENODE,
  type WorkerState,
} from './state.ts'

/**
 * The cluster as it starts (H4): client, master and namenode, and the workers, which are registered already.
 * HDFS is empty; the client has the input.
 */
export function population(
  config: MapReduceConfig,
  texts: Readonly<Record<string, string>> | undefined,
): [Address, MapReduceState][] {
  const workers = workersOf(config)
  return [
    [CLIENT, clientState(config, texts)],
    [MASTER, masterState(workers)],
    [NAMENODE, namenodeState(config, workers)],
    ...workers.map((worker): [Address, MapReduceState] => [worker.name, workerState(worker)]),
  ]
}

function clientState(
  config: MapReduceConfig,
  texts: Readonly<Record<string, string>> | undefined,
): ClientState {
  return {
    role: 'client',
    input: inputFiles(config, texts),
    map: 'pairs' in config.input ? 'pairs' : 'words',
    phase: 'idle',
    written: 0,
    write: null,
    reads: {},
    tries: 0,
    timer: null,
    why: null,
  }
}

function masterState(workers: readonly Worker[]): MasterState {
  return {
    role: 'master',
    workers: Object.fromEntries(
      workers.map(({ name, rack, slots }) => [
        name,
        { rack, slots, alive: true, epoch: 0, heard: 0, maps: [], reduces: [] },
      ]),
    ),
    job: null,
  }
}

function namenodeState({ replication }: MapReduceConfig, workers: readonly Worker[]): NamenodeState {
  return {
    role: 'namenode',
    replication,
    files: {},
    open: {},
    datanodes: Object.fromEntries(workers.map(({ name, rack }) => [name, { rack, alive: true, heard: 0 }])),
    tick: 0,
    ticking: false,
    nextBlock: 1,
    nextDatanode: 0,
  }
}

function workerState({ rack, speed }: Worker): WorkerState {
  return {
    role: 'worker',
    rack,
    speed,
    slow: 1,
    epoch: 0,
    blocks: {},
    relays: {},
    maps: {},
    reduces: {},
    watchdog: null,
    registrations: 0,
  }
}
