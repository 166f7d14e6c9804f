import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Address } from '../../src/engine/kernel/role.ts'
import { Recorder } from '../../src/engine/record/recorder.ts'
import type { Recording } from '../../src/engine/record/recording.ts'
import type { Protocol } from '../../src/engine/run/protocol.ts'
import { Run } from '../../src/engine/run/run.ts'
import { simulate } from '../../src/engine/run/simulation.ts'
import { faultLines } from '../../src/engine/scenario/fault.ts'
import { checkScenario, parseScenario } from '../../src/engine/scenario/parse.ts'
import { type Scenario, withFiles } from '../../src/engine/scenario/scenario.ts'
import type { ChordState } from '../../src/protocols/chord/messages.ts'
import { chord } from '../../src/protocols/chord/protocol.ts'
import { formats } from '../../src/protocols/registry.ts'

/** The ring of CS162 slides 10 to 28: m = 6. */
export const LECTURE_NODES = [4, 8, 15, 20, 32, 35, 44, 58] as const

const scenarios = new URL('../../public/scenarios/', import.meta.url)

/** A document as a lecturer writes it; the tests leave out what has a default. */
export type Document = Record<string, unknown>

/** A document of Chord on the lecture's ring; `config` adds to the ring's own. */
export function chordDocument(
  actions: readonly Document[],
  { config, ...more }: { config?: Document; [field: string]: unknown } = {},
): Document {
  return {
    schema: 'clusterscope/1',
    lab: 'chord',
    title: 'a test',
    config: { bits: 6, nodes: [...LECTURE_NODES], ...config },
    actions,
    ...more,
  }
}

/** The scenario of a document that must be right. */
export function read(document: Document): Scenario {
  const result = checkScenario(document, formats)
  if (!result.ok) throw new Error(`The scenario is refused:\n${faultLines(result.faults).join('\n')}`)
  return result.scenario
}

/** A scenario of Chord on the lecture's ring. */
export function chordScenario(...arguments_: Parameters<typeof chordDocument>): Scenario {
  return read(chordDocument(...arguments_))
}

/** Names of the scenarios that come with the app, without `.json`. */
export const publicNames: readonly string[] = readdirSync(scenarios)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace(/\.json$/, ''))
  .sort()

export function publicFile(name: string): string {
  return fileURLToPath(new URL(`${name}.json`, scenarios))
}

export function publicText(name: string): string {
  return readFileSync(publicFile(name), 'utf8')
}

export function publicScenario(name: string): Scenario {
  const result = parseScenario(publicText(name), formats)
  if (!result.ok) throw new Error(`${name} is refused:\n${faultLines(result.faults).join('\n')}`)
  return attached(result.scenario)
}

/** The scenario with the texts of the public files that it names. */
export function attached(scenario: Scenario): Scenario {
  const names = formats[scenario.lab]?.files?.(scenario) ?? []
  if (names.length === 0) return scenario
  const texts = names.map((one) => [one, readFileSync(new URL(`../${one}`, scenarios), 'utf8')] as const)
  return withFiles(scenario, Object.fromEntries(texts))
}

/** The lines in which a document is refused; none when it is accepted. */
export function refusal(document: unknown): string[] {
  const text = typeof document === 'string' ? document : JSON.stringify(document)
  const result = parseScenario(text, formats)
  return result.ok ? [] : faultLines(result.faults)
}

/** A scenario recorded to its end. */
export function recorded<S, M, T, C>(protocol: Protocol<S, M, T, C>, scenario: Scenario): Recording<S> {
  const recorder = new Recorder(protocol, scenario)
  recorder.advance(Number.POSITIVE_INFINITY)
  return recorder.recording
}

export const recordedChord = (scenario: Scenario) => recorded(chord, scenario)

/** A Chord run in place, after its last step or after `steps` of them. */
export function chordRun(scenario: Scenario, steps = Number.POSITIVE_INFINITY) {
  const run = new Run(chord, scenario)
  run.toEnd(steps)
  return run
}

/** The parts of Chord's result. */
export interface ChordResult {
  readonly nodes: readonly (ChordState & { readonly id: number; readonly alive: boolean })[]
  readonly operations: readonly {
    readonly do: string
    readonly key: number
    readonly from: number
    readonly owner: number | null
    readonly path: readonly number[]
    readonly hops: number | null
    readonly value: string | null
    readonly ok: boolean
  }[]
}

export function chordResult(scenario: Scenario) {
  const result = simulate(chord, scenario)
  const { nodes, operations } = result as unknown as ChordResult
  const node = (id: number) => {
    const found = nodes.find((one) => one.id === id)
    if (found === undefined) throw new Error(`The result has no node ${id}`)
    return found
  }
  return { ...result, nodes, operations, node }
}

/** A node's two pointers. */
export function pointers(
  state: (address: Address) => ChordState | undefined,
  id: number,
): { succ: number | null; pred: number | null } | undefined {
  const found = state(id)
  return found && { succ: found.successor, pred: found.predecessor }
}
