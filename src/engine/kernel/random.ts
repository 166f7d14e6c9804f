import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator'

/**
 * What a random number is drawn for. Each purpose has a stream of its own, so that adding a fault to a
 * scenario does not shift the delays or the workload of the same seed.
 */
export type Purpose = 'latency' | 'loss' | 'duplication' | 'workload' | 'choices'

/** One seeded stream of random numbers. */
export class RandomStream {
  readonly #generator: RandomGenerator

  constructor(seed: number, purpose: Purpose) {
    this.#generator = xoroshiro128plus(mix(seed, purpose))
    // The generator's state starts almost the same for neighbouring seeds: its first numbers are discarded.
    for (let i = 0; i < 32; i++) this.#generator.next()
  }

  /** A number in [0, 1). */
  float(): number {
    return uniformFloat64(this.#generator)
  }

  /** An integer in [0, count). `count` is a positive integer. */
  below(count: number): number {
    return uniformInt(this.#generator, 0, count - 1)
  }
}

/** The streams that a running kernel draws from, made from the scenario's seed. */
export class RandomStreams {
  readonly latency: RandomStream
  readonly loss: RandomStream
  readonly duplication: RandomStream
  readonly choices: RandomStream

  constructor(seed: number) {
    this.latency = new RandomStream(seed, 'latency')
    this.loss = new RandomStream(seed, 'loss')
    this.duplication = new RandomStream(seed, 'duplication')
    this.choices = new RandomStream(seed, 'choices')
  }
}

/** A 32-bit seed from the scenario's seed (up to 2^53) and the stream's purpose: FNV-1a, then an avalanche. */
function mix(seed: number, purpose: string): number {
  let hash = 0x811c9dc5
  const text = `${seed}/${purpose}`
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) | 0
}
