import { faultLines } from '../engine/scenario/fault.ts'
import { checkScenario, MAX_CHARACTERS } from '../engine/scenario/parse.ts'
import { documentOf, type Scenario } from '../engine/scenario/scenario.ts'
import { isObject } from '../engine/scenario/shapes.ts'
import { formats } from '../protocols/registry.ts'
import { branchFaults, checkIsBounded, readOrigins } from './branchCheck.ts'
import type { BranchId, BranchOrigin } from './branches.ts'
import { pack, unpack } from './pack.ts'
import type { Source } from './session.ts'

/** The longest link that is written or read, in characters. */
const MAX_LINK = 200_000

/** A scenario with more characters than this hardly fits into a link, and packing it would hold the page up. */
const MAX_PACKED = 2_000_000

/** The version of what links carry packed. */
const VERSION = 1

/** Which scenario a link opens: the lab's first, a built-in file by its name, or one that it carries. */
export type LinkedScenario =
  | { readonly kind: 'first' }
  | { readonly kind: 'builtIn'; readonly name: string }
  | { readonly kind: 'own'; readonly scenario: Scenario }

/** A place that a link names: `/LAB/SCENARIO/STEP[/BRANCHES]`. */
export interface Link {
  /** Undefined for the empty link. */
  readonly lab: string | undefined
  readonly scenario: LinkedScenario
  readonly cursor: number
  readonly branches: readonly BranchOrigin[]
  readonly branch: BranchId
}

/** Why a link cannot be opened, in words for a notice. */
export interface LinkProblem {
  readonly kind: 'truncated' | 'newer' | 'invalid' | 'tooLarge'
  readonly title: string
  readonly lines: readonly string[]
}

export type LinkResult =
  | { readonly ok: true; readonly link: Link }
  | { readonly ok: false; readonly problem: LinkProblem }

/** What of a session goes into a link. */
export interface Linkable {
  readonly source: Source
  readonly scenario: Scenario
  readonly tree: { readonly branches: readonly { readonly origin: BranchOrigin | undefined }[] }
  readonly branch: BranchId
  readonly cursor: number
}

/** The path of a place; undefined when its scenario or its branches are too large for a link. */
export function formatLink({ source, scenario, tree, branch, cursor }: Linkable): string | undefined {
  const name = source.builtIn ?? packedScenario(scenario)
  if (name === undefined) return undefined
  const origins = tree.branches.flatMap(({ origin }) => (origin === undefined ? [] : [origin]))
  if (!checkIsBounded(scenario, origins)) return undefined
  const branches = origins.length === 0 ? '' : `/${pack({ v: VERSION, branches: origins, current: branch })}`
  const path = `/${scenario.lab}/${name}/${cursor}${branches}`
  return path.length <= MAX_LINK ? path : undefined
}

/**
 * Reads a path. Links come from anywhere, so nothing in them is believed: whatever is wrong comes back as a
 * problem. The protocol of the lab that it names must be loaded. The branches can be judged only beside the
 * scenario with the files that it names: see `checkBranches`.
 */
export function parseLink(path: string): LinkResult {
  if (path.length > MAX_LINK) {
    const found = path.length.toLocaleString('en')
    return refuse(
      'tooLarge',
      `It has ${found} characters; at most ${MAX_LINK.toLocaleString('en')} are read.`,
    )
  }
  try {
    return read(path)
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, problem: error.problem }
    return refuse('invalid')
  }
}

/** Judges the branches of a link on the scenario that they grow out of. */
export function checkBranches(
  scenario: Scenario,
  branches: readonly BranchOrigin[],
): LinkProblem | undefined {
  if (branches.length === 0) return undefined
  if (!checkIsBounded(scenario, branches)) {
    return problem('tooLarge', 'It has more branches than are read for a scenario of this length.')
  }
  try {
    const faults = branchFaults(scenario, branches)
    return faults.length === 0 ? undefined : problem('invalid', ...faults)
  } catch {
    return problem('invalid', 'Its branches cannot be run.')
  }
}

class Refusal extends Error {
  readonly problem: LinkProblem

  constructor(found: LinkProblem) {
    super(found.title)
    this.problem = found
  }
}

/** Throws a Refusal. */
function read(path: string): LinkResult {
  const [before, lab, name, step, branches, ...rest] = path.split('/')
  if (before !== '' || rest.length > 0) throw new Refusal(problem('invalid', 'It names no place here.'))
  if (lab === undefined || lab === '') return place(undefined, { kind: 'first' })
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(lab)) throw new Refusal(problem('invalid', 'It names no lab.'))
  if (name === undefined || name === '') return place(lab, { kind: 'first' })
  const scenario = readScenario(lab, name)
  const cursor = readCursor(step)
  if (branches === undefined) return place(lab, scenario, cursor)
  const tree = readBranches(branches)
  return place(lab, scenario, cursor, tree.branches, tree.current)
}

function place(
  lab: string | undefined,
  scenario: LinkedScenario,
  cursor = 0,
  branches: readonly BranchOrigin[] = [],
  branch: BranchId = 0,
): LinkResult {
  return { ok: true, link: { lab, scenario, cursor, branches, branch } }
}

function readScenario(lab: string, name: string): LinkedScenario {
  // Some programs write the tilde of a link as %7E.
  const packed = /^(?:~|%7E)(.*)$/i.exec(name)?.[1]
  if (packed === undefined) {
    if (!/^[a-z0-9][a-z0-9-]{0,99}$/i.test(name)) {
      throw new Refusal(problem('invalid', 'It names no scenario.'))
    }
    return { kind: 'builtIn', name }
  }
  const { scenario } = readPacked(packed, 'scenario', ['scenario'])
  if (isObject(scenario) && typeof scenario.lab === 'string' && scenario.lab !== lab) {
    throw new Refusal(problem('invalid', `It names the lab ${lab}, and its scenario is for another one.`))
  }
  const checked = checkScenario(scenario, formats)
  if (!checked.ok) {
    const newer = checked.faults.some(({ path, text }) => path === 'schema' && text.includes('newer version'))
    throw new Refusal(newer ? problem('newer') : problem('invalid', ...faultLines(checked.faults)))
  }
  return { kind: 'own', scenario: checked.scenario }
}

function readCursor(step: string | undefined): number {
  if (step === undefined || step === '') return 0
  if (!/^\d{1,9}$/.test(step)) throw new Refusal(problem('invalid', 'Its step is not a number.'))
  return Number(step)
}

function readBranches(packed: string): { branches: readonly BranchOrigin[]; current: BranchId } {
  const { branches, current } = readPacked(packed, 'branches', ['branches', 'current'])
  const origins = readOrigins(branches)
  if (typeof origins === 'string') throw new Refusal(problem('invalid', origins))
  if (!Number.isInteger(current) || (current as number) < 0 || (current as number) > origins.length) {
    throw new Refusal(problem('invalid', 'It opens a branch that it does not have.'))
  }
  return { branches: origins, current: current as number }
}

/** The fields of a packed part. Throws a Refusal unless they are `v` and `fields`, and `v` is this version. */
function readPacked(packed: string, part: string, fields: readonly string[]): Record<string, unknown> {
  const unpacked = unpack(packed, MAX_CHARACTERS)
  if (!unpacked.ok) {
    const said = {
      truncated: `The end of its ${part} is missing.`,
      invalid: `Its ${part} is damaged.`,
      tooLarge: `Its ${part} has more than ${MAX_CHARACTERS / 1e6} million characters.`,
    } as const
    throw new Refusal(problem(unpacked.reason, said[unpacked.reason]))
  }
  const { value } = unpacked
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refusal(problem('invalid'))
  const found = value as Record<string, unknown>
  if (typeof found.v === 'number' && found.v > VERSION) throw new Refusal(problem('newer'))
  if (found.v !== VERSION || Object.keys(found).sort().join() !== ['v', ...fields].sort().join()) {
    throw new Refusal(problem('invalid'))
  }
  return found
}

/** Few faults are enough: nobody repairs a link by hand. */
const MAX_FAULTS = 5

const TITLES = {
  truncated: 'This link is cut off',
  newer: 'This link was made by a newer version of Clusterscope',
  invalid: 'This link cannot be read',
  tooLarge: 'This link is too large',
} as const satisfies Record<LinkProblem['kind'], string>

const REMEDIES = {
  truncated: 'Copy the whole link again, or ask for the scenario as a file.',
  newer: 'Reload the page to get the newest version, then open the link again.',
  invalid: 'Copy the link again, or ask for the scenario as a file.',
  tooLarge: 'Ask for the scenario as a file and open that.',
} as const satisfies Record<LinkProblem['kind'], string>

function problem(kind: LinkProblem['kind'], ...found: readonly string[]): LinkProblem {
  const lines = found.slice(0, MAX_FAULTS)
  const more = found.length - lines.length
  if (more > 0) lines.push(`… and ${more} more`)
  return { kind, title: TITLES[kind], lines: [...lines, REMEDIES[kind]] }
}

function refuse(kind: LinkProblem['kind'], ...found: readonly string[]): LinkResult {
  return { ok: false, problem: problem(kind, ...found) }
}

// Packing takes long for a large scenario, and the link is written at every step.
const packedScenarios = new WeakMap<Scenario, { readonly name: string | undefined }>()

function packedScenario(scenario: Scenario): string | undefined {
  const known = packedScenarios.get(scenario)
  if (known !== undefined) return known.name
  const document = documentOf(scenario)
  const isLarge = JSON.stringify(document).length > MAX_PACKED
  const name = isLarge ? undefined : `~${pack({ v: VERSION, scenario: document })}`
  packedScenarios.set(scenario, { name })
  return name
}
