import type { Instruction } from '../../engine/kernel/instruction.ts'
import type { Behaviour } from '../../engine/kernel/role.ts'
import { fromMilliseconds } from '../../engine/kernel/time.ts'
import type { World } from '../../engine/kernel/world.ts'
import { latencySampler } from '../../engine/network/latency.ts'
import type { LabProtocol } from '../../engine/run/protocol.ts'
import type { Scenario } from '../../engine/scenario/scenario.ts'
import { clientOf } from './client.ts'
import type { QuorumAction, QuorumConfig } from './config.ts'
import { quorumFormat } from './format.ts'
import { judge } from './judgement.ts'
import { QUORUM_LISTING } from './listing.ts'
import {
  label,
  type QuorumCommand,
  type QuorumMessage,
  type QuorumState,
  type QuorumTimer,
} from './messages.ts'
import { objections } from './objections.ts'
import { newClient, population } from './population.ts'
import { quorumProperties } from './properties.ts'
import { quorumOf } from './quorum.ts'
import { replica } from './replica.ts'
import { result } from './result.ts'

export type QuorumProtocol = LabProtocol<QuorumState, QuorumMessage, QuorumTimer, QuorumCommand>

/** Quorum consensus as the engine runs it. */
export const quorum: QuorumProtocol = {
  lab: 'quorum',
  format: quorumFormat,
  suite: quorumProperties,
  listing: () => QUORUM_LISTING,
  behaviour,
  population: (scenario) => population(scenario.config as QuorumConfig, scenario.actions),
  instructions: (action, world) => instructions(action as unknown as QuorumAction, world),
  objections,
  judge,
  label,
  result,
}

type Code = Behaviour<QuorumState, QuorumMessage, QuorumTimer, QuorumCommand>

function behaviour(scenario: Scenario): Code {
  const config = scenario.config as QuorumConfig
  const replicas = new Set<unknown>(config.nodes)
  const client = clientOf(quorumOf(config))
  return {
    role: (address) => (replicas.has(address) ? replica : client) as ReturnType<Code['role']>,
    spawn: (_, command) => (command.do === 'refuse' ? undefined : newClient()),
    transit: transitOf(config),
  }
}

/** The leg that a kind of message travels on. */
const LEGS = { write: 'W', ack: 'A', refused: 'A', read: 'R', answer: 'S' } as const

/** Each leg has a distribution of its own where the scenario gives one, else that of the network. */
function transitOf({ legs }: QuorumConfig): NonNullable<Code['transit']> {
  const samplers = new Map(
    Object.entries(legs).flatMap(([leg, latency]) =>
      latency === undefined ? [] : [[leg, latencySampler(latency)] as const],
    ),
  )
  return ({ kind }, network) => {
    const sampler = samplers.get(LEGS[kind])
    return sampler === undefined ? network.delay() : network.draw(sampler)
  }
}

function instructions(action: QuorumAction, world: World<QuorumState>): Instruction<QuorumCommand>[] {
  switch (action.do) {
    case 'put': {
      const { client, key, value } = action
      return [{ do: 'command', node: client, command: { do: 'put', key, value, now_us: world.now_us } }]
    }
    case 'get':
      return [
        {
          do: 'command',
          node: action.client,
          command: { do: 'get', key: action.key, from: [...(action.from ?? [])] },
        },
      ]
    case 'refuse':
      return [{ do: 'command', node: action.node, command: { do: 'refuse', count: action.count } }]
    case 'clockSkew': {
      const skew_us = fromMilliseconds(action.ms)
      return [{ do: 'command', node: action.node, command: { do: 'skew', skew_us } }]
    }
  }
}
