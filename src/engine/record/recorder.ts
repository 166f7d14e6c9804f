import { create, isDraft } from 'mutative'
import type { Property, Verdict } from '../explore/property.ts'
import type { MessageId } from '../kernel/instruction.ts'
import type { LossReason, StepEvent, Tap } from '../kernel/kernel.ts'
import type { Address, Note } from '../kernel/role.ts'
import type { Microseconds } from '../kernel/time.ts'
import type { NodeStatus, Operation } from '../kernel/world.ts'
import { TraceHash } from '../run/hash.ts'
import type { Protocol } from '../run/protocol.ts'
import { Run } from '../run/run.ts'
import { type RunResult, summarize } from '../run/simulation.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { Recording } from './recording.ts'
import type { MessageRecord } from './step.ts'

/** Where a recorder starts when it does not start at zero: after `cursor` steps of another recording. */
export interface Fork<S> {
  readonly recording: Recording<S>
  readonly cursor: number
}

const NO_NOTES: readonly Note[] = []
const NO_MESSAGES: readonly MessageId[] = []

/**
 * Runs a scenario and remembers every step. Handlers run on drafts, so consecutive states share what did not
 * change and each step's difference comes with it.
 *
 * A fork replays its scenario in place up to the fork, at full speed, and records from there on: a scenario
 * is its own past, so nothing but the shared steps is kept.
 */
export class Recorder<S, M, T, C> {
  readonly recording: Recording<S>
  readonly #protocol: Protocol<S, M, T, C>
  readonly #scenario: Scenario
  readonly #run: Run<S, M, T, C>
  // The step that is being recorded.
  #event: StepEvent | undefined
  /** The message that the step is about, if it is about one. */
  #message: MessageRecord | undefined
  #notes: Note[] | undefined
  #sent: MessageId[] | undefined
  #touched = -1
  #before: S | undefined
  #after: S | undefined
  #statusBefore: NodeStatus | undefined
  #statusAfter: NodeStatus | undefined
  #causedBy: number | null = null
  #lost: LossReason | undefined
  #verdicts: readonly Verdict[]

  constructor(protocol: Protocol<S, M, T, C>, scenario: Scenario, fork?: Fork<S>) {
    this.#protocol = protocol
    this.#scenario = scenario
    this.#run = new Run(protocol, scenario)
    const { kernel } = this.#run
    if (fork === undefined) {
      this.recording = new Recording(protocol.bookkeeping)
      kernel.addresses.forEach((address) => {
        this.recording.addNode(address, kernel.state(address) as S, 0)
      })
      kernel.attach(this.#tap())
      this.recording.initialVerdicts = protocol.suite.check(kernel)
    } else {
      this.recording = fork.recording.prefix(fork.cursor)
      this.#run.toEnd(fork.cursor)
      if (kernel.steps !== fork.cursor)
        throw new RangeError(`The run has no step ${fork.cursor} to fork from`)
      const past = this.recording.frame(fork.cursor)
      kernel.attach(this.#tap(), (index) => past.state(kernel.addresses[index] as Address) as S)
    }
    this.#verdicts = this.recording.frame(this.recording.length).verdicts
  }

  /** Records up to `count` further steps. Returns whether the run has ended. */
  advance(count: number): boolean {
    for (let i = 0; i < count && !this.recording.complete; i++) {
      if (!this.#run.step()) this.recording.complete = true
    }
    return this.recording.complete
  }

  /** The result of the run that was recorded: the object that the Simulation of the same scenario gives. */
  result(): RunResult {
    const hash = new TraceHash()
    for (const step of this.recording.steps) hash.add(step.time_us, step)
    return summarize(this.#protocol, this.#scenario, this.#run, hash.end(this.#run.kernel))
  }

  #tap(): Tap<S> {
    const { recording } = this
    const { kernel } = this.#run
    const current = () => kernel.steps + 1
    return {
      stepBegins: (event) => {
        this.#event = event
        this.#message = event.messageId === null ? undefined : recording.message(event.messageId)
        this.#causedBy = this.#causeOf(event)
      },
      handle: (node, state, handler) => {
        const next = create(state as object, handler as (draft: object) => void) as S
        this.#touched = node
        this.#before = state
        this.#after = next
        return next
      },
      explain: (note) => {
        if (this.#notes === undefined) this.#notes = [note]
        else this.#notes.push(note)
      },
      spawned: (node, address, state) => {
        recording.addNode(address, state, current())
        this.#touched = node
        this.#statusAfter = 'up'
      },
      statusChanged: (node, status) => {
        this.#touched = node
        this.#statusBefore = recording.statusAt(kernel.addresses[node] as Address, current())
        this.#statusAfter = status
      },
      sent: (id, from, to, message, dueAt, copyOf, lost) =>
        this.#remember(id, from, to, message, dueAt, copyOf, lost),
      ended: (_id, lost) => {
        this.#lost = lost
        const record = this.#message
        if (record === undefined) return
        record.endStep = current()
        record.lost = lost
      },
      rescheduled: (_id, dueAt) => {
        const record = this.#message
        if (record === undefined) return
        const plan = { untilStep: current(), dueAt_us: record.dueAt_us }
        record.earlierPlans = [...(record.earlierPlans ?? []), plan]
        record.dueAt_us = dueAt
      },
      timerSet: (seq, node, timer, dueAt_us) => {
        recording.timers.push({
          seq,
          node,
          timer,
          setStep: current(),
          dueAt_us,
          endStep: Number.POSITIVE_INFINITY,
        })
      },
      timerCancelled: (seq) => {
        const record = recording.timer(seq)
        if (record !== undefined) record.endStep = current()
      },
      operationChanged: (operation: Operation) => recording.setOperation(operation, current()),
      stepEnds: () => this.#endStep(),
    }
  }

  #causeOf(event: StepEvent): number | null {
    if (event.messageId !== null) return this.#message?.sentStep ?? null
    if (event.timerSeq === null) return null
    const timer = this.recording.timer(event.timerSeq)
    if (timer === undefined) return null
    timer.endStep = this.#run.kernel.steps + 1
    return timer.setStep
  }

  #remember(
    id: MessageId,
    from: Address,
    to: Address,
    message: unknown,
    dueAt_us: Microseconds | undefined,
    copyOf: MessageId | undefined,
    lost: LossReason | undefined,
  ): void {
    rejectDrafts(message)
    const step = this.#run.kernel.steps + 1
    this.recording.messages.push({
      id,
      from,
      to,
      message,
      sentStep: step,
      sentAt_us: this.#run.kernel.now_us,
      dueAt_us,
      endStep: dueAt_us === undefined ? step : Number.POSITIVE_INFINITY,
      lost,
      copyOf,
    })
    if (this.#sent === undefined) this.#sent = [id]
    else this.#sent.push(id)
  }

  #endStep(): void {
    const { kernel } = this.#run
    const index = kernel.steps
    const changed = this.#touched >= 0 && (this.#before !== this.#after || this.#statusAfter !== undefined)
    let restored: Property | undefined
    if (changed) {
      const address = kernel.addresses[this.#touched] as Address
      const status = kernel.status(address) as NodeStatus
      this.recording.setNode(this.#touched, index, kernel.state(address) as S, status)
    }
    // What is lost on its way is part of the world, too.
    if (changed || this.#lost !== undefined) {
      const verdicts = this.#protocol.suite.check(kernel)
      restored = this.#protocol.suite.properties.find(
        (property, i) => property.restored !== undefined && verdicts[i]?.holds && !this.#verdicts[i]?.holds,
      )
      if (!sameVerdicts(verdicts, this.#verdicts)) this.#verdicts = verdicts
    }
    const event = this.#event as StepEvent
    this.recording.endStep({
      kind: event.kind,
      node: event.node,
      from: event.from,
      input: event.input,
      messageId: event.messageId,
      timerSeq: event.timerSeq,
      index,
      time_us: kernel.now_us,
      notes: this.#notes ?? NO_NOTES,
      before: this.#before,
      after: this.#after,
      statusBefore: this.#statusBefore,
      statusAfter: this.#statusAfter,
      lost: this.#lost,
      sent: this.#sent ?? NO_MESSAGES,
      causedBy: this.#causedBy,
      mark:
        this.#run.mark ??
        restored?.restored ??
        this.#notes?.find((note) => note.milestone !== undefined)?.milestone,
      networkPartition: kernel.networkPartition,
      verdicts: this.#verdicts,
    })
    this.#event = undefined
    this.#notes = undefined
    this.#sent = undefined
    this.#lost = undefined
    this.#touched = -1
    this.#before = undefined
    this.#after = undefined
    this.#statusBefore = undefined
    this.#statusAfter = undefined
  }
}

/** Verdicts that say the same as before are kept once, however many steps they stand. */
function sameVerdicts(now: readonly Verdict[], before: readonly Verdict[]): boolean {
  return now.every((verdict, i) => {
    const { holds, where } = before[i] as Verdict
    return verdict.holds === holds && sameList(verdict.where ?? [], where ?? [])
  })
}

function sameList(a: readonly Address[], b: readonly Address[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i])
}

/**
 * A message must not hold a part of the sender's state: the state moves on, the message must not. Roles copy.
 */
function rejectDrafts(message: unknown): void {
  if (typeof message !== 'object' || message === null) return
  for (const field in message) {
    if (isDraft((message as Record<string, unknown>)[field])) {
      throw new TypeError(`The message's field "${field}" is a part of the sender's state: send a copy`)
    }
  }
}
