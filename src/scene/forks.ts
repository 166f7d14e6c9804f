/** What must be known of a branch to place it: its number, and where it leaves its parent. */
export interface ForkedBranch {
  readonly id: number
  readonly origin: { readonly parent: number; readonly action: { readonly at_step?: number } } | undefined
}

/** A step of the current branch at which others begin, or it itself does. */
export interface Fork {
  readonly step: number
  /** The branches that begin here. */
  readonly branches: readonly number[]
}

/** The forks along a branch, by step: on its own part, and on the past that it shares with its ancestors. */
export function forksAlong(branches: readonly ForkedBranch[], current: number): Fork[] {
  const sharedUntil = new Map<number, number>()
  let until = Number.POSITIVE_INFINITY
  for (let branch = branches[current]; branch !== undefined; ) {
    sharedUntil.set(branch.id, until)
    if (branch.origin === undefined) break
    until = Math.min(until, forkStep(branch))
    branch = branches[branch.origin.parent]
  }
  const found = new Map<number, number[]>()
  for (const branch of branches) {
    if (branch.origin === undefined) continue
    const step = forkStep(branch)
    if (step > (sharedUntil.get(branch.origin.parent) ?? -1)) continue
    found.set(step, [...(found.get(step) ?? []), branch.id])
  }
  return [...found].map(([step, ids]) => ({ step, branches: ids })).sort((a, b) => a.step - b.step)
}

/** A branch as a row of a tree. */
export interface BranchRow {
  readonly id: number
  /** Number of its ancestors. */
  readonly depth: number
}

/** The branches, each after its parent, children in the order of their making. */
export function branchRows(branches: readonly ForkedBranch[]): BranchRow[] {
  const children = new Map<number | undefined, number[]>()
  for (const { id, origin } of branches) {
    const siblings = children.get(origin?.parent)
    if (siblings) siblings.push(id)
    else children.set(origin?.parent, [id])
  }
  const rows: BranchRow[] = []
  const visit = (id: number, depth: number) => {
    rows.push({ id, depth })
    for (const child of children.get(id) ?? []) visit(child, depth + 1)
  }
  for (const id of children.get(undefined) ?? []) visit(id, 0)
  return rows
}

function forkStep({ origin }: ForkedBranch): number {
  return origin?.action.at_step ?? 0
}
