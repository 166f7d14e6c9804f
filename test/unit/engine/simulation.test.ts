import { describe, expect, test } from 'vitest'
import { TraceHash } from '../../../src/engine/run/hash.ts'
import { simulate } from '../../../src/engine/run/simulation.ts'
import type { Action, Scenario } from '../../../src/engine/scenario/scenario.ts'
import { testKernel } from '../../support/kernel.ts'
import { relay, relayScenario } from '../../support/relay.ts'

const actions: Action[] = [
  { do: 'say', node: 'A', to: 'B', word: 'one', hops: 6 },
  { do: 'ask', node: 'B', to: 'C' },
  { do: 'work', node: 'C', ticks: 2 },
]
const uniform = { latency_ms: { kind: 'uniform', min: 1, max: 9 }, loss: 0, duplication: 0 } as const

const hashOf = (scenario: Scenario) => simulate(relay, scenario).hash

describe('the hash of a run', () => {
  test('same scenario and seed: same hash; it is 64 hexadecimal digits', () => {
    const scenario = relayScenario(actions, { network: uniform })
    expect(hashOf(scenario)).toBe(hashOf(scenario))
    expect(hashOf(scenario)).toMatch(/^[0-9a-f]{64}$/)
  })

  test('it is pinned: the same in every version of Node and in the browser', () => {
    expect(hashOf(relayScenario(actions, { network: uniform }))).toMatchInlineSnapshot(
      `"4f585e741191e4f2f3ff3e6950e5b9e76936401450752cc05a8d62a09931b604"`,
    )
  })

  test('the seed, the delays, the actions and the nodes all move it', () => {
    const hashes = [
      relayScenario(actions, { network: uniform }),
      relayScenario(actions, { network: uniform, seed: 2 }),
      relayScenario(actions),
      relayScenario(actions.slice(1), { network: uniform }),
      relayScenario(actions, { network: uniform, nodes: ['A', 'B', 'C', 'D'] }),
    ].map(hashOf)
    expect(new Set(hashes).size).toBe(hashes.length)
  })

  test('words do not move it: title, summary, marks, expectations', () => {
    const spoken = relayScenario(
      actions.map((action) => ({ ...action, mark: 'here' })),
      { title: 'other', summary: 'other', expect: [{ property: 'EvenlyHeard', outcome: 'holds' }] },
    )
    expect(hashOf(spoken)).toBe(hashOf(relayScenario(actions)))
  })

  test('a step’s time, kind, node, sender and input all count, and so does every last state', () => {
    const event = {
      kind: 'message',
      node: 1,
      from: 2,
      input: { a: 1 },
      messageId: 1,
      timerSeq: null,
    } as const
    const { kernel } = testKernel(['A'])
    const ended = (time: number, more: object) => {
      const hash = new TraceHash()
      hash.add(time, { ...event, ...more })
      return hash.end(kernel)
    }
    const variants = [{}, { kind: 'lost' }, { node: 3 }, { from: 3 }, { input: { a: 2 } }] as const
    const hashes = [...variants.map((more) => ended(5, more)), ended(6, {})]
    expect(new Set(hashes).size).toBe(hashes.length)
    expect(ended(5, { messageId: 9 })).toBe(hashes[0])
    kernel.state('A')?.log.push('changed')
    expect(hashes).not.toContain(ended(5, {}))
  })
})

describe('the result of a run', () => {
  test('steps, time, the protocol’s own part, properties and expectations', () => {
    const result = simulate(
      relay,
      relayScenario([{ do: 'say', node: 'A', to: 'B', word: 'one', hops: 0 }], {
        expect: [
          { property: 'EvenlyHeard', outcome: 'violated' },
          { property: 'EvenlyHeard', outcome: 'holds' },
        ],
      }),
    )
    expect(result).toMatchObject({
      lab: 'relay',
      steps: 2,
      time_us: 10_000,
      heard: { A: [], B: ['one'], C: [] },
      properties: { EvenlyHeard: 'violated' },
      expect: [
        { property: 'EvenlyHeard', outcome: 'violated', actual: 'violated', met: true },
        { property: 'EvenlyHeard', outcome: 'holds', actual: 'violated', met: false },
      ],
    })
  })

  test('a property that the protocol does not have is never met', () => {
    const scenario = relayScenario([], { expect: [{ property: 'Nonsense', outcome: 'holds' }] })
    expect(simulate(relay, scenario).expect).toEqual([
      { property: 'Nonsense', outcome: 'holds', actual: 'unknown', met: false },
    ])
  })
})
