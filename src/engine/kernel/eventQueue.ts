import type { Microseconds } from './time.ts'

/** What an event is: the values are stored in typed arrays, so they are numbers. */
export const EventKind = { message: 0, timer: 1, cancelled: 2 } as const
export type EventKind = (typeof EventKind)[keyof typeof EventKind]

/** Names one pending event until it is popped or cancelled; never given to another event afterwards. */
export type EventHandle = number

/** Slots fit in 24 bits of a handle; the other 29 bits of a safe integer count how often a slot was used. */
const SLOT_LIMIT = 2 ** 24
/** Fields of `fields` for one slot: kind, receiver, sender, number of uses. */
const STRIDE = 4
const KIND = 0
const TO = 1
const FROM = 2
const USES = 3

/**
 * The pending events in the order `(dueAt, seq)`: a 4-ary heap of keys over slots.
 *
 * Everything but the payload lives in typed arrays: a run with a million pending events allocates nothing
 * for the queue once it has grown. Cancelling marks the slot; the mark is dropped when it reaches the top.
 */
export class EventQueue {
  // Heap position → key and slot. Keys stand beside each other so that a comparison touches one cache line.
  #due = new Float64Array(64)
  #order = new Float64Array(64)
  #slotAt = new Int32Array(64)
  #length = 0
  // Slot → event.
  #fields = new Int32Array(64 * STRIDE)
  #seqOf = new Float64Array(64)
  #payloads: unknown[] = []
  #free: number[] = []
  #slots = 0
  #cancelled = 0

  /** The event that `pop` took out last. */
  poppedDue: Microseconds = 0
  poppedSeq = 0
  poppedKind: EventKind = EventKind.message
  poppedTo = 0
  poppedFrom = 0
  poppedPayload: unknown = undefined

  /** Number of events that are pending and not cancelled. */
  get size(): number {
    return this.#length - this.#cancelled
  }

  /** Adds an event. No two pending events may have the same `seq`. */
  push(
    dueAt: Microseconds,
    seq: number,
    kind: EventKind,
    to: number,
    from: number,
    payload: unknown,
  ): EventHandle {
    const slot = this.#free.length > 0 ? (this.#free.pop() as number) : this.#newSlot()
    const base = slot * STRIDE
    const fields = this.#fields
    fields[base + KIND] = kind
    fields[base + TO] = to
    fields[base + FROM] = from
    const uses = (fields[base + USES] as number) + 1
    fields[base + USES] = uses
    this.#seqOf[slot] = seq
    this.#payloads[slot] = payload
    this.#siftUp(this.#length++, dueAt, seq, slot)
    return uses * SLOT_LIMIT + slot
  }

  /** Time of the next event; `Infinity` when nothing is pending. */
  nextDue(): Microseconds {
    this.#dropCancelled()
    return this.#length === 0 ? Number.POSITIVE_INFINITY : (this.#due[0] as number)
  }

  /** Takes out the next event into the `popped…` fields. False when nothing is pending. */
  pop(): boolean {
    for (;;) {
      if (this.#length === 0) return false
      const slot = this.#slotAt[0] as number
      const base = slot * STRIDE
      const fields = this.#fields
      const kind = fields[base + KIND] as EventKind
      if (kind !== EventKind.cancelled) {
        this.poppedDue = this.#due[0] as number
        this.poppedSeq = this.#order[0] as number
        this.poppedKind = kind
        this.poppedTo = fields[base + TO] as number
        this.poppedFrom = fields[base + FROM] as number
        this.poppedPayload = this.#payloads[slot]
        this.#removeTop(slot)
        return true
      }
      this.#removeTop(slot)
      this.#cancelled--
    }
  }

  /** Cancels a pending event; says which one it was, or undefined when it is not pending any more. */
  cancel(handle: EventHandle): { seq: number; from: number } | undefined {
    const slot = handle % SLOT_LIMIT
    const base = slot * STRIDE
    if (slot >= this.#slots || this.#fields[base + USES] !== Math.floor(handle / SLOT_LIMIT)) return undefined
    if (this.#fields[base + KIND] === EventKind.cancelled) return undefined
    this.#fields[base + KIND] = EventKind.cancelled
    this.#payloads[slot] = undefined
    this.#cancelled++
    return { seq: this.#seqOf[slot] as number, from: this.#fields[base + FROM] as number }
  }

  /** Visits every pending event, in no particular order. For interventions and crashes, which are rare. */
  forEach(
    visit: (event: {
      handle: EventHandle
      dueAt: Microseconds
      seq: number
      kind: EventKind
      to: number
      from: number
      payload: unknown
    }) => void,
  ): void {
    for (let position = 0; position < this.#length; position++) {
      const slot = this.#slotAt[position] as number
      const base = slot * STRIDE
      const kind = this.#fields[base + KIND] as EventKind
      if (kind === EventKind.cancelled) continue
      visit({
        handle: (this.#fields[base + USES] as number) * SLOT_LIMIT + slot,
        dueAt: this.#due[position] as number,
        seq: this.#seqOf[slot] as number,
        kind,
        to: this.#fields[base + TO] as number,
        from: this.#fields[base + FROM] as number,
        payload: this.#payloads[slot],
      })
    }
  }

  #dropCancelled(): void {
    while (this.#length > 0) {
      const slot = this.#slotAt[0] as number
      if (this.#fields[slot * STRIDE + KIND] !== EventKind.cancelled) return
      this.#removeTop(slot)
      this.#cancelled--
    }
  }

  #removeTop(slot: number): void {
    this.#fields[slot * STRIDE + KIND] = EventKind.cancelled
    this.#payloads[slot] = undefined
    this.#free.push(slot)
    const last = --this.#length
    if (last > 0) {
      this.#siftDown(this.#due[last] as number, this.#order[last] as number, this.#slotAt[last] as number)
    }
  }

  #siftUp(start: number, due: number, order: number, slot: number): void {
    const dues = this.#due
    const orders = this.#order
    const slots = this.#slotAt
    let position = start
    while (position > 0) {
      const parent = (position - 1) >> 2
      const parentDue = dues[parent] as number
      if (parentDue < due || (parentDue === due && (orders[parent] as number) < order)) break
      dues[position] = parentDue
      orders[position] = orders[parent] as number
      slots[position] = slots[parent] as number
      position = parent
    }
    dues[position] = due
    orders[position] = order
    slots[position] = slot
  }

  #siftDown(due: number, order: number, slot: number): void {
    const dues = this.#due
    const orders = this.#order
    const slots = this.#slotAt
    const length = this.#length
    let position = 0
    for (;;) {
      const first = position * 4 + 1
      if (first >= length) break
      const end = first + 4 < length ? first + 4 : length
      let best = first
      let bestDue = dues[first] as number
      for (let child = first + 1; child < end; child++) {
        const childDue = dues[child] as number
        if (
          childDue < bestDue ||
          (childDue === bestDue && (orders[child] as number) < (orders[best] as number))
        ) {
          best = child
          bestDue = childDue
        }
      }
      if (due < bestDue || (due === bestDue && order < (orders[best] as number))) break
      dues[position] = bestDue
      orders[position] = orders[best] as number
      slots[position] = slots[best] as number
      position = best
    }
    dues[position] = due
    orders[position] = order
    slots[position] = slot
  }

  #newSlot(): number {
    const slot = this.#slots++
    if (slot >= SLOT_LIMIT) throw new RangeError(`More than ${SLOT_LIMIT} events are pending at once`)
    if (slot >= this.#slotAt.length) this.#grow()
    return slot
  }

  #grow(): void {
    const capacity = this.#slotAt.length * 2
    this.#due = copied(this.#due, new Float64Array(capacity))
    this.#order = copied(this.#order, new Float64Array(capacity))
    this.#slotAt = copied(this.#slotAt, new Int32Array(capacity))
    this.#seqOf = copied(this.#seqOf, new Float64Array(capacity))
    this.#fields = copied(this.#fields, new Int32Array(capacity * STRIDE))
  }
}

function copied<A extends Float64Array | Int32Array>(from: A, to: A): A {
  to.set(from)
  return to
}
