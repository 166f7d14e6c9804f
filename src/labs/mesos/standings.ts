import type { Standing } from '../../protocols/mesos/allocator.ts'
import { turnOf } from '../../protocols/mesos/master/allocation.ts'
import { MASTER, type MasterState } from '../../protocols/mesos/state.ts'
import { changeOf, type Focus } from '../../scene/focus.ts'

/** How the frameworks stood before the last step; as they stand now where that did not change the master's book. */
export function standingsBefore(master: MasterState, focus: Focus): Standing[] {
  if (focus.onArrival) return turnOf(master)
  const before = <K extends 'agents' | 'frameworks'>(field: K) =>
    (changeOf(focus, MASTER, field)?.before ?? master[field]) as MasterState[K]
  return turnOf({ ...master, agents: before('agents'), frameworks: before('frameworks') })
}
