import { type Experiment, numberOf, rests } from '../experiment.ts'
import { ascending, distribution, mean, percentile } from '../statistics.ts'
import { count, Ring, ringSeed, SEED } from './ring.ts'

/** Lookups after one set of failures, before other nodes fail on another ring. */
const LOOKUPS_A_RING = 50
const MOST_NODES = 200_000

/** Lookups after many nodes have failed at once, before any repair (Stoica et al. 2003, table II). */
export const failures: Experiment = {
  name: 'chord/failures',
  title: 'Lookups after failures',
  summary: 'A share of all nodes fails at once; nobody stabilizes; lookups go on at the next best node.',
  parameters: [
    count('nodes', 'Nodes of the ring.', 1000, 100_000, 2),
    count('successors', 'Length of a successor list.', 20, 64),
    { kind: 'number', name: 'failed', meaning: 'Share of nodes that fail.', default: 0.5, min: 0, max: 0.95 },
    count('lookups', 'Lookups, each from a random live node for a random key.', 10_000, 1_000_000),
    SEED,
  ],
  async run(values, control) {
    const nodes = numberOf(values, 'nodes')
    const lookups = numberOf(values, 'lookups')
    const seed = numberOf(values, 'seed')
    const rest = rests(control)
    const rings = Math.max(1, Math.min(Math.ceil(lookups / LOOKUPS_A_RING), Math.floor(MOST_NODES / nodes)))
    const lengths: number[] = []
    const timeouts: number[] = []
    let asked = 0
    let correct = 0
    for (let i = 0; i < rings; i++) {
      const ring = new Ring(
        { nodes: { count: nodes, placement: 'random' }, successors: numberOf(values, 'successors') },
        ringSeed(seed, i),
      )
      const dead = Math.min(nodes - 1, Math.round(nodes * numberOf(values, 'failed')))
      for (let j = 0; j < dead; j++) ring.crash(ring.someone())
      const until = Math.round((lookups * (i + 1)) / rings)
      for (; asked < until; asked++) {
        const key = ring.identifier()
        const found = ring.lookup(ring.someone(), key)
        timeouts.push(found.timeouts)
        if (found.owner !== null) lengths.push(found.forwardings)
        if (found.owner === ring.ownerOf(key)) correct++
        await rest(asked / lookups)
      }
    }
    const sorted = ascending(lengths)
    return {
      name: failures.name,
      parameters: values,
      summary: {
        meanPath: mean(lengths),
        meanTimeouts: mean(timeouts),
        p1Path: percentile(sorted, 0.01),
        p99Path: percentile(sorted, 0.99),
        correct: correct / lookups,
        answered: lengths.length / lookups,
      },
      series: [
        { name: 'path length', points: distribution(lengths) },
        { name: 'timeouts', points: distribution(timeouts) },
      ],
      reference: TABLE_II,
    }
  },
}

const FAILED = [0, 0.1, 0.2, 0.3, 0.4, 0.5]
const tableOf = (name: string, ys: readonly number[]) => ({
  name,
  source: 'Stoica et al. 2003, table II: 1,000 nodes, lists of 20',
  points: FAILED.map((p, i): [number, number] => [p, ys[i] as number]),
})
/** x: share that failed; y: mean. */
const TABLE_II = [
  tableOf('mean path length', [3.84, 4.03, 4.22, 4.44, 4.69, 5.09]),
  tableOf('mean timeouts', [0, 0.6, 1.17, 2.02, 3.23, 5.1]),
]
