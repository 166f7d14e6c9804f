import { describe, expect, test } from 'vitest'
import type { Scenario } from '../../../../src/engine/scenario/scenario.ts'
import { castOf } from '../../../../src/labs/quorum/cast.ts'
import { layOut } from '../../../../src/labs/quorum/layout.ts'
import { quorumMarks } from '../../../../src/labs/quorum/marks.ts'
import { shownOf } from '../../../../src/labs/quorum/shown.ts'
import { missedBy, staleText, whereText } from '../../../../src/labs/quorum/staleness.ts'
import type { QuorumConfig } from '../../../../src/protocols/quorum/config.ts'
import { quorumProperties } from '../../../../src/protocols/quorum/properties.ts'
import { focusOf } from '../../../../src/scene/focus.ts'
import { publicNames, publicScenario } from '../../../support/scenarios.ts'
import { recordedQuorum } from '../../protocols/quorum/support.ts'

function at(scenario: Scenario, cursor: number) {
  const frame = recordedQuorum(scenario).frame(cursor)
  const shown = shownOf(frame)
  const cast = castOf(frame, scenario.config as QuorumConfig, scenario.actions, shown.key)
  const layout = layOut(cast, 1008, 390, 1)
  const scene = { frame, focus: focusOf(frame), shown, cast, layout, selected: undefined }
  return {
    ...shown,
    missed: missedBy(frame, shown.get),
    marks: quorumMarks(scene, { sets: true, ways: true }),
  }
}

describe('a stale get', () => {
  const scenario = publicScenario('quorum-stale-read')

  test('is said from the step on at which it returns, with what it has missed and why', () => {
    expect(at(scenario, 18).missed).toBeUndefined()
    const { get, missed, marks } = at(scenario, 19)
    expect(missed && whereText(missed)).toBe('v2 is on N2')
    expect(get && missed && staleText(get, missed)).toBe(
      'N2 has v2, whose put returned ok at step 14. This get began later and took the answer of N3 alone: v1.',
    )
    expect(marks.boxes.find(({ name }) => name === 'reader')).toMatchObject({
      outcome: 'stale v1',
      tone: 'failed',
    })
    expect(marks.replicas.filter(({ missed: is }) => is).map(({ name, word }) => [name, word])).toEqual([
      ['N2', 'missed'],
    ])
  })

  test('the step that it names is the one at which the put returned ok', () => {
    const recording = recordedQuorum(scenario)
    const { put, missed } = at(scenario, 19)
    const returned = (cursor: number) =>
      recording.frame(cursor).operations[(put?.id ?? 0) - 1]?.returned_us !== undefined
    const step = missed?.returnedStep ?? 0
    expect([returned(step - 1), returned(step)]).toEqual([false, true])
  })

  test.each(publicNames.filter((name) => name.startsWith('quorum-')))(
    '%s: it is said of just those gets that break FreshReads',
    (name) => {
      const one = publicScenario(name)
      const recording = recordedQuorum(one)
      const fresh = quorumProperties.properties.findIndex((property) => property.name === 'FreshReads')
      let stale = false
      for (let cursor = 0; cursor <= recording.length; cursor++) {
        const frame = recording.frame(cursor)
        const isSaid = missedBy(frame, shownOf(frame).get) !== undefined
        stale ||= isSaid
        expect(frame.verdicts[fresh]?.holds, `step ${cursor}`).toBe(!stale)
      }
    },
  )
})
