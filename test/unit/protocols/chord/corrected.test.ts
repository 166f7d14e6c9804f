import { describe, expect, test } from 'vitest'
import { correctedWalk } from '../../../support/correctedWalk.ts'
import { chordResult, chordScenario, recordedChord } from '../../../support/scenarios.ts'

const corrected = (actions: Parameters<typeof chordScenario>[0], config = {}) =>
  chordScenario(actions, { config: { successors: 3, variant: 'corrected', ...config } })

describe('Zave 2017: how to make Chord correct', () => {
  test('a joining node takes over the list of its predecessor, so its list is full at once', () => {
    const { node } = chordResult(corrected([{ do: 'join', node: 50, via: 15 }]))
    expect(node(50)).toMatchObject({ successors: [58, 4, 8], predecessor: 44 })
  })

  test('stabilize reads the better successor’s list before it adopts it', () => {
    const { node, properties } = chordResult(
      corrected([
        { do: 'join', node: 50, via: 15 },
        { do: 'stabilize', node: 50 },
        { do: 'stabilize', node: 44 },
      ]),
    )
    expect(node(44).successor).toBe(50)
    expect([node(44).backups, node(58).predecessor]).toEqual([undefined, 50])
    expect(properties.ConnectedAppendages).toBe('holds')
  })

  test('a dead successor is replaced by an artificial entry at the end: the list stays full', () => {
    const recording = recordedChord(
      corrected([
        { do: 'fail', node: 15 },
        { do: 'stabilize', node: 8 },
      ]),
    )
    const dropped = recording.steps.find((step) => step.kind === 'timer')?.after
    expect([dropped?.successor, dropped?.backups]).toEqual([20, [32, 33]])
    const last = recording.frame(recording.length).state(8)
    expect([last?.successor, last?.backups]).toEqual([20, [32, 35]])
  })

  test('rectify: another predecessor is taken only when the old one is dead', () => {
    const { node } = chordResult(
      corrected([
        { do: 'fail', node: 15 },
        { do: 'stabilize', node: 8 },
      ]),
    )
    expect([node(20).predecessor, node(8).successor]).toEqual([8, 20])
  })

  test('a node that waits for an answer answers questions about itself later', () => {
    const recording = recordedChord(
      corrected([
        { do: 'stabilize', node: 8, at_ms: 0 },
        { do: 'stabilize', node: 4, at_ms: 1 },
      ]),
    )
    const kinds = recording.messages.map(({ from, to, message }) => [
      from,
      to,
      (message as { kind: string }).kind,
    ])
    expect(kinds.slice(0, 3)).toEqual([
      [8, 15, 'askPredecessor'],
      [4, 8, 'askPredecessor'],
      [15, 8, 'predecessor'],
    ])
    expect(kinds).toContainEqual([8, 4, 'wait'])
    const wait = kinds.findIndex(([, , kind]) => kind === 'wait')
    expect(kinds.findIndex(([from, , kind]) => from === 8 && kind === 'predecessor')).toBeGreaterThan(wait)
  })

  test('all stabilize at once: nodes that wait in a circle give up by and by, and the run ends', () => {
    const { properties } = chordResult(
      corrected([
        { do: 'stabilize', node: 'all', at_ms: 0 },
        { do: 'stabilize', node: 'all', at_ms: 1 },
      ]),
    )
    expect(properties.Ideal).toBe('holds')
  })

  test('reconcile and update do nothing', () => {
    const { steps } = chordResult(
      corrected([
        { do: 'reconcile', node: 'all' },
        { do: 'update', node: 'all' },
      ]),
    )
    expect(steps).toBe(16)
  })

  // Ten times 10^4 steps.
  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(
    '10^5 random steps of maintenance, joins and failures within her assumption keep the invariant: part %i',
    (seed) => {
      const { broken, joins, failures } = correctedWalk(seed, 10_000)
      expect(broken).toBeUndefined()
      expect([joins > 50, failures > 10]).toEqual([true, true])
    },
  )
})
