import type { World } from '../../engine/kernel/world.ts'
import type { Fault } from '../../engine/scenario/fault.ts'
import type { Action } from '../../engine/scenario/scenario.ts'
import type { MesosAction } from './config.ts'
import { fits, NOTHING, plus, type Resources, words } from './resources.ts'
import { taskSpecs } from './specs.ts'
import { spellOut } from './spellOut.ts'
import { type FrameworkState, MASTER, type MesosState } from './state.ts'

const because = (text: string): Fault[] => [{ path: '', text }]

/** Why an action that a user asks for by hand cannot be done in the cluster as it is. */
export function objections(action: Action, world: World<MesosState>): Fault[] {
  if (action.do === 'recover') {
    return world.status(String(action.node)) === 'crashed' ? [] : because(`${action.node} is not down.`)
  }
  if (action.do === 'crash' || action.do === 'fail') {
    return world.status(String(action.node)) === 'up' ? [] : because(`${action.node} is not up at this step.`)
  }
  const own = spellOut(action)
  return own === undefined ? [] : ownObjections(own, world)
}

function ownObjections(action: MesosAction, world: World<MesosState>): Fault[] {
  switch (action.do) {
    case 'addAgent':
      return taken(action.agent.name, world)
    case 'addFramework':
      return taken(action.framework.name, world)
    case 'allocate':
    case 'setWeight':
      return needsMaster(world)
    case 'removeAgent':
      return [...needsMaster(world), ...needs('agent', action.agent, world)]
    case 'removeFramework':
      return [...needsMaster(world), ...needs('framework', action.framework, world)]
    case 'submit':
    case 'accept':
    case 'decline':
    case 'revive':
    case 'suppress':
      return frameworkObjections(action, world)
    case 'finish': {
      const runs = world.addresses.some((address) => {
        const state = world.state(address)
        const found = state?.role === 'agent' && world.status(address) === 'up' ? state.tasks : []
        return found.some(({ framework, task }) => framework === action.framework && task === action.task)
      })
      return runs ? [] : because(`${action.task} of ${action.framework} does not run at this step.`)
    }
    default:
      return []
  }
}

function taken(name: string, world: World<MesosState>): Fault[] {
  return world.status(name) === undefined ? [] : because(`There is ${name} already. Choose another name.`)
}

function needsMaster(world: World<MesosState>): Fault[] {
  return world.status(MASTER) === 'up' ? [] : because('The master is down at this step.')
}

function needs(role: MesosState['role'], name: string, world: World<MesosState>): Fault[] {
  const isThere = world.state(name)?.role === role && world.status(name) !== 'stopped'
  return isThere ? [] : because(`There is no ${role} ${name} at this step.`)
}

type OfFramework = Extract<MesosAction, { do: 'submit' | 'accept' | 'decline' | 'revive' | 'suppress' }>

function frameworkObjections(action: OfFramework, world: World<MesosState>): Fault[] {
  const state = world.state(action.framework)
  if (state?.role !== 'framework' || world.status(action.framework) !== 'up') {
    return because(`${action.framework} is not a framework that is up at this step.`)
  }
  if (action.do === 'submit') {
    const names = taskSpecs([action.task], Object.keys(state.tasks).length).map(({ name }) => name)
    const twice = names.find((name) => state.tasks[name] !== undefined)
    return twice === undefined
      ? []
      : because(`${action.framework} has ${twice} already. Choose another name.`)
  }
  if (action.do !== 'accept' && action.do !== 'decline') return []
  if (state.offers.length === 0) return because(`${action.framework} has no open offer at this step.`)
  if (action.do === 'accept') return launchObjections(action, state)
  const offered = new Set(state.offers.flatMap(({ parts }) => parts.map(({ agent }) => agent)))
  const strange = action.agents?.find((agent) => !offered.has(agent))
  return strange === undefined ? [] : because(`${strange} is not in an open offer.`)
}

/** The tasks must wait or be described, and what they take together must be in the offers. */
function launchObjections(
  { framework, launches }: Extract<MesosAction, { do: 'accept' }>,
  state: FrameworkState,
): Fault[] {
  const left = new Map<string, Resources>()
  for (const { agent, ...part } of state.offers.flatMap(({ parts }) => parts)) {
    left.set(agent, plus(left.get(agent) ?? NOTHING, part))
  }
  const demands = new Map<string, Resources>()
  const named = new Set<string>()
  for (const { task, agent, cpus, mem_gb } of launches) {
    const known = state.tasks[task]
    if ((known !== undefined && known.state !== 'waiting') || named.has(task)) {
      return because(`${task} of ${framework} does not wait at this step.`)
    }
    named.add(task)
    const demand = { cpus: cpus ?? known?.cpus, mem_gb: mem_gb ?? known?.mem_gb }
    if (demand.cpus === undefined || demand.mem_gb === undefined) {
      return because(`${task} is new: say how many CPUs and how much memory it needs.`)
    }
    const offered = left.get(agent)
    if (offered === undefined) return because(`${agent} is not in an open offer.`)
    const together = plus(demands.get(agent) ?? NOTHING, { cpus: demand.cpus, mem_gb: demand.mem_gb })
    if (!fits(together, offered)) {
      return because(`${words(together)} are more than the offer holds of ${agent}: ${words(offered)}.`)
    }
    demands.set(agent, together)
  }
  return []
}
