import type { Instruction } from '../../engine/kernel/instruction.ts'
import type { Operation, World } from '../../engine/kernel/world.ts'
import type { LabProtocol } from '../../engine/run/protocol.ts'
import type { Scenario } from '../../engine/scenario/scenario.ts'
import type { ChordAction, ChordConfig } from './config.ts'
import { chordFormat } from './format.ts'
import { type Id, ownerOf } from './identifiers.ts'
import { LECTURE_LISTING } from './listing.ts'
import {
  type Answer,
  type ChordCommand,
  type ChordMessage,
  type ChordState,
  label,
  type Query,
} from './messages.ts'
import { objections } from './objections.ts'
import { population } from './population.ts'
import { chordProperties, survey } from './properties.ts'
import { lectureNode } from './role.ts'

export type ChordProtocol = LabProtocol<ChordState, ChordMessage, never, ChordCommand>

/** Chord as the engine runs it. */
export const chord: ChordProtocol = {
  lab: 'chord',
  format: chordFormat,
  suite: chordProperties,
  listing: () => LECTURE_LISTING,
  behaviour: () => ({
    role: () => lectureNode,
    spawn: (_, { do: verb }) =>
      verb === 'join' || verb === 'create' ? { successor: null, predecessor: null, keys: {} } : undefined,
  }),
  population: (scenario: Scenario, workload) => population(scenario.config as ChordConfig, workload),
  instructions: (action, world) => instructions(action as unknown as ChordAction, world),
  objections,
  judge: (operation, world) => ({ ok: isRightOwner(operation, world) }),
  label,
  result,
}

function instructions(action: ChordAction, world: World<ChordState>): Instruction<ChordCommand>[] {
  switch (action.do) {
    case 'join':
    case 'create': {
      const command: ChordCommand = action.do === 'join' ? { do: 'join', via: action.via } : { do: 'create' }
      const back: Instruction<ChordCommand>[] =
        world.status(action.node) === 'crashed' ? [{ do: 'recover', node: action.node }] : []
      return [...back, { do: 'command', node: action.node, command }]
    }
    case 'stabilize':
    case 'leave':
      return targets(action.node, world).map((node) => ({ do: 'command', node, command: { do: action.do } }))
    case 'maintain':
      return Array.from({ length: action.rounds }, () => targets('all', world))
        .flat()
        .map((node) => ({ do: 'command', node, command: { do: 'stabilize' } }))
    case 'lookup':
    case 'get':
      return [{ do: 'command', node: action.from, command: { do: action.do, key: action.key } }]
    case 'put':
      return [
        { do: 'command', node: action.from, command: { do: 'put', key: action.key, value: action.value } },
      ]
  }
}

/** The nodes that an action means: one, or every live node in identifier order. */
function targets(node: Id | 'all', world: World<ChordState>): Id[] {
  return node === 'all' ? liveNodes(world) : [node]
}

function liveNodes(world: World<ChordState>): Id[] {
  return (world.addresses as readonly Id[]).filter((id) => world.status(id) === 'up').sort((a, b) => a - b)
}

/** Whether the node that answered owns the key: the first ring member at or after it (slide 9). */
function isRightOwner(operation: Operation, world: World<ChordState>): boolean {
  const { key } = operation.description as Pick<Query, 'key'>
  return (operation.result as Answer).owner === ownerOf(key, survey(world).ring)
}

function result(world: World<ChordState>): Record<string, unknown> {
  const ids = [...(world.addresses as readonly Id[])].sort((a, b) => a - b)
  return {
    nodes: ids.map((id) => {
      const { successor, predecessor, keys } = world.state(id) as ChordState
      const alive = world.status(id) === 'up'
      return {
        id,
        alive,
        successor,
        predecessor,
        successors: successor === null ? [] : [successor],
        fingers: [],
        keys,
      }
    }),
    operations: world.operations.map((operation) => {
      const { key, from, do: verb } = operation.description as { do: string; key: Id; from: Id }
      const answer = operation.result as Answer | undefined
      const path = answer && pathToOwner(answer)
      return {
        do: verb,
        key,
        from,
        owner: answer?.owner ?? null,
        path: path ?? [from],
        hops: path === undefined ? null : path.length - 1,
        value: answer?.value ?? null,
        ok: (operation.judgement as { ok: boolean } | undefined)?.ok ?? false,
      }
    }),
  }
}

/** From the node that was asked to the owner, both included. */
function pathToOwner({ path, owner }: Answer): readonly Id[] {
  return path[path.length - 1] === owner ? path : [...path, owner]
}
