import { type Fault, fault, pathText } from '../../engine/scenario/fault.ts'
import type { ScenarioFormat } from '../../engine/scenario/parse.ts'
import type { Action } from '../../engine/scenario/scenario.ts'
import { scenarioSchema } from '../../engine/scenario/schema.ts'
import { actionFaults } from './actionFaults.ts'
import { QUORUM_LIMITS, type QuorumConfig, quorumActionSchema, quorumConfigSchema } from './config.ts'
import { quorumProperties } from './properties.ts'

type Path = readonly (string | number)[]
type Sound = (path: Path) => boolean

/** How a scenario of the quorum lab is read: its schema, and what must fit between fields. */
export const quorumFormat: ScenarioFormat = {
  schema: scenarioSchema('quorum', quorumConfigSchema, quorumActionSchema),
  properties: quorumProperties.properties.map((property) => property.name),
  check(document, sound) {
    const config = document.config as Partial<QuorumConfig> | undefined
    if (!sound(['config', 'nodes']) || !Array.isArray(config?.nodes)) return []
    const faults = configFaults(config as QuorumConfig, sound)
    if (!Array.isArray(document.actions)) return faults
    const actions = document.actions as readonly Action[]
    // Where keys are is known only when the whole configuration is right.
    const isConfigRight = faults.length === 0 && sound(['config'])
    return [
      ...faults,
      ...tooMuchWork(actions, config as QuorumConfig, sound),
      ...actionFaults(actions, config as QuorumConfig, isConfigRight, sound),
    ]
  },
}

function configFaults(config: QuorumConfig, sound: Sound): Fault[] {
  const { nodes, n } = config
  const faults = repeated(nodes, ['config', 'nodes'], 'each replica once')
  if (!isCount(n, 'n', sound)) return faults
  if (n > nodes.length) faults.push(fault('config.n', `at most ${nodes.length}, the number of nodes`, n))
  for (const field of ['w', 'r'] as const) {
    const found = config[field]
    if (isCount(found, field, sound) && found > n)
      faults.push(fault(`config.${field}`, `1..${n}, at most n`, found))
  }
  return [...faults, ...placementFaults(config, sound)]
}

const isCount = (value: unknown, field: string, sound: Sound): value is number =>
  typeof value === 'number' && sound(['config', field])

function placementFaults({ nodes, n, placement }: QuorumConfig, sound: Sound): Fault[] {
  if (!sound(['config', 'placement']) || placement === undefined) return []
  const known = new Set(nodes)
  const entries = Object.entries(placement)
  if (entries.length > QUORUM_LIMITS.keys)
    return [
      {
        path: 'config.placement',
        text: `expected at most ${QUORUM_LIMITS.keys} keys, got ${entries.length}`,
      },
    ]
  return entries.flatMap(([key, replicas]) => {
    const path = ['config', 'placement', key]
    const strangers = replicas.flatMap((name, i) =>
      known.has(name) ? [] : [fault(pathText([...path, i]), `one of ${listed(nodes)}`, name)],
    )
    if (strangers.length > 0) return strangers
    if (replicas.length !== n) return [fault(pathText(path), `${n} replicas, as n says`, replicas)]
    return repeated(replicas, path, 'each replica once')
  })
}

function repeated(names: readonly string[], path: Path, expected: string): Fault[] {
  return names.flatMap((name, i) =>
    names.indexOf(name) < i ? [fault(pathText([...path, i]), expected, name)] : [],
  )
}

/** Each operation sends to N replicas, so the number of steps grows with both. */
function tooMuchWork(actions: readonly Action[], { n }: QuorumConfig, sound: Sound): Fault[] {
  const asking = actions.filter(
    (action, i) => sound(['actions', i]) && (action.do === 'put' || action.do === 'get'),
  )
  const count = asking.length
  const keys = new Set(asking.map(({ key }) => key)).size
  const { operations, work, copies } = QUORUM_LIMITS
  if (count > operations)
    return [{ path: 'actions', text: `expected at most ${operations} puts and gets, got ${count}` }]
  if (!isCount(n, 'n', sound)) return []
  if (count * n > work)
    return [{ path: 'actions', text: `expected at most ${work} for puts and gets times n, got ${count * n}` }]
  if (keys * n > copies)
    return [{ path: 'actions', text: `expected at most ${copies} for keys times n, got ${keys * n}` }]
  return []
}

/** "N1, N2, N3", cut where there are many. */
function listed(names: readonly string[]): string {
  return names.length <= 8 ? names.join(', ') : `${names.slice(0, 7).join(', ')} … ${names.at(-1)}`
}
