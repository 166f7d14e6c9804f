import { narratePlainly } from '../../../../src/engine/record/narrate.ts'
import { simulate } from '../../../../src/engine/run/simulation.ts'
import type { Scenario } from '../../../../src/engine/scenario/scenario.ts'
import { label } from '../../../../src/protocols/mesos/messages.ts'
import { mesos } from '../../../../src/protocols/mesos/protocol.ts'
import type { Resources } from '../../../../src/protocols/mesos/resources.ts'
import { MASTER, type MasterState } from '../../../../src/protocols/mesos/state.ts'
import { type Document, read, recorded } from '../../../support/scenarios.ts'

/** The agents of CS162 slides 58 and 60. */
export const LECTURE_AGENTS = [
  { name: 'S1', cpus: 8, mem_gb: 8 },
  { name: 'S2', cpus: 8, mem_gb: 16 },
  { name: 'S3', cpus: 16, mem_gb: 16 },
]

/** A document of Mesos on the lecture's agents; `config` adds to that. */
export function mesosDocument(
  config: Document,
  actions: readonly Document[] = [],
  more: Document = {},
): Document {
  return {
    schema: 'clusterscope/1',
    lab: 'mesos',
    title: 'a test',
    config: { agents: LECTURE_AGENTS, frameworks: [], ...config },
    actions,
    ...more,
  }
}

export const mesosScenario = (...document: Parameters<typeof mesosDocument>): Scenario =>
  read(mesosDocument(...document))

/** <CPU, memory> as the slides write it. */
export type Pair = readonly [cpus: number, mem_gb: number]
export const pair = ({ cpus, mem_gb }: Resources): Pair => [cpus, mem_gb]

interface Result {
  readonly offers: readonly {
    readonly time_us: number
    readonly framework: string
    readonly resources: Readonly<Record<string, Resources>>
    readonly outcome: string
  }[]
  readonly tasks: readonly {
    readonly framework: string
    readonly task: string
    readonly job: string | null
    readonly agent: string | null
    readonly state: string
    readonly started_us: number | null
    readonly ended_us: number | null
    readonly local: boolean | null
  }[]
  readonly agents: readonly {
    readonly name: string
    readonly total: Resources
    readonly allocated: Resources
    readonly offered: Resources
    readonly free: Resources
    readonly state: string
    readonly executors: readonly string[]
  }[]
  readonly shares: Readonly<Record<string, { readonly dominant: number; readonly resource: string }>>
  readonly utilization: Resources
}

/** The result of a run, with short ways to what tests ask for. */
export function run(scenario: Scenario) {
  const result = simulate(mesos, scenario)
  const lab = result as unknown as Result
  return {
    ...result,
    ...lab,
    /** Each offer as [framework, what it holds of each agent, outcome]. */
    offered: lab.offers.map(({ framework, resources, outcome }) => [
      framework,
      Object.fromEntries(Object.entries(resources).map(([agent, part]) => [agent, pair(part)])),
      outcome,
    ]),
    /** Where and how each task stands, as [framework, task, agent, state]. */
    placed: lab.tasks.map(({ framework, task, agent, state }) => [framework, task, agent, state]),
    /** What is free, by agent. */
    free: Object.fromEntries(lab.agents.map(({ name, free }) => [name, pair(free)])),
  }
}

/** Every message of a run as [from, to, label], those of the kinds `without` left out. */
export function messagesOf(scenario: Scenario, without: readonly string[] = []) {
  return recorded(mesos, scenario)
    .messages.map(({ from, to, message }) => ({ from, to, message: message as Parameters<typeof label>[0] }))
    .filter(({ message }) => !without.includes(message.kind))
    .map(({ from, to, message }) => [from, to, label(message)])
}

/** What every step says, routine ones left out. */
export function storyOf(scenario: Scenario): string[] {
  return recorded(mesos, scenario)
    .steps.filter((step) => !step.notes.some((note) => note.routine))
    .map((step) => narratePlainly(step, mesos as never))
}

/** The master's book after the step that says `words`. */
export function bookAfter(scenario: Scenario, words: string): MasterState {
  const recording = recorded(mesos, scenario)
  const step = recording.steps.find((one) => narratePlainly(one, mesos as never).includes(words))
  if (step === undefined) throw new Error(`No step says "${words}"`)
  return recording.frame(step.index).state(MASTER) as MasterState
}
