import type { Address } from '../../engine/kernel/role.ts'
import type { World } from '../../engine/kernel/world.ts'
import type { Frame } from '../../engine/record/frame.ts'
import { allocators } from '../../protocols/mesos/allocator.ts'
import { turnOf } from '../../protocols/mesos/master/allocation.ts'
import {
  type FrameworkState,
  MASTER,
  type MasterState,
  type MesosState,
} from '../../protocols/mesos/state.ts'
import type { Focus } from '../../scene/focus.ts'
import type { DrawnMessage } from '../../ui/MessageLayer.tsx'
import { type AgentMark, agentMarks } from './agentMarks.ts'
import { capsules } from './capsules.ts'
import { type Identity, identitiesOf } from './identity.ts'
import type { Box, StageLayout } from './layout.ts'
import { standingsBefore } from './standings.ts'
import { type TicketMark, ticketMarks } from './tickets.ts'
import { frameworkWords } from './words.ts'

export interface FrameworkMark {
  readonly name: string
  readonly identity: Identity
  readonly box: Box
  readonly words: string
  readonly standing: 'member' | 'joining' | 'down'
  readonly active: boolean
  readonly selected: boolean
}

/** A framework in the master's box. */
export interface ShareRow {
  readonly identity: Identity
  /** 0..1 of the bar. */
  readonly share: number
  readonly words: string
  /** The words before the last step, where that changed them. */
  readonly before: string | undefined
  readonly picked: boolean
}

export interface MesosMarks {
  readonly frameworks: readonly FrameworkMark[]
  readonly agents: readonly AgentMark[]
  readonly rows: readonly ShareRow[]
  /** Frameworks that the master's box has no room for. */
  readonly moreRows: number
  readonly allocator: string
  readonly master: { readonly active: boolean; readonly selected: boolean; readonly down: boolean }
  readonly tickets: readonly TicketMark[]
  readonly messages: readonly DrawnMessage[]
}

/** Everything that the stage shows of a frame. */
export function mesosMarks(
  frame: Frame<unknown>,
  focus: Focus,
  layout: StageLayout,
  selected: Address | undefined,
  layers: { readonly files: boolean },
): MesosMarks {
  const world = frame as World<MesosState>
  const master = world.state(MASTER) as MasterState
  const identities = identitiesOf(world)
  const inFocus = new Set<Address>(focus.nodes)
  const tickets = ticketMarks(frame, layout)
  const rows = shareRows(master, focus, identities)
  return {
    frameworks: [...layout.frameworks].map(([name, box]) => {
      const state = world.state(name) as FrameworkState
      const isDown = world.status(name) !== 'up'
      return {
        name,
        identity: identities.get(name) as Identity,
        box,
        words: frameworkWords(state, identities.get(name) as Identity),
        standing: isDown ? 'down' : master.frameworks[name] === undefined ? 'joining' : 'member',
        active: inFocus.has(name),
        selected: name === selected,
      }
    }),
    agents: agentMarks(frame, focus, layout, identities, selected, layers.files),
    rows: withPicked(rows, layout.rows),
    moreRows: Math.max(0, rows.length - layout.rows),
    allocator: allocators[master.allocator].title,
    master: {
      active: inFocus.has(MASTER),
      selected: selected === MASTER,
      down: world.status(MASTER) !== 'up',
    },
    tickets,
    messages: capsules(frame, layout, new Set(tickets.map(({ message }) => message))),
  }
}

/** The first rows; the picked one is among them. */
function withPicked(rows: readonly ShareRow[], most: number): readonly ShareRow[] {
  const picked = rows.findIndex((row) => row.picked)
  return picked < most ? rows.slice(0, most) : [...rows.slice(0, most - 1), rows[picked] as ShareRow]
}

/** How the frameworks stand with the allocation module now; the one with the last open offer is outlined. */
function shareRows(master: MasterState, focus: Focus, identities: ReadonlyMap<string, Identity>): ShareRow[] {
  const module = allocators[master.allocator]
  const picked = master.offers.at(-1)?.framework
  const turn = new Map(turnOf(master).map((standing) => [standing.framework, standing]))
  const old = new Map(standingsBefore(master, focus).map((standing) => [standing.framework, standing]))
  // In the order of registration: rows keep their places while shares change.
  return Object.keys(master.frameworks).flatMap((name) => {
    const standing = turn.get(name)
    const identity = identities.get(name)
    if (standing === undefined || identity === undefined) return []
    const share = master.allocator === 'priority' ? standing.dominant : Math.min(1, standing.figure)
    const was = old.get(name)
    const before = was === undefined ? undefined : module.words(was)
    const now = module.words(standing)
    return [
      { identity, share, words: now, before: before === now ? undefined : before, picked: name === picked },
    ]
  })
}
