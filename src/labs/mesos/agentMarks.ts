import type { Address } from '../../engine/kernel/role.ts'
import type { World } from '../../engine/kernel/world.ts'
import type { Frame } from '../../engine/record/frame.ts'
import { KINDS, type Kind, type Resources, words } from '../../protocols/mesos/resources.ts'
import {
  type AgentEntry,
  type AgentState,
  type BookedTask,
  type FrameworkState,
  MASTER,
  type MasterState,
  type MesosState,
  sameAttempt,
} from '../../protocols/mesos/state.ts'
import { changeOf, type Focus } from '../../scene/focus.ts'
import { fillOf, type Identity, taskLabel, taskLine } from './identity.ts'
import type { AgentPlace, Box, StageLayout } from './layout.ts'

/** A part of an agent's bar, from the bottom. */
export interface Segment {
  readonly id: string
  readonly kind: 'task' | 'offered'
  readonly box: Box
  readonly fill: string
  /** A task's label, or the amount that is offered; empty where there is no room. */
  readonly label: string
  /** It was launched; its executor has not said that it runs. */
  readonly staging: boolean
  /** The last step put it there. */
  readonly fresh: boolean
}

export interface BarMark {
  readonly kind: Kind
  readonly box: Box
  readonly segments: readonly Segment[]
  /** What is free, where there is room for the number. */
  readonly free: { readonly text: string; readonly y: number } | undefined
}

export interface AgentMark {
  readonly name: string
  readonly place: AgentPlace
  readonly bars: readonly BarMark[]
  /** `unknown` to the master yet, `down` or given `up` by it. */
  readonly standing: 'member' | 'joining' | 'down'
  readonly active: boolean
  readonly selected: boolean
  /** Its name, what it has, what it runs; shown where there is room. */
  readonly lines: readonly string[]
  /** A waiting task prefers it: its input is here. */
  readonly file: string | undefined
}

/**
 * The agents as the master's book has them: what its tasks hold and what is on offer. An agent that has crashed
 * keeps them until the master learns of it.
 */
export function agentMarks(
  frame: Frame<unknown>,
  focus: Focus,
  layout: StageLayout,
  identities: ReadonlyMap<string, Identity>,
  selected: Address | undefined,
  withFiles: boolean,
): AgentMark[] {
  const world = frame as World<MesosState>
  const master = world.state(MASTER) as MasterState
  const change = focus.onArrival ? undefined : changeOf(focus, MASTER, 'agents')
  const before = (change?.before ?? master.agents) as MasterState['agents']
  const files = withFiles ? filesOf(world, identities) : new Map<string, string>()
  const inFocus = new Set(focus.nodes)
  return layout.agents.map((place) => {
    const { name } = place
    const state = world.state(name) as AgentState
    const known = master.agents[name]
    const entry = known?.state === 'active' ? known : undefined
    const isFresh = (task: BookedTask) =>
      before[name]?.tasks.some((one) => sameAttempt(one, task) && one.state === task.state) !== true
    return {
      name,
      place,
      bars: KINDS.map((kind) => barOf(kind, place[kind], state.total, entry, identities, layout, isFresh)),
      standing: world.status(name) !== 'up' ? 'down' : entry === undefined ? 'joining' : 'member',
      active: inFocus.has(name),
      selected: name === selected,
      lines: [words(state.total), ...runningLines(entry, identities)],
      file: files.get(name),
    }
  })
}

function barOf(
  kind: Kind,
  box: Box,
  total: Resources,
  entry: AgentEntry | undefined,
  identities: ReadonlyMap<string, Identity>,
  layout: StageLayout,
  isFresh: (task: BookedTask) => boolean,
): BarMark {
  if (entry === undefined) return { kind, box, segments: [], free: undefined }
  const perUnit = box.height / total[kind]
  const roomy = (height: number) => layout.large && height >= 17 * layout.zoom
  let floor = box.y + box.height
  const stack = (amount: number): Box => {
    const height = amount * perUnit
    floor -= height
    return { ...box, y: floor, height }
  }
  const segments = entry.tasks.map((task): Segment => {
    const identity = identities.get(task.framework)
    const place = stack(task[kind])
    return {
      id: `${task.framework} ${task.task}`,
      kind: 'task',
      box: place,
      fill: identity === undefined ? 'var(--band-b)' : fillOf(identity),
      label: roomy(place.height) ? taskLabel(identity, task.task, task.job) : '',
      staging: task.state === 'staging',
      fresh: isFresh(task),
    }
  })
  if (entry.offered[kind] > 0) {
    const place = stack(entry.offered[kind])
    const label = roomy(place.height) ? String(entry.offered[kind]) : ''
    segments.push({
      id: 'offered',
      kind: 'offered',
      box: place,
      fill: '',
      label,
      staging: false,
      fresh: false,
    })
  }
  const free = entry.free[kind]
  const height = free * perUnit
  return {
    kind,
    box,
    segments,
    free: roomy(height) && free > 0 ? { text: String(free), y: box.y + height / 2 } : undefined,
  }
}

/** One line for each task that runs, as far as there is room. */
function runningLines(entry: AgentEntry | undefined, identities: ReadonlyMap<string, Identity>): string[] {
  if (entry === undefined) return ['not registered']
  if (entry.tasks.length === 0) return ['no tasks']
  const lines = entry.tasks.map(
    (task) =>
      taskLine(task.task, task.job) ??
      `${taskLabel(identities.get(task.framework), task.task)}: ${words(task)}`,
  )
  const more = lines.length - 3
  return more > 0 ? [...lines.slice(0, 2), `and ${more + 1} more tasks`] : lines
}

/** By agent: the input of a task that waits for it. */
function filesOf(world: World<MesosState>, identities: ReadonlyMap<string, Identity>): Map<string, string> {
  const files = new Map<string, string>()
  for (const [name] of identities) {
    const state = world.state(name) as FrameworkState
    for (const task of state.queue.map((one) => state.tasks[one])) {
      for (const agent of task?.prefers ?? []) {
        if (!files.has(agent)) files.set(agent, task?.job ?? 'input')
      }
    }
  }
  return files
}
