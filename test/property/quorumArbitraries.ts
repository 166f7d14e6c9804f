import fc from 'fast-check'
import type { HistoryEntry } from '../../src/engine/check/linearizability.ts'
import type { Action, Scenario } from '../../src/engine/scenario/scenario.ts'
import type { QuorumConfig } from '../../src/protocols/quorum/config.ts'
import { quorum } from '../../src/protocols/quorum/protocol.ts'
import { quorumOf } from '../../src/protocols/quorum/quorum.ts'
import { type Document, read } from '../support/scenarios.ts'
import {
  aimed,
  type Branching,
  branching,
  type Draft,
  draft,
  intervention,
  meddling,
  network,
  pick,
  reliableNetwork,
  seed,
  timed,
  twoGroups,
} from './arbitraries.ts'

const CLIENTS = ['alice', 'bob', 'carol']
const KEYS = ['K1', 'K2']

/** The replicas, how many of them hold a key, and the quorums. */
interface Sizes {
  readonly nodes: readonly string[]
  readonly n: number
  readonly w: number
  readonly r: number
}

const upTo = (max: number) => fc.integer({ min: 1, max })

const sizes: fc.Arbitrary<Sizes> = upTo(7).chain((count) =>
  upTo(count).chain((n) =>
    fc.record({
      nodes: fc.constant(Array.from({ length: count }, (_, i) => `N${i + 1}`)),
      n: fc.constant(n),
      w: upTo(n),
      r: upTo(n),
    }),
  ),
)

/** Sizes with W + R > N. */
const overlapping: fc.Arbitrary<Sizes> = sizes.map((one) => ({
  ...one,
  r: Math.max(one.r, one.n - one.w + 1),
}))

/** Turns drafts into actions that the nodes can do by then. */
function actionsOf(
  { nodes }: Sizes,
  drafts: readonly Draft[],
  byHand: readonly (Draft & { step: number })[],
) {
  const down = new Set<string>()
  const everyone = [...nodes, ...CLIENTS]
  const planned = drafts.map((one, i): Document | undefined => {
    const { verb, a, b, c } = one
    const up = CLIENTS.filter((client) => !down.has(client))
    if (verb < 72) {
      if (up.length === 0) return undefined
      const asking = { client: pick(up, a), key: pick(KEYS, b) }
      return verb < 36 ? { do: 'put', ...asking, value: `v${i}` } : { do: 'get', ...asking }
    }
    if (verb < 77) {
      const live = nodes.filter((name) => !down.has(name))
      return live.length === 0 ? undefined : { do: 'refuse', node: pick(live, a), count: c % 4 }
    }
    if (verb < 79)
      return up.length === 0 ? undefined : { do: 'clockSkew', node: pick(up, a), ms: (b % 200) - 100 }
    if (verb < 86) {
      const live = everyone.filter((name) => !down.has(name))
      const node = live.length === 0 ? undefined : pick(live, a)
      if (node === undefined) return undefined
      down.add(node)
      return { do: 'crash', node }
    }
    if (verb < 93) {
      const node = down.size === 0 ? undefined : pick([...down], b)
      if (node === undefined) return undefined
      down.delete(node)
      return { do: 'recover', node }
    }
    if (verb < 95) return { do: 'partition', groups: twoGroups(everyone, b) }
    if (verb < 98) return { do: 'heal' }
    return { do: 'advance', seconds: (c % 50) / 1000 }
  })
  // Everybody asks for something, so that each client is known.
  const first = CLIENTS.map((client) => ({ do: 'get', client, key: 'K1' }))
  const interventions = byHand.map(({ verb, a, b, c, step }): Document => {
    const at = { at_step: step, ...(c % 3 === 0 ? { mark: 'by hand' } : {}) }
    const node = pick(everyone, a)
    if (verb < 60) return { ...meddling(verb % 50, b, c), ...at }
    if (verb < 70) return { do: 'crash', node, ...at }
    if (verb < 78) return { do: 'recover', node, ...at }
    if (verb < 84) return { do: 'refuse', node: pick(nodes, b), ...at }
    if (verb < 92)
      return { do: 'put', client: pick(['dave', ...CLIENTS], b), key: 'K1', value: `h${c}`, ...at }
    return { do: 'get', client: pick(['dave', ...CLIENTS], b), key: 'K1', ...at }
  })
  return [...first, ...timed(planned, drafts), ...interventions]
}

function documentOf(config: Document | Sizes, actions: readonly Document[]): Document {
  return { schema: 'clusterscope/1', lab: 'quorum', title: 'by chance', config: { ...config }, actions }
}

/** A get of a client's own choice names replicas, which must be those of its key. */
function withFrom(document: Document, choices: readonly Draft[]): Scenario {
  const scenario = read(document)
  const { replicasOf } = placementFor(scenario)
  const actions = scenario.actions.map((action, i): Action => {
    const choice = choices[i % Math.max(choices.length, 1)]
    if (action.do !== 'get' || choice === undefined || choice.a % 2 === 0) return action
    const replicas = replicasOf(action.key as string)
    return { ...action, from: replicas.slice(0, 1 + (choice.b % replicas.length)) }
  })
  return read({ ...document, actions })
}

const placementFor = (scenario: Scenario) => quorumOf(scenario.config as QuorumConfig)

const scenariosOn = (some: fc.Arbitrary<Sizes>): fc.Arbitrary<Scenario> =>
  fc
    .record({
      some,
      drafts: fc.array(draft, { minLength: 1, maxLength: 14, size: 'max' }),
      byHand: fc.array(intervention, { maxLength: 6, size: 'max' }),
      network,
      seed,
      timeout_ms: fc.integer({ min: 1, max: 300 }),
      W: fc.option(fc.integer({ min: 0, max: 80 }), { nil: undefined }),
    })
    .map(({ some, drafts, byHand, network, seed, timeout_ms, W }) => {
      const legs = W === undefined ? {} : { W }
      const document = documentOf({ ...some, timeout_ms, legs }, actionsOf(some, drafts, byHand))
      return aimed(quorum, withFrom({ ...document, network, seed }, drafts))
    })

/** Anything: loss, duplication, crashes of replicas and clients, wrong clocks, interventions. */
export const quorumScenarios = scenariosOn(sizes)

/** The same with W + R > N. */
export const overlappingScenarios = scenariosOn(overlapping)

/** One operation after the other, in a network that loses nothing, with W + R > N and nodes that stay up. */
export const calmScenarios: fc.Arbitrary<Scenario> = fc
  .record({
    some: overlapping,
    drafts: fc.array(draft, { minLength: 1, maxLength: 16, size: 'max' }),
    network: reliableNetwork,
    seed,
  })
  .map(({ some, drafts, network, seed }) => {
    const actions = drafts.map(({ verb, a, b }, i): Document => {
      const asking = { client: pick(CLIENTS, a), key: pick(KEYS, b) }
      return verb < 50 ? { do: 'put', ...asking, value: `v${i}` } : { do: 'get', ...asking }
    })
    // Patience: with a heavy tail an answer takes as long as the network allows.
    return withFrom({ ...documentOf({ ...some, timeout_ms: 1e8 }, actions), network, seed }, drafts)
  })

export const quorumBranchings: fc.Arbitrary<Branching> = branching(
  quorumScenarios,
  (one, { config }) => actionsOf(config as Sizes, [], [one]).slice(CLIENTS.length) as unknown as Action[],
)

/** A short history of one register, of operations that overlap as they like. */
export const histories: fc.Arbitrary<HistoryEntry[]> = fc.array(
  fc
    .record({
      verb: fc.nat({ max: 9 }),
      value: fc.constantFrom('a', 'b'),
      expected: fc.constantFrom('a', 'b', null),
      ok: fc.boolean(),
      call: fc.nat({ max: 8 }),
      length: fc.option(fc.nat({ max: 5 }), { nil: null, freq: 5 }),
    })
    .map(({ verb, value, expected, ok, call, length }): HistoryEntry => {
      const end = length === null ? null : call + length
      const entry = { key: 'x', call, return: end }
      if (verb < 4) return { ...entry, do: 'put', value }
      if (verb < 8) return { ...entry, do: 'get', value: expected }
      return { ...entry, do: 'cas', expect: expected, value, ...(end === null ? {} : { ok }) }
    }),
  { maxLength: 6 },
)
