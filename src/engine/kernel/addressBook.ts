import type { Address } from './role.ts'

/**
 * Address → number of the node, which every message asks for.
 *
 * Where addresses are small integers, as in a world of a million numbered nodes, a table answers with one fetch
 * from memory. The table is never longer than a few entries for each node. Larger integers, such as hashed
 * identifiers, stand in a hash table of plain numbers, which takes two fetches where a Map takes several; names
 * are left to the Map.
 */
export class AddressBook {
  /** Address → number of the node plus one; zero where there is none. */
  #table = new Int32Array(64)
  readonly #sparse = new NumberTable()
  readonly #others = new Map<Address, number>()

  /** The number of the node; undefined when there is no such node. */
  find(address: Address): number | undefined {
    const table = this.#table
    if (typeof address !== 'number') return this.#others.get(address)
    if (address >= 0 && address < table.length) {
      const entry = table[address] as number
      if (entry > 0) return entry - 1
    }
    return this.#sparse.find(address)
  }

  /** Node number `index` has this address. Numbers count from 0, without a gap. */
  add(address: Address, index: number): void {
    if (this.#isForTable(address, index)) this.#table[address] = index + 1
    else if (typeof address === 'number') this.#sparse.add(address, index)
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

/** Number → small integer: open addressing with linear probing, at most half full. Each number is added once. */
class NumberTable {
  #keys = new Float64Array(64)
  /** The value plus one; zero where the place is free. */
  #values = new Int32Array(64)
  #count = 0

  find(key: number): number | undefined {
    const last = this.#values.length - 1
    for (let at = hashOf(key) & last; ; at = (at + 1) & last) {
      const value = this.#values[at] as number
      if (value === 0) return undefined
      if (this.#keys[at] === key) return value - 1
    }
  }

  add(key: number, value: number): void {
    if (2 * (this.#count + 1) > this.#values.length) this.#grow()
    this.#count++
    this.#put(key, value + 1)
  }

  #put(key: number, entry: number): void {
    const last = this.#values.length - 1
    let at = hashOf(key) & last
    while (this.#values[at] !== 0) at = (at + 1) & last
    this.#keys[at] = key
    this.#values[at] = entry
  }

  #grow(): void {
    const [keys, values] = [this.#keys, this.#values]
    this.#keys = new Float64Array(2 * keys.length)
    this.#values = new Int32Array(2 * values.length)
    values.forEach((entry, i) => {
      if (entry !== 0) this.#put(keys[i] as number, entry)
    })
  }
}

/** Spreads numbers over 32 bits: the avalanche of MurmurHash3. */
function hashOf(key: number): number {
  let hash = key | 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
