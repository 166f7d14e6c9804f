import { type Experiment, numberOf, rests } from '../experiment.ts'
import { ascending, distribution, mean, percentile } from '../statistics.ts'
import { count, Ring, ringSeed, SEED } from './ring.ts'

/** Lookups on one ring, before another one is drawn: small rings differ from one another. */
const LOOKUPS_A_RING = 10
/** Rings that are drawn at most: building one of many nodes takes longer than asking it. */
const MOST_NODES = 200_000

/** How far lookups go by fingers (Stoica et al. 2003, section V-C): about half of log2 N forwardings. */
export const pathLength: Experiment = {
  name: 'chord/path-length',
  title: 'Path length of lookups',
  summary:
    'Forwardings of a lookup by fingers on rings of N nodes; the last step to the owner is not counted.',
  parameters: [
    count('nodes', 'Nodes of the ring.', 1024, 100_000),
    count('lookups', 'Lookups, each from a random node for a random key.', 20_000, 1_000_000),
    { ...count('bits', 'Bits of an identifier.', 32, 32, 3) },
    SEED,
  ],
  async run(values, control) {
    const [nodes, lookups, bits, seed] = ['nodes', 'lookups', 'bits', 'seed'].map((name) =>
      numberOf(values, name),
    ) as [number, number, number, number]
    const rest = rests(control)
    const members = Math.min(nodes, 2 ** bits)
    const rings = Math.max(1, Math.min(Math.ceil(lookups / LOOKUPS_A_RING), Math.floor(MOST_NODES / members)))
    const lengths: number[] = []
    for (let i = 0; i < rings; i++) {
      const ring = new Ring({ bits, nodes: { count: members, placement: 'random' } }, ringSeed(seed, i))
      const until = Math.round((lookups * (i + 1)) / rings)
      while (lengths.length < until) {
        lengths.push(ring.lookup(ring.someone(), ring.identifier(bits)).forwardings)
        await rest(lengths.length / lookups)
      }
    }
    const sorted = ascending(lengths)
    const theory = Math.log2(members) / 2
    return {
      name: pathLength.name,
      parameters: values,
      summary: {
        mean: mean(lengths),
        theory,
        p1: percentile(sorted, 0.01),
        p99: percentile(sorted, 0.99),
        rings,
      },
      series: [{ name: 'distribution', points: distribution(lengths) }],
      reference: [
        {
          name: 'half of log2 N',
          source: 'Stoica et al. 2003, section V-C',
          points: [
            [theory, 0],
            [theory, 1],
          ],
        },
      ],
    }
  },
}
