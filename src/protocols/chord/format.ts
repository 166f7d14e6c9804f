import { RandomStream } from '../../engine/kernel/random.ts'
import { type Fault, fault, pathText } from '../../engine/scenario/fault.ts'
import type { ScenarioFormat } from '../../engine/scenario/parse.ts'
import { scenarioSchema } from '../../engine/scenario/schema.ts'
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
  if (sound(['config', 'nodes']) && Array.isArray(config.nodes)) {
    const seen = new Set<Id>()
    config.nodes.forEach((node, i) => {
      range(['config', 'nodes', i], node)
      if (seen.has(node)) faults.push(fault(pathText(['config', 'nodes', i]), 'each identifier once', node))
      seen.add(node)
    })
  } else if (sound(['config', 'nodes']) && config.nodes !== undefined) {
    const { count } = config.nodes as { count: number }
    if (count > size) faults.push(fault('config.nodes.count', `at most ${size}, the size of the ring`, count))
  }
  if (sound(['config', 'keys']) && config.keys !== undefined) {
    const { count } = config.keys as { count?: unknown }
    if (typeof count !== 'number')
      for (const key of Object.keys(config.keys)) range(['config', 'keys', key], Number(key))
    else if (count > size)
      faults.push(fault('config.keys.count', `at most ${size}, the size of the ring`, count))
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
  if (!sound(['config', 'nodes']) || !sound(['seed']) || config.nodes === undefined) return faults
  const { count } = config.nodes as { count?: number }
  if (count !== undefined && count > 2 ** config.bits) return faults
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
