import type { PropertySuite } from '../explore/property.ts'
import type { Instruction } from '../kernel/instruction.ts'
import type { RandomStream } from '../kernel/random.ts'
import type { Address, Behaviour } from '../kernel/role.ts'
import type { Operation, World } from '../kernel/world.ts'
import type { Fault } from '../scenario/fault.ts'
import type { ScenarioFormat } from '../scenario/parse.ts'
import type { Action, Scenario } from '../scenario/scenario.ts'

/** A run of lines of pseudo-code, as the listing shows it. */
export interface Procedure {
  readonly name: string
  /** Its head, such as `n.stabilize()`. */
  readonly signature: string
  readonly lines: readonly ListingLine[]
}

export interface ListingLine {
  /** What `Note.line` calls it: `procedure.name`. */
  readonly id: string
  readonly indent: number
  readonly text: string
}

/**
 * A protocol as the runner, the recorder and the views need it: the roles, and how a scenario's words become
 * nodes and instructions. `S` is a node's state, `M` a message, `T` a timer, `C` a command.
 */
export interface Protocol<S, M, T, C> {
  readonly lab: string
  readonly suite: PropertySuite<S>
  /** Fields of a node's state that only say what it waits for: a change of one is not what a step is about. */
  readonly bookkeeping?: readonly (keyof S & string)[]
  /** The pseudo-code of a variant of the protocol. */
  listing(scenario: Scenario): readonly Procedure[]
  /** The code of the nodes. */
  behaviour(scenario: Scenario): Behaviour<S, M, T, C>
  /** The nodes that exist at the start, in the order in which they are created. */
  population(scenario: Scenario, workload: RandomStream): Iterable<readonly [Address, S]>
  /** What the nodes do by themselves at the start, before the first action: one step each, in this order. */
  opening?(scenario: Scenario, world: World<S>): Iterable<Instruction<C>>
  /**
   * What an action of the lab's own makes happen, in order. Each instruction is asked for when the one before has
   * been given, so a generator sees the world as it is then, and many rounds take no memory.
   */
  instructions(action: Action, world: World<S>, scenario: Scenario): Iterable<Instruction<C>>
  /** Why an action cannot be done in the world as it is; empty when it can. Its shape has been checked. */
  objections?(action: Action, world: World<S>): readonly Fault[]
  /** What is worth remembering about an answer at the moment when it is given. */
  judge?(operation: Operation, world: World<S>): unknown
  /** Whether a run that has settled must go on, because work is left that only background timers move. */
  unfinished?(world: World<S>): boolean
  /** A message in the words of its capsule, such as `notify(50)`. */
  label(message: M): string
  /** What the command line prints of the lab, by the names of SCENARIOS. */
  result(world: World<S>): Record<string, unknown>
}

/** A protocol that has a lab: it can read its part of a scenario file, too. */
export interface LabProtocol<S, M, T, C> extends Protocol<S, M, T, C> {
  readonly format: ScenarioFormat
}
