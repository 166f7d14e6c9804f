import * as v from 'valibot'
import { DEFAULT_NETWORK } from '../network/network.ts'
import { SCHEMA } from './scenario.ts'

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

const uniform = { kind: v.literal('uniform'), min: atLeast(0), max: atLeast(0) }
const exponential = { kind: v.literal('exponential'), mean: positive }
const pareto = { kind: v.literal('pareto'), xm: positive, alpha: positive }

/** A delay in milliseconds, or a distribution of delays. */
export const latencySchema = v.union(
  [
    atLeast(0, 1e7),
    v.strictObject(uniform),
    v.strictObject(exponential),
    v.strictObject(pareto),
    v.strictObject({
      kind: v.literal('mixture'),
      parts: v.pipe(
        v.array(
          v.variant('kind', [
            v.strictObject({ weight: positive, ...uniform }),
            v.strictObject({ weight: positive, ...exponential }),
            v.strictObject({ weight: positive, ...pareto }),
          ]),
        ),
        v.minLength(1, 'at least one part'),
        v.maxLength(100, 'at most 100 parts'),
      ),
    }),
  ],
  'milliseconds, or a distribution (uniform, exponential, pareto, mixture)',
)

/** Fields that every action may have. */
export const actionFields = {
  at_ms: v.optional(atLeast(0)),
  at_step: v.optional(integer(0, 10_000_000)),
  mark: v.optional(v.pipe(v.string(), v.maxLength(60, 'at most 60 characters'))),
}

type Schema = v.GenericSchema

/** The actions that every lab knows; `address` is how the lab names a node. */
export function commonActions<A extends Schema>(address: A) {
  const message = integer(1, Number.MAX_SAFE_INTEGER, 'a message id')
  return [
    v.strictObject({ do: v.literal('crash'), node: address, ...actionFields }),
    v.strictObject({ do: v.literal('fail'), node: address, ...actionFields }),
    v.strictObject({ do: v.literal('recover'), node: address, ...actionFields }),
    v.strictObject({
      do: v.literal('partition'),
      groups: v.pipe(v.array(v.pipe(v.array(address), v.maxLength(LIMITS.nodes))), v.maxLength(1000)),
      ...actionFields,
    }),
    v.strictObject({ do: v.literal('heal'), ...actionFields }),
    v.strictObject({ do: v.literal('advance'), seconds: atLeast(0, 1e6), ...actionFields }),
    v.strictObject({ do: v.literal('deliver'), message, ...actionFields }),
    v.strictObject({ do: v.literal('drop'), message, ...actionFields }),
    v.strictObject({ do: v.literal('duplicate'), message, ...actionFields }),
    v.strictObject({ do: v.literal('delay'), message, ms: atLeast(0, 1e7), ...actionFields }),
  ] as const
}

const text = (max: number) => v.pipe(v.string(), v.maxLength(max, `at most ${max} characters`))

/** A whole scenario of one lab, from the lab's schemas of its configuration and of one action. */
export function scenarioSchema<L extends string, Config extends Schema, Step extends Schema>(
  lab: L,
  config: Config,
  action: Step,
) {
  return v.strictObject({
    $schema: v.optional(v.string()),
    schema: v.literal(SCHEMA),
    lab: v.literal(lab),
    title: text(120),
    summary: v.optional(text(LIMITS.text), ''),
    seed: v.optional(integer(0, Number.MAX_SAFE_INTEGER), 1),
    network: v.optional(
      v.strictObject({
        latency_ms: v.optional(latencySchema, DEFAULT_NETWORK.latency_ms as number),
        loss: v.optional(probability, DEFAULT_NETWORK.loss),
        duplication: v.optional(probability, DEFAULT_NETWORK.duplication),
      }),
      {},
    ),
    config,
    actions: v.pipe(v.array(action), v.maxLength(LIMITS.actions, `at most ${LIMITS.actions} actions`)),
    until_ms: v.optional(atLeast(0)),
    expect: v.optional(
      v.pipe(
        v.array(v.strictObject({ property: text(60), outcome: v.picklist(['holds', 'violated']) })),
        v.maxLength(100, 'at most 100 expectations'),
      ),
      [],
    ),
  })
}
