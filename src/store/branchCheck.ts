import { Run } from '../engine/run/run.ts'
import { faultLines } from '../engine/scenario/fault.ts'
import { checkScenario } from '../engine/scenario/parse.ts'
import { type Action, documentOf, type Scenario } from '../engine/scenario/scenario.ts'
import { formats, protocolOf } from '../protocols/registry.ts'
import { type BranchId, type BranchOrigin, BranchTree } from './branches.ts'

/** The greatest number of branches beside the trunk that a link carries. */
const MAX_BRANCHES = 200

/** A fork further on than this is in no recording. */
const MAX_FORK = 200_000

/** Actions that are checked, and steps that are run, for all branches together: about a second. */
const MAX_CHECKED_ACTIONS = 400_000
const MAX_CHECKED_STEPS = 1_000_000

/** Whether the branches are few enough to be checked on this scenario. */
export function checkIsBounded(scenario: Scenario, branches: readonly BranchOrigin[]): boolean {
  const longest = scenario.actions.length + branches.length
  return branches.length <= MAX_BRANCHES && leavesOf(branches).length * longest <= MAX_CHECKED_ACTIONS
}

/** The origins of branches as they stand in a link, or what is wrong with their shape. */
export function readOrigins(found: unknown): readonly BranchOrigin[] | string {
  if (!Array.isArray(found)) return 'Its branches are not a list.'
  if (found.length > MAX_BRANCHES) return `It has ${found.length} branches; at most ${MAX_BRANCHES} are read.`
  const origins: BranchOrigin[] = []
  for (const [i, entry] of found.entries()) {
    const { parent, action, ...rest } = Object(entry) as Record<string, unknown>
    if (!isInteger(parent, i)) return `Branch ${i + 1} grows out of a branch that does not come before it.`
    const fork = Object(action) as { at_step?: unknown }
    if (!isInteger(fork.at_step, MAX_FORK)) return `Branch ${i + 1} does not say after which step it begins.`
    if (Object.keys(rest).length > 0) return `Branch ${i + 1} has fields that are not known here.`
    origins.push({ parent, action: action as Action })
  }
  return origins
}

/** What is wrong with branches of a scenario: actions that it refuses, or steps that it does not have. */
export function branchFaults(scenario: Scenario, branches: readonly BranchOrigin[]): readonly string[] {
  const protocol = protocolOf(scenario.lab)
  let tree = BranchTree.of(protocol, scenario)
  for (const origin of branches) tree = tree.grow(origin)
  // The scenario of a leaf has the actions of every branch on its way.
  for (const leaf of leavesOf(branches)) {
    const checked = checkScenario(documentOf(tree.branch(leaf).scenario), formats)
    if (!checked.ok) return faultLines(checked.faults)
  }
  return missingForks(tree, branches)
}

function missingForks(tree: BranchTree, branches: readonly BranchOrigin[]): readonly string[] {
  const lastFork = new Map<BranchId, number>()
  for (const { parent, action } of branches) {
    lastFork.set(parent, Math.max(lastFork.get(parent) ?? 0, action.at_step as number))
  }
  let budget = MAX_CHECKED_STEPS
  for (const [parent, last] of lastFork) {
    // What is left over is found out when somebody switches to it.
    if (last > budget) break
    budget -= last
    const { scenario } = tree.branch(parent)
    const run = new Run(protocolOf(scenario.lab), scenario)
    run.toEnd(last)
    if (run.kernel.steps < last) {
      return [`A branch begins after step ${last}, and the run that it grows out of has ${run.kernel.steps}.`]
    }
  }
  return []
}

/** The branches that no other grows out of; 0 is the trunk. */
function leavesOf(branches: readonly BranchOrigin[]): BranchId[] {
  const parents = new Set(branches.map(({ parent }) => parent))
  return branches.map((_, i) => i + 1).filter((id) => !parents.has(id))
}

function isInteger(value: unknown, max: number): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= max
}
