import type { Instruction } from '../../engine/kernel/instruction.ts'
import type { World } from '../../engine/kernel/world.ts'
import type { LabProtocol } from '../../engine/run/protocol.ts'
import type { Scenario } from '../../engine/scenario/scenario.ts'
import type { ChordAction, ChordConfig } from './config.ts'
import { chordFormat } from './format.ts'
import type { Id } from './identifiers.ts'
import { isRightOwner } from './judge.ts'
import { listing } from './listing.ts'
import {
  type Answer,
  type ChordCommand,
  type ChordMessage,
  type ChordState,
  type ChordTimer,
  label,
} from './messages.ts'
import { objections } from './objections.ts'
import { population } from './population.ts'
import { chordProperties } from './properties.ts'
import { isMaintenance } from './requests.ts'
import { chordNode } from './role.ts'
import { roundOf, settingsOf } from './settings.ts'
import { emptyState, successorsOf } from './state.ts'

export type ChordProtocol = LabProtocol<ChordState, ChordMessage, ChordTimer, ChordCommand>

/** Chord as the engine runs it. */
export const chord: ChordProtocol = {
  lab: 'chord',
  format: chordFormat,
  suite: chordProperties,
  bookkeeping: ['waiting', 'requests', 'deferred', 'periodic', 'nextFinger'],
  listing: (scenario) => listing(settingsOf(scenario), new Set(scenario.actions.map((action) => action.do))),
  behaviour(scenario) {
    const settings = settingsOf(scenario)
    const role = chordNode(settings)
    return {
      role: () => role,
      ...(settings.periods === undefined ? {} : { isBackground: isMaintenance }),
      spawn: (_, { do: verb }) => (verb === 'join' || verb === 'create' ? emptyState() : undefined),
    }
  },
  population: (scenario, workload) => population(scenario.config as ChordConfig, workload),
  *opening(scenario, world) {
    if (settingsOf(scenario).periods === undefined) return
    for (const node of world.addresses) yield { do: 'command', node, command: { do: 'start' } }
  },
  instructions: (action, world, scenario) => instructions(action as unknown as ChordAction, world, scenario),
  objections,
  judge: (operation, world) => ({ ok: isRightOwner(operation, world) }),
  label,
  result,
}

function* instructions(
  action: ChordAction,
  world: World<ChordState>,
  scenario: Scenario,
): Generator<Instruction<ChordCommand>> {
  const command = (node: Id, command: ChordCommand): Instruction<ChordCommand> => ({
    do: 'command',
    node,
    command,
  })
  switch (action.do) {
    case 'join':
    case 'create': {
      if (world.status(action.node) === 'crashed') yield { do: 'recover', node: action.node }
      yield command(action.node, action.do === 'join' ? { do: 'join', via: action.via } : { do: 'create' })
      return
    }
    case 'stabilize':
    case 'reconcile':
    case 'update':
    case 'fixFingers':
    case 'checkPredecessor':
    case 'leave':
      for (const node of targets(action.node, world)) yield command(node, { do: action.do })
      return
    case 'maintain': {
      const round = roundOf(settingsOf(scenario))
      for (let i = 0; i < action.rounds; i++) {
        for (const node of liveNodes(world)) {
          for (const verb of round) yield command(node, { do: verb })
        }
      }
      return
    }
    case 'lookup':
    case 'get':
      yield command(action.from, { do: action.do, key: action.key })
      return
    case 'put':
      yield command(action.from, { do: 'put', key: action.key, value: action.value })
  }
}

/** The nodes that an action means: one, or every live node in identifier order. */
function targets(node: Id | 'all', world: World<ChordState>): Id[] {
  return node === 'all' ? liveNodes(world) : [node]
}

function liveNodes(world: World<ChordState>): Id[] {
  return (world.addresses as readonly Id[]).filter((id) => world.status(id) === 'up').sort((a, b) => a - b)
}

function result(world: World<ChordState>): Record<string, unknown> {
  const ids = [...(world.addresses as readonly Id[])].sort((a, b) => a - b)
  return {
    nodes: ids.map((id) => {
      const state = world.state(id) as ChordState
      const { successor, predecessor, fingers, keys } = state
      const alive = world.status(id) === 'up'
      return {
        id,
        alive,
        successor,
        predecessor,
        successors: successorsOf(state),
        fingers,
        keys,
      }
    }),
    operations: world.operations.map((operation) => {
      const { key, from, do: verb } = operation.description as { do: string; key: Id; from: Id }
      const answer = operation.result as Answer | undefined
      const owner = answer?.owner ?? null
      const path = answer === undefined || owner === null ? undefined : pathTo(owner, answer.path)
      const timeouts = (answer?.timeouts ?? 0) + (answer?.lastTimeouts ?? 0)
      return {
        do: verb,
        key,
        from,
        owner,
        path: path ?? [from],
        hops: path === undefined || answer === undefined ? null : hopsOf(answer, path),
        ...(timeouts > 0 ? { timeouts } : {}),
        value: answer?.value ?? null,
        ok: (operation.judgement as { ok: boolean } | undefined)?.ok ?? false,
      }
    }),
  }
}

/** The number of forwardings, the last one to the owner included. */
function hopsOf({ path: visited, skipped }: Answer, path: readonly Id[]): number {
  // What a cut path leaves out ends with the owner.
  return skipped === undefined ? path.length - 1 : visited.length - 1 + skipped
}

/** From the node that was asked to the owner, both included. */
function pathTo(owner: Id, path: readonly Id[]): readonly Id[] {
  return path[path.length - 1] === owner ? path : [...path, owner]
}
