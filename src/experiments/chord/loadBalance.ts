import type { ChordState } from '../../protocols/chord/messages.ts'
import { type Experiment, numberOf, rests } from '../experiment.ts'
import { ascending, mean, percentile } from '../statistics.ts'
import { count, Ring, SEED } from './ring.ts'

/** How evenly keys spread over nodes (Stoica et al. 2003, section V-B, figures 8 and 9). */
export const loadBalance: Experiment = {
  name: 'chord/load-balance',
  title: 'Load balance',
  summary: 'Keys on each machine, as multiples of the mean, with one or more identifiers for each machine.',
  parameters: [
    count('nodes', 'Machines.', 10_000, 100_000),
    count('keys', 'Keys, at random identifiers.', 500_000, 1_000_000),
    count('virtualNodes', 'Identifiers of each machine.', 1, 100),
    SEED,
  ],
  async run(values, control) {
    const nodes = numberOf(values, 'nodes')
    const virtualNodes = Math.min(numberOf(values, 'virtualNodes'), Math.floor(1_000_000 / nodes))
    const rest = rests(control)
    await rest(0)
    const ring = new Ring(
      {
        nodes: { count: nodes, placement: 'random' },
        virtualNodes,
        keys: { count: numberOf(values, 'keys') },
      },
      numberOf(values, 'seed'),
    )
    await rest(0.9)
    const loads = Array.from({ length: nodes }, () => 0)
    shuffled(ring).forEach((id, i) => {
      const { keys } = ring.kernel.state(id) as ChordState
      const machine = i % nodes
      loads[machine] = (loads[machine] as number) + Object.keys(keys).length
    })
    const average = mean(loads)
    const sorted = ascending(loads).map((load) => load / average)
    return {
      name: loadBalance.name,
      parameters: values,
      summary: {
        mean: average,
        p1: percentile(sorted, 0.01),
        p99: percentile(sorted, 0.99),
        max: sorted[sorted.length - 1] as number,
        empty: sorted.filter((load) => load === 0).length / nodes,
      },
      series: [{ name: 'load by rank', points: quantiles(sorted) }],
      reference:
        virtualNodes === 1
          ? [{ name: 'exponential', source: 'gaps between random points', points: exponential() }]
          : [],
    }
  },
}

const SHARES = Array.from({ length: 99 }, (_, i) => (i + 1) / 100)

const quantiles = (sorted: readonly number[]) =>
  SHARES.map((share): [number, number] => [share, percentile(sorted, share)])

/** With one identifier each, the arcs that nodes own are nearly exponential. */
const exponential = () => SHARES.map((share): [number, number] => [share, -Math.log(1 - share)])

/** The identifiers in random order: dealt out to machines in turn, each gets its own at random. */
function shuffled({ live, dice }: Ring): number[] {
  const ids = [...live]
  for (let i = ids.length - 1; i > 0; i--) {
    const j = dice.below(i + 1)
    ;[ids[i], ids[j]] = [ids[j] as number, ids[i] as number]
  }
  return ids
}
