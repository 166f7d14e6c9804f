import { EventBucket } from './eventBucket.ts'
import { type EventHandle, EventKind, EventSlots } from './eventSlots.ts'
import type { Microseconds } from './time.ts'

export { type EventHandle, EventKind }

/** Bits of a safe integer, the due time. */
const TIME_BITS = 53

/** A bucket of so few events is about to be executed. */
const FEW = 32

const UNKNOWN = Number.NaN

/**
 * The pending events in the order `(dueAt, seq)`: a radix heap.
 *
 * Events lie in buckets by how far their due time is from `#base`, the time of the last event that was taken
 * out: bucket 0 holds what is due at that very time, bucket n what differs from it in bit n - 1 and in no higher
 * bit. So the lower a bucket, the earlier are its events. When bucket 0 is used up, the lowest bucket with
 * events is opened: `#base` becomes its earliest due time, and its events move to lower buckets. An event moves
 * down a few times in its life and is compared with few others, and all moves run through memory in order:
 * that is what makes it faster than a binary heap when very many events are pending.
 *
 * Moving keeps the order in which events came. Events due at the same time always share a bucket, so `seq`
 * settles itself, but for the rare event that comes with an old `seq`.
 *
 * Cancelling marks the slot; the event is dropped when its turn comes.
 */
export class EventQueue {
  readonly #slots = new EventSlots()
  readonly #buckets = Array.from({ length: TIME_BITS + 1 }, () => new EventBucket())
  /** Bucket 0: events that are due at `#base`, the first `#taken` of which are gone. */
  readonly #ready = this.#buckets[0] as EventBucket
  #taken = 0
  #base: Microseconds = 0
  /** Number of events that are pending and not cancelled. */
  #size = 0
  #nextDue: Microseconds = UNKNOWN
  #lastSeq = Number.NEGATIVE_INFINITY
  /** Whether every event had a greater `seq` than the one that came before it. */
  #cameInOrder = true

  /** The event that `pop` took out last. */
  poppedDue: Microseconds = 0
  poppedSeq = 0
  poppedKind: EventKind = EventKind.message
  poppedTo = 0
  poppedFrom = 0
  poppedPayload: unknown = undefined

  /** Number of events that are pending and not cancelled. */
  get size(): number {
    return this.#size
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
    if (!Number.isSafeInteger(dueAt) || dueAt < 0)
      throw new RangeError(`Virtual time is a whole number of microseconds, not ${dueAt}`)
    if (dueAt < this.#base) this.#moveBaseTo(dueAt)
    const slot = this.#slots.store(seq, kind, to, from, payload)
    this.#add(dueAt, slot)
    this.#size++
    if (dueAt < this.#nextDue) this.#nextDue = dueAt
    if (seq > this.#lastSeq) this.#lastSeq = seq
    else {
      this.#cameInOrder = false
      if (dueAt === this.#base) this.#sortReady()
    }
    return this.#slots.handle(slot)
  }

  /** Time of the next event; `Infinity` when nothing is pending. */
  nextDue(): Microseconds {
    if (Number.isNaN(this.#nextDue)) this.#nextDue = this.#findNextDue()
    return this.#nextDue
  }

  /** Takes out the next event into the `popped…` fields. False when nothing is pending. */
  pop(): boolean {
    if (this.#size === 0) return false
    const slots = this.#slots
    let slot = this.#nextSlot()
    while (slots.isCancelled(slot)) {
      slots.release(slot)
      slot = this.#nextSlot()
    }
    this.poppedDue = this.#base
    this.poppedSeq = slots.seq(slot)
    this.poppedKind = slots.kind(slot)
    this.poppedTo = slots.to(slot)
    this.poppedFrom = slots.from(slot)
    this.poppedPayload = slots.payload(slot)
    slots.release(slot)
    this.#size--
    this.#nextDue = UNKNOWN
    return true
  }

  /** Cancels a pending event; says which one it was, or undefined when it is not pending any more. */
  cancel(handle: EventHandle): { seq: number; from: number } | undefined {
    const slot = this.#slots.find(handle)
    if (slot === undefined) return undefined
    this.#slots.cancel(slot)
    this.#size--
    this.#nextDue = UNKNOWN
    return { seq: this.#slots.seq(slot), from: this.#slots.from(slot) }
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
    const slots = this.#slots
    for (let number = 0; number <= TIME_BITS; number++) {
      this.#eachIn(number, (dueAt, slot) =>
        visit({
          handle: slots.handle(slot),
          dueAt,
          seq: slots.seq(slot),
          kind: slots.kind(slot),
          to: slots.to(slot),
          from: slots.from(slot),
          payload: slots.payload(slot),
        }),
      )
    }
  }

  #add(due: Microseconds, slot: number): void {
    const bucket = this.#buckets[bucketNumber(due, this.#base)] as EventBucket
    bucket.add(due, slot)
  }

  /** Slot of the event whose turn it is. There must be one, even if it is cancelled. */
  #nextSlot(): number {
    while (this.#taken === this.#ready.length) this.#openLowestBucket()
    return this.#ready.slots[this.#taken++] as number
  }

  #openLowestBucket(): void {
    const buckets = this.#buckets
    this.#ready.length = 0
    this.#taken = 0
    let number = 1
    let bucket = buckets[number] as EventBucket
    while (bucket.length === 0) bucket = buckets[++number] as EventBucket
    const { dues, slots, length } = bucket
    const base = slim(bucket.earliest())
    this.#base = base
    bucket.length = 0
    for (let i = 0; i < length; i++) {
      const due = dues[i] as number
      const slot = slots[i] as number
      // Looking at a few slots one right after the other fetches them from memory all at once.
      if (length <= FEW && this.#slots.isCancelled(slot)) this.#slots.release(slot)
      else (buckets[bucketNumber(due, base)] as EventBucket).add(due, slot)
    }
    if (!this.#cameInOrder) this.#sortReady()
  }

  #sortReady(): void {
    const left = this.#ready.slots.subarray(this.#taken, this.#ready.length)
    left.sort((a, b) => this.#slots.seq(a) - this.#slots.seq(b))
  }

  #findNextDue(): Microseconds {
    for (let i = this.#taken; i < this.#ready.length; i++) {
      if (!this.#slots.isCancelled(this.#ready.slots[i] as number)) return this.#base
    }
    let earliest = Number.POSITIVE_INFINITY
    for (let number = 1; earliest === Number.POSITIVE_INFINITY && number <= TIME_BITS; number++) {
      const { dues, slots, length } = this.#buckets[number] as EventBucket
      for (let i = 0; i < length; i++) {
        const due = dues[i] as number
        if (due < earliest && !this.#slots.isCancelled(slots[i] as number)) earliest = due
      }
    }
    return earliest
  }

  /** Lets events be pushed that are due before `#base`. A run never does: its clock does not go back. */
  #moveBaseTo(base: Microseconds): void {
    const moved = new EventBucket()
    for (const bucket of this.#buckets) {
      for (let i = bucket === this.#ready ? this.#taken : 0; i < bucket.length; i++)
        moved.add(bucket.dues[i] as number, bucket.slots[i] as number)
      bucket.length = 0
    }
    this.#taken = 0
    this.#base = base
    for (let i = 0; i < moved.length; i++) this.#add(moved.dues[i] as number, moved.slots[i] as number)
  }

  /** Visits the events of a bucket that are pending and not cancelled, in the order in which they came. */
  #eachIn(number: number, visit: (due: Microseconds, slot: number) => void): void {
    const { dues, slots, length } = this.#buckets[number] as EventBucket
    for (let i = number === 0 ? this.#taken : 0; i < length; i++) {
      const slot = slots[i] as number
      if (!this.#slots.isCancelled(slot)) visit(dues[i] as number, slot)
    }
  }
}

/**
 * The same number, without an object of its own if it is below 2^31: what comes out of a Float64Array has one, and
 * a recording that keeps it, too. Times are below that for the first half an hour of a run.
 */
function slim(time: Microseconds): Microseconds {
  const integer = time | 0
  return integer === time ? integer : time
}

/** The number of the bucket for an event: one more than the highest bit in which the two times differ. */
function bucketNumber(due: Microseconds, base: Microseconds): number {
  const upper = Math.floor(due / 2 ** 32) ^ Math.floor(base / 2 ** 32)
  return upper === 0 ? 32 - Math.clz32(due ^ base) : 64 - Math.clz32(upper)
}
