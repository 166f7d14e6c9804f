import fc from 'fast-check'
import { scenarioJsonSchema } from '../../src/cli/json-schema.ts'
import type { Address, Behaviour, Context, Role } from '../../src/engine/kernel/role.ts'
import type { Operation, World } from '../../src/engine/kernel/world.ts'
import { Recorder } from '../../src/engine/record/recorder.ts'
import type { Recording } from '../../src/engine/record/recording.ts'
import type { MessageRecord, TimerRecord } from '../../src/engine/record/step.ts'
import type { Protocol } from '../../src/engine/run/protocol.ts'
import { Run } from '../../src/engine/run/run.ts'
import { simulate } from '../../src/engine/run/simulation.ts'
import { checkScenario, parseScenario, serializeScenario } from '../../src/engine/scenario/parse.ts'
import type { Scenario } from '../../src/engine/scenario/scenario.ts'
import { chord } from '../../src/protocols/chord/protocol.ts'
import { formats } from '../../src/protocols/registry.ts'
import { accepts, type JsonSchema } from '../support/jsonSchema.ts'
import { silentTap } from '../support/kernel.ts'
import { relay } from '../support/relay.ts'
import { type ChordResult, chordResult, type Document, recorded } from '../support/scenarios.ts'
import {
  type Branching,
  chordBranchings,
  chordDocuments,
  chordScenarios,
  fullDocuments,
  idealRings,
  joiningRings,
  leavingRings,
  relayBranchings,
  relayScenarios,
} from './arbitraries.ts'

/** Something that is true of every input. Vitest tries some inputs, the fuzzer as many as it is told. */
export interface Law {
  readonly title: string
  /** How many inputs the test tries. */
  readonly runs: number
  /** Tries `runs` inputs from `seed`; without it, from the seed that is set for all tests. */
  check(runs: number, seed?: number): Failure | undefined
}

/** The smallest input found that breaks a law. */
export interface Failure {
  readonly error: unknown
  readonly seed: number
  readonly path: string
  readonly counterexample: unknown
}

export function law<I>(title: string, runs: number, inputs: fc.Arbitrary<I>, holds: (input: I) => void): Law {
  return {
    title,
    runs,
    check(numRuns, seed) {
      const details = fc.check(
        fc.property(inputs, (input) => {
          holds(input)
        }),
        { numRuns, ...(seed === undefined ? {} : { seed }) },
      )
      if (!details.failed) return undefined
      return {
        error: details.errorInstance,
        seed: details.seed,
        path: details.counterexamplePath ?? '',
        counterexample: details.counterexample?.[0],
      }
    },
  }
}

class Broken extends Error {}

export function demand(condition: boolean, what: () => string): asserts condition {
  if (!condition) throw new Broken(what())
}

/** Demands that two values are the same JSON; undefined fields count as absent, as they do in a file. */
export function same(a: unknown, b: unknown, what: string): void {
  const [left, right] = [String(JSON.stringify(a)), String(JSON.stringify(b))]
  demand(left === right, () => {
    let first = 0
    while (left[first] === right[first]) first++
    const around = (text: string) => text.slice(Math.max(0, first - 200), first + 100)
    return `${what} differ:\n  …${around(left)}…\n  …${around(right)}…`
  })
}

type AnyProtocol = Protocol<unknown, unknown, unknown, unknown>

/** The laws of the engine, which hold for any protocol; `lab` names the one that they are tried on. */
export function engineLaws<S, M, T, C>(
  lab: string,
  typed: Protocol<S, M, T, C>,
  scenarios: fc.Arbitrary<Scenario>,
  branchings: fc.Arbitrary<Branching>,
  runs: number,
): Law[] {
  const protocol = typed as unknown as AnyProtocol
  return [
    law(`${lab}: the same scenario gives the same result and the same hash`, runs, scenarios, (scenario) => {
      const copy = JSON.parse(JSON.stringify(scenario)) as Scenario
      same(simulate(protocol, scenario), simulate(protocol, copy), 'two runs')
    }),

    law(`${lab}: a run changes nothing in its scenario`, runs / 2, scenarios, (scenario) => {
      const before = JSON.stringify(scenario)
      simulate(protocol, deepFrozen(scenario))
      demand(JSON.stringify(scenario) === before, () => 'the scenario has changed')
    }),

    law(
      `${lab}: Simulation and Recorder give the same result, and the same world after every step`,
      runs,
      scenarios,
      (scenario) => {
        const recorder = new Recorder(protocol, scenario)
        recorder.advance(Number.POSITIVE_INFINITY)
        same(recorder.result(), simulate(protocol, scenario), 'the results')
        const run = new Run(protocol, scenario)
        const { recording } = recorder
        for (let cursor = 0; cursor <= recording.length; cursor++) {
          if (cursor > 0) demand(run.step(), () => `the run in place has no step ${cursor}`)
          sameWorld(recording.frame(cursor), run.kernel, `after step ${cursor}`)
        }
        demand(!run.step(), () => 'the run in place goes on')
      },
    ),

    law(
      `${lab}: the world at any cursor is that of a run from zero with so many steps`,
      runs / 2,
      fc.tuple(scenarios, fc.array(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 3 })),
      ([scenario, shares]) => {
        const recording = recorded(protocol, scenario)
        for (const share of shares) {
          const cursor = Math.round((share / 1000) * recording.length)
          const run = new Run(protocol, scenario)
          run.toEnd(cursor)
          sameWorld(recording.frame(cursor), run.kernel, `at cursor ${cursor}`)
        }
      },
    ),

    law(
      `${lab}: messages in flight and timers at every cursor are those that an observer counts`,
      runs,
      scenarios,
      (scenario) => {
        const recording = recorded(protocol, scenario)
        const observed = observe(protocol, scenario)
        demand(observed.length === recording.length + 1, () => 'the numbers of steps differ')
        observed.forEach(({ messages, timers }, cursor) => {
          const frame = recording.frame(cursor)
          same(frame.inFlight.map(plainMessage), messages, `messages in flight after step ${cursor}`)
          same(frame.timers.map(plainTimer), timers, `timers after step ${cursor}`)
        })
      },
    ),

    law(`${lab}: a recorded step fits between its neighbours`, runs / 2, scenarios, (scenario) => {
      checkSteps(recorded(protocol, scenario))
    }),

    law(
      `${lab}: a branch at any step is the run from zero with the intervention at that step`,
      runs,
      branchings,
      ({ scenario, share, interventions }) => {
        const whole = recorded(protocol, scenario)
        const before = contents(whole)
        const cursor = Math.round(share * whole.length)
        const { inFlight } = whole.frame(cursor)
        const actions = interventions.map((action) => {
          const message = inFlight[(action.message as number) % inFlight.length]?.id ?? action.message
          return { ...action, ...(message === undefined ? {} : { message }), at_step: cursor }
        })
        const branched = { ...scenario, actions: [...scenario.actions, ...actions] }
        const fork = new Recorder(protocol, branched, { recording: whole, cursor })
        fork.advance(Number.POSITIVE_INFINITY)
        const fromZero = new Recorder(protocol, branched)
        fromZero.advance(Number.POSITIVE_INFINITY)
        same(contents(fork.recording), contents(fromZero.recording), 'branch and run from zero')
        same(fork.result(), fromZero.result(), 'their results')
        same(fork.result(), simulate(protocol, branched), 'branch and simulation')
        demand(contents(whole) === before, () => 'the branch has changed the recording that it comes from')
        demand(fork.recording.step(cursor) === whole.step(cursor), () => 'the past is not shared')
      },
    ),

    law(`${lab}: recording in parts is recording at once`, runs / 4, scenarios, (scenario) => {
      const whole = recorded(protocol, scenario)
      const recorder = new Recorder(protocol, scenario)
      while (!recorder.advance(3));
      same(contents(recorder.recording), contents(whole), 'the recordings')
    }),

    law(
      `${lab}: nothing in a message, a timer or an answer is a part of a state`,
      runs,
      scenarios,
      (scenario) => {
        const frozen = { ...protocol, behaviour: (one: Scenario) => freezing(protocol.behaviour(one)) }
        same(
          simulate(frozen, scenario),
          simulate(protocol, scenario),
          'runs with and without frozen messages',
        )
      },
    ),
  ]
}

function sameWorld(a: World<unknown>, b: World<unknown>, when: string): void {
  same(describeWorld(a), describeWorld(b), `the worlds ${when}`)
}

function describeWorld(world: World<unknown>) {
  return {
    now_us: world.now_us,
    nodes: world.addresses.map((address) => [address, world.status(address), world.state(address)]),
    operations: world.operations.map((operation: Operation) => operation),
    cut: world.networkPartition,
  }
}

const plainMessage = ({ id, from, to, message, dueAt_us }: MessageRecord) => [id, from, to, message, dueAt_us]
const plainTimer = ({ seq, node, timer, dueAt_us }: TimerRecord) => [seq, node, timer, dueAt_us]

/** What is under way after each step, counted by a tap of its own on a run in place. */
function observe(protocol: AnyProtocol, scenario: Scenario) {
  const messages = new Map<number, unknown[]>()
  const timers = new Map<number, unknown[]>()
  const run = new Run(protocol, scenario)
  run.kernel.attach({
    ...(silentTap as unknown as Parameters<typeof run.kernel.attach>[0]),
    stepBegins: ({ timerSeq }) => void timers.delete(timerSeq ?? -1),
    sent: (id, from, to, message, dueAt) => {
      if (dueAt !== undefined) messages.set(id, [id, from, to, message, dueAt])
    },
    ended: (id) => void messages.delete(id),
    rescheduled: (id, dueAt) => {
      const message = messages.get(id)
      if (message !== undefined) messages.set(id, [...message.slice(0, 4), dueAt])
    },
    timerSet: (seq, node, timer, dueAt) => void timers.set(seq, [seq, node, timer, dueAt]),
    timerCancelled: (seq) => void timers.delete(seq),
  })
  const bySeq = (one: Map<number, unknown[]>) => [...one].sort(([a], [b]) => a - b).map(([, entry]) => entry)
  const now = () => ({ messages: bySeq(messages), timers: bySeq(timers) })
  const seen = [now()]
  while (run.step()) seen.push(now())
  return seen
}

/** Everything that a recording holds, as text. */
function contents(recording: Recording<unknown>): string {
  const { steps, messages, timers, milestones, initialVerdicts, complete } = recording
  const worlds = Array.from({ length: recording.length + 1 }, (_, cursor) =>
    describeWorld(recording.frame(cursor)),
  )
  // `Infinity` is no JSON: what has not ended is written as such.
  const open = (_: string, value: unknown) => (value === Number.POSITIVE_INFINITY ? 'open' : value)
  return JSON.stringify([steps, messages, timers, milestones, initialVerdicts, complete, worlds], open)
}

function checkSteps(recording: Recording<unknown>): void {
  let last_us = 0
  for (const step of recording.steps) {
    const { index, node } = step
    const [then, now] = [recording.frame(index - 1), recording.frame(index)]
    demand(step.time_us >= last_us, () => `step ${index} goes back in time`)
    demand(step.causedBy === null || step.causedBy < index, () => `step ${index} is caused by a later one`)
    last_us = step.time_us
    if (step.after !== undefined && node !== null) {
      demand(
        now.state(node) === step.after,
        () => `step ${index}: "after" is not the state of ${node} after it`,
      )
      const isNew = then.status(node) === undefined
      demand(
        isNew || then.state(node) === step.before,
        () => `step ${index}: "before" is not the state before it`,
      )
    }
    for (const address of then.addresses) {
      const untouched = address === node || now.state(address) === then.state(address)
      demand(untouched, () => `step ${index} on ${node} has touched ${address}: one event touches one node`)
    }
    for (const id of step.sent) {
      demand(recording.message(id)?.sentStep === index, () => `step ${index} did not send message ${id}`)
    }
    if (
      step.messageId !== null &&
      (step.kind === 'message' || step.kind === 'lost' || step.kind === 'drop')
    ) {
      demand(
        recording.message(step.messageId)?.endStep === index,
        () => `step ${index} does not end its message`,
      )
    }
  }
}

function deepFrozen<V>(value: V): V {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) deepFrozen(inner)
  }
  return value
}

/** The same behaviour with everything frozen that leaves a handler or comes into one, but its own state. */
function freezing<S, M, T, C>(behaviour: Behaviour<S, M, T, C>): Behaviour<S, M, T, C> {
  const frozenContext = (ctx: Context<M, T>): Context<M, T> => ({
    self: ctx.self,
    send: (to, message) => ctx.send(to, deepFrozen(message)),
    setTimer: (timer, delay_us, kind) => ctx.setTimer(deepFrozen(timer), delay_us, kind),
    cancelTimer: (id) => ctx.cancelTimer(id),
    choose: (count) => ctx.choose(count),
    begin: (description) => ctx.begin(deepFrozen(description)),
    reply: (operation, result) => ctx.reply(operation, deepFrozen(result)),
    stop: () => ctx.stop(),
  })
  const frozenRole = (role: Role<S, M, T, C>): Role<S, M, T, C> => ({
    onMessage: (state, message, from, ctx) => role.onMessage(state, message, from, frozenContext(ctx)),
    onTimer: (state, timer, ctx) => role.onTimer(state, timer, frozenContext(ctx)),
    onCommand: (state, command, ctx) => role.onCommand(state, deepFrozen(command), frozenContext(ctx)),
    onRecover: (state, ctx) => role.onRecover?.(state, frozenContext(ctx)),
  })
  return { ...behaviour, role: (address: Address) => frozenRole(behaviour.role(address)) }
}

// ---- Chord

/** The node that a walk from `key` meets first. */
const ownerByWalking = (key: number, members: readonly number[]) =>
  members.find((id) => id >= key) ?? members[0]

const violatedIn = (properties: Readonly<Record<string, string>>) =>
  Object.keys(properties).filter((name) => properties[name] !== 'holds')

const chordLaws: readonly Law[] = [
  law(
    'chord: after joins in a network that loses nothing, and enough maintenance, the ring is ideal and every key is found',
    120,
    joiningRings,
    ({ scenario, members, keys }) => {
      const { properties, nodes, operations } = chordResult(scenario)
      same(violatedIn(properties), [], 'the properties that do not hold, and none,')
      same(
        nodes.map(({ id }) => id),
        members,
        'the members',
      )
      const found = operations
        .filter((one) => one.do === 'get')
        .map(({ key, owner, value, ok }) => [key, owner, value, ok])
      same(
        found,
        keys.map((key) => [key, ownerByWalking(key, members), `V${key}`, true]),
        'the answers',
      )
    },
  ),

  law(
    'chord: a lookup on an ideal ring ends at the right owner, along successors, in at most n hops',
    120,
    idealRings,
    ({ scenario, members }) => {
      for (const { key, from, owner, path, hops, ok } of chordResult(scenario).operations) {
        const next = (id: number) => members[(members.indexOf(id) + 1) % members.length]
        demand(owner === ownerByWalking(key, members), () => `key ${key} is not on ${owner}`)
        demand(ok, () => `the answer ${owner} for ${key} is called wrong`)
        demand(
          path[0] === from && path.at(-1) === owner,
          () => `the path ${path.join(' → ')} is not from ${from} to ${owner}`,
        )
        demand(
          hops === path.length - 1 && hops <= members.length,
          () => `${hops} hops on ${members.length} nodes`,
        )
        const followed = path.every((id, i) => i === 0 || id === next(path[i - 1] as number))
        demand(followed, () => `the path ${path.join(' → ')} leaves the successors`)
      }
    },
  ),

  law(
    'chord: when nodes leave one after the other, the ring stays ideal and no key is lost',
    80,
    leavingRings,
    ({ scenario, keys }) => {
      const { properties, nodes } = chordResult(scenario)
      same(violatedIn(properties), [], 'the properties that do not hold, and none,')
      const stored = nodes.filter(({ alive }) => alive).flatMap((node) => Object.keys(node.keys).map(Number))
      same(
        stored.sort((a, b) => a - b),
        [...keys].sort((a, b) => a - b),
        'the keys',
      )
    },
  ),

  law(
    'chord: an operation that returned has an owner that was alive, and a path from where it began',
    80,
    chordScenarios,
    (scenario) => {
      const { nodes, operations } = simulate(chord, scenario) as unknown as ChordResult
      const known = new Set(nodes.map(({ id }) => id))
      for (const { owner, path, from, hops } of operations) {
        demand(path[0] === from, () => `the path ${path.join(' → ')} does not begin at ${from}`)
        demand(owner === null || known.has(owner), () => `the owner ${owner} never was`)
        demand((owner === null) === (hops === null), () => `owner ${owner} with ${hops} hops`)
      }
    },
  ),
]

// ---- The format

const jsonSchema = (await scenarioJsonSchema()) as unknown as JsonSchema

function readable(document: Document): Scenario {
  const result = parseScenario(JSON.stringify(document), formats)
  if (!result.ok) throw new Broken(`refused: ${JSON.stringify(result.faults)}`)
  return result.scenario
}

/** A document with one place replaced by anything. */
const mutilated: fc.Arbitrary<unknown> = fc
  .record({
    document: chordDocuments,
    where: fc.array(fc.nat({ max: 99 }), { maxLength: 5 }),
    value: fc.jsonValue(),
  })
  .map(({ document, where, value }) => {
    const copy = JSON.parse(JSON.stringify(document)) as Record<string, unknown>
    let at = copy
    for (const [i, n] of where.entries()) {
      const names = Object.keys(at)
      const name = names[n % Math.max(1, names.length)] ?? 'extra'
      const inner = at[name]
      if (i === where.length - 1 || typeof inner !== 'object' || inner === null) {
        at[name] = value
        return copy
      }
      at = inner as Record<string, unknown>
    }
    return value
  })

const formatLaws: readonly Law[] = [
  law('format: parse → serialize → parse is the identity', 150, fullDocuments, (document) => {
    const scenario = readable(document)
    const text = serializeScenario(scenario)
    const again = parseScenario(text, formats)
    demand(again.ok, () => 'what was written is refused')
    same(again.scenario, scenario, 'the scenarios')
    demand(serializeScenario(again.scenario) === text, () => 'the texts differ')
  }),

  law('format: reading loses nothing that the document says', 80, fullDocuments, (document) => {
    const scenario = readable(document) as unknown as Record<string, unknown>
    for (const [name, value] of Object.entries(document)) {
      if (name !== 'config' && name !== 'network') same(scenario[name], value, `the fields "${name}"`)
    }
  }),

  law('format: the JSON Schema accepts what is accepted', 80, fullDocuments, (document) => {
    demand(accepts(jsonSchema, document), () => 'the JSON Schema refuses it')
    demand(
      accepts(jsonSchema, JSON.parse(serializeScenario(readable(document)))),
      () => 'the JSON Schema refuses what is written',
    )
  }),

  law(
    'format: whatever is wrong, it is said, and what is accepted runs and is accepted by the JSON Schema',
    400,
    mutilated,
    (document) => {
      const result = checkScenario(document, formats)
      if (result.ok) {
        demand(accepts(jsonSchema, document), () => 'accepted, but not by the JSON Schema')
        new Run(chord, result.scenario).toEnd(300)
        return
      }
      demand(result.faults.length > 0, () => 'refused without a fault')
      for (const { text } of result.faults) demand(text.length > 3, () => 'a fault without words')
      demand(
        result.faults.every(({ path }) => !/undefined|\[object/.test(path)),
        () => `a strange path: ${JSON.stringify(result.faults)}`,
      )
    },
  ),
]

/** Everything that must be true of every scenario. */
export const laws: readonly Law[] = [
  ...engineLaws('relay', relay, relayScenarios, relayBranchings, 100),
  ...engineLaws('chord', chord, chordScenarios, chordBranchings, 80),
  ...chordLaws,
  ...formatLaws,
]

/** A failure in words, with its scenario as a file that shows it. */
export function describeFailure(failure: Failure): string {
  const { counterexample } = failure
  const isWrapped =
    typeof counterexample === 'object' && counterexample !== null && 'scenario' in counterexample
  const scenario = isWrapped ? (counterexample as { scenario: unknown }).scenario : counterexample
  const rest = isWrapped ? `\nwith ${JSON.stringify({ ...counterexample, scenario: undefined })}` : ''
  const words =
    failure.error instanceof Error ? (failure.error.stack ?? failure.error.message) : String(failure.error)
  return `${words}\n\nseed ${failure.seed}, path ${failure.path}; the smallest scenario found:\n${JSON.stringify(scenario, null, 2)}${rest}`
}
