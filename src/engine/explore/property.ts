import type { Address } from '../kernel/role.ts'
import type { World } from '../kernel/world.ts'

/** How a property stands in one state. */
export interface Verdict {
  readonly holds: boolean
  /** The nodes or keys that stand in its way, when it does not hold. */
  readonly where?: readonly Address[]
}

export const HOLDS: Verdict = { holds: true }

/** A verdict that holds when nothing stands in its way. */
export function holdsUnless(where: readonly Address[]): Verdict {
  return where.length === 0 ? HOLDS : { holds: false, where }
}

/** A statement about the whole world, evaluated after every step. */
export interface Property {
  /** The name that scenarios and results use, such as `OrderedRing`. */
  readonly name: string
  /** The words on screen. */
  readonly label: string
  /** What it says, in one sentence, with its source. */
  readonly meaning: string
  /** `always`: a state without it is a failure. `eventually`: the protocol is still working towards it. */
  readonly kind: 'always' | 'eventually'
  /** The milestone at a step that makes it hold again. */
  readonly restored?: string
}

/** The properties of a protocol, and how they are judged: all at once, because they look at the same things. */
export interface PropertySuite<S> {
  readonly properties: readonly Property[]
  /** The verdicts in the order of `properties`. */
  check(world: World<S>): readonly Verdict[]
}

/** A suite whose properties are all judged on one survey of the world. */
export function propertySuite<S, V>(
  survey: (world: World<S>) => V,
  properties: readonly (Property & { readonly check: (survey: V) => Verdict })[],
): PropertySuite<S> {
  return {
    properties,
    check(world) {
      const view = survey(world)
      return properties.map((property) => property.check(view))
    },
  }
}
