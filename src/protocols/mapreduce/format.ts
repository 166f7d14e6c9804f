import * as v from 'valibot'
import type { Latency } from '../../engine/network/latency.ts'
import { type Fault, fault, pathText } from '../../engine/scenario/fault.ts'
import type { ScenarioFormat } from '../../engine/scenario/parse.ts'
import type { Scenario } from '../../engine/scenario/scenario.ts'
import { latencySchema, scenarioSchema } from '../../engine/scenario/schema.ts'
import { isObject } from '../../engine/scenario/shapes.ts'
import {
  LIMITS,
  type MapReduceConfig,
  mapReduceActionSchema,
  mapReduceConfigSchema,
  workersOf,
} from './config.ts'
import { inputFiles } from './input.ts'
import { mapReduceProperties } from './properties.ts'
import { CLIENT, MASTER, NAMENODE } from './state.ts'

type Sound = (path: readonly (string | number)[]) => boolean
type Fields = Record<string, unknown>

/** How a scenario of MapReduce is read: its schema, and what must fit between fields. */
export const mapReduceFormat: ScenarioFormat = {
  schema: scenarioSchema('mapreduce', mapReduceConfigSchema, mapReduceActionSchema),
  properties: mapReduceProperties.properties.map((property) => property.name),
  files(scenario: Scenario) {
    const { input } = scenario.config as MapReduceConfig
    return 'file' in input ? [input.file] : []
  },
  check(document, sound) {
    const config = readConfig(document)
    if (config !== undefined) {
      return [
        ...nameFaults(config),
        ...sizeFaults(config, document),
        ...actionFaults(document, config, sound),
      ]
    }
    // What the schema refused may have any shape; the names of the workers may be sound all the same.
    if (!sound(['config', 'workers']) || !isObject(document.config)) return []
    const { workers } = document.config as { workers?: MapReduceConfig['workers'] }
    return workers === undefined ? [] : actionFaults(document, { workers }, sound)
  },
}

/** The configuration with its defaults; undefined when the schema refuses it. */
function readConfig({ config }: Fields): MapReduceConfig | undefined {
  const read = v.safeParse(mapReduceConfigSchema, config)
  return read.success ? read.output : undefined
}

/** Names that stand for two things. */
function nameFaults({ workers, input }: MapReduceConfig): Fault[] {
  const faults: Fault[] = []
  const once = (names: readonly string[], path: readonly (string | number)[]) => {
    const seen = new Set<string>()
    names.forEach((name, i) => {
      if (seen.has(name)) faults.push(fault(pathText([...path, i, 'name']), 'each name once', name))
      seen.add(name)
    })
  }
  if (typeof workers !== 'number') once(names(workers), ['config', 'workers'])
  if ('files' in input) once(names(input.files), ['config', 'input', 'files'])
  return faults
}

const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name)

/** Bytes of each file. Of a text that comes with the page the size is not known here: the largest is meant. */
function fileSizes(config: MapReduceConfig): number[] {
  return 'file' in config.input ? [LIMITS.bytes] : inputFiles(config).map(({ data }) => data.length)
}

function sizeFaults(config: MapReduceConfig, document: Fields): Fault[] {
  const sizes = fileSizes(config)
  const bytes = sizes.reduce((sum, size) => sum + size, 0)
  if (bytes > LIMITS.bytes) return [fault('config.input', `at most ${LIMITS.bytes} bytes`, bytes)]
  const { block_bytes, split_bytes = block_bytes, reducers } = config
  const blocks = sizes.reduce((sum, size) => sum + Math.ceil(size / block_bytes), 0)
  const maps = sizes.reduce((sum, size) => sum + Math.max(1, Math.ceil(size / split_bytes)), 0)
  const faults: Fault[] = []
  const most = (limit: number, what: string) => `at most ${limit} ${what}`
  if (blocks > LIMITS.blocks) {
    faults.push(fault('config.block_bytes', most(LIMITS.blocks, 'blocks of the input'), blocks))
  }
  if (maps > LIMITS.splits) {
    const path = config.split_bytes === undefined ? 'config.block_bytes' : 'config.split_bytes'
    faults.push(fault(path, most(LIMITS.splits, 'splits'), maps))
  }
  if (maps * reducers > LIMITS.fetches) {
    faults.push(
      fault('config.reducers', most(LIMITS.fetches, 'pairs of a map and a reduce'), maps * reducers),
    )
  }
  // The output of a reduce is written in blocks, too: a word takes up to its bytes, and a count.
  const outputBlocks = Math.ceil((4 * bytes) / block_bytes) + reducers
  if (faults.length === 0 && outputBlocks > 4 * LIMITS.blocks + LIMITS.reducers) {
    faults.push(fault('config.block_bytes', most(LIMITS.blocks, 'blocks of the output'), outputBlocks))
  }
  const beats = heartbeats(config, bytes, maps, document)
  if (beats > LIMITS.heartbeats) {
    const words = `work that takes at most ${LIMITS.heartbeats} heartbeats of the workers`
    faults.push(fault('config.heartbeat_s', words, Math.round(beats)))
  }
  return faults
}

/** How often a task may wait for an answer that does not come before somebody gives it up. */
const WAITS = 8

/**
 * Heartbeats of all workers while the tasks are done one after the other by the slowest worker, each reduce fetches
 * from each map, and some answers do not come.
 */
function heartbeats(config: MapReduceConfig, bytes: number, maps: number, document: Fields): number {
  const workers = workersOf(config)
  const actions = Array.isArray(document.actions) ? (document.actions as Fields[]) : []
  const factors = actions.map((action) => (typeof action?.factor === 'number' ? action.factor : 1))
  const slowest = Math.max(1, ...factors) / Math.min(...workers.map(({ speed }) => speed))
  const { read_mb_s, map_mb_s, reduce_mb_s, net_mb_s, task_start_s } = config.costs
  // Pairs take at most five times the bytes of their text: a letter and a value.
  const perByte = 1 / read_mb_s + 1 / map_mb_s + 5 / reduce_mb_s + 10 / net_mb_s
  const work_s = slowest * ((maps + config.reducers) * task_start_s + (bytes / 1e6) * perByte)
  const fetches_s = (2 * maps * usualDelay_ms(document)) / 1000
  return ((work_s + fetches_s + WAITS * config.timeout_s) / config.heartbeat_s) * workers.length
}

/** A delay that messages often have. What the schema refuses counts as none. */
function usualDelay_ms({ network }: Fields): number {
  const read = v.safeParse(latencySchema, isObject(network) ? network.latency_ms : undefined)
  return read.success ? usual(read.output) : 0
}

function usual(latency: Latency): number {
  if (typeof latency === 'number') return latency
  switch (latency.kind) {
    case 'uniform':
      return latency.max
    case 'exponential':
      return latency.mean
    case 'pareto':
      return latency.xm
    case 'mixture':
      return Math.max(...latency.parts.map(usual))
  }
}

/** Nodes that there are not, and a job that is submitted twice. */
function actionFaults(document: Fields, config: Pick<MapReduceConfig, 'workers'>, sound: Sound): Fault[] {
  if (!Array.isArray(document.actions)) return []
  const workers = names(workersOf(config))
  const nodes = [CLIENT, MASTER, NAMENODE, ...workers]
  let submitted = false
  return (document.actions as Fields[]).flatMap((action, i) => {
    if (!sound(['actions', i])) return []
    const faults: Fault[] = []
    const path = (...rest: (string | number)[]) => pathText(['actions', i, ...rest])
    if (action.do === 'submit') {
      if (submitted) faults.push(fault(path('do'), 'one submit', 'submit'))
      submitted = true
    }
    const node = action.node as string | undefined
    if (action.do === 'slow' && !workers.includes(node ?? '')) {
      faults.push(fault(path('node'), 'a worker', node))
    } else if (node !== undefined && !nodes.includes(node)) {
      faults.push(fault(path('node'), `${CLIENT}, ${MASTER}, ${NAMENODE} or a worker`, node))
    }
    if (action.do === 'partition') faults.push(...groupFaults(action, nodes, path))
    return faults
  })
}

function groupFaults(
  action: Fields,
  nodes: readonly string[],
  path: (...rest: (string | number)[]) => string,
) {
  const seen = new Set<string>()
  return (action.groups as readonly (readonly string[])[]).flatMap((group, g) =>
    group.flatMap((name, i) => {
      const faults: Fault[] = []
      if (!nodes.includes(name)) faults.push(fault(path('groups', g, i), 'a node of the cluster', name))
      if (seen.has(name)) faults.push(fault(path('groups', g, i), 'each node in one group', name))
      seen.add(name)
      return faults
    }),
  )
}
