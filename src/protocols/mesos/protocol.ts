import type { Instruction } from '../../engine/kernel/instruction.ts'
import type { Role } from '../../engine/kernel/role.ts'
import { fromSeconds } from '../../engine/kernel/time.ts'
import type { World } from '../../engine/kernel/world.ts'
import type { LabProtocol } from '../../engine/run/protocol.ts'
import { agentRole } from './agent/role.ts'
import type { MesosAction, MesosConfig } from './config.ts'
import { mesosFormat } from './format.ts'
import { frameworkRole } from './framework/role.ts'
import { mesosListing } from './listing.ts'
import { masterRole } from './master/role.ts'
import { label, type MesosCommand, type MesosMessage, type MesosTimer } from './messages.ts'
import { objections } from './objections.ts'
import { population } from './population.ts'
import { unfinished } from './progress.ts'
import { mesosProperties } from './properties.ts'
import { result } from './result.ts'
import { agentSpec, frameworkSpec, newAgent, newFramework, taskSpecs } from './specs.ts'
import { spellOut } from './spellOut.ts'
import { MASTER, type MasterState, type MesosState } from './state.ts'

export type MesosProtocol = LabProtocol<MesosState, MesosMessage, MesosTimer, MesosCommand>
type MesosRole = Role<MesosState, MesosMessage, MesosTimer, MesosCommand>
/** No message takes longer than a minute. */
const LONGEST_DELAY_us = fromSeconds(60)

type Do = Instruction<MesosCommand>

const roles = {
  master: masterRole as MesosRole,
  agent: agentRole as MesosRole,
  framework: frameworkRole as MesosRole,
} as const

/** What a node does is said by its state: agents and frameworks may join under any name. */
const node: MesosRole = {
  onMessage: (state, message, from, ctx) => roles[state.role].onMessage(state, message, from, ctx),
  onTimer: (state, timer, ctx) => roles[state.role].onTimer(state, timer, ctx),
  onCommand: (state, command, ctx) => roles[state.role].onCommand(state, command, ctx),
  onRecover: (state, ctx) => roles[state.role].onRecover?.(state, ctx),
}

/** Mesos as the engine runs it. */
export const mesos: MesosProtocol = {
  lab: 'mesos',
  format: mesosFormat,
  suite: mesosProperties,
  listing: (scenario) => mesosListing((scenario.config as MesosConfig).allocator),
  behaviour: () => ({
    role: () => node,
    spawn,
    // Mesos talks over connections that somebody gives up; a delay without end would be a run without end.
    transit: (_, network) => Math.min(network.delay(), LONGEST_DELAY_us),
    isBackground: ({ kind }) => kind === 'report',
  }),
  population: (scenario) => population(scenario.config as MesosConfig),
  opening: (scenario) =>
    population(scenario.config as MesosConfig).map(([address]) => command(String(address), { do: 'start' })),
  instructions: (action, world) => {
    const own = spellOut(action)
    return own === undefined ? [] : instructions(own, world)
  },
  objections,
  unfinished,
  label,
  result,
}

function spawn(_: unknown, { ...given }: MesosCommand): MesosState | undefined {
  if (given.do !== 'start') return undefined
  if (given.agent !== undefined) return newAgent(given.agent, given.report_us as number)
  return given.framework && newFramework(given.framework)
}

const command = (address: string, given: MesosCommand): Do => ({
  do: 'command',
  node: address,
  command: given,
})

function instructions(action: MesosAction, world: World<MesosState>): Do[] {
  switch (action.do) {
    case 'addAgent': {
      const { name } = action.agent
      const { report_us } = world.state(MASTER) as MasterState
      return added(name, { do: 'start', agent: agentSpec(action.agent), report_us }, world)
    }
    case 'addFramework':
      return added(action.framework.name, { do: 'start', framework: frameworkSpec(action.framework) }, world)
    case 'removeAgent':
      return [command(MASTER, { do: 'removeAgent', agent: action.agent })]
    case 'removeFramework':
      return [command(MASTER, { do: 'removeFramework', framework: action.framework })]
    case 'setWeight':
      return [command(MASTER, { do: 'setWeight', role: action.role, weight: action.weight })]
    case 'allocate':
      return [command(MASTER, { do: 'allocate' })]
    case 'finish':
      return finish(action.framework, action.task, world)
    default:
      return toFramework(action, world)
  }
}

/** Starts a node that is new. A name that is taken stays with its node. */
function added(name: string, start: MesosCommand, world: World<MesosState>): Do[] {
  return world.status(name) === undefined ? [command(name, start)] : []
}

/** The agent that runs the task is told that it is done. */
function finish(framework: string, task: string, world: World<MesosState>): Do[] {
  const agent = world.addresses.find((address) => {
    const state = world.state(address)
    return (
      state?.role === 'agent' && state.tasks.some((one) => one.framework === framework && one.task === task)
    )
  })
  return agent === undefined ? [] : [command(String(agent), { do: 'finish', framework, task })]
}

type ToFramework = Extract<MesosAction, { do: 'submit' | 'accept' | 'decline' | 'revive' | 'suppress' }>

function toFramework(action: ToFramework, world: World<MesosState>): Do[] {
  const state = world.state(action.framework)
  if (state?.role !== 'framework') return []
  const refuse_us =
    'refuse_s' in action && action.refuse_s !== undefined ? fromSeconds(action.refuse_s) : null
  switch (action.do) {
    case 'submit': {
      const tasks = taskSpecs([action.task], Object.keys(state.tasks).length)
      return [command(action.framework, { do: 'submit', tasks })]
    }
    case 'accept': {
      const launches = action.launches.map(({ duration_s, ...launch }) => ({
        ...launch,
        duration_us: duration_s === undefined ? null : fromSeconds(duration_s),
      }))
      return [command(action.framework, { do: 'accept', launches, refuse_us })]
    }
    case 'decline':
      return [command(action.framework, { do: 'decline', agents: action.agents ?? null, refuse_us })]
    default:
      return [command(action.framework, { do: action.do })]
  }
}
