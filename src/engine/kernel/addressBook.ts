import type { Address } from './role.ts'

/**
 * Address → number of the node, which every message asks for.
 *
 * Where addresses are small integers, as in a world of a million numbered nodes, a table answers with one fetch
 * from memory where a Map needs several. The table is never longer than a few entries for each node: sparse
 * identifiers and names are left to the Map.
 */
export class AddressBook {
  /** Address → number of the node plus one; zero where there is none. */
  #table = new Int32Array(64)
  readonly #others = new Map<Address, number>()

  /** The number of the node; undefined when there is no such node. */
  find(address: Address): number | undefined {
    const table = this.#table
    if (typeof address === 'number' && address >= 0 && address < table.length) {
      const entry = table[address] as number
      if (entry > 0) return entry - 1
    }
    return this.#others.get(address)
  }

  /** Node number `index` has this address. Numbers count from 0, without a gap. */
  add(address: Address, index: number): void {
    if (this.#isForTable(address, index)) this.#table[address] = index + 1
    else this.#others.set(address, index)
  }

  #isForTable(address: Address, index: number): address is number {
    if (typeof address !== 'number' || !Number.isInteger(address) || address < 0) return false
    while (address >= this.#table.length) {
      if (this.#table.length > 2 * index) return false
      const longer = new Int32Array(this.#table.length * 2)
      longer.set(this.#table)
      this.#table = longer
    }
    return true
  }
}
