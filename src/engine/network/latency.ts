import type { RandomStream } from '../kernel/random.ts'
import { fromMilliseconds, type Microseconds } from '../kernel/time.ts'

/** A distribution of one-way delays; every parameter in milliseconds (`rate` in 1/ms). */
export type Latency =
  | number
  | { readonly kind: 'uniform'; readonly min: number; readonly max: number }
  | { readonly kind: 'exponential'; readonly mean: number }
  | { readonly kind: 'pareto'; readonly xm: number; readonly alpha: number }
  | { readonly kind: 'mixture'; readonly parts: readonly LatencyPart[] }

/** One part of a mixture, drawn with a probability in proportion to its weight. */
export type LatencyPart = { readonly weight: number } & (
  | { readonly kind: 'uniform'; readonly min: number; readonly max: number }
  | { readonly kind: 'exponential'; readonly mean: number }
  | { readonly kind: 'pareto'; readonly xm: number; readonly alpha: number }
)

/** No delay is longer, whatever its distribution: a heavy tail has no bound, and virtual time has one. */
const MAX_DELAY_ms = 1e7

/** Draws delays from one distribution. A constant delay draws no random number. */
export type LatencySampler = (random: RandomStream) => Microseconds

export function latencySampler(latency: Latency): LatencySampler {
  if (typeof latency === 'number') {
    const constant = fromMilliseconds(latency)
    return () => constant
  }
  return (random) => fromMilliseconds(Math.min(sample(latency, random), MAX_DELAY_ms))
}

function sample(latency: Exclude<Latency, number>, random: RandomStream): number {
  switch (latency.kind) {
    case 'uniform':
      return latency.min + random.float() * (latency.max - latency.min)
    case 'exponential':
      // 1 - u is in (0, 1], so that the logarithm is finite.
      return -Math.log(1 - random.float()) * latency.mean
    case 'pareto':
      return latency.xm * (1 - random.float()) ** (-1 / latency.alpha)
    case 'mixture': {
      const total = latency.parts.reduce((sum, part) => sum + part.weight, 0)
      let left = random.float() * total
      for (const part of latency.parts) {
        left -= part.weight
        if (left < 0) return sample(part, random)
      }
      return sample(latency.parts[latency.parts.length - 1] as LatencyPart, random)
    }
  }
}
