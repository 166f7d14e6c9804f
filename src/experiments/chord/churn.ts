import { fromSeconds } from '../../engine/kernel/time.ts'
import { type Id, ownerIndex } from '../../protocols/chord/identifiers.ts'
import type { ChordState } from '../../protocols/chord/messages.ts'
import { type Experiment, numberOf, rests } from '../experiment.ts'
import { mean } from '../statistics.ts'
import { count, lookupOf, Ring, SEED } from './ring.ts'

/** Lookups while nodes come and go (Stoica et al. 2003, table III). */
export const churn: Experiment = {
  name: 'chord/churn',
  title: 'Lookups under churn',
  summary: 'Nodes join and fail at random while every node stabilizes now and then; one lookup a second.',
  parameters: [
    count('nodes', 'Nodes at the start.', 1000, 20_000, 10),
    count('successors', 'Length of a successor list.', 20, 64),
    {
      kind: 'number',
      name: 'rate',
      meaning: 'Joins, and as many failures, a second.',
      default: 0.05,
      min: 0,
      max: 10,
    },
    {
      kind: 'number',
      name: 'stabilizeMin_s',
      meaning: 'Shortest time between two rounds of a node.',
      default: 15,
      min: 0.1,
      max: 3600,
    },
    {
      kind: 'number',
      name: 'stabilizeMax_s',
      meaning: 'Longest time between two rounds of a node.',
      default: 45,
      min: 0.1,
      max: 3600,
    },
    count('lookups', 'Lookups, one a second on average.', 2000, 100_000),
    SEED,
  ],
  async run(values, control) {
    const rest = rests(control)
    const [min, max] = [numberOf(values, 'stabilizeMin_s'), numberOf(values, 'stabilizeMax_s')]
    const interval = { min: Math.min(min, max) * 1000, max: Math.max(min, max) * 1000 }
    const ring = new ChurningRing(
      numberOf(values, 'nodes'),
      numberOf(values, 'successors'),
      interval,
      numberOf(values, 'seed'),
    )
    const lookups = numberOf(values, 'lookups')
    const rate = numberOf(values, 'rate')
    // Three kinds of events, each as in a Poisson process: lookups once a second, joins and failures at `rate`.
    const all = 1 + 2 * rate
    let asked = 0
    while (asked < lookups) {
      await ring.pass(-Math.log(1 - ring.dice.float()) / all, () => rest(asked / lookups))
      const what = ring.dice.float() * all
      if (what < 1) {
        ring.lookUp()
        asked++
      } else if (what < 1 + rate) ring.join()
      else ring.fail()
    }
    await ring.pass(60, () => rest(1))
    const { lengths, timeouts, failed } = ring.outcome(lookups)
    return {
      name: churn.name,
      parameters: values,
      summary: {
        meanPath: mean(lengths),
        meanTimeouts: mean(timeouts),
        failedPer10000: (10_000 * failed) / lookups,
        nodes: ring.live.length,
      },
      series: [{ name: 'timeouts', points: timeouts.map((one, i) => [i + 1, one]) }],
      reference: [],
    }
  },
}

class ChurningRing extends Ring {
  readonly #lengths: number[] = []
  readonly #timeouts: number[] = []
  #right = 0
  /** Lookups that are not answered yet: their operations, keys, and owners when they were asked. */
  #open: { readonly index: number; readonly key: Id; readonly owners: readonly Id[] }[] = []

  constructor(nodes: number, successors: number, interval: { min: number; max: number }, seed: number) {
    super(
      {
        nodes: { count: nodes, placement: 'random' },
        successors,
        maintenance: { stabilize_ms: interval, fixFingers_ms: interval, checkPredecessor_ms: interval },
      },
      seed,
    )
    for (const node of this.live) this.kernel.execute({ do: 'command', node, command: { do: 'start' } })
  }

  /** Lets virtual time pass. */
  async pass(seconds: number, rest: () => Promise<void>): Promise<void> {
    const until_us = this.kernel.now_us + fromSeconds(seconds)
    let steps = 0
    while (this.kernel.nextDue_us <= until_us) {
      this.kernel.step()
      if (this.#open.length > 0) this.#collect()
      if (++steps % 1000 === 0) await rest()
    }
    this.kernel.advanceTo(until_us)
    await rest()
  }

  lookUp(): void {
    const key = this.identifier()
    this.#open.push({ index: this.kernel.operations.length, key, owners: this.#ownersOf(key) })
    this.ask(this.#member(), key)
  }

  /** Takes note of the lookups that have been answered. */
  #collect(): void {
    const { operations } = this.kernel
    this.#open = this.#open.filter(({ index, key, owners }) => {
      const operation = operations[index]
      if (operation?.returned_us === undefined) return true
      const { owner, forwardings, timeouts } = lookupOf(operation.result)
      this.#timeouts.push(timeouts)
      if (owner === null) return false
      this.#lengths.push(forwardings)
      if (owners.includes(owner) || this.#ownersOf(key).includes(owner)) this.#right++
      return false
    })
  }

  /**
   * The nodes that may answer for a key: its owner, and the node after it as long as no node points to the owner,
   * which is joining.
   */
  #ownersOf(key: Id): Id[] {
    const { live } = this
    const index = ownerIndex(key, live)
    const owners = [live[index] as Id]
    for (let i = 0; i < 5; i++) {
      const [before, at, after] = [index + i - 1, index + i, index + i + 1].map(
        (place) => live[(place + live.length) % live.length] as Id,
      ) as [Id, Id, Id]
      if ((this.kernel.state(before) as ChordState).successor === at) break
      owners.push(after)
    }
    return owners
  }

  join(): void {
    const node = this.identifier()
    if (this.kernel.status(node) !== undefined) return
    this.kernel.execute({ do: 'command', node, command: { do: 'join', via: this.#member() } })
    this.live.splice(placeOf(node, this.live), 0, node)
  }

  fail(): void {
    if (this.live.length > 2) this.crash(this.someone())
  }

  /** A live node that has joined. */
  #member(): Id {
    for (;;) {
      const id = this.someone()
      if ((this.kernel.state(id) as ChordState).successor !== null) return id
    }
  }

  /** How the lookups went; one that is not answered has failed. */
  outcome(lookups: number) {
    return { lengths: this.#lengths, timeouts: this.#timeouts, failed: lookups - this.#right }
  }
}

/** Where an identifier that is not there belongs. */
function placeOf(id: Id, sorted: readonly Id[]): number {
  const index = ownerIndex(id, sorted)
  return index === 0 && id > (sorted[sorted.length - 1] as Id) ? sorted.length : index
}
