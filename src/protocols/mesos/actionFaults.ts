import { type Fault, fault, pathText } from '../../engine/scenario/fault.ts'
import { type Cast, type Fields, listAt, type Path, type Sound } from './cast.ts'
import { MASTER } from './state.ts'

/**
 * Follows who is in the cluster from action to action. Interventions (`at_step`) happen somewhere in between:
 * of them only the names are looked at, and what they add counts as there.
 */
export function actionFaults(document: Fields, cast: Cast, sound: Sound): Fault[] {
  if (!Array.isArray(document.actions)) return []
  const actions = document.actions as Fields[]
  const faults: Fault[] = []
  const crashed = new Set<unknown>()
  const later: [Fields, Path][] = []
  actions.forEach((action, i) => {
    const path = ['actions', i]
    if (!sound(path)) {
      cast.incomplete = true
      return
    }
    if (action.at_step !== undefined) later.push([action, path])
    else faults.push(...faultsOf(action, path, cast, crashed))
  })
  for (const [action, path] of later) faults.push(...entranceOf(action, path, cast))
  for (const [action, path] of later) faults.push(...namesIn(action, path, cast, (name) => cast.roleOf(name)))
  return faults
}

/** The faults of an action in its place; what it adds is there from then on. */
function faultsOf(action: Fields, path: Path, cast: Cast, crashed: Set<unknown>): Fault[] {
  const there = (name: unknown) => (cast.isThere(name) ? cast.roleOf(name) : undefined)
  const faults = [...entranceOf(action, path, cast), ...namesIn(action, path, cast, there)]
  const { do: verb, node } = action
  if (verb === 'crash' || verb === 'fail') crashed.add(node)
  else if (verb === 'recover' && !crashed.delete(node) && faults.length === 0) {
    faults.push(fault(pathText([...path, 'node']), 'a node that has crashed', node))
  } else if (verb === 'removeAgent' || verb === 'removeFramework')
    cast.leave(action.agent ?? action.framework)
  return faults
}

/** What an action brings: a machine, a framework, tasks. */
function entranceOf(action: Fields, path: Path, cast: Cast): Fault[] {
  if (action.do === 'addAgent') {
    return cast.enter((action.agent as Fields).name, 'agent', [...path, 'agent', 'name'])
  }
  if (action.do === 'addFramework') {
    const framework = action.framework as Fields
    return [
      ...cast.enter(framework.name, 'framework', [...path, 'framework', 'name']),
      ...cast.enterTasks(framework, [...path, 'framework']),
    ]
  }
  return action.do === 'submit'
    ? cast.enterTask(action.framework, action.task as Fields, [...path, 'task'])
    : []
}

type RoleOf = (name: unknown) => 'agent' | 'framework' | undefined

/** Names that an action uses must be those of nodes of the right kind. */
function namesIn(action: Fields, path: Path, cast: Cast, roleOf: RoleOf): Fault[] {
  if (cast.incomplete) return []
  const faults: Fault[] = []
  const demand = (name: unknown, role: 'agent' | 'framework' | 'node', where: Path) => {
    if (typeof name !== 'string') return
    const found = roleOf(name)
    const fine = role === 'node' ? found !== undefined || name === MASTER : found === role
    const words =
      role === 'node'
        ? 'the master, an agent or a framework'
        : `the name of an ${role}`.replace('an f', 'a f')
    if (!fine) faults.push(fault(pathText([...path, ...where]), `${words} that is there by then`, name))
  }
  demand(action.node, 'node', ['node'])
  demand(action.agent, 'agent', ['agent'])
  demand(action.framework, 'framework', ['framework'])
  listAt(action, 'launches').forEach(({ agent }, i) => {
    demand(agent, 'agent', ['launches', i, 'agent'])
  })
  if (Array.isArray(action.agents)) {
    action.agents.forEach((agent, i) => {
      demand(agent, 'agent', ['agents', i])
    })
  }
  const seen = new Set<unknown>()
  if (Array.isArray(action.groups)) {
    action.groups.forEach((group: unknown[], g) => {
      group.forEach((name, i) => {
        demand(name, 'node', ['groups', g, i])
        if (seen.has(name))
          faults.push(fault(pathText([...path, 'groups', g, i]), 'each node in one group', name))
        seen.add(name)
      })
    })
  }
  const task = (action.do === 'submit' ? action.task : undefined) as Fields | undefined
  return task === undefined
    ? faults
    : [...faults, ...cast.unknownAgents(task.prefers, [...path, 'task', 'prefers'])]
}
