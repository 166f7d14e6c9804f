import type { Scenario } from '../../engine/scenario/scenario.ts'
import { LIMITS, type MapReduceConfig, workersOf } from '../../protocols/mapreduce/config.ts'
import { inputFiles } from '../../protocols/mapreduce/input.ts'

/** Bytes of each file of the input. */
export function inputSizes({ config, files }: Pick<Scenario, 'config' | 'files'>): number[] {
  return inputFiles(config as MapReduceConfig, files).map(({ data }) => data.length)
}

/** How many splits files of these sizes make. */
export function splitCount(sizes: readonly number[], splitBytes: number): number {
  return sizes.reduce((count, size) => count + Math.ceil(size / splitBytes), 0)
}

/**
 * The size of a split that gives the next greater number of mappers, or the next smaller one: not every number
 * can be had, because a file is cut into equal parts and each file has a split of its own. The number that
 * comes out is the nearest in that direction; undefined where there is none.
 */
export function splitBytesFor(
  sizes: readonly number[],
  current: number,
  direction: 'more' | 'fewer',
): number | undefined {
  const now = splitCount(sizes, current)
  const largest = Math.max(1, ...sizes)
  // The smaller the splits, the more there are. `low` makes too many for "fewer", `high` too few for "more".
  let [low, high] = direction === 'more' ? [0, Math.min(current, largest)] : [current, largest]
  const isEnough = (bytes: number) =>
    direction === 'more' ? splitCount(sizes, bytes) > now : splitCount(sizes, bytes) < now
  if (direction === 'more') {
    if (high < 1 || !isEnough(1)) return undefined
    low = 1
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (isEnough(middle)) low = middle
      else high = middle
    }
    return splitCount(sizes, low) <= LIMITS.splits ? low : undefined
  }
  if (!isEnough(high)) return undefined
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (isEnough(middle)) high = middle
    else low = middle
  }
  return high
}

/** The size of a split as a scenario has it. */
export function splitBytesOf(config: Pick<MapReduceConfig, 'split_bytes' | 'block_bytes'>): number {
  return config.split_bytes ?? config.block_bytes
}

/** The configuration with another number of workers: the last ones go, or ones like the last come. */
export function withWorkers(config: MapReduceConfig, count: number): MapReduceConfig {
  if (typeof config.workers === 'number') return { ...config, workers: count }
  const workers = workersOf(config).slice(0, count)
  const names = new Set(workers.map(({ name }) => name))
  const model = workers.at(-1) ?? { rack: 'rack1', slots: 2, speed: 1 }
  for (let i = 1; workers.length < count; i++) {
    const name = `w${i}`
    if (!names.has(name)) workers.push({ ...model, name, speed: 1 })
  }
  return { ...config, workers }
}

/** How many workers a scenario needs at least: those that its actions name. */
export function fewestWorkers({ config, actions }: Pick<Scenario, 'config' | 'actions'>): number {
  const names = workersOf(config as MapReduceConfig).map(({ name }) => name)
  return actions.reduce((most, { node }) => Math.max(most, names.indexOf(String(node)) + 1), 1)
}
