import type { Instruction } from '../kernel/instruction.ts'
import { Kernel } from '../kernel/kernel.ts'
import { RandomStream } from '../kernel/random.ts'
import { fromMilliseconds, fromSeconds, type Microseconds } from '../kernel/time.ts'
import type { Action, Scenario } from '../scenario/scenario.ts'
import { commonInstruction } from './commonActions.ts'
import type { Protocol } from './protocol.ts'

/** Time that an action lets pass before the next one may happen. */
interface Wait {
  readonly until_us: Microseconds
  readonly duration_us: Microseconds
  readonly mark: string | undefined
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
  readonly #planned: readonly Action[]
  readonly #placed: Map<number, Action[]>
  readonly #until_us: Microseconds
  /** The mark of the action whose first step is being executed. */
  mark: string | undefined
  #next = 0
  #ready: Instruction<C>[] = []
  #urgent: Instruction<C>[] = []
  #atOnce = false
  #wait: Wait | undefined

  constructor(protocol: Protocol<S, M, T, C>, scenario: Scenario) {
    this.#protocol = protocol
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
      for (const action of actions) {
        this.mark = action.mark
        this.#urgent.push(...this.#instructionsOf(action))
      }
    }
    if (this.#urgent.length === 0) return false
    for (let next = this.#urgent.shift(); next !== undefined; next = this.#urgent.shift()) {
      if (this.#perform(next)) return true
    }
    return false
  }

  /** The scenario's own actions, as far as their time has come. */
  #act(): boolean {
    for (;;) {
      if (this.#wait !== undefined) {
        const { until_us } = this.#wait
        if (this.kernel.nextDue_us <= until_us || until_us > this.#until_us) return false
        return this.#endWait(this.#wait)
      }
      while (this.#ready.length > 0 && this.#wait === undefined) {
        if (!this.#atOnce && !this.kernel.settled) return false
        if (this.#perform(this.#ready.shift() as Instruction<C>)) return true
      }
      if (this.#wait !== undefined) continue
      const action = this.#planned[this.#next]
      if (action === undefined) return false
      if (action.at_ms !== undefined) {
        const at_us = Math.max(fromMilliseconds(action.at_ms), this.kernel.now_us)
        if (at_us > this.#until_us || this.kernel.nextDue_us <= at_us) return false
        this.kernel.advanceTo(at_us)
      } else if (!this.kernel.settled) return false
      this.#next++
      this.#atOnce = action.at_ms !== undefined
      this.mark = action.mark
      this.#ready = [...this.#instructionsOf(action)]
    }
  }

  /** Lets the world go on by itself, until the scenario has nothing left to wait for. */
  #continue(): boolean {
    const { kernel } = this
    if (kernel.nextDue_us > this.#until_us) return false
    const idle = kernel.settled && this.#wait === undefined && this.#next >= this.#planned.length
    const waitsForTime = this.#until_us !== Number.POSITIVE_INFINITY
    if (idle && !waitsForTime && this.#protocol.unfinished?.(kernel) !== true) return false
    this.mark = undefined
    return kernel.step()
  }

  #perform(instruction: Instruction<C>): boolean {
    if (instruction.do === 'advance') {
      const { duration_us } = instruction
      this.#wait = { until_us: this.kernel.now_us + duration_us, duration_us, mark: this.mark }
      return false
    }
    if (!this.kernel.execute(instruction)) return false
    this.mark = undefined
    return true
  }

  #endWait({ until_us, duration_us, mark }: Wait): boolean {
    this.#wait = undefined
    this.kernel.advanceTo(until_us)
    this.mark = mark
    this.kernel.execute({ do: 'advance', duration_us })
    this.mark = undefined
    return true
  }

  #instructionsOf(action: Action): readonly Instruction<C>[] {
    if (action.do === 'advance')
      return [{ do: 'advance', duration_us: fromSeconds(action.seconds as number) }]
    const common = commonInstruction(action)
    return common === undefined ? this.#protocol.instructions(action, this.kernel) : [common]
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
