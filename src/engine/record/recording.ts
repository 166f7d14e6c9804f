import type { Verdict } from '../explore/property.ts'
import type { MessageId } from '../kernel/instruction.ts'
import type { Address } from '../kernel/role.ts'
import type { NodeStatus, Operation } from '../kernel/world.ts'
import { Frame, type Recorded } from './frame.ts'
import { isRoutine, type MessageRecord, type Step, type TimerRecord } from './step.ts'

/** Everything that was remembered of one node: one entry for each step that changed it. */
interface NodeHistory<S> {
  readonly address: Address
  readonly steps: number[]
  readonly states: S[]
  readonly statuses: NodeStatus[]
}

interface OperationHistory {
  readonly invokedStep: number
  returnedStep: number
  operation: Operation
}

/** A fact on the scrubber. */
export interface Milestone {
  readonly step: number
  readonly label: string
}

/**
 * A recorded run. Each step keeps what it changed and nothing else, so its cost does not depend on the size
 * of the world; the state of a node at any step is a binary search in that node's own history.
 */
export class Recording<S> implements Recorded<S> {
  readonly steps: Step<S>[] = []
  readonly messages: MessageRecord[] = []
  readonly timers: TimerRecord[] = []
  readonly milestones: Milestone[] = []
  readonly bookkeeping: readonly string[]
  initialVerdicts: readonly Verdict[] = []
  /** Whether the run has ended, rather than been cut off. */
  complete = false
  readonly #nodes: NodeHistory<S>[] = []
  readonly #indexOf = new Map<Address, number>()
  readonly #operations: OperationHistory[] = []
  /** Step → index in `messages` of the oldest that was in flight after it. */
  readonly #oldestInFlight: number[] = [0]
  /** The start and the steps that are worth a stop. */
  readonly #stops: number[] = [0]

  /** @param bookkeeping the protocol's, as `Protocol.bookkeeping` has it. */
  constructor(bookkeeping: readonly string[] = []) {
    this.bookkeeping = bookkeeping
  }

  /** Number of steps; the greatest cursor. */
  get length(): number {
    return this.steps.length
  }

  /** Step number `index`, counted from 1. */
  step(index: number): Step<S> | undefined {
    return this.steps[index - 1]
  }

  /** The next step after `cursor` that is worth a stop; `cursor` itself where only routine is left. */
  stopAfter(cursor: number): number {
    return this.#stops[lastAtMost(this.#stops, cursor, (stop) => stop) + 1] ?? cursor
  }

  /** The last step before `cursor` that is worth a stop; 0, the start, where there is none. */
  stopBefore(cursor: number): number {
    return this.#stops[lastAtMost(this.#stops, cursor - 1, (stop) => stop)] ?? 0
  }

  /**
   * Where a step stands when the stops stand one unit apart: a stop at its number, routine in between. Half
   * steps have places, too; those beyond the last step go on one by one.
   */
  placeOf(step: number): number {
    if (step > this.length) return this.placeOf(this.length) + step - this.length
    const number = lastAtMost(this.#stops, step, (stop) => stop)
    const stop = this.#stops[number] as number
    const next = this.#stops[number + 1] ?? Math.max(this.length, stop + 1)
    return number + (step - stop) / (next - stop)
  }

  /** The stop with a number; the last step where there is none. */
  stopAt(number: number): number {
    return this.#stops[number] ?? this.length
  }

  /** The world after `cursor` steps. Throws a RangeError outside 0..length. */
  frame(cursor: number): Frame<S> {
    if (!Number.isInteger(cursor) || cursor < 0 || cursor > this.length) {
      throw new RangeError(`There is no step ${cursor}: the recording has ${this.length}`)
    }
    return new Frame(this, cursor)
  }

  message(id: MessageId): MessageRecord | undefined {
    const index = lastAtMost(this.messages, id, (record) => record.id)
    const found = this.messages[index]
    return found?.id === id ? found : undefined
  }

  timer(seq: number): TimerRecord | undefined {
    const found = this.timers[lastAtMost(this.timers, seq, (record) => record.seq)]
    return found?.seq === seq ? found : undefined
  }

  addressesAt(cursor: number): Address[] {
    return this.#nodes.filter((node) => (node.steps[0] as number) <= cursor).map((node) => node.address)
  }

  stateAt(address: Address, cursor: number): S | undefined {
    const found = this.#entryAt(address, cursor)
    return found?.node.states[found.entry]
  }

  statusAt(address: Address, cursor: number): NodeStatus | undefined {
    const found = this.#entryAt(address, cursor)
    return found?.node.statuses[found.entry]
  }

  operationsAt(cursor: number): Operation[] {
    return this.#operations
      .filter((history) => history.invokedStep <= cursor)
      .map(({ operation, returnedStep }) =>
        returnedStep <= cursor
          ? operation
          : { ...operation, returned_us: undefined, result: undefined, judgement: undefined },
      )
  }

  inFlightAt(cursor: number): MessageRecord[] {
    const last = lastAtMost(this.messages, cursor, (record) => record.sentStep)
    const found: MessageRecord[] = []
    for (let i = this.#oldestInFlight[cursor] ?? 0; i <= last; i++) {
      const record = this.messages[i] as MessageRecord
      if (record.endStep > cursor) found.push(asPlanned(record, cursor))
    }
    return found
  }

  // ---- Written by the recorder

  addNode(address: Address, state: S, step: number): void {
    this.#indexOf.set(address, this.#nodes.length)
    this.#nodes.push({ address, steps: [step], states: [state], statuses: ['up'] })
  }

  /** Remembers what step `step` made of node number `index`. */
  setNode(index: number, step: number, state: S, status: NodeStatus): void {
    const node = this.#nodes[index] as NodeHistory<S>
    const last = node.steps.length - 1
    if (node.steps[last] === step) {
      node.states[last] = state
      node.statuses[last] = status
    } else if (node.states[last] !== state || node.statuses[last] !== status) {
      node.steps.push(step)
      node.states.push(state)
      node.statuses.push(status)
    }
  }

  setOperation(operation: Operation, step: number): void {
    const history = this.#operations[operation.id - 1]
    if (history === undefined) {
      this.#operations.push({ invokedStep: step, returnedStep: Number.POSITIVE_INFINITY, operation })
    } else {
      history.operation = operation
      history.returnedStep = step
    }
  }

  endStep(step: Step<S>): void {
    this.steps.push(step)
    if (!isRoutine(step)) this.#stops.push(step.index)
    if (step.mark !== undefined) this.milestones.push({ step: step.index, label: step.mark })
    let oldest = this.#oldestInFlight[this.#oldestInFlight.length - 1] as number
    while (oldest < this.messages.length && (this.messages[oldest] as MessageRecord).endStep <= step.index)
      oldest++
    this.#oldestInFlight.push(oldest)
  }

  /** The first `cursor` steps as a recording of its own, to be continued in another way. */
  prefix(cursor: number): Recording<S> {
    const copy = new Recording<S>(this.bookkeeping)
    copy.initialVerdicts = this.initialVerdicts
    for (const step of this.steps.slice(0, cursor)) copy.steps.push(step)
    for (const stop of this.#stops) if (stop > 0 && stop <= cursor) copy.#stops.push(stop)
    for (const milestone of this.milestones) {
      if (milestone.step <= cursor) copy.milestones.push(milestone)
    }
    for (const record of this.messages) {
      if (record.sentStep > cursor) break
      copy.messages.push(
        record.endStep <= cursor
          ? record
          : { ...asPlanned(record, cursor), endStep: Infinity, lost: undefined },
      )
    }
    for (const timer of this.timers) {
      if (timer.setStep > cursor) break
      copy.timers.push(timer.endStep <= cursor ? timer : { ...timer, endStep: Infinity })
    }
    for (const { address, steps, states, statuses } of this.#nodes) {
      const kept = lastAtMost(steps, cursor, (step) => step) + 1
      if (kept === 0) continue
      copy.#indexOf.set(address, copy.#nodes.length)
      copy.#nodes.push({
        address,
        steps: steps.slice(0, kept),
        states: states.slice(0, kept),
        statuses: statuses.slice(0, kept),
      })
    }
    for (const { invokedStep, returnedStep, operation } of this.#operations) {
      if (invokedStep > cursor) break
      const returned = returnedStep <= cursor
      copy.#operations.push({
        invokedStep,
        returnedStep: returned ? returnedStep : Number.POSITIVE_INFINITY,
        operation: returned
          ? operation
          : { ...operation, returned_us: undefined, result: undefined, judgement: undefined },
      })
    }
    for (let step = 1; step <= cursor; step++) copy.#oldestInFlight.push(this.#oldestInFlight[step] as number)
    return copy
  }

  #entryAt(address: Address, cursor: number): { node: NodeHistory<S>; entry: number } | undefined {
    const index = this.#indexOf.get(address)
    if (index === undefined) return undefined
    const node = this.#nodes[index] as NodeHistory<S>
    const entry = lastAtMost(node.steps, cursor, (step) => step)
    return entry < 0 ? undefined : { node, entry }
  }
}

/** The message as it was planned after `cursor` steps: a delay that comes later is not known yet. */
function asPlanned(record: MessageRecord, cursor: number): MessageRecord {
  const plans = record.earlierPlans ?? []
  const next = plans.findIndex(({ untilStep }) => cursor < untilStep)
  if (next < 0) return record
  const earlierPlans = next === 0 ? undefined : plans.slice(0, next)
  return { ...record, dueAt_us: plans[next]?.dueAt_us, earlierPlans }
}

/** Index of the last item whose key is at most `key`, in a list ordered by key; -1 when there is none. */
function lastAtMost<I>(items: readonly I[], key: number, keyOf: (item: I) => number): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (keyOf(items[middle] as I) <= key) low = middle + 1
    else high = middle
  }
  return low - 1
}
