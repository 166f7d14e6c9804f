import type { Address } from '../kernel/role.ts'
import type { NetworkConfig } from '../network/network.ts'

/** The version of the format that this code reads and writes. */
export const SCHEMA = 'clusterscope/1'

/** What every action may say. The lab's own fields stand beside these. */
export interface Action {
  readonly do: string
  /** Virtual time of the action. Without it: when the action before has settled. */
  readonly at_ms?: number
  /**
   * The action happens right after this step, whatever is in flight: an intervention made by hand. It does
   * not stand in the order of the others.
   */
  readonly at_step?: number
  /** Milestone on the scrubber. */
  readonly mark?: string
  readonly node?: Address
  readonly [field: string]: unknown
}

export interface Expectation {
  readonly property: string
  readonly outcome: 'holds' | 'violated'
}

/** A scenario that was read and checked: it says everything that a run needs. */
export interface Scenario {
  readonly schema: typeof SCHEMA
  readonly lab: string
  readonly title: string
  readonly summary: string
  readonly seed: number
  readonly network: NetworkConfig
  /** The lab's own part, checked by the lab's schema. */
  readonly config: unknown
  readonly actions: readonly Action[]
  readonly until_ms?: number
  readonly expect: readonly Expectation[]
  /**
   * The texts of the files that the scenario names, by their paths. Whoever loads the scenario loads them;
   * they are no part of the document.
   */
  readonly files?: Readonly<Record<string, string>>
}

/** A scenario as it is written down: without the texts of the files that it names. */
export function documentOf(scenario: Scenario): Omit<Scenario, 'files'> {
  const document: { -readonly [K in keyof Scenario]: Scenario[K] } = { ...scenario }
  delete document.files
  return document
}

/** A scenario with the texts of the files that it names. */
export function withFiles(scenario: Scenario, files: Scenario['files']): Scenario {
  return files === undefined ? scenario : { ...scenario, files }
}
