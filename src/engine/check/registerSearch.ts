/** An operation on one register. `return` is null where the outcome is unknown: it may have taken effect. */
export type RegisterOperation = { readonly call: number; readonly return: number | null } & (
  | { readonly do: 'put'; readonly value: string }
  | { readonly do: 'get'; readonly value: string | null }
  /** Compare and set; `ok` says whether the value was as expected; only an operation without a return may leave that open. */
  | { readonly do: 'cas'; readonly expect: string | null; readonly value: string; readonly ok?: boolean }
)

/** A choice that the search has made, and the alternatives to it. */
interface Choice {
  /** The register's value before the choice. */
  readonly value: string | null
  readonly furthest: number
  readonly candidates: readonly number[]
  next: number
  /** How long `order` was before the choice. */
  readonly length: number
}

/**
 * Looks for an order of the operations on one register that explains every answer: the search of Wing and Gong
 * (1993) with Lowe's memory of configurations (2017). What changes nothing is put into the order as soon as it
 * fits, because it fits no better later; so the search branches on puts alone.
 */
export class RegisterSearch {
  /** The order that was found, as indices of the operations. */
  readonly order: number[] = []
  /** The latest return that some attempt had to take effect before; nothing called later was looked at. */
  blocked = Number.NEGATIVE_INFINITY
  /** How many configurations were tried; at least one. */
  tried = 1
  readonly #operations: readonly RegisterOperation[]
  readonly #bound: number
  readonly #seen = new Set<string>()
  /** The same order, as places in the list. */
  readonly #places: number[] = []
  /** The operations that are not in the order yet, by their calls: a doubly linked list with its head at the end. */
  readonly #next: number[]
  readonly #previous: number[]
  readonly #byCall: readonly number[]
  readonly #head: number
  #required: number

  /** @param bound How many configurations are tried before the search gives up. */
  constructor(operations: readonly RegisterOperation[], bound: number) {
    this.#operations = operations
    this.#bound = bound
    const seen = valuesSeen(operations)
    this.#byCall = operations
      .map((_, i) => i)
      .filter((i) => mayMatter(operations[i] as RegisterOperation, seen))
      .sort((a, b) => (operations[a] as RegisterOperation).call - (operations[b] as RegisterOperation).call)
    const count = this.#byCall.length
    this.#head = count
    this.#next = Array.from({ length: count + 1 }, (_, i) => (i === count ? 0 : i + 1))
    this.#previous = Array.from({ length: count + 1 }, (_, i) => (i === 0 ? count : i - 1))
    this.#required = this.#byCall.filter((_, place) => this.#at(place).return !== null).length
  }

  /** True when there is such an order, false when there is none, undefined when the bound was reached. */
  run(): boolean | undefined {
    const choices: Choice[] = []
    const absorbed = this.#absorb(null, -1)
    if (this.#required === 0) return true
    choices.push(this.#choice(null, absorbed, 0))
    while (choices.length > 0) {
      const choice = choices.at(-1) as Choice
      const place = choice.candidates[choice.next++]
      if (place === undefined) {
        choices.pop()
        this.#undo(choice.length)
        continue
      }
      const length = this.order.length
      const value = (this.#at(place) as { value: string }).value
      this.#take(place)
      const furthest = this.#absorb(value, Math.max(choice.furthest, place))
      if (this.#required === 0) return true
      const configuration = this.#configuration(value, furthest)
      if (this.#seen.has(configuration)) {
        this.#undo(length)
        continue
      }
      if (this.tried >= this.#bound) return undefined
      this.tried++
      this.#seen.add(configuration)
      choices.push(this.#choice(value, furthest, length))
    }
    return false
  }

  #at(place: number): RegisterOperation {
    return this.#operations[this.#byCall[place] as number] as RegisterOperation
  }

  #choice(value: string | null, furthest: number, length: number): Choice {
    const candidates = this.#enabled().filter((place) => changes(this.#at(place), value))
    return { value, furthest, candidates, next: 0, length }
  }

  /** Places of operations that were called before every return that is still to be explained. */
  #enabled(): number[] {
    const places: number[] = []
    let earliest = Number.POSITIVE_INFINITY
    for (
      let place = this.#next[this.#head] as number;
      place !== this.#head;
      place = this.#next[place] as number
    ) {
      const one = this.#at(place)
      if (one.call > earliest) break
      places.push(place)
      if (one.return !== null) earliest = Math.min(earliest, one.return)
    }
    this.blocked = Math.max(this.blocked, earliest)
    return places
  }

  /** Puts everything into the order that fits now and changes nothing. Returns the furthest place taken. */
  #absorb(value: string | null, from: number): number {
    let furthest = from
    for (;;) {
      const fitting = this.#enabled().filter((place) => observes(this.#at(place), value))
      if (fitting.length === 0) return furthest
      for (const place of fitting) {
        this.#take(place)
        furthest = Math.max(furthest, place)
      }
    }
  }

  #take(place: number): void {
    const [before, after] = [this.#previous[place] as number, this.#next[place] as number]
    this.#next[before] = after
    this.#previous[after] = before
    if (this.#at(place).return !== null) this.#required--
    this.#places.push(place)
    this.order.push(this.#byCall[place] as number)
  }

  /** Takes operations out of the order again, back to its first `length`, in the reverse of how they came. */
  #undo(length: number): void {
    while (this.order.length > length) {
      this.order.pop()
      const place = this.#places.pop() as number
      this.#next[this.#previous[place] as number] = place
      this.#previous[this.#next[place] as number] = place
      if (this.#at(place).return !== null) this.#required++
    }
  }

  /** Names what is in the order: all up to the furthest place but those that are left, and the value. */
  #configuration(value: string | null, furthest: number): string {
    const left: number[] = []
    for (
      let place = this.#next[this.#head] as number;
      place < furthest;
      place = this.#next[place] as number
    ) {
      left.push(place)
    }
    return `${furthest}|${left.join(',')}|${value === null ? '' : `=${value}`}`
  }
}

/** The values that some answer depends on; undefined where an answer may depend on any value. */
function valuesSeen(operations: readonly RegisterOperation[]): ReadonlySet<string | null> | undefined {
  if (operations.some((one) => one.do === 'cas' && one.ok === false)) return undefined
  return new Set(
    operations.flatMap((one) => (one.do === 'get' ? [one.value] : one.do === 'cas' ? [one.expect] : [])),
  )
}

/** An answer that nobody got needs no place, nor does a put that perhaps never was and that nobody saw. */
function mayMatter(one: RegisterOperation, seen: ReadonlySet<string | null> | undefined): boolean {
  if (one.return !== null) return true
  return one.do === 'cas' || (one.do === 'put' && (seen === undefined || seen.has(one.value)))
}

/** Whether an operation fits a register with this value and leaves it as it is. */
function observes(one: RegisterOperation, value: string | null): boolean {
  if (one.do === 'get') return one.value === value
  return one.do === 'cas' && one.ok === false && one.expect !== value
}

/** Whether an operation can take effect on a register with this value. */
function changes(one: RegisterOperation, value: string | null): boolean {
  return one.do === 'put' || (one.do === 'cas' && one.ok !== false && one.expect === value)
}
