import fc from 'fast-check'
import type { Action, Scenario } from '../../src/engine/scenario/scenario.ts'
import { type MapReduceConfig, workersOf } from '../../src/protocols/mapreduce/config.ts'
import { mapreduce } from '../../src/protocols/mapreduce/protocol.ts'
import { type Document, read } from '../support/scenarios.ts'
import {
  aimed,
  type Branching,
  branching,
  type Draft,
  draft,
  meddling,
  network,
  pick,
  seed,
  twoGroups,
} from './arbitraries.ts'

/** Texts of words that come again, in one to four bytes a letter, with and without a line break at the end. */
export const texts: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .array(
        fc.constantFrom('a', 'rose', 'is', 'Où', '漢字', '👍', ' ', ' ', '\n', '\n', '\t', '\r\n', '\f'),
        {
          maxLength: 30,
        },
      )
      .map((parts) => parts.join('')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
)

const input = fc.oneof(
  { weight: 3, arbitrary: texts.map((text) => ({ text })) },
  {
    weight: 1,
    arbitrary: fc
      .array(texts, { minLength: 1, maxLength: 3 })
      .map((list) => ({ files: list.map((text, i) => ({ name: `f${i}`, text })) })),
  },
  {
    weight: 1,
    arbitrary: fc
      .array(
        fc.array(fc.tuple(fc.constantFrom('a', 'b', 'ç'), fc.integer({ min: -3, max: 9 })), { maxLength: 4 }),
        {
          minLength: 1,
          maxLength: 4,
        },
      )
      .map((pairs) => ({ pairs })),
  },
)

const sizeOf = (max: number) => fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max }))

/** A cluster whose tasks take about a second, so that whatever happens happens in the middle of them. */
const configs: fc.Arbitrary<Document> = fc
  .record({
    input,
    reducers: fc.integer({ min: 1, max: 4 }),
    combiner: fc.boolean(),
    partitioner: fc.constantFrom('hash', 'text', 'firstLetter'),
    block_bytes: sizeOf(64),
    split_bytes: fc.option(sizeOf(64), { nil: undefined }),
    replication: fc.integer({ min: 1, max: 3 }),
    racks: fc.array(fc.constantFrom('rack1', 'rack2'), { minLength: 1, maxLength: 5 }),
    slots: fc.integer({ min: 1, max: 2 }),
    slowstart: fc.constantFrom(0, 0.5, 1),
    speculative: fc.boolean(),
    heartbeat_s: fc.constantFrom(0.5, 1),
    timeout_s: fc.constantFrom(1, 2),
    map_mb_s: fc.constantFrom(0.000_02, 1),
  })
  .map(({ racks, slots, map_mb_s, split_bytes, ...config }) => ({
    ...config,
    ...(split_bytes === undefined ? {} : { split_bytes }),
    workers: racks.map((rack, i) => ({ name: `w${i + 1}`, rack, slots, speed: 1 + (i % 2) })),
    costs: { read_mb_s: 1, map_mb_s, reduce_mb_s: map_mb_s, net_mb_s: 0.01, task_start_s: 0.5 },
  }))

function documentOf(config: Document, actions: readonly Document[], more: Document = {}): Document {
  return { schema: 'clusterscope/1', lab: 'mapreduce', title: 'by chance', config, actions, ...more }
}

const namesOf = (config: unknown) => workersOf(config as MapReduceConfig).map(({ name }) => name)

const SUBMIT = { do: 'submit' }

/** Nothing fails: nodes may be slow, and nothing more. */
export const calmJobs: fc.Arbitrary<Scenario> = fc
  .record({ config: configs, slow: fc.option(fc.nat({ max: 9 }), { nil: undefined }), seed })
  .map(({ config, slow, seed }) => {
    const slowed = slow === undefined ? [] : [{ do: 'slow', node: pick(namesOf(config), slow), factor: 8 }]
    return read(documentOf(config, [...slowed, SUBMIT], { seed, network: { latency_ms: 5 } }))
  })

/** At most one replica less than there are of each block crashes: what is left suffices. */
export const survivableJobs: fc.Arbitrary<Scenario> = fc
  .record({
    config: configs,
    victims: fc.array(fc.tuple(fc.nat({ max: 9 }), fc.integer({ min: 0, max: 9000 })), { maxLength: 2 }),
    slow: fc.nat({ max: 9 }),
    seed,
  })
  .map(({ config, victims, slow, seed }) => {
    const names = namesOf(config)
    const copies = Math.min(config.replication as number, names.length)
    const crashes = new Map(victims.slice(0, copies - 1).map(([n, at_ms]) => [pick(names, n), at_ms]))
    const actions = [...crashes]
      .sort((a, b) => a[1] - b[1])
      .map(([node, at_ms]) => ({ do: 'crash', node, at_ms }))
    const slowed = { do: 'slow', node: pick(names, slow), factor: 3 }
    return read(documentOf(config, [slowed, SUBMIT, ...actions], { seed, network: { latency_ms: 5 } }))
  })

/** A draft at a step of a run that is some hundred steps long. */
const byHand = fc.array(
  fc
    .tuple(draft, fc.oneof(fc.nat({ max: 60 }), fc.nat({ max: 400 })))
    .map(([one, step]) => ({ ...one, step })),
  { maxLength: 6, size: 'max' },
)

/** What a user does by hand. */
function intervene({ verb, a, b, c, step }: Draft & { step: number }, config: unknown): Document {
  const workers = namesOf(config)
  const everyone = [...workers, 'client', 'master', 'namenode']
  const at = { at_step: step }
  if (verb < 50) return { ...meddling(verb, b, c), ...at }
  if (verb < 65) return { do: 'crash', node: pick(workers, a), ...at }
  if (verb < 75) return { do: 'recover', node: pick(everyone, a), ...at }
  if (verb < 80) return { do: 'slow', node: pick(workers, a), factor: 1 + (c % 9), ...at }
  if (verb < 84) return { do: 'crash', node: pick(everyone, a), ...at }
  if (verb < 88)
    return { do: 'read', file: pick(['input', 'part-r-00000'], a), offset: b % 9, length: 1 + c, ...at }
  if (verb < 92) return { do: 'partition', groups: twoGroups(everyone, b), ...at }
  return { do: 'heal', ...at }
}

const scenariosWith = (networks: fc.Arbitrary<unknown>) =>
  fc.record({ config: configs, byHand, network: networks, seed }).map(({ config, byHand, network, seed }) => {
    const actions = byHand.map((one) => intervene(one, config))
    return aimed(mapreduce, read(documentOf(config, [SUBMIT, ...actions], { seed, network })))
  })

/** Anything may happen to messages and nodes. */
export const mapReduceScenarios: fc.Arbitrary<Scenario> = scenariosWith(
  fc.oneof(network, fc.constant({ latency_ms: 5 })),
)

/** The network is reliable but for what the user does to some messages. */
export const meddledJobs: fc.Arbitrary<Scenario> = scenariosWith(fc.constant({ latency_ms: 5 }))

export const mapReduceBranchings: fc.Arbitrary<Branching> = branching(
  mapReduceScenarios,
  (one, { config }) => [intervene(one, config)] as unknown as Action[],
)

/** A text with the size of its splits. */
export const splitTexts = fc.record({ text: texts, splitBytes: sizeOf(64) })
