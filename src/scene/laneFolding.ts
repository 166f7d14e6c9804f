import type { Address } from '../engine/kernel/role.ts'
import type { Recording } from '../engine/record/recording.ts'
import type { StepWindow } from './stepAxis.ts'

/** Which lanes are drawn, from top to bottom. */
export interface ShownLanes {
  readonly addresses: readonly Address[]
  /** How many are not. */
  readonly folded: number
  /** Whether nothing happens on those in the window. */
  readonly foldedAreIdle: boolean
}

/** How many lanes there is room for. */
export interface LaneRoom {
  readonly lanes: number
  /** Idle lanes are folded even where there is room. */
  readonly hideIdle: boolean
}

/** The nodes that a step touches: its own, and the sender of its message. */
function nodesOf(recording: Recording<unknown>, index: number): Address[] {
  const step = recording.step(index)
  if (step === undefined) return []
  const found = step.from === null ? [] : [step.from]
  return step.node === null ? found : [step.node, ...found]
}

/** Everything that happens in a window: the nodes, those of steps near `cursor` first. */
function participants(recording: Recording<unknown>, window: StepWindow, cursor: number): Set<Address> {
  const found = new Set<Address>()
  const add = (index: number) => {
    if (index < window.first || index > window.last) return
    for (const address of nodesOf(recording, index)) found.add(address)
  }
  const reach = Math.max(cursor - window.first, window.last - cursor)
  add(cursor)
  for (let away = 1; away <= reach; away++) {
    add(cursor + away)
    add(cursor - away)
  }
  return found
}

/** The nodes of the steps before and after the cursor, which must be seen. */
function present(recording: Recording<unknown>, cursor: number): Set<Address> {
  return new Set([...nodesOf(recording, cursor), ...nodesOf(recording, recording.stopAfter(cursor))])
}

/**
 * Chooses the lanes of a window. All of them where there is room; else those whose nodes take part, nearest to
 * the cursor first. The lanes so far stay as long as they show the current steps, so that stepping does not
 * make them jump.
 *
 * @param lanes every lane, from top to bottom.
 * @param held the lanes so far; the same object comes back when they still serve.
 */
export function foldLanes(
  held: ShownLanes | undefined,
  lanes: readonly Address[],
  recording: Recording<unknown>,
  window: StepWindow,
  cursor: number,
  room: LaneRoom,
): ShownLanes {
  const taking = participants(recording, window, cursor)
  const active = lanes.filter((address) => taking.has(address))
  if (lanes.length <= room.lanes && !room.hideIdle) return sameOr(held, lanes, lanes, active)
  // A picture without lanes says nothing, so an idle window shows the first of them.
  if (active.length === 0) return sameOr(held, lanes.slice(0, room.lanes), lanes, active)
  if (active.length <= room.lanes) {
    const filled = room.hideIdle ? active : fillUp(active, lanes, room.lanes)
    return sameOr(held, filled, lanes, active)
  }
  if (held !== undefined && stillServes(held, lanes, present(recording, cursor), room)) return held
  const known = new Set(lanes)
  const nearest = new Set([...taking].filter((address) => known.has(address)).slice(0, room.lanes))
  return sameOr(
    held,
    lanes.filter((address) => nearest.has(address)),
    lanes,
    active,
  )
}

/** The active lanes and as many idle ones as there is room for, in order. */
function fillUp(active: readonly Address[], lanes: readonly Address[], room: number): Address[] {
  const kept = new Set(active)
  for (const address of lanes) if (kept.size < room) kept.add(address)
  return lanes.filter((address) => kept.has(address))
}

function stillServes(
  held: ShownLanes,
  lanes: readonly Address[],
  needed: ReadonlySet<Address>,
  room: LaneRoom,
): boolean {
  if (held.addresses.length !== room.lanes || held.folded + room.lanes !== lanes.length) return false
  const known = new Set(lanes)
  return (
    held.addresses.every((address) => known.has(address)) &&
    [...needed].every((address) => !known.has(address) || held.addresses.includes(address))
  )
}

function sameOr(
  held: ShownLanes | undefined,
  addresses: readonly Address[],
  lanes: readonly Address[],
  active: readonly Address[],
): ShownLanes {
  const folded = lanes.length - addresses.length
  const foldedAreIdle = active.every((address) => addresses.includes(address))
  const same =
    held?.folded === folded &&
    held.foldedAreIdle === foldedAreIdle &&
    held.addresses.length === addresses.length &&
    held.addresses.every((address, i) => address === addresses[i])
  return same ? held : { addresses, folded, foldedAreIdle }
}
