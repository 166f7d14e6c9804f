import { RandomStream } from '../../engine/kernel/random.ts'
import { Run } from '../../engine/run/run.ts'
import { SCHEMA, type Scenario } from '../../engine/scenario/scenario.ts'
import type { ChordConfig } from '../../protocols/chord/config.ts'
import { type Id, ownerIndex } from '../../protocols/chord/identifiers.ts'
import type { Answer } from '../../protocols/chord/messages.ts'
import { type ChordProtocol, chord } from '../../protocols/chord/protocol.ts'
import type { Parameter } from '../experiment.ts'

/** Experiments judge answers themselves, against the live nodes. */
const { judge: _, ...unjudged } = chord
const protocol: ChordProtocol = unjudged

export const SEED: Parameter = {
  kind: 'number',
  name: 'seed',
  meaning: 'Start of the random numbers: the same seed gives the same result.',
  default: 1,
  min: 0,
  max: 2 ** 31,
  integer: true,
}

/** The seed of ring number `index` of an experiment: other seeds of experiments give other rings. */
export function ringSeed(seed: number, index: number): number {
  return seed * 100_003 + index
}

/** A number of things, as a parameter. */
export function count(name: string, meaning: string, standard: number, max: number, min = 1): Parameter {
  return { kind: 'number', name, meaning, default: standard, min, max, integer: true }
}

const DEFAULTS: Omit<ChordConfig, 'nodes'> = {
  bits: 32,
  keys: {},
  successors: 1,
  replicas: 1,
  virtualNodes: 1,
  variant: 'paper',
  routing: 'finger',
  mode: 'recursive',
  maintenance: 'manual',
}

/** What one lookup came to. */
export interface Lookup {
  readonly owner: Id | null
  /** Forwardings on the way to the node before the key; the last step to the owner is not counted. */
  readonly forwardings: number
  /** Dead nodes that were asked on that way. */
  readonly timeouts: number
}

/** A ring in the engine, with the list of its live nodes, for experiments to drive. */
export class Ring {
  readonly run: Run<unknown, unknown, unknown, unknown>
  readonly dice: RandomStream
  /** Live nodes, ascending. */
  readonly live: Id[]

  constructor(config: Partial<ChordConfig> & Pick<ChordConfig, 'nodes'>, seed: number) {
    const scenario: Scenario = {
      schema: SCHEMA,
      lab: 'chord',
      title: '',
      summary: '',
      seed,
      network: { latency_ms: 10, loss: 0, duplication: 0 },
      config: { ...DEFAULTS, ...config },
      actions: [],
      expect: [],
    }
    this.run = new Run(protocol as never, scenario)
    this.dice = new RandomStream(seed, 'choices')
    this.live = [...(this.run.kernel.addresses as readonly Id[])]
  }

  get kernel() {
    return this.run.kernel
  }

  /** A node that lives, by chance. */
  someone(): Id {
    return this.live[this.dice.below(this.live.length)] as Id
  }

  /** An identifier of the ring, by chance. */
  identifier(bits = DEFAULTS.bits): Id {
    return this.dice.below(2 ** bits)
  }

  /** The live node that owns a key. */
  ownerOf(key: Id): Id {
    return this.live[ownerIndex(key, this.live)] as Id
  }

  crash(id: Id): void {
    this.live.splice(ownerIndex(id, this.live), 1)
    this.kernel.execute({ do: 'crash', node: id })
  }

  /** A lookup by itself, from its question to its answer. */
  lookup(from: Id, key: Id): Lookup {
    this.ask(from, key)
    while (!this.kernel.settled) this.kernel.step()
    return lookupOf(this.kernel.operations[this.kernel.operations.length - 1]?.result)
  }

  /** Starts a lookup; its operation is the last one. */
  ask(from: Id, key: Id): void {
    this.kernel.execute({ do: 'command', node: from, command: { do: 'lookup', key } })
  }
}

/** The lookup that an operation's result describes; one without an answer has no owner. */
export function lookupOf(result: unknown): Lookup {
  const answer = result as Answer | undefined
  if (answer === undefined || answer.owner === null) {
    return { owner: null, forwardings: 0, timeouts: answer?.timeouts ?? 0 }
  }
  // The path ends with the owner.
  return {
    owner: answer.owner,
    forwardings: Math.max(0, answer.path.length - 2),
    timeouts: answer.timeouts ?? 0,
  }
}
