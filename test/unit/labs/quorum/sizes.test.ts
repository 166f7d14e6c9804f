import { describe, expect, test } from 'vitest'
import type { Scenario } from '../../../../src/engine/scenario/scenario.ts'
import { missText, percentText, verdictText } from '../../../../src/labs/quorum/chances.ts'
import { replicaSlider } from '../../../../src/labs/quorum/replicaSlider.ts'
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

  test('what was done to single messages stays: the session judges which of them are others now', () => {
    for (const edited of [withReplicas(scenario, 5), withQuorums(scenario, { w: 2 })])
      expect(edited.actions).toEqual(scenario.actions)
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

describe('the slider of N', () => {
  test('back where it began, everything is as it was', () => {
    for (const name of publicNames.filter((one) => one.startsWith('quorum-'))) {
      const scenario = publicScenario(name)
      const { n } = configOf(scenario)
      for (const way of [[1, n], [7, n], [1, 7, 2, n], [n]]) {
        const slide = replicaSlider()
        const moved = way.reduce(slide, scenario)
        expect(moved, `${name} ${way.join(' ')}`).toEqual(scenario)
      }
    }
  })

  test('what the slider pushes comes back, what the user has chosen since stays', () => {
    const slide = replicaSlider()
    const scenario = publicScenario('quorum-put-k14')
    const small = slide(scenario, 1)
    expect(configOf(small)).toMatchObject({ w: 1, r: 1, placement: { K14: ['N1'] } })
    expect(configOf(slide({ ...small, seed: 9 }, 3))).toMatchObject({ w: 2, r: 2 })
    const four = slide(slide(small, 3), 4)
    const chosen = slide(withQuorums(four, { w: 4 }), 2)
    expect(configOf(slide(chosen, 4))).toMatchObject({ w: 4, r: 2 })
    expect(slide({ ...chosen, seed: 9 }, 3).seed).toBe(9)
  })

  test('another scenario, or one that somebody has changed, is where it begins anew', () => {
    const slide = replicaSlider()
    slide(publicScenario('quorum-put-at-3-get-at-3'), 2)
    const other = publicScenario('quorum-put-k14')
    expect(slide(other, 3)).toEqual(other)
    const grown = { ...other, actions: [...other.actions, { do: 'crash', node: 'N4' }] }
    expect(slide(grown, 3).actions.at(-1)).toEqual({ do: 'crash', node: 'N4' })
  })

  test('what an edit has left out of the messages by hand comes back with N, what is new is not lost', () => {
    const slide = replicaSlider()
    const scenario = publicScenario('quorum-put-at-3-get-at-3')
    const moved = slide(scenario, 4)
    const left = { ...moved, actions: moved.actions.filter(({ message }) => message === undefined) }
    expect(left.actions.length).toBeLessThan(moved.actions.length)
    expect(slide(left, 5)).toEqual(scenario)
    const drop = { do: 'drop', message: 1, at_step: 1 }
    const grown = { ...slide(left, 4), actions: [...left.actions, drop] }
    expect(slide(grown, 5).actions.at(-1)).toEqual(drop)
  })

  test('a get that asks others than its mark says has none', () => {
    const scenario = publicScenario('quorum-put-k14')
    const gets = ({ actions }: Scenario) => actions.filter(({ do: verb }) => verb === 'get')
    expect(gets(scenario).map(({ mark }) => mark)).not.toContain(undefined)
    for (const get of gets(withReplicas(scenario, 1))) expect(get).not.toHaveProperty('mark')
    expect(gets(withReplicas(scenario, 4))).toEqual(gets(scenario))
  })
})

describe('words about the sizes', () => {
  test('what they promise', () => {
    expect(verdictText(5, 3, 3)).toBe(
      'W + R > N: a get always meets the last put, here in at least 1 replica.',
    )
    expect(verdictText(5, 5, 5)).toContain('at least 5 replicas')
    expect(verdictText(5, 2, 3)).toMatch(/^W \+ R ≤ N/)
  })

  test('the pairs are counted where they are few, and the formula says the same', () => {
    expect(missText(5, 2, 3)).toBe('10 of 100 pairs of sets are apart = C(3, 3) / C(5, 3) = 10%')
    expect(missText(5, 3, 3)).toBe('0 of 100 pairs of sets are apart = C(2, 3) / C(5, 3) = 0%')
    expect(missText(20, 1, 10)).toBe('C(N − W, R) / C(N, R) = C(19, 10) / C(20, 10) = 50%')
  })

  test('a small chance is not none', () => {
    expect([0, 0.001, 0.1, 0.295].map(percentText)).toEqual(['0%', '<1%', '10%', '30%'])
  })
})
