import { describe, expect, test } from 'vitest'
import { missText, percentText, verdictText } from '../../../../src/labs/quorum/chances.ts'
import { withQuorums, withReplicas } from '../../../../src/labs/quorum/sizes.ts'
import type { QuorumConfig } from '../../../../src/protocols/quorum/config.ts'
import { publicNames, publicScenario, refusal } from '../../../support/scenarios.ts'

const configOf = ({ config }: { config: unknown }) => config as QuorumConfig

describe('moving N', () => {
  const scenario = publicScenario('quorum-put-at-3-get-at-3')

  test('to less: W and R stay within it, placements and gets keep their first replicas', () => {
    const { n, w, r, nodes, placement } = configOf(withReplicas(scenario, 2))
    expect([n, w, r]).toEqual([2, 2, 2])
    expect(nodes).toHaveLength(5)
    expect(placement).toEqual({ k14: ['N1', 'N2'] })
    const get = withReplicas(scenario, 4).actions.find((action) => action.do === 'get')
    expect(get?.from).toEqual(['N4', 'N3'])
    expect(withReplicas(scenario, 2).actions.find((action) => action.do === 'get')).not.toHaveProperty('from')
  })

  test('to more: nodes are added by free names, placements go on', () => {
    const { nodes, placement } = configOf(withReplicas(scenario, 7))
    expect(nodes).toEqual(['N1', 'N2', 'N3', 'N4', 'N5', 'N6', 'N7'])
    expect(placement.k14).toEqual(nodes)
    const taken = { ...scenario, actions: [{ do: 'get', client: 'N6', key: 'k14' }] }
    expect(configOf(withReplicas(taken, 6)).nodes.at(-1)).toBe('N7')
  })

  test('what was done to single messages by hand is left out', () => {
    expect(scenario.actions.filter(({ do: verb }) => verb === 'drop')).toHaveLength(2)
    expect(withReplicas(scenario, 4).actions.filter(({ do: verb }) => verb === 'drop')).toEqual([])
  })

  test.each(publicNames.filter((name) => name.startsWith('quorum-')))(
    '%s is right with every N, W and R',
    (name) => {
      for (let n = 1; n <= 7; n++) {
        const moved = withReplicas(publicScenario(name), n)
        expect(refusal(moved)).toEqual([])
        for (let w = 1; w <= n; w++) expect(refusal(withQuorums(moved, { w, r: n - w + 1 }))).toEqual([])
      }
    },
  )
})

describe('words about the sizes', () => {
  test('what they promise', () => {
    expect(verdictText(5, 3, 3)).toBe(
      'W + R > N: a get always meets the last put, here in at least 1 replica.',
    )
    expect(verdictText(5, 5, 5)).toContain('at least 5 replicas')
    expect(verdictText(5, 2, 3)).toMatch(/^W \+ R ≤ N/)
  })

  test('the pairs are counted where they are few, else the formula says it', () => {
    expect(missText(5, 2, 3)).toBe('10 of 100 pairs of a write and a read set are apart.')
    expect(missText(20, 1, 10)).toBe('C(N − W, R) / C(N, R) = 50%')
  })

  test('a small chance is not none', () => {
    expect([0, 0.001, 0.1, 0.295].map(percentText)).toEqual(['0%', '<1%', '10%', '30%'])
  })
})
