import type { Instruction } from '../kernel/instruction.ts'
import { Kernel } from '../kernel/kernel.ts'
import { RandomStream } from '../kernel/random.ts'
import { fromMilliseconds, fromSeconds, type Microseconds } from '../kernel/time.ts'
import type { Action, Scenario } from '../scenario/scenario.ts'
import { commonInstruction } from './commonActions.ts'
import type { Protocol } from './protocol.ts'

/** The mark of an action, until the first of its steps has got it. */
interface Label {
  mark: string | undefined
}

/** An instruction that an action gives. */
interface Given<C> {
  readonly instruction: Instruction<C>
  readonly label: Label
}

/** Time that an action lets pass before the next one may happen. */
interface Wait {
  readonly until_us: Microseconds
  readonly duration_us: Microseconds
  readonly label: Label
}

/**
 * One run of a scenario: the kernel, and the script that gives it the scenario's actions in time.
 *
 * An action without a time waits until the one before has settled. One that stands for several instructions
 * (`"node": "all"`) gives them one after the other, each when the one before has settled; with `at_ms` it
 * gives them all at that time.
 */
export class Run<S, M, T, C> {
  readonly kernel: Kernel<S, M, T, C>
  readonly #protocol: Protocol<S, M, T, C>
  readonly #scenario: Scenario
  readonly #planned: readonly Action[]
  readonly #placed: Map<number, Action[]>
  readonly #until_us: Microseconds
  /** The mark of the action whose first step is being executed. */
  mark: string | undefined
  #next = 0
  /** What the action that is being done makes happen still. */
  #ready: Iterator<Given<C>, undefined> | undefined
  /** The first of it. One is taken ahead, so that it is known when the action has nothing left. */
  #nextReady: Given<C> | undefined
  #urgent: readonly Given<C>[] = []
  #nextUrgent = 0
  #atOnce = false
  /** In the order in which they end. */
  #waits: Wait[] = []

  constructor(protocol: Protocol<S, M, T, C>, scenario: Scenario) {
    this.#protocol = protocol
    this.#scenario = scenario
    this.kernel = new Kernel(
      protocol.behaviour(scenario),
      scenario.network,
      scenario.seed,
      (operation, world) => protocol.judge?.(operation, world),
    )
    for (const [address, state] of protocol.population(
      scenario,
      new RandomStream(scenario.seed, 'workload'),
    )) {
      this.kernel.addNode(address, state)
    }
    const opening = protocol.opening?.(scenario, this.kernel) ?? []
    this.#urgent = Array.from(opening, (instruction) => ({ instruction, label: { mark: undefined } }))
    this.#planned = scenario.actions.filter((action) => action.at_step === undefined)
    this.#placed = placedByStep(scenario.actions)
    this.#until_us =
      scenario.until_ms === undefined ? Number.POSITIVE_INFINITY : fromMilliseconds(scenario.until_ms)
  }

  /** Executes one step. False when the run has ended. */
  step(): boolean {
    return this.#intervene() || this.#act() || this.#continue()
  }

  /** Runs to the end, or until `limit` steps are done. Returns whether the end was reached. */
  toEnd(limit = Number.POSITIVE_INFINITY): boolean {
    while (this.kernel.steps < limit) if (!this.step()) return true
    return false
  }

  /** Interventions that were made after the step that is now the last. They wait for nothing. */
  #intervene(): boolean {
    const actions = this.#placed.size > 0 ? this.#placed.get(this.kernel.steps) : undefined
    if (actions !== undefined) {
      this.#placed.delete(this.kernel.steps)
      const given = actions.flatMap((action) => [...this.#given(action)])
      this.#urgent = [...given, ...this.#urgent.slice(this.#nextUrgent)]
      this.#nextUrgent = 0
    }
    for (;;) {
      const next = this.#urgent[this.#nextUrgent]
      if (next === undefined) return false
      this.#nextUrgent++
      if (this.#perform(next)) return true
    }
  }

  /** The scenario's own actions, as far as their time has come. */
  #act(): boolean {
    for (;;) {
      const wait = this.#waits[0]
      if (wait !== undefined) {
        if (this.kernel.nextDue_us <= wait.until_us || wait.until_us > this.#until_us) return false
        return this.#endWait(wait)
      }
      const ready = this.#nextReady
      if (ready !== undefined) {
        if (!this.#atOnce && !this.kernel.settled) return false
        const isStep = this.#perform(ready)
        this.#nextReady = this.#ready?.next().value
        if (isStep) return true
        continue
      }
      const action = this.#planned[this.#next]
      if (action === undefined) return false
      if (action.at_ms !== undefined) {
        const at_us = Math.max(fromMilliseconds(action.at_ms), this.kernel.now_us)
        if (at_us > this.#until_us || this.kernel.nextDue_us <= at_us) return false
        this.kernel.advanceTo(at_us)
      } else if (!this.kernel.settled) return false
      this.#next++
      this.#atOnce = action.at_ms !== undefined
      this.#ready = this.#given(action)
      this.#nextReady = this.#ready.next().value
    }
  }

  /** Lets the world go on by itself, until the scenario has nothing left to wait for. */
  #continue(): boolean {
    const { kernel } = this
    const waitsForTime = this.#until_us !== Number.POSITIVE_INFINITY
    if (waitsForTime && kernel.nextDue_us > this.#until_us) return false
    const idle = kernel.settled && this.#waits.length === 0 && this.#next >= this.#planned.length
    if (idle && !waitsForTime && this.#protocol.unfinished?.(kernel) !== true) return false
    return kernel.step()
  }

  #perform({ instruction, label }: Given<C>): boolean {
    if (instruction.do === 'advance') {
      const { duration_us } = instruction
      this.#waits.push({ until_us: this.kernel.now_us + duration_us, duration_us, label })
      this.#waits.sort((a, b) => a.until_us - b.until_us)
      return false
    }
    return this.#execute(instruction, label)
  }

  #endWait({ until_us, duration_us, label }: Wait): boolean {
    this.#waits.shift()
    this.kernel.advanceTo(until_us)
    return this.#execute({ do: 'advance', duration_us }, label)
  }

  #execute(instruction: Instruction<C>, label: Label): boolean {
    this.mark = label.mark
    const isStep = this.kernel.execute(instruction)
    this.mark = undefined
    if (isStep) label.mark = undefined
    return isStep
  }

  *#given(action: Action): Generator<Given<C>, undefined> {
    const label = { mark: action.mark }
    for (const instruction of this.#instructionsOf(action)) yield { instruction, label }
    return undefined
  }

  #instructionsOf(action: Action): Iterable<Instruction<C>> {
    if (action.do === 'advance')
      return [{ do: 'advance', duration_us: fromSeconds(action.seconds as number) }]
    const common = commonInstruction(action)
    return common === undefined ? this.#protocol.instructions(action, this.kernel, this.#scenario) : [common]
  }
}

function placedByStep(actions: readonly Action[]): Map<number, Action[]> {
  const placed = new Map<number, Action[]>()
  for (const action of actions) {
    if (action.at_step === undefined) continue
    placed.set(action.at_step, [...(placed.get(action.at_step) ?? []), action])
  }
  return placed
}
