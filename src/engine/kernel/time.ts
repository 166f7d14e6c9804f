/**
 * Virtual time is an integer number of microseconds since the start of the run.
 * Integers keep `(dueAt, seq)` an exact order: no two machines round it differently.
 */
export type Microseconds = number

/** Milliseconds, as scenarios write them, to the kernel's microseconds. */
export function fromMilliseconds(ms: number): Microseconds {
  return Math.round(ms * 1000)
}

/** Seconds, as scenarios write them, to the kernel's microseconds. */
export function fromSeconds(s: number): Microseconds {
  return Math.round(s * 1_000_000)
}
