import { narratePlainly } from '../../../../src/engine/record/narrate.ts'
import type { Recording } from '../../../../src/engine/record/recording.ts'
import type { Step } from '../../../../src/engine/record/step.ts'
import { simulate } from '../../../../src/engine/run/simulation.ts'
import type { Scenario } from '../../../../src/engine/scenario/scenario.ts'
import type { MapReduceMessage } from '../../../../src/protocols/mapreduce/messages.ts'
import { mapreduce } from '../../../../src/protocols/mapreduce/protocol.ts'
import type { MapReduceState, MasterState, WorkerState } from '../../../../src/protocols/mapreduce/state.ts'
import { type Document, publicScenario, read, recorded } from '../../../support/scenarios.ts'

/** A document of MapReduce that is right; `config` adds to a small cluster with a short text. */
export function jobDocument(
  config: Document = {},
  actions: readonly Document[] = [],
  more: Document = {},
): Document {
  return {
    schema: 'clusterscope/1',
    lab: 'mapreduce',
    title: 'a test',
    config: { input: { text: 'to be or not to be\n' }, workers: 3, ...config },
    actions: [{ do: 'submit' }, ...actions],
    ...more,
  }
}

/** A scenario that submits its job first. */
export const job = (...arguments_: Parameters<typeof jobDocument>): Scenario =>
  read(jobDocument(...arguments_))

/** A scenario that comes with the page, with the texts that it names. */
export const publicJob = (name: string): Scenario => publicScenario(`mapreduce-${name}`)

/** The parts of the lab's result. */
export interface JobResult {
  readonly status: string
  readonly why: string | null
  readonly output: readonly {
    readonly reducer: number
    readonly pairs: readonly (readonly [string, number])[]
  }[]
  readonly grouped: Readonly<Record<string, readonly number[]>>
  readonly counters: Readonly<Record<string, number>>
  readonly attempts: readonly {
    readonly task: string
    readonly attempt: number
    readonly node: string
    readonly state: string
    readonly started_us: number
    readonly ended_us: number | null
    readonly locality: string | null
    readonly backup: boolean
  }[]
  readonly blocks: readonly {
    readonly file: string
    readonly index: number
    readonly bytes: number
    readonly replicas: readonly string[]
  }[]
  readonly reads: readonly { readonly file: string; readonly text?: string; readonly why?: string }[]
  readonly makespan_us: number | null
}

export function resultOf(scenario: Scenario) {
  const result = simulate(mapreduce, scenario)
  return { ...result, ...(result as unknown as JobResult) }
}

/** All pairs of an output, sorted by their keys. */
export const outputPairs = ({ output }: JobResult) =>
  output.flatMap(({ pairs }) => pairs).sort((a, b) => (a[0] < b[0] ? -1 : 1))

export const record = (scenario: Scenario): Recording<MapReduceState> => recorded(mapreduce, scenario)

type JobStep = Step<MapReduceState>

/** The first step whose words contain `words`. */
export function stepSaying(recording: Recording<MapReduceState>, words: string): JobStep {
  const found = recording.steps.find((step) => narratePlainly(step, mapreduce).includes(words))
  if (found === undefined) throw new Error(`No step says "${words}"`)
  return found
}

/** The messages of a recording, each with its receiver and sender. */
export const messagesOf = (recording: Recording<MapReduceState>) =>
  recording.messages.map(({ from, to, message, sentStep }) => ({
    from,
    to,
    sentStep,
    message: message as MapReduceMessage,
  }))

export function masterAt(recording: Recording<MapReduceState>, cursor: number): MasterState {
  return recording.frame(cursor).state('master') as MasterState
}

export function workerAt(recording: Recording<MapReduceState>, cursor: number, name: string): WorkerState {
  return recording.frame(cursor).state(name) as WorkerState
}
