import { describe, expect, test } from 'vitest'
import { Run } from '../../../src/engine/run/run.ts'
import { simulate } from '../../../src/engine/run/simulation.ts'
import type { Action, Scenario } from '../../../src/engine/scenario/scenario.ts'
import { type RelayMessage, relay, relayScenario } from '../../support/relay.ts'
import { recorded } from '../../support/scenarios.ts'

const tell = (node: string, to: string, word: string, more: Partial<Action> = {}): Action => ({
  do: 'say',
  node,
  to,
  word,
  hops: 0,
  ...more,
})
const wait = (
  node: string,
  ms: number,
  kind: 'foreground' | 'background',
  more: Partial<Action> = {},
): Action => ({
  do: 'wait',
  node,
  ms,
  kind,
  ...more,
})

/** Each step as `milliseconds kind node words`. */
function story(scenario: Scenario): string[] {
  return recorded(relay, scenario).steps.map((step) => {
    const words =
      step.messageId !== null
        ? relay.label(step.input as RelayMessage)
        : step.kind === 'command'
          ? (step.input as { do: string }).do
          : step.kind === 'timer'
            ? String(step.input)
            : ''
    return [step.time_us / 1000, step.kind, step.node, words]
      .filter((part) => part !== '' && part !== null)
      .join(' ')
  })
}

const marks = (scenario: Scenario) =>
  recorded(relay, scenario)
    .steps.filter(({ mark }) => mark !== undefined && mark !== 'even again' && !mark.includes('hears'))
    .map((step) => `${step.index} ${step.kind} ${step.mark}`)

describe('actions without a time (SCENARIOS: an action happens when the one before has settled)', () => {
  test('the first happens at the start, each other when nothing is in flight', () => {
    expect(story(relayScenario([tell('A', 'B', 'one'), tell('B', 'C', 'two')]))).toEqual([
      '0 command A say',
      '10 message B one',
      '10 command B say',
      '20 message C two',
    ])
  })

  test('a foreground timer is waited for, a background timer is not', () => {
    expect(
      story(relayScenario([wait('A', 7, 'foreground'), wait('A', 9, 'background'), tell('A', 'B', 'x')])),
    ).toEqual([
      '0 command A wait',
      '7 timer A alarm',
      '7 command A wait',
      '7 command A say',
      '16 timer A alarm',
      '17 message B x',
    ])
  })

  test('the run ends when all has settled, background timers or not', () => {
    expect(story(relayScenario([wait('A', 9, 'background')]))).toEqual(['0 command A wait'])
  })

  test('an action for "all" gives its instructions one by one, each when the one before has settled', () => {
    expect(story(relayScenario([tell('all', 'B', 'hi')]))).toEqual([
      '0 command A say',
      '10 message B hi',
      '10 command B say',
      '10 message B hi',
      '10 command C say',
      '20 message B hi',
    ])
  })

  test('"all" means the live nodes at the time of the action', () => {
    expect(
      story(
        relayScenario([{ do: 'crash', node: 'B' }, { do: 'quit', node: 'C' }, wait('all', 1, 'background')]),
      ),
    ).toEqual(['0 crash B', '0 command C quit', '0 command A wait'])
  })

  test('an action that has lost its object is no step and holds nothing up', () => {
    expect(
      story(relayScenario([{ do: 'recover', node: 'A' }, { do: 'drop', message: 5 }, tell('A', 'B', 'one')])),
    ).toEqual(['0 command A say', '10 message B one'])
  })
})

describe('actions with at_ms', () => {
  test('it happens at that time, whatever is in flight', () => {
    expect(story(relayScenario([tell('A', 'B', 'slow'), tell('C', 'B', 'fast', { at_ms: 4 })]))).toEqual([
      '0 command A say',
      '4 command C say',
      '10 message B slow',
      '14 message B fast',
    ])
  })

  test('what is due at the very time comes first', () => {
    expect(story(relayScenario([tell('A', 'B', 'one'), { do: 'crash', node: 'B', at_ms: 10 }]))).toEqual([
      '0 command A say',
      '10 message B one',
      '10 crash B',
    ])
  })

  test('when nothing happens before, the clock jumps to it', () => {
    expect(story(relayScenario([tell('A', 'B', 'x', { at_ms: 500 })]))).toEqual([
      '500 command A say',
      '510 message B x',
    ])
  })

  test('an action for "all" happens on all of them at once', () => {
    expect(story(relayScenario([tell('all', 'B', 'hi', { at_ms: 3 })]))).toEqual([
      '3 command A say',
      '3 command B say',
      '3 command C say',
      '3 message B hi',
      '13 message B hi',
      '13 message B hi',
    ])
  })

  test('one whose time has gone by happens as soon as its turn comes', () => {
    expect(
      story(
        relayScenario([wait('A', 50, 'foreground'), tell('A', 'B', 'a'), tell('A', 'B', 'b', { at_ms: 20 })]),
      ),
    ).toEqual([
      '0 command A wait',
      '50 timer A alarm',
      '50 command A say',
      '50 command A say',
      '60 message B a',
      '60 message B b',
    ])
  })

  test('an action without a time, after one with a time, waits until that has settled', () => {
    expect(story(relayScenario([tell('A', 'B', 'x', { at_ms: 5 }), tell('B', 'A', 'y')]))).toEqual([
      '5 command A say',
      '15 message B x',
      '15 command B say',
      '25 message A y',
    ])
  })
})

describe('advance', () => {
  test('time passes, what is due in it happens, then the next action', () => {
    expect(
      story(
        relayScenario([wait('A', 9, 'background'), { do: 'advance', seconds: 0.02 }, tell('A', 'B', 'x')]),
      ),
    ).toEqual(['0 command A wait', '9 timer A alarm', '20 advance', '20 command A say', '30 message B x'])
  })

  test('what is due at its very end still belongs to it', () => {
    expect(story(relayScenario([wait('A', 20, 'background'), { do: 'advance', seconds: 0.02 }]))).toEqual([
      '0 command A wait',
      '20 timer A alarm',
      '20 advance',
    ])
  })

  test('it starts when the action before has settled', () => {
    expect(story(relayScenario([tell('A', 'B', 'x'), { do: 'advance', seconds: 1 }]))).toEqual([
      '0 command A say',
      '10 message B x',
      '1010 advance',
    ])
  })

  test('advance 0 is a step at the same time', () => {
    expect(story(relayScenario([{ do: 'advance', seconds: 0 }]))).toEqual(['0 advance'])
  })
})

describe('the end of a run', () => {
  test('work that only background timers move is finished first (SCENARIOS: no job unfinished)', () => {
    expect(story(relayScenario([{ do: 'work', node: 'A', ticks: 2 }]))).toEqual([
      '0 command A work',
      '3 timer A work',
      '6 timer A work',
    ])
  })

  test('until_ms: background timers go on to that time, and no further', () => {
    const scenario = relayScenario([wait('all', 30, 'background')], { until_ms: 30 })
    expect(story(scenario).slice(3)).toEqual(['30 timer A alarm', '30 timer B alarm', '30 timer C alarm'])
    expect(story({ ...scenario, until_ms: 29 })).toHaveLength(3)
  })

  test('until_ms cuts off messages in flight, work and actions that come later', () => {
    expect(
      story(
        relayScenario(
          [{ do: 'work', node: 'A', ticks: 9 }, tell('A', 'B', 'x'), tell('A', 'B', 'y', { at_ms: 8 })],
          {
            until_ms: 7,
          },
        ),
      ),
    ).toEqual(['0 command A work', '0 command A say', '3 timer A work', '6 timer A work'])
  })

  test('an advance that ends after until_ms does not happen', () => {
    expect(
      story(relayScenario([{ do: 'advance', seconds: 1 }, tell('A', 'B', 'x')], { until_ms: 999 })),
    ).toEqual([])
    expect(story(relayScenario([{ do: 'advance', seconds: 1 }], { until_ms: 1000 }))).toEqual([
      '1000 advance',
    ])
  })

  test('a scenario without actions has no step', () => {
    expect(simulate(relay, relayScenario([]))).toMatchObject({ steps: 0, time_us: 0 })
  })
})

describe('interventions: actions with at_step', () => {
  const base = [tell('A', 'B', 'one'), tell('B', 'C', 'two')]

  test('it happens right after that step, whatever is in flight, and stands outside the order of the others', () => {
    expect(story(relayScenario([...base, { do: 'crash', node: 'B', at_step: 1 }]))).toEqual([
      '0 command A say',
      '0 crash B',
      '10 lost B one',
    ])
    expect(story(relayScenario([{ do: 'crash', node: 'C', at_step: 3 }, ...base]))).toEqual([
      '0 command A say',
      '10 message B one',
      '10 command B say',
      '10 crash C',
      '20 lost C two',
    ])
  })

  test('at_step 0 is before everything, and after the last step is still in time', () => {
    expect(story(relayScenario([tell('A', 'B', 'one'), { do: 'crash', node: 'B', at_step: 0 }]))[0]).toBe(
      '0 crash B',
    )
    expect(story(relayScenario([tell('A', 'B', 'one'), tell('B', 'A', 'more', { at_step: 2 })]))).toEqual([
      '0 command A say',
      '10 message B one',
      '10 command B say',
      '20 message A more',
    ])
  })

  test('one at a step that the run does not reach does not happen', () => {
    expect(story(relayScenario([tell('A', 'B', 'one'), { do: 'heal', at_step: 3 }]))).toHaveLength(2)
  })

  test('several at the same step happen in the order of the file, each a step', () => {
    const both = [
      { do: 'partition', groups: [['A'], ['B']], at_step: 1 },
      { do: 'heal', at_step: 1 },
      tell('C', 'A', 'hi', { at_step: 1 }),
    ]
    expect(story(relayScenario([tell('A', 'B', 'one'), ...both]))).toEqual([
      '0 command A say',
      '0 partition',
      '0 heal',
      '0 command C say',
      '10 message B one',
      '10 message A hi',
    ])
  })

  test('one right after a step comes before what is left of those at an earlier step', () => {
    expect(
      story(
        relayScenario([
          tell('A', 'B', 'one'),
          { do: 'crash', node: 'C', at_step: 2 },
          { do: 'heal', at_step: 1 },
          tell('all', 'A', 'hi', { at_step: 1 }),
        ]),
      ).slice(0, 6),
    ).toEqual([
      '0 command A say',
      '0 heal',
      '0 crash C',
      '0 command A say',
      '0 command B say',
      '0 message A hi',
    ])
  })

  test('they meddle with messages by their ids', () => {
    const send = tell('A', 'B', 'one')
    const meddled = (more: Partial<Action> & { do: string }) =>
      story(relayScenario([send, { message: 1, at_step: 1, ...more }])).slice(1)
    expect(meddled({ do: 'deliver' })).toEqual(['0 message B one'])
    expect(meddled({ do: 'drop' })).toEqual(['0 drop one'])
    expect(meddled({ do: 'delay', ms: 5 })).toEqual(['0 delay one', '15 message B one'])
    expect(meddled({ do: 'duplicate' })).toEqual(['0 duplicate one', '10 message B one', '10 message B one'])
  })

  test('an advance made by hand holds the script, and one of the script is not lost over it', () => {
    expect(
      story(
        relayScenario([
          { do: 'advance', seconds: 5 },
          { do: 'advance', seconds: 2, at_step: 0 },
          tell('A', 'B', 'x'),
        ]),
      ),
    ).toEqual(['2000 advance', '7000 advance', '7000 command A say', '7010 message B x'])
    expect(
      story(
        relayScenario([
          wait('A', 3_000, 'background'),
          { do: 'advance', seconds: 5, mark: 'long' },
          { do: 'advance', seconds: 1, at_step: 2 },
        ]),
      ),
    ).toEqual(['0 command A wait', '3000 timer A alarm', '4000 advance', '5000 advance'])
  })
})

describe('marks', () => {
  test('an action marks its first step, and no other', () => {
    expect(
      marks(
        relayScenario([tell('all', 'B', 'hi', { mark: 'greeting' }), tell('A', 'C', 'x', { mark: 'end' })]),
      ),
    ).toEqual(['1 command greeting', '7 command end'])
  })

  test('advance marks the step that ends it', () => {
    expect(
      marks(relayScenario([wait('A', 1, 'background'), { do: 'advance', seconds: 1, mark: 'later' }])),
    ).toEqual(['3 advance later'])
  })

  test('the mark of an action that does nothing is not given to another', () => {
    expect(
      marks(
        relayScenario([
          { do: 'recover', node: 'A', mark: 'nothing' },
          wait('A', 1, 'foreground'),
          tell('A', 'B', 'x'),
        ]),
      ),
    ).toEqual([])
    expect(
      marks(
        relayScenario([tell('all', 'B', 'hi'), { do: 'drop', message: 99, at_step: 2, mark: 'nothing' }]),
      ),
    ).toEqual([])
  })

  test('several interventions at the same step keep their own marks', () => {
    expect(
      marks(
        relayScenario([
          tell('A', 'B', 'one', { mark: 'start' }),
          { do: 'partition', groups: [['A'], ['B']], at_step: 1, mark: 'cut' },
          { do: 'heal', at_step: 1 },
          { do: 'drop', message: 1, at_step: 1, mark: 'dropped' },
        ]),
      ),
    ).toEqual(['1 command start', '2 partition cut', '4 drop dropped'])
  })
})

describe('limits', () => {
  test('toEnd runs as many steps as it may, and says whether the end was reached', () => {
    const run = new Run(relay, relayScenario([tell('A', 'B', 'x'), tell('B', 'C', 'y')]))
    expect([run.toEnd(3), run.kernel.steps]).toEqual([false, 3])
    expect([run.toEnd(), run.kernel.steps]).toEqual([true, 4])
    expect([run.step(), run.kernel.steps]).toEqual([false, 4])
  })
})
