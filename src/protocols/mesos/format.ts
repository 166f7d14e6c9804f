import { type Fault, fault } from '../../engine/scenario/fault.ts'
import type { ScenarioFormat } from '../../engine/scenario/parse.ts'
import { scenarioSchema } from '../../engine/scenario/schema.ts'
import { actionFaults } from './actionFaults.ts'
import { Cast, type Fields, listAt, type Sound } from './cast.ts'
import { MESOS_LIMITS, mesosActionSchema, mesosConfigSchema } from './config.ts'
import { reportFaults } from './load.ts'
import { mesosProperties } from './properties.ts'

/** How a scenario of Mesos is read: its schema, and what must fit between fields. */
export const mesosFormat: ScenarioFormat = {
  schema: scenarioSchema('mesos', mesosConfigSchema, mesosActionSchema),
  properties: mesosProperties.properties.map((property) => property.name),
  check(document, sound) {
    if (typeof document.config !== 'object' || document.config === null) return []
    const config = document.config as Fields
    const cast = new Cast()
    const faults = [...agentFaults(config, cast, sound), ...frameworkFaults(config, cast, sound)]
    const ofActions = actionFaults(document, cast, sound)
    return [
      ...faults,
      ...ofActions,
      ...preferenceFaults(config, cast, sound),
      ...tooMany(cast),
      ...(faults.length + ofActions.length === 0 ? reportFaults(document, sound) : []),
    ]
  },
}

function agentFaults(config: Fields, cast: Cast, sound: Sound): Fault[] {
  if (!sound(['config', 'agents'])) cast.incomplete = true
  const { agents } = config
  if (!Array.isArray(agents)) {
    if (!sound(['config', 'agents']) || agents === undefined) return []
    const { count } = agents as { count: number }
    for (let i = 1; i <= count; i++) cast.enter(`S${i}`, 'agent', ['config', 'agents'])
    return []
  }
  return agents.flatMap((agent: Fields, i) => {
    const path = ['config', 'agents', i, 'name']
    return sound(path) && sound(path.slice(0, 3)) ? cast.enter(agent.name, 'agent', path) : []
  })
}

function frameworkFaults(config: Fields, cast: Cast, sound: Sound): Fault[] {
  if (!sound(['config', 'frameworks'])) cast.incomplete = true
  return listAt(config, 'frameworks').flatMap((framework, i) => {
    const path = ['config', 'frameworks', i]
    if (!sound(path)) return []
    return [
      ...cast.enter(framework.name, 'framework', [...path, 'name']),
      ...cast.enterTasks(framework, path),
    ]
  })
}

/** What tasks prefer must be agents that are there, at the start or later. */
function preferenceFaults(config: Fields, cast: Cast, sound: Sound): Fault[] {
  return listAt(config, 'frameworks').flatMap((framework, f) =>
    listAt(framework, 'tasks').flatMap((task, t) => {
      const path = ['config', 'frameworks', f, 'tasks', t, 'prefers']
      return sound(path) && sound(path.slice(0, 5)) ? cast.unknownAgents(task.prefers, path) : []
    }),
  )
}

function tooMany(cast: Cast): Fault[] {
  const faults: Fault[] = []
  const limit = (path: string, what: string, most: number, found: number) => {
    if (found > most) faults.push(fault(path, `at most ${most} ${what} in all`, found))
  }
  limit('config.agents', 'agents', MESOS_LIMITS.agents, cast.count('agent'))
  limit('config.frameworks', 'frameworks', MESOS_LIMITS.frameworks, cast.count('framework'))
  limit('config.frameworks', 'tasks', MESOS_LIMITS.tasks, cast.tasks)
  return faults
}
