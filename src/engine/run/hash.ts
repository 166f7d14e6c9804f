import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { StepEvent } from '../kernel/kernel.ts'
import type { Microseconds } from '../kernel/time.ts'
import type { World } from '../kernel/world.ts'

/**
 * The fingerprint of a run: every step's time, kind, node, sender and input in order, then every node's last
 * state. The same scenario and seed give the same hash in every driver, in Node and in the browser.
 */
export class TraceHash {
  readonly #hash = sha256.create()

  add(time_us: Microseconds, event: StepEvent): void {
    const { kind, node, from, input } = event
    this.#hash.update(utf8ToBytes(`${JSON.stringify([time_us, kind, node, from, input ?? null])}\n`))
  }

  /** Ends the hash with the states of `world`; 64 hexadecimal digits. */
  end<S>(world: World<S>): string {
    for (const address of world.addresses) {
      const line = JSON.stringify([address, world.status(address), world.state(address)])
      this.#hash.update(utf8ToBytes(`${line}\n`))
    }
    return bytesToHex(this.#hash.digest())
  }
}
