import { RandomStream } from '../../engine/kernel/random.ts'
import { type Fault, fault, pathText } from '../../engine/scenario/fault.ts'
import type { ScenarioFormat } from '../../engine/scenario/parse.ts'
import { LIMITS, scenarioSchema } from '../../engine/scenario/schema.ts'
import { type ChordConfig, chordActionSchema, chordConfigSchema } from './config.ts'
import type { Id } from './identifiers.ts'
import { identifiers } from './population.ts'
import { chordProperties } from './properties.ts'

/** How a scenario of Chord is read: its schema, and what must fit between fields. */
export const chordFormat: ScenarioFormat = {
  schema: scenarioSchema('chord', chordConfigSchema, chordActionSchema),
  properties: chordProperties.properties.map((property) => property.name),
  check(document, sound) {
    if (!sound(['config', 'bits']) || typeof document.config !== 'object' || document.config === null)
      return []
    const config = document.config as ChordConfig
    if (typeof config.bits !== 'number') return []
    return [...configFaults(config, sound), ...actionFaults(document, config, sound)]
  },
}

type Sound = (path: readonly (string | number)[]) => boolean

function configFaults(config: ChordConfig, sound: Sound): Fault[] {
  const size = 2 ** config.bits
  const faults: Fault[] = []
  const range = (path: readonly (string | number)[], found: number) => {
    if (found >= size) faults.push(fault(pathText(path), `an identifier 0..${size - 1}`, found))
  }
  const machines = machineCount(config, sound)
  const virtual = sound(['config', 'virtualNodes']) ? (config.virtualNodes ?? 1) : 1
  if (machines !== undefined && Array.isArray(config.nodes)) faults.push(...nodeFaults(config, range))
  else if (machines !== undefined && machines * virtual > size) {
    const words = virtual === 1 ? '' : ` of ${virtual} identifiers each`
    faults.push(fault('config.nodes.count', `at most ${size}, the size of the ring${words}`, machines))
  }
  if (machines !== undefined && machines * virtual > LIMITS.nodes) {
    faults.push(
      fault('config.virtualNodes', `at most ${LIMITS.nodes} identifiers in all`, machines * virtual),
    )
  }
  faults.push(...tableFaults(config, (machines ?? 0) * virtual, sound))
  if (sound(['config', 'state']) && config.state !== undefined)
    faults.push(...stateFaults(config, sound, range))
  if (sound(['config', 'keys']) && config.keys !== undefined) {
    const { count } = config.keys as { count?: unknown }
    if (typeof count !== 'number')
      for (const key of Object.keys(config.keys)) range(['config', 'keys', key], Number(key))
    else if (count > size)
      faults.push(fault('config.keys.count', `at most ${size}, the size of the ring`, count))
  }
  return faults
}

type Range = (path: readonly (string | number)[], found: number) => void

/** How many machines the scenario names or counts; undefined when that is not clear. */
function machineCount(config: ChordConfig, sound: Sound): number | undefined {
  if (!sound(['config', 'nodes']) || config.nodes === undefined) return undefined
  return Array.isArray(config.nodes) ? config.nodes.length : (config.nodes as { count: number }).count
}

/** Each identifier once and on the ring. */
function nodeFaults(config: ChordConfig, range: Range): Fault[] {
  const faults: Fault[] = []
  const seen = new Set<Id>()
  ;(config.nodes as readonly Id[]).forEach((node, i) => {
    const path = ['config', 'nodes', i] as const
    range(path, node)
    if (seen.has(node)) faults.push(fault(pathText(path), 'each identifier once', node))
    seen.add(node)
  })
  return faults
}

/** All pointers of a ring together: more would fill the memory of a page. */
const MAX_POINTERS = 40_000_000

function tableFaults(config: ChordConfig, count: number, sound: Sound): Fault[] {
  const faults: Fault[] = []
  const successors = sound(['config', 'successors']) ? (config.successors ?? 1) : 1
  if (count * (config.bits + successors) > MAX_POINTERS) {
    const most = Math.floor(MAX_POINTERS / count) - config.bits
    faults.push(fault('config.successors', `at most ${most} with so many nodes`, successors))
  }
  const replicas = sound(['config', 'replicas']) ? (config.replicas ?? 1) : 1
  if (replicas > successors + 1) {
    const most = successors + 1
    faults.push(
      fault('config.replicas', `at most ${most}: an owner and its ${successors} successors`, replicas),
    )
  }
  if (sound(['config', 'virtualNodes']) && (config.virtualNodes ?? 1) > 1 && Array.isArray(config.nodes)) {
    faults.push(fault('config.virtualNodes', '1 where identifiers are listed', config.virtualNodes))
  }
  if (config.variant === 'corrected' && successors < 2) {
    faults.push(fault('config.successors', 'at least 2 in variant "corrected"', successors))
  }
  const { maintenance } = config
  if (!sound(['config', 'maintenance']) || typeof maintenance !== 'object' || maintenance === null)
    return faults
  for (const [field, interval] of Object.entries(maintenance)) {
    if (typeof interval === 'object' && interval.min > interval.max) {
      faults.push(fault(`config.maintenance.${field}`, 'min to be at most max', interval))
    }
  }
  return faults
}

/** A state of its own belongs to a node of the ring, and fits the length of the lists. */
function stateFaults(config: ChordConfig, sound: Sound, range: Range): Fault[] {
  const faults: Fault[] = []
  const length = sound(['config', 'successors']) ? (config.successors ?? 1) : undefined
  const named = Array.isArray(config.nodes) ? new Set<Id>(config.nodes as readonly Id[]) : undefined
  for (const [node, { successors, predecessor }] of Object.entries(config.state ?? {})) {
    const path = ['config', 'state', node] as const
    if (sound(['config', 'nodes']) && named?.has(Number(node)) !== true) {
      faults.push(fault(pathText(path), 'a node that `nodes` lists', Number(node)))
    }
    if (length !== undefined && successors.length > length) {
      faults.push(fault(pathText([...path, 'successors']), `at most ${length} successors`, successors))
    }
    successors.forEach((successor, i) => {
      range([...path, 'successors', i], successor)
    })
    if (typeof predecessor === 'number') range([...path, 'predecessor'], predecessor)
  }
  return faults
}

type Fields = Record<string, unknown>

/** Follows who is in the ring from action to action: a node must be there to be asked, and away to join. */
function actionFaults(document: Fields, config: ChordConfig, sound: Sound): Fault[] {
  if (!Array.isArray(document.actions)) return []
  const actions = document.actions as Fields[]
  const inRange: boolean[] = []
  const faults = actions.flatMap((action, i) => {
    const found = sound(['actions', i]) ? rangeFaults(action, i, 2 ** config.bits) : undefined
    inRange.push(found?.length === 0)
    return found ?? []
  })
  faults.push(...roundFaults(actions, config, sound))
  if (!['nodes', 'virtualNodes'].every((field) => sound(['config', field])) || !sound(['seed'])) return faults
  if (config.nodes === undefined || actions.length === 0) return faults
  const { count } = config.nodes as { count?: number }
  if (count !== undefined && count * (config.virtualNodes ?? 1) > Math.min(2 ** config.bits, LIMITS.nodes)) {
    return faults
  }
  const seed = (document.seed as number | undefined) ?? 1
  const drawn = identifiers(config, new RandomStream(seed, 'workload'))
  const unclear = actions.filter((action, i) => !inRange[i] || action.at_step !== undefined)
  const members: Members = {
    present: new Set(drawn),
    away: new Map(),
    joined: new Set(),
    uncertain: new Set(unclear.map((action) => action?.node)),
  }
  actions.forEach((action, i) => {
    if (inRange[i] && action.at_step === undefined) faults.push(...membershipFaults(action, i, members))
  })
  return faults
}

/** Rounds of maintenance times nodes: more would keep a page busy for hours. */
const MAX_NODE_ROUNDS = 10_000_000

function roundFaults(actions: readonly Fields[], config: ChordConfig, sound: Sound): Fault[] {
  const nodes = machineCount(config, sound) ?? 0
  const virtual = sound(['config', 'virtualNodes']) ? (config.virtualNodes ?? 1) : 1
  const most = Math.floor(MAX_NODE_ROUNDS / Math.max(1, nodes * virtual))
  return actions.flatMap((action, i) => {
    if (action?.do !== 'maintain' || !sound(['actions', i])) return []
    const rounds = action.rounds as number
    return rounds > most
      ? [fault(pathText(['actions', i, 'rounds']), `at most ${most} with so many nodes`, rounds)]
      : []
  })
}

function rangeFaults(action: Fields, index: number, size: number): Fault[] {
  const faults: Fault[] = []
  const range = (path: readonly (string | number)[], found: unknown) => {
    if (typeof found !== 'number' || found < size) return
    faults.push(fault(pathText(['actions', index, ...path]), `an identifier 0..${size - 1}`, found))
  }
  for (const field of ['node', 'via', 'from', 'key']) range([field], action[field])
  if (action.do !== 'partition') return faults
  const seen = new Set<Id>()
  ;(action.groups as readonly (readonly Id[])[]).forEach((group, g) => {
    group.forEach((found, i) => {
      range(['groups', g, i], found)
      if (seen.has(found)) {
        faults.push(fault(pathText(['actions', index, 'groups', g, i]), 'each node in one group', found))
      }
      seen.add(found)
    })
  })
  return faults
}

/** Who is in the ring at one point of the script. */
interface Members {
  readonly present: Set<Id>
  /** Nodes that were in the ring, and how they went. */
  readonly away: Map<Id, 'crashed' | 'left'>
  /** Nodes that joined by an action. The join may have been lost, so it may be tried again. */
  readonly joined: Set<Id>
  /** Named by faulty actions, or by interventions, which happen somewhere in between: nothing is known of them. */
  readonly uncertain: ReadonlySet<unknown>
}

const ARRIVALS: readonly unknown[] = ['join', 'create', 'recover']
const DEPARTURES: readonly unknown[] = ['fail', 'crash', 'leave']

function membershipFaults(
  action: Fields,
  index: number,
  { present, away, joined, uncertain }: Members,
): Fault[] {
  const faults: Fault[] = []
  const expected = (field: string, found: Id): string | undefined => {
    if (uncertain.has(found)) return undefined
    if (field === 'node' && action.do === 'recover') {
      return away.get(found) === 'crashed' ? undefined : 'a node that has crashed'
    }
    if (field === 'node' && ARRIVALS.includes(action.do)) {
      return present.has(found) && !joined.has(found) ? 'a node that is not in the ring yet' : undefined
    }
    return present.has(found) ? undefined : 'a node that is in the ring by then'
  }
  for (const field of ['node', 'via', 'from']) {
    const found = action[field]
    const words = typeof found === 'number' ? expected(field, found) : undefined
    if (words !== undefined) faults.push(fault(pathText(['actions', index, field]), words, found))
  }
  const { node } = action
  const moving = node === 'all' ? [...present] : [node as Id]
  if (ARRIVALS.includes(action.do)) {
    for (const id of moving) {
      present.add(id)
      if (action.do === 'join') joined.add(id)
      away.delete(id)
    }
  } else if (DEPARTURES.includes(action.do)) {
    for (const id of moving) {
      if (present.delete(id)) away.set(id, action.do === 'leave' ? 'left' : 'crashed')
    }
  }
  return faults
}
