import * as v from 'valibot'
import type { Latency } from '../network/latency.ts'
import { DEFAULT_NETWORK } from '../network/network.ts'
import { SCHEMA } from './scenario.ts'
import { about, choice, fields, isObject } from './shapes.ts'

/** Greatest number of actions in a scenario, and of nodes that one names. */
export const LIMITS = { actions: 10_000, nodes: 1_000_000, text: 2_000 } as const

/** An integer in a range; every fault of it reads the same. */
export function integer(min: number, max: number, what = 'an integer') {
  const words = `${what} ${min}..${max}`
  return v.pipe(v.number(words), v.integer(words), v.minValue(min, words), v.maxValue(max, words))
}

/** A finite number of at least `min`. */
export function atLeast(min: number, max = 1e9) {
  const words = `a number ${min}..${max}`
  return v.pipe(v.number(words), v.finite(words), v.minValue(min, words), v.maxValue(max, words))
}

const probability = atLeast(0, 1)
const positive = v.pipe(
  v.number('a number above 0'),
  v.gtValue(0, 'a number above 0'),
  v.maxValue(1e9, 'a number up to 1e9'),
)

type Fields = Record<string, v.GenericSchema>

const ms = about('Milliseconds.', atLeast(0))
const uniform = { kind: v.literal('uniform'), min: ms, max: ms }
const exponential = { kind: v.literal('exponential'), mean: about('Milliseconds.', positive) }
const pareto = {
  kind: v.literal('pareto'),
  xm: about('The least delay, in milliseconds.', positive),
  alpha: about('The exponent of the tail: the smaller, the heavier.', positive),
}
const weight = about('How often this part is drawn, in proportion to the other parts.', positive)
const parts = v.pipe(
  v.array(
    v.variant('kind', [
      fields({ weight, ...uniform }),
      fields({ weight, ...exponential }),
      fields({ weight, ...pareto }),
    ]),
  ),
  v.minLength(1, 'at least one part'),
  v.maxLength(100, 'at most 100 parts'),
  v.description('The distributions that are mixed.'),
)

/** A delay in milliseconds, or a distribution of delays. */
export const latencySchema = v.pipe(
  choice(
    [
      about('Every delay is this long, in milliseconds.', atLeast(0, 1e7)),
      v.variant('kind', [
        about('Every delay between min and max is equally likely.', fields(uniform)),
        about('Many short delays and few long ones.', fields(exponential)),
        about('Few delays are far longer than the others.', fields(pareto)),
        about('Each delay is drawn from one of the parts.', fields({ kind: v.literal('mixture'), parts })),
      ]),
    ],
    'milliseconds, or a distribution (uniform, exponential, pareto, mixture)',
    (value) => (typeof value === 'number' ? 0 : isObject(value) ? 1 : undefined),
  ),
  v.check((latency) => isInOrder(latency), 'min to be at most max'),
)

function isInOrder(latency: Latency): boolean {
  if (typeof latency === 'number') return true
  if (latency.kind === 'mixture') return latency.parts.every(isInOrder)
  return latency.kind !== 'uniform' || latency.min <= latency.max
}

/** Fields that every action may have. */
export const actionFields = {
  at_ms: v.optional(
    about('Virtual time of the action. Without it: when the action before has settled.', atLeast(0)),
  ),
  at_step: v.optional(
    about('The action happens right after this step, whatever is in flight.', integer(0, 10_000_000)),
  ),
  mark: v.optional(
    about('A milestone on the scrubber.', v.pipe(v.string(), v.maxLength(60, 'at most 60 characters'))),
  ),
}

type Schema = v.GenericSchema

/** One action: what it does, the fields of its own and those of every action. */
export function action<D extends string, F extends Fields>(name: D, meaning: string, own: F) {
  return about(meaning, fields({ do: v.literal(name), ...own, ...actionFields }))
}

/** The actions that every lab knows; `address` is how the lab names a node. */
export function commonActions<A extends Schema>(address: A) {
  const message = about(
    'The message in flight, by its id in the trace.',
    integer(1, Number.MAX_SAFE_INTEGER, 'a message id'),
  )
  const node = about('The node that it happens to.', address)
  const group = v.pipe(v.array(address), v.maxLength(LIMITS.nodes, `at most ${LIMITS.nodes} nodes`))
  const groups = v.pipe(v.array(group), v.maxLength(1000, 'at most 1000 groups'))
  return [
    action('crash', 'The node stops until it recovers; its timers are gone.', { node }),
    action('fail', 'The same as crash.', { node }),
    action('recover', 'A crashed node is back, with the state that it had.', { node }),
    action('partition', 'The network splits: messages arrive within a group only.', {
      groups: about('Nodes that can talk with each other. One that no group names is alone.', groups),
    }),
    action('heal', 'The network is whole again.', {}),
    action('advance', 'Lets time pass before the next action.', {
      seconds: about('Virtual time.', atLeast(0, 1e6)),
    }),
    action('deliver', 'The message arrives now.', { message }),
    action('drop', 'The message never arrives.', { message }),
    action('duplicate', 'The message arrives twice.', { message }),
    action('delay', 'The message arrives later.', {
      message,
      ms: about('How much later, in milliseconds.', atLeast(0, 1e7)),
    }),
  ] as const
}

const text = (max: number) => v.pipe(v.string(), v.maxLength(max, `at most ${max} characters`))

/** A whole scenario of one lab, from the lab's schemas of its configuration and of one action. */
export function scenarioSchema<L extends string, Config extends Schema, Step extends Schema>(
  lab: L,
  config: Config,
  step: Step,
) {
  const network = fields({
    latency_ms: v.optional(
      about('One-way delay of every message.', latencySchema),
      DEFAULT_NETWORK.latency_ms as number,
    ),
    loss: v.optional(about('Probability that a message is lost.', probability), DEFAULT_NETWORK.loss),
    duplication: v.optional(
      about('Probability that a message arrives a second time.', probability),
      DEFAULT_NETWORK.duplication,
    ),
  })
  const expectation = fields({
    property: about('The name of a property of the lab.', text(60)),
    outcome: about('How it must stand when the run has ended.', v.picklist(['holds', 'violated'])),
  })
  return fields({
    $schema: v.optional(about('The JSON Schema of this format, for editors.', v.string())),
    schema: about('The version of this format.', v.literal(SCHEMA)),
    lab: about('The system that the scenario is about.', v.literal(lab)),
    title: about('The name in the picker.', text(120)),
    summary: v.optional(about('One paragraph for the picker.', text(LIMITS.text)), ''),
    seed: v.optional(about('The same seed gives the same run.', integer(0, Number.MAX_SAFE_INTEGER)), 1),
    network: v.optional(about('How messages travel.', network), {}),
    config: about('The system as it starts.', config),
    actions: about(
      'What happens, in order. An action without a time waits until the one before has settled.',
      v.pipe(v.array(step), v.maxLength(LIMITS.actions, `at most ${LIMITS.actions} actions`)),
    ),
    until_ms: v.optional(
      about('Virtual time at which the run ends. Without it: when nothing is left to do.', atLeast(0)),
    ),
    expect: v.optional(
      about(
        'What must be true at the end; the command line exits with 1 when it is not.',
        v.pipe(v.array(expectation), v.maxLength(100, 'at most 100 expectations')),
      ),
      [],
    ),
  })
}
