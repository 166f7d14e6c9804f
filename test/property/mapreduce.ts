import { Run } from '../../src/engine/run/run.ts'
import { simulate } from '../../src/engine/run/simulation.ts'
import type { Scenario } from '../../src/engine/scenario/scenario.ts'
import type { MapReduceConfig } from '../../src/protocols/mapreduce/config.ts'
import { mapreduce } from '../../src/protocols/mapreduce/protocol.ts'
import { endsWithinRecord, recordsIn } from '../../src/protocols/mapreduce/records.ts'
import { toBytes } from '../../src/protocols/mapreduce/text.ts'
import { demand, engineLaws, type Law, law, same } from './laws.ts'
import {
  calmJobs,
  mapReduceBranchings,
  mapReduceScenarios,
  meddledJobs,
  splitTexts,
  survivableJobs,
} from './mapreduceArbitraries.ts'

interface Result {
  readonly status: string
  readonly why: string | null
  readonly output: readonly {
    readonly reducer: number
    readonly pairs: readonly (readonly [string, number])[]
  }[]
  readonly counters: Readonly<Record<string, number>>
}

const run = (scenario: Scenario) => {
  const result = simulate(mapreduce, scenario)
  return { ...result, ...(result as unknown as Result) }
}

/** A text as a file holds it: what is no Unicode is replaced. */
const written = (text: string) =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text))

/** What the scenario's input comes to, counted word by word. */
function counted({ config }: Scenario): Map<string, number> {
  const { input } = config as MapReduceConfig
  const counts = new Map<string, number>()
  const add = (key: string, value: number) => counts.set(key, (counts.get(key) ?? 0) + value)
  const words = (text: string) => {
    let word = ''
    for (const letter of `${written(text)} `) {
      if (!' \t\n\r\f'.includes(letter)) word += letter
      else {
        if (word !== '') add(word, 1)
        word = ''
      }
    }
  }
  if ('text' in input) words(input.text)
  else if ('files' in input) for (const { text } of input.files) words(text)
  else if ('pairs' in input) for (const [key, value] of input.pairs.flat()) add(key, value)
  return counts
}

const encoder = new TextEncoder()

/** Orders texts by their UTF-8 bytes. */
function byBytes(a: string, b: string): number {
  const [left, right] = [encoder.encode(a), encoder.encode(b)]
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = (left[i] as number) - (right[i] as number)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

/** Demands that the whole output is the count of the input, and each part sorted by the bytes of its keys. */
function demandRightOutput(scenario: Scenario, { output }: Result): void {
  const { reducers } = scenario.config as MapReduceConfig
  same(
    output.map(({ reducer }) => reducer),
    Array.from({ length: reducers }, (_, i) => i),
    'the parts of the output',
  )
  const expected = [...counted(scenario)].sort((a, b) => byBytes(a[0], b[0]))
  for (const { pairs } of output) {
    same(
      [...pairs].sort((a, b) => byBytes(a[0], b[0])),
      pairs,
      'sorted keys and the keys of a part',
    )
  }
  const found = output.flatMap(({ pairs }) => pairs).sort((a, b) => byBytes(a[0], b[0]))
  same(found, expected, 'the output and a direct count')
}

/** Far more steps than any of these runs takes. */
const MANY_STEPS = 50_000

export const mapReduceLaws: readonly Law[] = [
  law(
    'mapreduce: every run ends, whatever is lost, late, doubled or down',
    300,
    mapReduceScenarios,
    (scenario) => {
      demand(new Run(mapreduce, scenario).toEnd(MANY_STEPS), () => `after ${MANY_STEPS} steps it goes on`)
    },
  ),

  ...engineLaws('mapreduce', mapreduce, mapReduceScenarios, mapReduceBranchings, 24),

  law('mapreduce: every line belongs to one split, whatever the size of splits', 1000, splitTexts, (one) => {
    const data = toBytes(one.text)
    const fileBytes = data.length
    const lines = data.split('\n')
    if (lines[lines.length - 1] === '') lines.pop()
    const records: string[] = []
    for (let offset = 0; offset < Math.max(1, fileBytes); offset += one.splitBytes) {
      const split = { offset, length: Math.min(one.splitBytes, fileBytes - offset), fileBytes }
      let end = offset + split.length
      while (endsWithinRecord(split, data.slice(offset, end))) end++
      records.push(...recordsIn(split, data.slice(offset, end)))
    }
    same(records, lines, 'the records of all splits and the lines')
  }),

  law(
    'mapreduce: where nothing fails the output is a direct count, and the counters fit',
    150,
    calmJobs,
    (scenario) => {
      const result = run(scenario)
      demand(result.status === 'done', () => `the job is ${result.status}: ${result.why}`)
      demandRightOutput(scenario, result)
      same(Object.values(result.properties), ['holds', 'holds', 'holds', 'holds'], 'the properties')
      const { counters } = result
      const keys = counted(scenario).size
      same(
        [counters.REDUCE_INPUT_GROUPS, counters.REDUCE_OUTPUT_RECORDS],
        [keys, keys],
        'the counters and the keys',
      )
      const { combiner } = scenario.config as MapReduceConfig
      const shuffled = combiner ? counters.COMBINE_OUTPUT_RECORDS : counters.MAP_OUTPUT_RECORDS
      same(counters.REDUCE_INPUT_RECORDS, shuffled, 'what reduces got and what maps gave')
    },
  ),

  law(
    'mapreduce: with fewer crashes than replicas, and slow workers, the job is done and right',
    150,
    survivableJobs,
    (scenario) => {
      const result = run(scenario)
      demand(result.status === 'done', () => `the job is ${result.status}: ${result.why}`)
      demandRightOutput(scenario, result)
      demand(result.properties.EachSplitCountedOnce === 'holds', () => 'a split is counted twice')
    },
  ),

  law(
    'mapreduce: whatever is lost, late, doubled or down, the output is right or the job says why it failed',
    150,
    mapReduceScenarios,
    demandRightOrFailed,
  ),

  law(
    'mapreduce: whatever a user does to messages and nodes, the output is right or the job says why it failed',
    150,
    meddledJobs,
    demandRightOrFailed,
  ),
]

function demandRightOrFailed(scenario: Scenario): void {
  const result = run(scenario)
  demand(result.properties.EachSplitCountedOnce === 'holds', () => 'a split is counted twice')
  if (result.status === 'done') return demandRightOutput(scenario, result)
  const counts = counted(scenario)
  for (const [key, value] of result.output.flatMap(({ pairs }) => pairs)) {
    demand(counts.get(key) === value, () => `the output has ${key} ${value}`)
  }
  const single = scenario.actions.some(
    ({ do: verb, node }) => verb === 'crash' && ['client', 'master'].includes(String(node)),
  )
  if (single) return
  demand(
    result.status === 'failed' && result.why !== null,
    () => `the job is ${result.status}: ${result.why}`,
  )
}
