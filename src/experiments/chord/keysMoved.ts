import { movedByModulo } from '../../protocols/chord/directory.ts'
import type { Id } from '../../protocols/chord/identifiers.ts'
import type { ChordState } from '../../protocols/chord/messages.ts'
import { type Experiment, numberOf, rests } from '../experiment.ts'
import { mean } from '../statistics.ts'
import { count, Ring, ringSeed, SEED } from './ring.ts'

/** Rings on which one node is added; what moves depends much on where it lands. */
const RINGS = 40

/** What moves when a node is added: the strawman of CS162 slide 8 beside consistent hashing (slide 9). */
export const keysMoved: Experiment = {
  name: 'chord/keys-moved',
  title: 'Keys that move',
  summary:
    'The share of keys that change their node when one is added: key mod M + 1 against consistent hashing.',
  parameters: [
    count('nodes', 'Nodes before one is added.', 100, 10_000),
    count('keys', 'Keys, at random identifiers.', 10_000, 100_000),
    SEED,
  ],
  async run(values, control) {
    const [nodes, keys, seed] = ['nodes', 'keys', 'seed'].map((name) => numberOf(values, name)) as [
      number,
      number,
      number,
    ]
    const rest = rests(control)
    const modulo: number[] = []
    const consistent: number[] = []
    for (let i = 0; i < RINGS; i++) {
      const ring = new Ring(
        { variant: 'lecture', nodes: { count: nodes, placement: 'random' }, keys: { count: keys } },
        ringSeed(seed, i),
      )
      const stored = ring.live.flatMap((id) => keysOf(ring, id))
      modulo.push(movedByModulo(stored, nodes, nodes + 1).length / keys)
      consistent.push(addNode(ring) / keys)
      await rest((i + 1) / RINGS)
    }
    return {
      name: keysMoved.name,
      parameters: values,
      summary: { modulo: mean(modulo), consistent: mean(consistent), theory: 1 / (nodes + 1) },
      series: [
        { name: 'modulo', points: modulo.map((share, i) => [i + 1, share]) },
        { name: 'consistent', points: consistent.map((share, i) => [i + 1, share]) },
      ],
      reference: [
        {
          name: '1 / (N + 1)',
          source: 'a new node takes its fair share',
          points: [
            [1, 1 / (nodes + 1)],
            [RINGS, 1 / (nodes + 1)],
          ],
        },
      ],
    }
  },
}

const keysOf = (ring: Ring, id: Id) => Object.keys((ring.kernel.state(id) as ChordState).keys).map(Number)

/** A node joins and stabilizes; the number of keys that it got. */
function addNode(ring: Ring): number {
  const { kernel } = ring
  let id = ring.identifier()
  while (kernel.status(id) !== undefined) id = ring.identifier()
  const settle = () => {
    while (!kernel.settled) kernel.step()
  }
  kernel.execute({ do: 'command', node: id, command: { do: 'join', via: ring.someone() } })
  settle()
  kernel.execute({ do: 'command', node: id, command: { do: 'stabilize' } })
  settle()
  return keysOf(ring, id).length
}
