/** Nanoseconds that `work(events)` takes for each event. */
export function timed(work: (events: number) => void, events: number): number {
  const start = process.hrtime.bigint()
  work(events)
  return Number(process.hrtime.bigint() - start) / events
}

/** The median; of an even number of values the upper one. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] as number
}

/** A subject against its yardstick, both in nanoseconds an event, and how many times as long it takes. */
export interface Ratio {
  readonly yardstick_ns: number
  readonly subject_ns: number
  readonly ratio: number
}

/**
 * Times subject and yardstick in turn, so that a machine that gets slower is slower for both. Figures are
 * medians over the rounds; the ratio is the median of the rounds' ratios.
 */
export function compare(
  yardstick: (events: number) => void,
  subject: (events: number) => void,
  events: number,
  rounds = 7,
): Ratio {
  const pairs: { yardstick: number; subject: number }[] = []
  // The first round warms up and does not count.
  for (let round = 0; round <= rounds; round++) {
    const pair = { yardstick: timed(yardstick, events), subject: timed(subject, events) }
    if (round > 0) pairs.push(pair)
  }
  return {
    yardstick_ns: median(pairs.map((pair) => pair.yardstick)),
    subject_ns: median(pairs.map((pair) => pair.subject)),
    ratio: median(pairs.map((pair) => pair.subject / pair.yardstick)),
  }
}

/** Bytes in use on the heap after a collection; needs `--expose-gc`. */
export function heapUsed(): number {
  if (globalThis.gc === undefined) throw new Error('Run this with node --expose-gc')
  globalThis.gc()
  globalThis.gc()
  return process.memoryUsage().heapUsed
}
