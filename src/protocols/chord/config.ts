import * as v from 'valibot'
import { type Fault, fault, pathText } from '../../engine/scenario/fault.ts'
import type { ScenarioFormat } from '../../engine/scenario/parse.ts'
import { actionFields, commonActions, integer, LIMITS, scenarioSchema } from '../../engine/scenario/schema.ts'
import type { Id } from './identifiers.ts'
import { chordProperties } from './properties.ts'

const MAX_ID = 2 ** 32 - 1
const id = integer(0, MAX_ID, 'an identifier')
const nodeOrAll = v.union([id, v.literal('all')], 'an identifier, or "all"')
const keyText = v.pipe(v.string(), v.regex(/^(0|[1-9]\d{0,9})$/, 'a key: an integer written as text'))
const value = v.pipe(v.string(), v.maxLength(200, 'at most 200 characters'))

export const chordConfigSchema = v.strictObject({
  bits: integer(3, 32),
  nodes: v.union(
    [
      v.pipe(v.array(id), v.maxLength(LIMITS.nodes)),
      v.strictObject({
        count: integer(0, LIMITS.nodes),
        placement: v.optional(v.picklist(['even', 'random']), 'random'),
      }),
    ],
    'a list of identifiers, or {"count", "placement"}',
  ),
  keys: v.optional(
    v.union(
      [v.strictObject({ count: integer(0, LIMITS.nodes) }), v.record(keyText, value)],
      'keys with their values, or {"count"}',
    ),
    {},
  ),
  successors: v.optional(v.literal(1), 1),
  replicas: v.optional(v.literal(1), 1),
  virtualNodes: v.optional(v.literal(1), 1),
  variant: v.optional(v.literal('lecture'), 'lecture'),
  routing: v.optional(v.literal('successor'), 'successor'),
  mode: v.optional(v.literal('recursive'), 'recursive'),
  maintenance: v.optional(v.literal('manual'), 'manual'),
})

const ownActions = [
  v.strictObject({ do: v.literal('join'), node: id, via: id, ...actionFields }),
  v.strictObject({ do: v.literal('create'), node: id, ...actionFields }),
  v.strictObject({ do: v.literal('stabilize'), node: nodeOrAll, ...actionFields }),
  v.strictObject({ do: v.literal('leave'), node: nodeOrAll, ...actionFields }),
  v.strictObject({ do: v.literal('maintain'), rounds: integer(1, 1000), ...actionFields }),
  v.strictObject({ do: v.literal('lookup'), from: id, key: id, ...actionFields }),
  v.strictObject({ do: v.literal('get'), from: id, key: id, ...actionFields }),
  v.strictObject({ do: v.literal('put'), from: id, key: id, value, ...actionFields }),
] as const

const chordActionSchema = v.variant('do', [...ownActions, ...commonActions(id)])

export type ChordConfig = v.InferOutput<typeof chordConfigSchema>
export type ChordAction = v.InferOutput<(typeof ownActions)[number]>

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

/** Follows who is in the ring from action to action: a node must be there to be asked, and away to join. */
function actionFaults(document: Record<string, unknown>, config: ChordConfig, sound: Sound): Fault[] {
  if (!Array.isArray(document.actions)) return []
  const size = 2 ** config.bits
  const members =
    sound(['config', 'nodes']) && Array.isArray(config.nodes) ? new Set<Id>(config.nodes) : undefined
  const faults: Fault[] = []
  document.actions.forEach((action: Record<string, unknown>, i) => {
    if (!sound(['actions', i])) return
    const inRange = (['node', 'via', 'from', 'key'] as const).every((field) => {
      const found = action[field]
      if (typeof found !== 'number' || found < size) return true
      faults.push(fault(pathText(['actions', i, field]), `an identifier 0..${size - 1}`, found))
      return false
    })
    // An intervention made by hand happens somewhere in between, where this walk does not know the members.
    if (!inRange || members === undefined || action.at_step !== undefined) return
    faults.push(...membershipFaults(action, i, members))
  })
  return faults
}

function membershipFaults(action: Record<string, unknown>, index: number, members: Set<Id>): Fault[] {
  const faults: Fault[] = []
  const joins = action.do === 'join' || action.do === 'create'
  for (const field of ['node', 'via', 'from'] as const) {
    const found = action[field]
    if (typeof found !== 'number' || action.do === 'recover') continue
    const path = pathText(['actions', index, field])
    if (joins && field === 'node') {
      if (members.has(found)) faults.push(fault(path, 'a node that is not in the ring yet', found))
    } else if (!members.has(found)) faults.push(fault(path, 'a node that is in the ring by then', found))
  }
  const node = action.node as Id
  if (joins || action.do === 'recover') members.add(node)
  if (['fail', 'crash', 'leave'].includes(action.do as string)) members.delete(node)
  return faults
}
