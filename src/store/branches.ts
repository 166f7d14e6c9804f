import { Recorder } from '../engine/record/recorder.ts'
import type { Recording } from '../engine/record/recording.ts'
import type { Action, Scenario } from '../engine/scenario/scenario.ts'
import type { AnyProtocol } from '../protocols/registry.ts'

/** Numbers the branches of a tree; 0 is the scenario as it was opened. */
export type BranchId = number

/** What makes a branch: an intervention, right after a step of another branch. */
export interface BranchOrigin {
  readonly parent: BranchId
  /** The intervention; its `at_step` is the fork. */
  readonly action: Action
}

export interface Branch {
  readonly id: BranchId
  /** Undefined for the trunk. */
  readonly origin: BranchOrigin | undefined
  /** The opened scenario with every intervention that leads to this branch. */
  readonly scenario: Scenario
}

/**
 * The actions of a branch: those of its parent, then the intervention. What was done by hand after the fork
 * belongs to the parent's future, which the branch does not share.
 */
export function branchedActions(parent: Scenario, intervention: Action): Action[] {
  const fork = intervention.at_step ?? 0
  return [...parent.actions.filter(({ at_step }) => at_step === undefined || at_step < fork), intervention]
}

/**
 * The runs that grow out of one scenario: each intervention opens a branch, and every branch is kept. A branch
 * is described by its scenario alone; it is recorded when it is first looked at.
 */
export class BranchTree {
  readonly branches: readonly Branch[]
  readonly #protocol: AnyProtocol
  readonly #recorders: Map<BranchId, Recorder<unknown, unknown, unknown, unknown>>

  private constructor(
    protocol: AnyProtocol,
    branches: readonly Branch[],
    recorders: Map<BranchId, Recorder<unknown, unknown, unknown, unknown>>,
  ) {
    this.#protocol = protocol
    this.branches = branches
    this.#recorders = recorders
  }

  /** A tree that is only a trunk. */
  static of(protocol: AnyProtocol, scenario: Scenario): BranchTree {
    return new BranchTree(protocol, [{ id: 0, origin: undefined, scenario }], new Map())
  }

  /** A tree with one more branch; its id is the last. Throws a RangeError when there is no such parent. */
  grow(origin: BranchOrigin): BranchTree {
    const parent = this.branch(origin.parent)
    const branch: Branch = {
      id: this.branches.length,
      origin,
      scenario: { ...parent.scenario, actions: branchedActions(parent.scenario, origin.action) },
    }
    return new BranchTree(this.#protocol, [...this.branches, branch], this.#recorders)
  }

  branch(id: BranchId): Branch {
    const branch = this.branches[id]
    if (branch === undefined) throw new RangeError(`There is no branch ${id}`)
    return branch
  }

  /** The recorder of a branch; it shares its past with its parent when that is recorded as far as the fork. */
  recorder(id: BranchId): Recorder<unknown, unknown, unknown, unknown> {
    const known = this.#recorders.get(id)
    if (known !== undefined) return known
    const { origin, scenario } = this.branch(id)
    const past = origin && this.#recorders.get(origin.parent)?.recording
    const cursor = origin?.action.at_step ?? 0
    const fork = past !== undefined && past.length >= cursor ? { recording: past, cursor } : undefined
    const recorder = new Recorder(this.#protocol, scenario, fork)
    this.#recorders.set(id, recorder)
    return recorder
  }

  /** The recording of a branch that has been looked at. */
  recording(id: BranchId): Recording<unknown> | undefined {
    return this.#recorders.get(id)?.recording
  }
}
