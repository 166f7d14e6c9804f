import type { World } from '../../../engine/kernel/world.ts'
import type { Frame } from '../../../engine/record/frame.ts'
import type { MapReduceConfig } from '../../../protocols/mapreduce/config.ts'
import {
  CLIENT,
  type ClientState,
  type Job,
  MASTER,
  type MapReduceState,
} from '../../../protocols/mapreduce/state.ts'
import type { Focus } from '../../../scene/focus.ts'
import { type MapPicture, mapPictures } from './maps.ts'
import { type OutputPicture, outputPictures } from './outputs.ts'
import { type Pipeline, pipelinesOf } from './pipelines.ts'
import { type ReducePicture, reducePictures } from './reduces.ts'
import { plannedSplits, type SplitPicture, splitPictures } from './splits.ts'

/** A job at one moment, column by column, read from the states of all nodes. */
export interface JobPicture {
  readonly job: Job | null
  readonly splits: readonly SplitPicture[]
  /** While the input is written to HDFS: where each block goes. */
  readonly pipelines: readonly Pipeline[]
  readonly maps: readonly MapPicture[]
  readonly reduces: readonly ReducePicture[]
  readonly outputs: readonly OutputPicture[]
}

/**
 * Reads the picture of a frame.
 *
 * @param detailed whether texts and pairs are wanted, or only how things stand.
 */
export function pictureOf(
  frame: Frame<unknown>,
  focus: Focus,
  config: MapReduceConfig,
  detailed: boolean,
): JobPicture {
  const world = frame as World<MapReduceState>
  const job = jobOf(world)
  const client = clientOf(world)
  const splits = splitPictures(world, client?.input ?? [], job, config, detailed)
  const maps = mapPictures(world, job, splits.length, detailed)
  const reduces = reducePictures(world, job, maps, config, focus, detailed)
  return {
    job,
    splits,
    pipelines: job === null && client !== undefined ? pipelinesOf(world, client, splits, config) : [],
    maps,
    reduces,
    outputs: outputPictures(
      world,
      reduces.map(({ standing }) => standing === 'writing'),
      detailed,
    ),
  }
}

/** The master's job; null before it is submitted. */
export function jobOf(world: World<MapReduceState>): Job | null {
  const master = world.state(MASTER)
  return master?.role === 'master' ? master.job : null
}

export function clientOf(world: World<MapReduceState>): ClientState | undefined {
  const client = world.state(CLIENT)
  return client?.role === 'client' ? client : undefined
}

/** The workers, in the order of the scenario. */
export function workersIn(world: World<MapReduceState>): string[] {
  return world.addresses.filter((address) => world.state(address)?.role === 'worker').map(String)
}

/** How many maps and reduces the job has, or will have. */
export function shapeOf(
  world: World<MapReduceState>,
  config: MapReduceConfig,
): { readonly maps: number; readonly reducers: number } {
  const job = jobOf(world)
  if (job !== null && job.maps.length > 0) return { maps: job.maps.length, reducers: job.reduces.length }
  return { maps: plannedSplits(clientOf(world)?.input ?? [], config).length, reducers: config.reducers }
}
