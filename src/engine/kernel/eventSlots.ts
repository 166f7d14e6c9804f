/** What an event is: the values are stored in typed arrays, so they are numbers. */
export const EventKind = { message: 0, timer: 1, cancelled: 2 } as const
export type EventKind = (typeof EventKind)[keyof typeof EventKind]

/** Names one pending event until it is popped or cancelled; never given to another event afterwards. */
export type EventHandle = number

/** Slots fit in 24 bits of a handle; the other 29 bits of a safe integer count how often a slot was used. */
const SLOT_LIMIT = 2 ** 24

/**
 * A slot is 24 bytes, its `seq` and four integers. They stand beside each other, as two views of one buffer,
 * because with a million events pending the time goes into fetching memory.
 */
const STRIDE = 6
const SEQ_STRIDE = STRIDE / 2
/** Places of the integers in a slot; the first two are the bytes of `seq`. */
const KIND = 2
const TO = 3
const FROM = 4
/** How often the slot was used. */
const USES = 5

/**
 * What the queue remembers of each pending event, in numbered slots that are used again and again.
 *
 * Everything but the payload lives in typed arrays: a run with a million pending events allocates nothing once
 * they have grown. A free slot counts as cancelled, so that a handle of its last event finds nothing.
 */
export class EventSlots {
  #integers = new Int32Array(64 * STRIDE)
  #seqs = new Float64Array(this.#integers.buffer)
  readonly #payloads: unknown[] = []
  readonly #free: number[] = []
  #count = 0

  /** Stores an event and says in which slot. */
  store(seq: number, kind: EventKind, to: number, from: number, payload: unknown): number {
    const slot = this.#free.length > 0 ? (this.#free.pop() as number) : this.#newSlot()
    const base = slot * STRIDE
    const integers = this.#integers
    integers[base + KIND] = kind
    integers[base + TO] = to
    integers[base + FROM] = from
    integers[base + USES] = (integers[base + USES] as number) + 1
    this.#seqs[slot * SEQ_STRIDE] = seq
    this.#payloads[slot] = payload
    return slot
  }

  /** Makes the slot free for another event. */
  release(slot: number): void {
    this.cancel(slot)
    this.#free.push(slot)
  }

  cancel(slot: number): void {
    this.#integers[slot * STRIDE + KIND] = EventKind.cancelled
    this.#payloads[slot] = undefined
  }

  handle(slot: number): EventHandle {
    return (this.#integers[slot * STRIDE + USES] as number) * SLOT_LIMIT + slot
  }

  /** The slot of a pending event; undefined when it is not pending any more. */
  find(handle: EventHandle): number | undefined {
    const slot = handle % SLOT_LIMIT
    const isPending = slot < this.#count && this.handle(slot) === handle && !this.isCancelled(slot)
    return isPending ? slot : undefined
  }

  isCancelled(slot: number): boolean {
    return this.#integers[slot * STRIDE + KIND] === EventKind.cancelled
  }

  seq(slot: number): number {
    return this.#seqs[slot * SEQ_STRIDE] as number
  }

  kind(slot: number): EventKind {
    return this.#integers[slot * STRIDE + KIND] as EventKind
  }

  to(slot: number): number {
    return this.#integers[slot * STRIDE + TO] as number
  }

  from(slot: number): number {
    return this.#integers[slot * STRIDE + FROM] as number
  }

  payload(slot: number): unknown {
    return this.#payloads[slot]
  }

  #newSlot(): number {
    const slot = this.#count++
    if (slot >= SLOT_LIMIT) throw new RangeError(`More than ${SLOT_LIMIT} events are pending at once`)
    if (slot * STRIDE >= this.#integers.length) {
      const longer = new Int32Array(this.#integers.length * 2)
      longer.set(this.#integers)
      this.#integers = longer
      this.#seqs = new Float64Array(longer.buffer)
    }
    return slot
  }
}
