import fc from 'fast-check'
import type { Latency } from '../../src/engine/network/latency.ts'
import { Recorder } from '../../src/engine/record/recorder.ts'
import type { Protocol } from '../../src/engine/run/protocol.ts'
import type { Action, Scenario } from '../../src/engine/scenario/scenario.ts'
import { MAINTENANCE } from '../../src/protocols/chord/messages.ts'
import { chord } from '../../src/protocols/chord/protocol.ts'
import { relay, relayScenario } from '../support/relay.ts'
import { type Document, read } from '../support/scenarios.ts'

// Scenarios by chance. Each is made from plain numbers by a function that keeps it valid, so that a smaller
// list of numbers is a smaller scenario, and shrinking never leaves the format.

const milliseconds = fc.integer({ min: 1, max: 400 }).map((n) => n / 10)

const plainLatency = fc.oneof(
  fc.tuple(milliseconds, milliseconds).map(([a, b]) => ({
    kind: 'uniform' as const,
    min: Math.min(a, b),
    max: Math.max(a, b),
  })),
  milliseconds.map((mean) => ({ kind: 'exponential' as const, mean })),
  fc.tuple(milliseconds, fc.integer({ min: 1, max: 50 })).map(([xm, tenths]) => ({
    kind: 'pareto' as const,
    xm,
    alpha: tenths / 10,
  })),
)

const latency: fc.Arbitrary<Latency> = fc.oneof(
  fc.integer({ min: 0, max: 50 }),
  plainLatency,
  fc
    .array(fc.tuple(fc.integer({ min: 1, max: 9 }), plainLatency), { minLength: 1, maxLength: 3 })
    .map((parts) => ({
      kind: 'mixture' as const,
      parts: parts.map(([weight, part]) => ({ weight, ...part })),
    })),
)

const percent = (max: number) => fc.integer({ min: 0, max }).map((n) => n / 100)

// Every copy of a message makes copies of what follows from it, so duplication stays well below 1.
export const network = fc.record({ latency_ms: latency, loss: percent(30), duplication: percent(20) })
export const reliableNetwork = latency.map((latency_ms) => ({ latency_ms, loss: 0, duplication: 0 }))

export const seed = fc.nat({ max: 2 ** 31 })

/** When an action happens: after the one before, or so many milliseconds after it was to happen. */
const when = fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined, freq: 2 })

/** What a planned or made-up action is drawn from. */
export interface Draft {
  readonly verb: number
  /** Choices among whatever there is to choose from. */
  readonly a: number
  readonly b: number
  readonly c: number
  readonly later_ms: number | undefined
}

export const draft: fc.Arbitrary<Draft> = fc.record({
  verb: fc.nat({ max: 99 }),
  a: fc.nat({ max: 999 }),
  b: fc.nat({ max: 999 }),
  c: fc.nat({ max: 999 }),
  later_ms: when,
})

export const pick = <T>(items: readonly T[], n: number): T => items[n % items.length] as T

/** Gives each action its time: the sum of what was drawn before it, where it has one. */
export function timed(actions: readonly (Document | undefined)[], drafts: readonly Draft[]): Document[] {
  let now_ms = 0
  return actions.flatMap((action, i) => {
    if (action === undefined) return []
    const later = drafts[i]?.later_ms
    if (later === undefined || action.at_step !== undefined) return [action]
    now_ms += later
    return [{ ...action, at_ms: now_ms }]
  })
}

// ---- Chord

interface Ring {
  readonly bits: number
  readonly nodes: readonly number[]
  readonly keys: readonly number[]
}

const ring = (sizes: { min: number; max: number }): fc.Arbitrary<Ring> =>
  fc.integer({ min: 4, max: 9 }).chain((bits) => {
    const id = fc.nat({ max: 2 ** bits - 1 })
    return fc.record({
      bits: fc.constant(bits),
      nodes: fc.uniqueArray(id, { minLength: sizes.min, maxLength: sizes.max }),
      keys: fc.uniqueArray(id, { maxLength: 24 }),
    })
  })

/** Slides 13 to 28 half of the time, and every other way to run the protocol. */
const versions: fc.Arbitrary<Document> = fc.oneof(
  fc.constant({}),
  fc
    .record({
      variant: fc.constantFrom('lecture', 'paper', 'corrected'),
      successors: fc.integer({ min: 2, max: 4 }),
      replicas: fc.integer({ min: 1, max: 3 }),
      routing: fc.constantFrom('successor', 'finger'),
      mode: fc.constantFrom('recursive', 'iterative'),
      maintenance: fc.oneof(
        fc.constant('manual'),
        fc.record({
          stabilize_ms: fc.integer({ min: 50, max: 300 }),
          fixFingers_ms: fc.record({ min: fc.constant(40), max: fc.integer({ min: 40, max: 200 }) }),
          checkPredecessor_ms: fc.constant(150),
        }),
      ),
    })
    .map((version) => version as Document),
)

/** Turns drafts into actions that the ring's members can do by then. */
function chordActions(
  { bits, nodes }: Ring,
  drafts: readonly Draft[],
  byHand: readonly (Draft & { step: number })[],
) {
  const size = 2 ** bits
  const present = new Set(nodes)
  const crashed = new Set<number>()
  const left = new Set<number>()
  const members = () => [...present].sort((x, y) => x - y)

  const planned = drafts.map(({ verb, a, b, c }): Document | undefined => {
    const alive = members()
    if (alive.length === 0) return { do: 'heal' }
    const node = pick(alive, a)
    if (verb < 20) {
      const free = Array.from({ length: size }, (_, id) => id).filter(
        (id) => !present.has(id) && !left.has(id),
      )
      if (free.length === 0) return undefined
      const joining = pick(free, b * 1000 + c)
      present.add(joining)
      crashed.delete(joining)
      return { do: 'join', node: joining, via: node }
    }
    if (verb < 45) return { do: pick(MAINTENANCE, b), node: c % 4 === 0 ? 'all' : node }
    if (verb < 58) return { do: 'lookup', from: node, key: b % size }
    if (verb < 63) return { do: 'put', from: node, key: b % size, value: `v${c}` }
    if (verb < 68) return { do: 'get', from: node, key: b % size }
    if (verb < 73) return { do: 'maintain', rounds: 1 + (c % 2) }
    if (verb < 78) {
      present.delete(node)
      left.add(node)
      return { do: 'leave', node }
    }
    if (verb < 83) {
      present.delete(node)
      crashed.add(node)
      return { do: c % 2 === 0 ? 'fail' : 'crash', node }
    }
    if (verb < 88) {
      const down = [...crashed]
      if (down.length === 0) return undefined
      const back = pick(down, b)
      crashed.delete(back)
      present.add(back)
      return { do: 'recover', node: back }
    }
    if (verb < 92) return { do: 'partition', groups: twoGroups(alive, b) }
    if (verb < 96) return { do: 'heal' }
    return { do: 'advance', seconds: (c % 50) / 1000 }
  })

  const interventions = byHand.map(({ verb, a, b, c, step }): Document => {
    const at = { at_step: step, ...(c % 3 === 0 ? { mark: 'by hand' } : {}) }
    const everyone = [...new Set([...nodes, ...present, ...crashed, ...left])]
    const node = everyone.length === 0 ? 0 : pick(everyone, a)
    if (verb < 50) return { ...meddling(verb, b, c), ...at }
    if (verb < 58) return { do: 'crash', node, ...at }
    if (verb < 64) return { do: 'recover', node, ...at }
    if (verb < 70) return { do: 'partition', groups: twoGroups(everyone, b), ...at }
    if (verb < 75) return { do: 'heal', ...at }
    if (verb < 80) return { do: 'advance', seconds: (c % 50) / 1000, ...at }
    if (verb < 86) return { do: 'join', node: b % size, via: node, ...at }
    if (verb < 90) return { do: 'leave', node, ...at }
    if (verb < 95) return { do: 'stabilize', node, ...at }
    return { do: 'lookup', from: node, key: b % size, ...at }
  })
  return [...timed(planned, drafts), ...interventions]
}

/** Meddles with message number `b` of those that are in flight then; `aimed` makes an id of it. */
export function meddling(verb: number, b: number, c: number): Document {
  const message = 1 + b
  if (verb < 14) return { do: 'drop', message }
  if (verb < 26) return { do: 'deliver', message }
  if (verb < 38) return { do: 'delay', message, ms: c % 60 }
  return { do: 'duplicate', message }
}

/** Aims each intervention on a message at one that is in flight at its step, where there is one. */
export function aimed<S, M, T, C>(protocol: Protocol<S, M, T, C>, scenario: Scenario): Scenario {
  const byHand = (action: Action) => action.at_step !== undefined
  const interventions = scenario.actions.filter(byHand).sort((a, b) => (a.at_step ?? 0) - (b.at_step ?? 0))
  const actions = scenario.actions.filter((action) => !byHand(action))
  for (const action of interventions) {
    if (typeof action.message !== 'number') actions.push(action)
    else {
      const recorder = new Recorder(protocol, { ...scenario, actions })
      recorder.advance(action.at_step as number)
      const { recording } = recorder
      const { inFlight } = recording.frame(recording.length)
      actions.push({ ...action, message: inFlight[action.message % inFlight.length]?.id ?? action.message })
    }
  }
  return { ...scenario, actions }
}

export function twoGroups<T>(items: readonly T[], n: number): T[][] {
  const inFirst = (i: number) => (n >> (i % 10)) % 2 === 0
  return [items.filter((_, i) => inFirst(i)), items.filter((_, i) => !inFirst(i))]
}

export const intervention = fc
  .tuple(draft, fc.oneof(fc.nat({ max: 12 }), fc.nat({ max: 50 })))
  .map(([one, step]) => ({ ...one, step }))

/** A scenario of Chord with anything in it: joins, failures, loss, partitions, interventions. */
export const chordDocuments: fc.Arbitrary<Document> = fc
  .record({
    ring: ring({ min: 1, max: 8 }),
    drafts: fc.array(draft, { minLength: 1, maxLength: 14, size: 'max' }),
    byHand: fc.array(intervention, { maxLength: 6, size: 'max' }),
    version: versions,
    network,
    seed,
    until_ms: fc.option(fc.integer({ min: 0, max: 2000 }), { nil: undefined, freq: 5 }),
  })
  .map(({ ring, drafts, byHand, version, network, seed, until_ms }) => ({
    ...documentOf(ring, chordActions(ring, drafts, byHand), version),
    seed,
    network,
    ...(until_ms === undefined ? {} : { until_ms }),
  }))

export const chordScenarios: fc.Arbitrary<Scenario> = chordDocuments.map((document) =>
  aimed(chord, read(document)),
)

function documentOf(
  { bits, nodes, keys }: Ring,
  actions: readonly Document[],
  version: Document = {},
): Document {
  return {
    schema: 'clusterscope/1',
    lab: 'chord',
    title: 'by chance',
    config: {
      bits,
      nodes: [...nodes],
      keys: Object.fromEntries(keys.map((key) => [key, `V${key}`])),
      ...version,
    },
    actions,
  }
}

/** A document that leaves out or names what has a default, and says what it expects. */
export const fullDocuments: fc.Arbitrary<Document> = fc
  .record({
    document: chordDocuments,
    summary: fc.option(fc.string({ unit: 'grapheme', maxLength: 40 }), { nil: undefined }),
    $schema: fc.option(fc.constant('./scenario.schema.json'), { nil: undefined }),
    expect: fc.option(
      fc.array(
        fc.record({
          property: fc.constantFrom('Ideal', 'OrderedRing'),
          outcome: fc.constantFrom('holds', 'violated'),
        }),
        { maxLength: 3 },
      ),
      { nil: undefined },
    ),
    title: fc.string({ unit: 'grapheme', maxLength: 40 }),
    bare: fc.boolean(),
  })
  .map(({ document, bare, ...more }) => {
    const { network: _network, seed: _seed, ...rest } = document
    return Object.fromEntries(
      Object.entries({ ...(bare ? rest : document), ...more }).filter(([, value]) => value !== undefined),
    )
  })

/** Nodes that join a ring, some of them at once, in a network that delays and reorders but loses nothing. */
export const joiningRings: fc.Arbitrary<{
  scenario: Scenario
  members: readonly number[]
  keys: readonly number[]
}> = fc
  .record({
    ring: ring({ min: 1, max: 7 }),
    joining: fc.array(fc.tuple(fc.nat({ max: 999_999 }), fc.nat({ max: 999 }), when), {
      minLength: 1,
      maxLength: 6,
      size: 'max',
    }),
    // Maintenance that goes on while messages of the one before are still under way.
    bursts: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 10, size: 'max' }),
    network: reliableNetwork,
    seed,
  })
  .map(({ ring, joining, bursts, network, seed }) => {
    const members = new Set(ring.nodes)
    let now_ms = 0
    const joins = joining.flatMap(([n, via, later_ms]): Document[] => {
      const free = Array.from({ length: 2 ** ring.bits }, (_, id) => id).filter((id) => !members.has(id))
      if (free.length === 0) return []
      const node = pick(free, n)
      members.add(node)
      const join = { do: 'join', node, via: pick(ring.nodes, via) }
      const maintenance = { do: 'stabilize', node: 'all' }
      if (later_ms === undefined) return [join]
      now_ms += later_ms
      return [
        { ...join, at_ms: now_ms },
        { ...maintenance, at_ms: now_ms },
      ]
    })
    const burst = bursts.map((later_ms) => {
      now_ms += later_ms
      return { do: 'stabilize', node: 'all', at_ms: now_ms }
    })
    const all = [...members].sort((a, b) => a - b)
    const maintain = { do: 'maintain', rounds: 2 * all.length }
    const lookups = ring.keys.map((key, i) => ({ do: 'get', from: pick(all, i), key }))
    const scenario = read({ ...documentOf(ring, [...joins, ...burst, maintain, ...lookups]), seed, network })
    return { scenario, members: all, keys: ring.keys }
  })

/** Lookups on a ring that starts ideal and stays so. */
export const idealRings: fc.Arbitrary<{ scenario: Scenario; members: readonly number[] }> = fc
  .record({
    ring: ring({ min: 1, max: 14 }),
    lookups: fc.array(fc.tuple(fc.nat({ max: 999 }), fc.nat({ max: 999 })), { minLength: 1, maxLength: 10 }),
    network: reliableNetwork,
    seed,
  })
  .map(({ ring, lookups, network, seed }) => {
    const members = [...ring.nodes].sort((a, b) => a - b)
    const actions = lookups.map(([from, key]) => ({
      do: 'lookup',
      from: pick(members, from),
      key: key % 2 ** ring.bits,
    }))
    return { members, scenario: read({ ...documentOf(ring, actions), seed, network }) }
  })

/** Nodes that leave an ideal ring one after the other, each when the one before has gone. */
export const leavingRings: fc.Arbitrary<{ scenario: Scenario; keys: readonly number[] }> = fc
  .record({
    ring: ring({ min: 2, max: 10 }),
    leaving: fc.array(fc.nat({ max: 999 }), { minLength: 1, maxLength: 6 }),
    network: reliableNetwork,
    seed,
  })
  .map(({ ring, leaving, network, seed }) => {
    const present = [...ring.nodes]
    const actions = leaving.flatMap((n) => {
      if (present.length < 2) return []
      const [node] = present.splice(n % present.length, 1)
      return [{ do: 'leave', node }]
    })
    return { keys: ring.keys, scenario: read({ ...documentOf(ring, actions), seed, network }) }
  })

// ---- The relay: timers, choices, operations

const names = ['A', 'B', 'C', 'D', 'E']

function relayActions(drafts: readonly Draft[], byHand: readonly (Draft & { step: number })[]): Action[] {
  const down: string[] = []
  const planned = drafts.map(({ verb, a, b, c }): Document => {
    const node = c % 7 === 0 ? 'all' : pick(names, a)
    const one = pick(names, a)
    if (verb < 35) return { do: 'say', node, to: pick(names, b), word: `w${c}`, hops: b % 6 }
    if (verb < 55) return { do: 'ask', node, to: pick(names, b) }
    if (verb < 70) return { do: 'wait', node, ms: c % 50, kind: b % 2 === 0 ? 'foreground' : 'background' }
    if (verb < 80) return { do: 'work', node, ticks: c % 6 }
    if (verb < 83) return { do: 'quit', node: one }
    if (verb < 88) {
      down.push(one)
      return { do: 'crash', node: one }
    }
    if (verb < 93) return { do: 'recover', node: down.length === 0 ? one : pick(down, b) }
    if (verb < 95) return { do: 'partition', groups: twoGroups(names, b) }
    if (verb < 97) return { do: 'heal' }
    return { do: 'advance', seconds: (c % 50) / 1000 }
  })
  const interventions = byHand.map(({ verb, a, b, c, step }): Document => {
    const node = pick(names, a)
    const at = { at_step: step, ...(c % 3 === 0 ? { mark: 'by hand' } : {}) }
    if (verb < 55) return { ...meddling(verb, b, c), ...at }
    if (verb < 65) return { do: 'crash', node, ...at }
    if (verb < 75) return { do: 'recover', node, ...at }
    if (verb < 85) return { do: 'ask', node, to: pick(names, b), ...at }
    if (verb < 92) return { do: 'wait', node, ms: c % 50, kind: 'foreground', ...at }
    return { do: 'advance', seconds: (c % 50) / 1000, ...at }
  })
  return [...timed(planned, drafts), ...interventions] as unknown as Action[]
}

export const relayScenarios: fc.Arbitrary<Scenario> = fc
  .record({
    drafts: fc.array(draft, { minLength: 1, maxLength: 14, size: 'max' }),
    byHand: fc.array(intervention, { maxLength: 6, size: 'max' }),
    network,
    seed,
    until_ms: fc.option(fc.integer({ min: 0, max: 500 }), { nil: undefined, freq: 5 }),
  })
  .map(({ drafts, byHand, ...more }) =>
    aimed(relay, relayScenario(relayActions(drafts, byHand), { nodes: names, ...more })),
  )

// ---- Branches

/** A scenario, a step of its run (as a share of all), and what is done there by hand. */
export interface Branching {
  readonly scenario: Scenario
  readonly share: number
  readonly interventions: readonly Action[]
}

export const branching = (
  scenarios: fc.Arbitrary<Scenario>,
  act: (one: Draft & { step: number }, base: Scenario) => Action[],
) =>
  fc
    .record({
      scenario: scenarios,
      share: fc.nat({ max: 1000 }).map((n) => n / 1000),
      byHand: fc.array(intervention, { minLength: 1, maxLength: 3 }),
    })
    .map(({ scenario, share, byHand }) => ({
      scenario,
      share,
      interventions: byHand
        .flatMap((one) => act(one, scenario))
        .map(({ at_step: _step, at_ms: _time, ...action }) => action),
    }))

export const chordBranchings: fc.Arbitrary<Branching> = branching(chordScenarios, (one, { config }) => {
  const { bits, nodes } = config as Ring
  return chordActions({ bits, nodes, keys: [] }, [], [one]) as unknown as Action[]
})

export const relayBranchings: fc.Arbitrary<Branching> = branching(relayScenarios, (one) =>
  relayActions([], [one]),
)
