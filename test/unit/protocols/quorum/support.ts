import { narratePlainly } from '../../../../src/engine/record/narrate.ts'
import { simulate } from '../../../../src/engine/run/simulation.ts'
import type { Scenario } from '../../../../src/engine/scenario/scenario.ts'
import { quorum } from '../../../../src/protocols/quorum/protocol.ts'
import { type Document, read, recorded } from '../../../support/scenarios.ts'

/** The system of CS162 slide 4: K14 is on N1, N3 and N4 of four nodes; N = 3, W = 2, R = 2. */
export const SLIDE_4 = {
  nodes: ['N1', 'N2', 'N3', 'N4'],
  n: 3,
  w: 2,
  r: 2,
  placement: { K14: ['N1', 'N3', 'N4'] },
}

/** A document of the quorum lab on the system of slide 4; `config` changes it. */
export function quorumDocument(
  actions: readonly Document[],
  { config, ...more }: { config?: Document; [field: string]: unknown } = {},
): Document {
  return {
    schema: 'clusterscope/1',
    lab: 'quorum',
    title: 'a test',
    config: { ...SLIDE_4, ...config },
    actions,
    ...more,
  }
}

export const quorumScenario = (...arguments_: Parameters<typeof quorumDocument>) =>
  read(quorumDocument(...arguments_))

/** The parts of the lab's result, by the names of the file format. */
export interface QuorumResult {
  readonly replicas: Record<string, Record<string, { value: string; version: unknown } | null>>
  readonly operations: readonly {
    readonly do: 'put' | 'get'
    readonly client: string
    readonly key: string
    readonly value: string | null
    readonly status: 'ok' | 'failed' | 'unavailable' | 'pending'
    readonly acks: readonly string[]
    readonly answers: readonly { readonly from: string; readonly value: string | null }[]
    readonly invoked_us: number
    readonly returned_us: number | null
  }[]
  readonly linearizable: {
    readonly verdict: boolean | null
    readonly witness: readonly { readonly do: string; readonly value: string | null }[]
  }
}

export function quorumResult(scenario: Scenario) {
  const result = simulate(quorum, scenario)
  return { ...result, ...(result as unknown as QuorumResult) }
}

/** The value that each replica of a key holds at the end; `null` is NIL. */
export function valuesOf({ replicas }: Pick<QuorumResult, 'replicas'>, key: string) {
  return Object.fromEntries(
    Object.entries(replicas[key] ?? {}).map(([name, copy]) => [name, copy?.value ?? null]),
  )
}

export const recordedQuorum = (scenario: Scenario) => recorded(quorum, scenario)

/** What the steps of a run say, in plain words. */
export const told = (scenario: Scenario): string[] =>
  recordedQuorum(scenario).steps.map((step) => narratePlainly(step, quorum))

export const put = (value: string, more: Document = {}): Document => ({
  do: 'put',
  client: 'writer',
  key: 'K14',
  value,
  ...more,
})

export const get = (from?: readonly string[], more: Document = {}): Document => ({
  do: 'get',
  client: 'reader',
  key: 'K14',
  ...(from === undefined ? {} : { from }),
  ...more,
})
