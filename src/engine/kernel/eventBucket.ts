import type { Microseconds } from './time.ts'

/** Pending events of one bucket of the queue, in the order in which they came: when each is due, and its slot. */
export class EventBucket {
  dues = new Float64Array(0)
  slots = new Int32Array(0)
  length = 0

  add(due: Microseconds, slot: number): void {
    const position = this.length++
    if (position === this.slots.length) this.#grow()
    this.dues[position] = due
    this.slots[position] = slot
  }

  /** The earliest due time. The bucket must not be empty. */
  earliest(): Microseconds {
    const { dues, length } = this
    let earliest = dues[0] as number
    for (let i = 1; i < length; i++) if ((dues[i] as number) < earliest) earliest = dues[i] as number
    return earliest
  }

  #grow(): void {
    const capacity = Math.max(8, this.slots.length * 2)
    const { dues, slots } = this
    this.dues = new Float64Array(capacity)
    this.dues.set(dues)
    this.slots = new Int32Array(capacity)
    this.slots.set(slots)
  }
}
