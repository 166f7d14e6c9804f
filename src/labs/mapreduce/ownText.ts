import type { Scenario } from '../../engine/scenario/scenario.ts'
import { SCHEMA } from '../../engine/scenario/scenario.ts'
import type { MapReduceConfig } from '../../protocols/mapreduce/config.ts'
import { toBytes } from '../../protocols/mapreduce/text.ts'
import { inputSizes, splitBytesOf, splitCount } from './sizes.ts'

/** A text that comes with the page. */
export interface BuiltInText {
  /** Below the folder of the page. */
  readonly path: string
  readonly title: string
}

export const BUILT_IN_TEXTS: readonly BuiltInText[] = [
  { path: 'texts/declaration.txt', title: 'The Declaration of Independence' },
  { path: 'texts/sonnets.txt', title: 'Sonnets by Shakespeare' },
]

/** At most so many mappers for a text that somebody opens: as many as the figure draws with their texts. */
const MAPPERS = 4

/** What a cluster has where there is no scenario to take it from. */
const CONFIG = {
  job: 'wordcount',
  reducers: 3,
  combiner: true,
  partitioner: 'firstLetter',
  replication: 2,
  workers: 6,
  heartbeat_s: 1,
  timeout_s: 3,
  slowstart: 1,
  speculative: false,
  costs: { read_mb_s: 1, map_mb_s: 1e-5, reduce_mb_s: 1e-5, net_mb_s: 1e-3, task_start_s: 1 },
} as const

/** The bytes of the input that the speeds above are made for. */
const CONFIG_BYTES = 81

/**
 * A scenario that counts the words of a text.
 *
 * @param current what is open, if it is a MapReduce scenario: cluster, actions and all else stays as it is.
 */
export function scenarioOfText(name: string, text: string, current: Scenario | undefined): Scenario {
  const base = current?.config as MapReduceConfig | undefined
  const sizes = current === undefined ? [] : inputSizes(current)
  const splits = base === undefined ? MAPPERS : Math.max(1, splitCount(sizes, splitBytesOf(base)))
  const bytes = toBytes(text).length
  const part = Math.max(1, Math.ceil(bytes / Math.min(splits, MAPPERS * 2)))
  const before = sizes.reduce((sum, size) => sum + size, 0) || CONFIG_BYTES
  const config = {
    ...(base ?? CONFIG),
    input: { text },
    split_bytes: part,
    block_bytes: part,
    costs: scaled((base ?? CONFIG).costs, Math.max(1, bytes / before)),
  } as MapReduceConfig
  return {
    schema: SCHEMA,
    lab: 'mapreduce',
    title: name,
    summary: `The words of ${name}, counted.`,
    seed: current?.seed ?? 1,
    network: current?.network ?? { latency_ms: 10, loss: 0, duplication: 0 },
    config,
    actions: (current?.actions ?? [{ do: 'submit', mark: 'submit' }]).filter(
      // What was done by hand belongs to a step of the other run.
      ({ at_step }) => at_step === undefined,
    ),
    expect: [],
  }
}

/** A larger text takes as long as the one before: the disks, the network and the workers are as much faster. */
function scaled(costs: MapReduceConfig['costs'], factor: number): MapReduceConfig['costs'] {
  const { read_mb_s, map_mb_s, reduce_mb_s, net_mb_s, task_start_s } = costs
  const faster = (rate: number) => Math.min(1e6, rate * factor)
  return {
    read_mb_s: faster(read_mb_s),
    map_mb_s: faster(map_mb_s),
    reduce_mb_s: faster(reduce_mb_s),
    net_mb_s: faster(net_mb_s),
    task_start_s,
  }
}
