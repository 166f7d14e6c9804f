import { Network, type NetworkConfig } from '../network/network.ts'
import type { Transit } from '../network/transit.ts'
import { AddressBook } from './addressBook.ts'
import { type EventHandle, EventKind, EventQueue } from './eventQueue.ts'
import type { Instruction, MessageId } from './instruction.ts'
import { RandomStreams } from './random.ts'
import type { Address, Behaviour, Context, Note, OperationId, TimerId } from './role.ts'
import type { Microseconds } from './time.ts'
import type { NodeStatus, Operation, World } from './world.ts'

/** What a step was. `lost` is the arrival of a message that nobody receives. */
export type StepKind = 'message' | 'lost' | 'timer' | 'command' | Exclude<Instruction<never>['do'], 'command'>

/** Why a message does not arrive. */
export type LossReason = 'network' | 'partition' | 'receiver down' | 'dropped'

/** The event that a step is about. */
export interface StepEvent {
  readonly kind: StepKind
  /** The node that the step runs on; null for a step of the network as a whole. */
  readonly node: Address | null
  /** The sender of the message. */
  readonly from: Address | null
  /** The message, the timer, the command, or what the instruction says. */
  readonly input: unknown
  /** The message that arrives, is lost, or is meddled with. */
  readonly messageId: MessageId | null
  /** The timer that goes off. */
  readonly timerSeq: number | null
}

/**
 * Watches a run from inside: the Recorder's view of the kernel. Without a tap the kernel is the Simulation:
 * handlers run on the plain state, in place, and nothing is remembered.
 */
export interface Tap<S> {
  stepBegins(event: StepEvent): void
  stepEnds(): void
  /** Runs a handler on a draft of `state` and returns the next state. */
  handle(node: number, state: S, handler: (draft: S) => void): S
  /** Absent: handlers explain nothing, and the arguments of `ctx.explain?.(…)` are not evaluated. */
  explain?(note: Note): void
  spawned(node: number, address: Address, state: S): void
  statusChanged(node: number, status: NodeStatus): void
  /** `dueAt` is undefined when the message is lost at once; `lost` says why. */
  sent(
    id: MessageId,
    from: Address,
    to: Address,
    message: unknown,
    dueAt: Microseconds | undefined,
    copyOf?: MessageId,
    lost?: LossReason,
  ): void
  /** The message that the step is about arrives, or is lost. */
  ended(id: MessageId, lost: LossReason | undefined): void
  rescheduled(id: MessageId, dueAt: Microseconds): void
  /** `seq` names the timer in `StepEvent.timerSeq` too. */
  timerSet(seq: number, node: Address, timer: unknown, dueAt: Microseconds): void
  timerCancelled(seq: number): void
  operationChanged(operation: Operation): void
}

/**
 * The kernel: nodes, pending events, virtual time, and the network between the nodes.
 *
 * It executes one event at a time in the order `(dueAt, seq)`; one event touches one node. The same
 * behaviour, seed and instructions give the same run, whatever drives it.
 */
export class Kernel<S, M, T, C> implements World<S> {
  now_us: Microseconds = 0
  /** Number of steps executed. */
  steps = 0
  readonly operations: Operation[] = []
  readonly addresses: Address[] = []
  readonly #behaviour: Behaviour<S, M, T, C>
  readonly #judge: ((operation: Operation, world: World<S>) => unknown) | undefined
  readonly #queue = new EventQueue()
  readonly #streams: RandomStreams
  readonly #network: Network
  readonly #context: KernelContext<S, M, T, C>
  readonly #book = new AddressBook()
  readonly #states: S[] = []
  readonly #statuses: NodeStatus[] = []
  #seq = 0
  #foreground = 0
  #tap: Tap<S> | undefined

  /**
   * @param judge Called when an operation returns, at that moment: what to remember about its answer.
   */
  constructor(
    behaviour: Behaviour<S, M, T, C>,
    network: NetworkConfig,
    seed: number,
    judge?: (operation: Operation, world: World<S>) => unknown,
  ) {
    this.#behaviour = behaviour
    this.#judge = judge
    this.#streams = new RandomStreams(seed)
    this.#network = new Network(network, this.#streams)
    this.#context = new KernelContext(this)
  }

  // ---- What the world is now

  state(address: Address): S | undefined {
    const index = this.#book.find(address)
    return index === undefined ? undefined : this.#states[index]
  }

  status(address: Address): NodeStatus | undefined {
    const index = this.#book.find(address)
    return index === undefined ? undefined : this.#statuses[index]
  }

  get networkPartition() {
    return this.#network.networkPartition
  }

  messagesInFlight(): unknown[] {
    const messages: unknown[] = []
    this.#queue.forEach((event) => {
      if (event.kind === EventKind.message) messages.push(event.payload)
    })
    return messages
  }

  /** Number of pending events, background timers included. */
  get pending(): number {
    return this.#queue.size
  }

  /** Whether no message is in flight and no foreground timer is pending. */
  get settled(): boolean {
    return this.#foreground === 0
  }

  /** Time of the next event; `Infinity` when nothing is pending. */
  get nextDue_us(): Microseconds {
    return this.#queue.nextDue()
  }

  // ---- Building the world

  /** Adds a node. Throws when the address is taken. */
  addNode(address: Address, state: S): number {
    if (this.#book.find(address) !== undefined) throw new Error(`There is a node ${address} already`)
    const index = this.addresses.length
    this.#book.add(address, index)
    this.addresses.push(address)
    this.#states.push(state)
    this.#statuses.push('up')
    this.#tap?.spawned(index, address, state)
    return index
  }

  /** Watches from now on. `adopt` may put an equal, shared state in the place of a node's own. */
  attach(tap: Tap<S>, adopt?: (index: number, state: S) => S): void {
    this.#tap = tap
    this.#context.explain = tap.explain && ((note) => tap.explain?.(note))
    if (adopt) {
      for (let i = 0; i < this.#states.length; i++) this.#states[i] = adopt(i, this.#states[i] as S)
    }
  }

  /** Moves the clock to a time before which nothing is pending. */
  advanceTo(time_us: Microseconds): void {
    if (time_us > this.nextDue_us)
      throw new RangeError(`An event is due at ${this.nextDue_us} us, before ${time_us} us`)
    if (time_us > this.now_us) this.now_us = time_us
  }

  // ---- Running

  /** Executes the next pending event. False when nothing is pending. */
  step(): boolean {
    const queue = this.#queue
    if (!queue.pop()) return false
    this.now_us = queue.poppedDue
    if (queue.poppedKind === EventKind.message) {
      this.#release(queue.poppedPayload as M)
      this.#deliver(queue.poppedTo, queue.poppedFrom, queue.poppedSeq, queue.poppedPayload as M)
    } else {
      if (queue.poppedFrom === FOREGROUND) this.#foreground--
      this.#goOff(queue.poppedTo, queue.poppedSeq, queue.poppedPayload as T)
    }
    return true
  }

  /** Executes an instruction now, as one step. One that has lost its object does nothing and is no step. */
  execute(instruction: Instruction<C>): boolean {
    switch (instruction.do) {
      case 'command':
        return this.#command(instruction.node, instruction.command)
      case 'crash':
      case 'recover':
        return this.#changePower(instruction.do, instruction.node)
      case 'partition':
        return this.#worldStep('partition', instruction.groups, () =>
          this.#network.partition(instruction.groups),
        )
      case 'heal':
        return this.#worldStep('heal', null, () => this.#network.heal())
      case 'advance':
        return this.#worldStep('advance', instruction.duration_us, () => {})
      default:
        return this.#meddle(instruction)
    }
  }

  #deliver(to: number, from: number, id: MessageId, message: M): void {
    const sender = this.addresses[from] as Address
    const receiver = this.addresses[to] as Address
    const lost: LossReason | undefined =
      this.#statuses[to] !== 'up'
        ? 'receiver down'
        : this.#network.separates(sender, receiver)
          ? 'partition'
          : undefined
    if (this.#tap !== undefined) {
      const kind = lost === undefined ? 'message' : 'lost'
      this.#tap.stepBegins({
        kind,
        node: receiver,
        from: sender,
        input: message,
        messageId: id,
        timerSeq: null,
      })
      this.#tap.ended(id, lost)
    }
    if (lost === undefined) {
      const context = this.#enter(to, receiver)
      const role = this.#behaviour.role(receiver)
      if (this.#tap === undefined) role.onMessage(this.#states[to] as S, message, sender, context)
      else this.#record(to, (draft) => role.onMessage(draft, message, sender, context))
    }
    this.#endStep()
  }

  #goOff(at: number, seq: number, timer: T): void {
    const address = this.addresses[at] as Address
    this.#tap?.stepBegins({
      kind: 'timer',
      node: address,
      from: null,
      input: timer,
      messageId: null,
      timerSeq: seq,
    })
    const context = this.#enter(at, address)
    const role = this.#behaviour.role(address)
    if (this.#tap === undefined) role.onTimer(this.#states[at] as S, timer, context)
    else this.#record(at, (draft) => role.onTimer(draft, timer, context))
    this.#endStep()
  }

  #command(address: Address, command: C): boolean {
    let index = this.#book.find(address)
    const status = index === undefined ? undefined : this.#statuses[index]
    // A node that has left comes again with a command that would make it; its role then begins anew.
    const begins = status === undefined || status === 'stopped'
    const spawned = begins ? this.#behaviour.spawn(address, command) : undefined
    if (begins ? spawned === undefined : status !== 'up') return false
    this.#tap?.stepBegins({
      kind: 'command',
      node: address,
      from: null,
      input: command,
      messageId: null,
      timerSeq: null,
    })
    if (index === undefined) index = this.addNode(address, spawned as S)
    else if (begins) this.#setStatus(index, 'up')
    const context = this.#enter(index, address)
    const role = this.#behaviour.role(address)
    if (this.#tap === undefined) role.onCommand(this.#states[index] as S, command, context)
    else this.#record(index, (draft) => role.onCommand(draft, command, context))
    this.#endStep()
    return true
  }

  #changePower(kind: 'crash' | 'recover', address: Address): boolean {
    const index = this.#book.find(address)
    if (index === undefined || this.#statuses[index] !== (kind === 'crash' ? 'up' : 'crashed')) return false
    this.#tap?.stepBegins({ kind, node: address, from: null, input: null, messageId: null, timerSeq: null })
    if (kind === 'crash') {
      this.#setStatus(index, 'crashed')
      this.#cancelTimersOf(index)
    } else {
      this.#setStatus(index, 'up')
      const context = this.#enter(index, address)
      const role = this.#behaviour.role(address)
      if (this.#tap === undefined) role.onRecover?.(this.#states[index] as S, context)
      else this.#record(index, (draft) => role.onRecover?.(draft, context))
    }
    this.#endStep()
    return true
  }

  #meddle(instruction: Extract<Instruction<C>, { message: MessageId }>): boolean {
    const found = this.#findMessage(instruction.message)
    if (found === undefined) return false
    const { handle, to, from, dueAt, payload } = found
    if (instruction.do === 'deliver') {
      this.#queue.cancel(handle)
      this.#release(payload)
      this.#deliver(to, from, instruction.message, payload)
      return true
    }
    const receiver = this.addresses[to] as Address
    const sender = this.addresses[from] as Address
    this.#tap?.stepBegins({
      kind: instruction.do,
      node: null,
      from: sender,
      input: payload,
      messageId: instruction.message,
      timerSeq: null,
    })
    if (instruction.do === 'duplicate') {
      const id = this.#enqueue(to, from, dueAt, payload)
      this.#tap?.sent(id, sender, receiver, payload, dueAt, instruction.message)
    } else {
      this.#queue.cancel(handle)
      if (instruction.do === 'drop') {
        this.#release(payload)
        this.#tap?.ended(instruction.message, 'dropped')
      } else {
        // The message keeps its name, so its old place in the order among equal times is kept too.
        const later = dueAt + instruction.by_us
        this.#queue.push(later, instruction.message, EventKind.message, to, from, payload)
        this.#tap?.rescheduled(instruction.message, later)
      }
    }
    this.#endStep()
    return true
  }

  #worldStep(kind: 'partition' | 'heal' | 'advance', input: unknown, change: () => void): boolean {
    this.#tap?.stepBegins({ kind, node: null, from: null, input, messageId: null, timerSeq: null })
    change()
    this.#endStep()
    return true
  }

  #record(index: number, handler: (draft: S) => void): void {
    this.#states[index] = (this.#tap as Tap<S>).handle(index, this.#states[index] as S, handler)
  }

  #enter(index: number, address: Address): KernelContext<S, M, T, C> {
    this.#context.index = index
    this.#context.self = address
    this.#context.stopping = false
    return this.#context
  }

  #endStep(): void {
    if (this.#context.stopping) {
      this.#context.stopping = false
      this.#setStatus(this.#context.index, 'stopped')
      this.#cancelTimersOf(this.#context.index)
    }
    this.steps++
    this.#tap?.stepEnds()
  }

  // ---- Effects of handlers, called by the context

  /** @internal */
  send(from: number, to: Address, message: M): void {
    const receiver = this.#book.find(to)
    const sender = this.addresses[from] as Address
    const local = receiver === from
    // Drawn for a message that is lost, too: a fault does not move the delays of the others.
    const delay = local ? 0 : this.#travel(message, this.#network.transit)
    if (receiver === undefined || this.#lostOnTheWay(sender, to)) {
      const id = ++this.#seq
      const lost = receiver === undefined ? 'receiver down' : this.#whyLost(sender, to)
      this.#tap?.sent(id, sender, to, message, undefined, undefined, lost)
      return
    }
    const dueAt = this.now_us + delay
    const id = this.#enqueue(receiver, from, dueAt, message)
    this.#tap?.sent(id, sender, to, message, dueAt)
    if (!local && this.#network.duplicates()) {
      const again = this.now_us + this.#travel(message, this.#network.transitOfCopy)
      const copy = this.#enqueue(receiver, from, again, message)
      this.#tap?.sent(copy, sender, to, message, again, id)
    }
  }

  #travel(message: M, transit: Transit): Microseconds {
    const behaviour = this.#behaviour
    return behaviour.transit === undefined ? transit.delay() : behaviour.transit(message, transit)
  }

  /** @internal */
  setTimer(at: number, timer: T, delay_us: Microseconds, kind: 'foreground' | 'background'): TimerId {
    if (kind === 'foreground') this.#foreground++
    const dueAt = this.now_us + delay_us
    const seq = ++this.#seq
    const handle = this.#queue.push(
      dueAt,
      seq,
      EventKind.timer,
      at,
      kind === 'foreground' ? FOREGROUND : BACKGROUND,
      timer,
    )
    this.#tap?.timerSet(seq, this.addresses[at] as Address, timer, dueAt)
    return handle
  }

  /** @internal */
  cancelTimer(id: TimerId): void {
    const cancelled = this.#queue.cancel(id)
    if (cancelled === undefined) return
    if (cancelled.from === FOREGROUND) this.#foreground--
    this.#tap?.timerCancelled(cancelled.seq)
  }

  /** @internal */
  choose(count: number): number {
    return this.#streams.choices.below(count)
  }

  /** @internal */
  begin(at: number, description: unknown): OperationId {
    const operation: Operation = {
      id: this.operations.length + 1,
      node: this.addresses[at] as Address,
      description,
      invoked_us: this.now_us,
      returned_us: undefined,
      result: undefined,
      judgement: undefined,
    }
    this.operations.push(operation)
    this.#tap?.operationChanged(operation)
    return operation.id
  }

  /** @internal */
  reply(id: OperationId, result: unknown): void {
    const pending = this.operations[id - 1]
    if (pending === undefined || pending.returned_us !== undefined) return
    const returned = { ...pending, returned_us: this.now_us, result }
    const operation = { ...returned, judgement: this.#judge?.(returned, this) }
    this.operations[id - 1] = operation
    this.#tap?.operationChanged(operation)
  }

  #lostOnTheWay(from: Address, to: Address): boolean {
    // Drawn first, also where a partition decides: a cut does not move the losses of the others.
    return from !== to && (this.#network.loses() || this.#network.separates(from, to))
  }

  #whyLost(from: Address, to: Address): LossReason {
    return this.#network.separates(from, to) ? 'partition' : 'network'
  }

  #enqueue(to: number, from: number, dueAt: Microseconds, message: M): MessageId {
    const id = ++this.#seq
    if (this.#behaviour.isBackground?.(message) !== true) this.#foreground++
    this.#queue.push(dueAt, id, EventKind.message, to, from, message)
    return id
  }

  /** A message is no longer in flight. */
  #release(message: M): void {
    if (this.#behaviour.isBackground?.(message) !== true) this.#foreground--
  }

  #setStatus(index: number, status: NodeStatus): void {
    this.#statuses[index] = status
    this.#tap?.statusChanged(index, status)
  }

  #cancelTimersOf(index: number): void {
    const timers: EventHandle[] = []
    this.#queue.forEach((event) => {
      if (event.kind === EventKind.timer && event.to === index) timers.push(event.handle)
    })
    for (const timer of timers) this.cancelTimer(timer)
  }

  #findMessage(id: MessageId) {
    let found: { handle: EventHandle; to: number; from: number; dueAt: Microseconds; payload: M } | undefined
    this.#queue.forEach((event) => {
      if (event.kind === EventKind.message && event.seq === id)
        found = { ...event, payload: event.payload as M }
    })
    return found
  }
}

/** The `from` of a timer's event says whether the timer is a foreground one. */
const FOREGROUND = 1
const BACKGROUND = 0

/** The one context of a kernel, pointed at the node whose handler runs. */
class KernelContext<S, M, T, C> implements Context<M, T> {
  self: Address = 0
  index = 0
  stopping = false
  explain: ((note: Note) => void) | undefined = undefined
  readonly #kernel: Kernel<S, M, T, C>

  constructor(kernel: Kernel<S, M, T, C>) {
    this.#kernel = kernel
  }

  send(to: Address, message: M): void {
    this.#kernel.send(this.index, to, message)
  }
  setTimer(timer: T, delay_us: Microseconds, kind: 'foreground' | 'background'): TimerId {
    return this.#kernel.setTimer(this.index, timer, delay_us, kind)
  }
  cancelTimer(id: TimerId): void {
    this.#kernel.cancelTimer(id)
  }
  choose(count: number): number {
    return this.#kernel.choose(count)
  }
  begin(description: unknown): OperationId {
    return this.#kernel.begin(this.index, description)
  }
  reply(operation: OperationId, result: unknown): void {
    this.#kernel.reply(operation, result)
  }
  stop(): void {
    this.stopping = true
  }
}
