import type { RandomStream, RandomStreams } from '../kernel/random.ts'
import type { Address } from '../kernel/role.ts'
import { type Latency, type LatencySampler, latencySampler } from './latency.ts'
import type { Transit } from './transit.ts'

/** The network of a scenario. */
export interface NetworkConfig {
  /** One-way delay of every message. */
  readonly latency_ms: Latency
  /** Probability that a message is lost, 0..1. */
  readonly loss: number
  /** Probability that a message arrives a second time, 0..1. */
  readonly duplication: number
}

export const DEFAULT_NETWORK: NetworkConfig = { latency_ms: 10, loss: 0, duplication: 0 }

/** Groups of nodes that can talk within themselves only. A node that no group names is in a group of its own. */
export type NetworkPartition = readonly (readonly Address[])[]

/** Decides for each message whether it arrives, how often, and when. */
export class Network {
  /** How the original of a message travels. */
  readonly transit: Transit
  /** How a message's copy travels: that comes from the fault, so it does not move the delays of the others. */
  readonly transitOfCopy: Transit
  readonly #config: NetworkConfig
  readonly #sampler: LatencySampler
  readonly #random: RandomStreams
  #networkPartition: NetworkPartition | undefined
  #groupOf = new Map<Address, number>()

  constructor(config: NetworkConfig, random: RandomStreams) {
    this.#config = config
    this.#sampler = latencySampler(config.latency_ms)
    this.#random = random
    this.transit = this.#transitWith(random.latency)
    this.transitOfCopy = this.#transitWith(random.duplication)
  }

  #transitWith(stream: RandomStream): Transit {
    return { delay: () => this.#sampler(stream), draw: (sampler) => sampler(stream) }
  }

  /** Whether the message that is being sent is lost on its way. */
  loses(): boolean {
    return this.#config.loss > 0 && this.#random.loss.float() < this.#config.loss
  }

  /** Whether the message that is being sent arrives twice. */
  duplicates(): boolean {
    return this.#config.duplication > 0 && this.#random.duplication.float() < this.#config.duplication
  }

  /** The cut in force, if any. */
  get networkPartition(): NetworkPartition | undefined {
    return this.#networkPartition
  }

  /** Cuts the network into groups. */
  partition(groups: NetworkPartition): void {
    this.#networkPartition = groups
    this.#groupOf = new Map()
    groups.forEach((group, index) => {
      for (const address of group) this.#groupOf.set(address, index)
    })
  }

  /** Ends the cut. */
  heal(): void {
    this.#networkPartition = undefined
    this.#groupOf = new Map()
  }

  /** Whether the cut in force keeps `a` and `b` apart. */
  separates(a: Address, b: Address): boolean {
    if (this.#networkPartition === undefined || a === b) return false
    const groupOfA = this.#groupOf.get(a)
    return groupOfA === undefined || groupOfA !== this.#groupOf.get(b)
  }
}
