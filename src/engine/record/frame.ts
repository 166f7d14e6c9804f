import type { Verdict } from '../explore/property.ts'
import type { MessageId } from '../kernel/instruction.ts'
import type { Address } from '../kernel/role.ts'
import type { Microseconds } from '../kernel/time.ts'
import type { NodeStatus, Operation, World } from '../kernel/world.ts'
import type { NetworkPartition } from '../network/network.ts'
import type { MessageRecord, Step, TimerRecord } from './step.ts'

/** The look-ups of a recording that a frame is made of. */
export interface Recorded<S> {
  /** Fields of a state that views do not take for what a step changed. */
  readonly bookkeeping: readonly string[]
  readonly initialVerdicts: readonly Verdict[]
  readonly timers: readonly TimerRecord[]
  /** In the order of their sending. */
  readonly messages: readonly MessageRecord[]
  step(index: number): Step<S> | undefined
  stopAfter(cursor: number): number
  message(id: MessageId): MessageRecord | undefined
  addressesAt(cursor: number): readonly Address[]
  stateAt(address: Address, cursor: number): S | undefined
  statusAt(address: Address, cursor: number): NodeStatus | undefined
  operationsAt(cursor: number): readonly Operation[]
  inFlightAt(cursor: number): readonly MessageRecord[]
}

/**
 * The world after `cursor` steps of a recording. It is a view: nothing is copied, a node's state is looked up
 * when it is asked for.
 */
export class Frame<S> implements World<S> {
  readonly recording: Recorded<S>
  readonly cursor: number
  #addresses: readonly Address[] | undefined
  #operations: readonly Operation[] | undefined
  #inFlight: readonly MessageRecord[] | undefined

  constructor(recording: Recorded<S>, cursor: number) {
    this.recording = recording
    this.cursor = cursor
  }

  /** The step that led here; undefined at the start. */
  get last(): Step<S> | undefined {
    return this.recording.step(this.cursor)
  }

  /** The next step that is worth a stop; undefined at the end of what is recorded. */
  get next(): Step<S> | undefined {
    const stop = this.recording.stopAfter(this.cursor)
    return stop > this.cursor ? this.recording.step(stop) : undefined
  }

  get now_us(): Microseconds {
    return this.last?.time_us ?? 0
  }

  get addresses(): readonly Address[] {
    this.#addresses ??= this.recording.addressesAt(this.cursor)
    return this.#addresses
  }

  state(address: Address): S | undefined {
    return this.recording.stateAt(address, this.cursor)
  }

  status(address: Address): NodeStatus | undefined {
    return this.recording.statusAt(address, this.cursor)
  }

  get operations(): readonly Operation[] {
    this.#operations ??= this.recording.operationsAt(this.cursor)
    return this.#operations
  }

  get networkPartition(): NetworkPartition | undefined {
    return this.last?.networkPartition
  }

  get verdicts(): readonly Verdict[] {
    return this.last?.verdicts ?? this.recording.initialVerdicts
  }

  messagesInFlight(): readonly unknown[] {
    return this.inFlight.map((record) => record.message)
  }

  /** Messages that are on their way, in the order of their sending. */
  get inFlight(): readonly MessageRecord[] {
    this.#inFlight ??= this.recording.inFlightAt(this.cursor)
    return this.#inFlight
  }

  /** Messages that the last step sent and the network lost at once. */
  get lostAtOnce(): readonly MessageRecord[] {
    const sent = this.last?.sent ?? []
    return sent
      .map((id) => this.recording.message(id))
      .filter((record): record is MessageRecord => record?.endStep === record?.sentStep)
  }

  /** Timers that are set, in the order of their setting. */
  get timers(): readonly TimerRecord[] {
    return this.recording.timers.filter((t) => t.setStep <= this.cursor && this.cursor < t.endStep)
  }
}
