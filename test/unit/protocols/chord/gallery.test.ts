import { describe, expect, test } from 'vitest'
import type { Scenario } from '../../../../src/engine/scenario/scenario.ts'
import { chordProperties } from '../../../../src/protocols/chord/properties.ts'
import { chordResult, publicScenario, recordedChord } from '../../../support/scenarios.ts'

/** What the first step without a property was: its kind, its node, and the command or message. */
function breaks(scenario: Scenario, property: string) {
  const recording = recordedChord(scenario)
  const index = chordProperties.properties.findIndex(({ name }) => name === property)
  const step = recording.steps.find(({ verdicts }) => verdicts[index]?.holds === false)
  return step && { kind: step.kind, node: step.node, index: step.index }
}

/** A scenario that goes on after its end. */
function continued(scenario: Scenario, ...actions: Scenario['actions']): Scenario {
  return { ...scenario, actions: [...scenario.actions, ...actions] }
}

const SAFE = ['AtLeastOneRing', 'AtMostOneRing', 'OrderedRing', 'ConnectedAppendages', 'OneLiveSuccessor']

describe('Zave 2012, figure "AtMostOneRing": ideal {25, 60}, r = 2', () => {
  const scenario = publicScenario('chord-broken-two-rings')

  test('before the failures, 25 has the list 31, 25: stabilize replaced the head alone', () => {
    const failing = scenario.actions.findIndex((action) => action.do === 'fail')
    const { node, properties } = chordResult({ ...scenario, actions: scenario.actions.slice(0, failing) })
    expect([node(25), node(60)]).toMatchObject([{ successors: [31, 25] }, { successors: [19, 60] }])
    expect(properties.AtMostOneRing).toBe('holds')
  })

  test('the ring falls apart when 19, the second of them, fails', () => {
    expect(breaks(scenario, 'AtMostOneRing')).toMatchObject({ kind: 'crash', node: 19 })
  })

  test('after update(25) and update(60) there are two rings of one node', () => {
    const { node, properties } = chordResult(scenario)
    expect([node(25).successor, node(60).successor]).toEqual([25, 60])
    expect(properties).toMatchObject({ AtMostOneRing: 'violated', AtLeastOneRing: 'holds' })
  })

  test('for ever: no maintenance brings them together', () => {
    const { properties, node } = chordResult(continued(scenario, { do: 'maintain', rounds: 50 }))
    expect([properties.AtMostOneRing, node(25).successor, node(60).successor]).toEqual(['violated', 25, 60])
  })

  test('corrected: the same script stays whole at every step, and becomes ideal', () => {
    const corrected = publicScenario('chord-broken-two-rings-corrected')
    expect(corrected.actions).toEqual(scenario.actions)
    for (const property of SAFE)
      expect([property, breaks(corrected, property)]).toEqual([property, undefined])
    const { properties } = chordResult(continued(corrected, { do: 'maintain', rounds: 3 }))
    expect(properties.Ideal).toBe('holds')
  })
})

describe('Zave 2012, figure "AtLeastOneRing": 12 creates, 6 and 10 join', () => {
  const scenario = publicScenario('chord-broken-no-ring')

  test('no ring is left at the step in which 6 adopts the dead 10', () => {
    const found = breaks(scenario, 'AtLeastOneRing')
    expect(found).toMatchObject({ kind: 'message', node: 6 })
    const step = recordedChord(scenario).step(found?.index as number)
    expect([step?.input, step?.after?.successor]).toMatchObject([
      { kind: 'predecessor', predecessor: 10 },
      10,
    ])
  })

  test('and none comes back', () => {
    const { properties } = chordResult(continued(scenario, { do: 'maintain', rounds: 50 }))
    expect(properties.AtLeastOneRing).toBe('violated')
  })

  test('corrected: the same script stays whole at every step', () => {
    const corrected = publicScenario('chord-broken-no-ring-corrected')
    expect(corrected.actions).toEqual(scenario.actions)
    for (const property of SAFE)
      expect([property, breaks(corrected, property)]).toEqual([property, undefined])
    const { properties } = chordResult(continued(corrected, { do: 'maintain', rounds: 3 }))
    expect(properties.Ideal).toBe('holds')
  })
})
