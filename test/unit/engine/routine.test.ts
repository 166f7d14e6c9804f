import { describe, expect, test } from 'vitest'
import type { Protocol } from '../../../src/engine/run/protocol.ts'
import type { Action } from '../../../src/engine/scenario/scenario.ts'
import { type RelayProtocol, relay, relayScenario } from '../../support/relay.ts'
import { recorded } from '../../support/scenarios.ts'

/** The relay, whose nodes find the word "tick" not worth a stop. */
const withRoutine: RelayProtocol = {
  ...relay,
  behaviour(scenario) {
    const { role, spawn } = relay.behaviour(scenario)
    return {
      spawn,
      role: (address) => ({
        ...role(address),
        onMessage(state, message, from, ctx) {
          if (message.kind === 'word' && message.word === 'tick') ctx.explain?.({ routine: true })
          else role(address).onMessage(state, message, from, ctx)
        },
      }),
    }
  },
}

const say = (word: string, more: Partial<Action> = {}): Action => ({
  do: 'say',
  node: 'A',
  to: 'B',
  word,
  hops: 0,
  ...more,
})

/** 1 says tick, 2 hears it; 3 says tock, 4 hears it; 5 and 6 tick again. */
const recording = recorded(withRoutine, relayScenario([say('tick'), say('tock'), say('tick')]))

describe('steps that are routine', () => {
  test('are passed over forwards and backwards', () => {
    expect([0, 1, 2, 3, 4, 5].map((cursor) => recording.stopAfter(cursor))).toEqual([1, 3, 3, 4, 5, 5])
    expect([6, 5, 4, 3, 2, 1].map((cursor) => recording.stopBefore(cursor))).toEqual([5, 4, 3, 1, 1, 0])
  })

  test('are no stop at the end, either: stepping ends with the last step that says something', () => {
    expect(recording.stopAfter(5)).toBe(5)
    expect(recording.stopAfter(6)).toBe(6)
    expect(recording.frame(5).next).toBeUndefined()
  })

  test('stand between the stops, which are one unit apart', () => {
    expect([0, 1, 2, 3, 4, 5, 6].map((step) => recording.placeOf(step))).toEqual([0, 1, 1.5, 2, 3, 4, 5])
    // Half-way to the next stop is half-way on the axis; beyond the end it goes on.
    expect([recording.placeOf(4.5), recording.placeOf(7)]).toEqual([3.5, 6])
    expect([0, 1, 2, 3, 4, 5].map((number) => recording.stopAt(number))).toEqual([0, 1, 3, 4, 5, 6])
  })

  test('keep their places in a fork', () => {
    expect(recording.prefix(5).placeOf(5)).toBe(4)
    expect(recording.prefix(2).stopAfter(1)).toBe(1)
  })

  test('are not what a frame looks forward to', () => {
    expect(recording.frame(1).next?.index).toBe(3)
    expect(recording.frame(3).next?.index).toBe(4)
  })

  test('that the scenario marks are worth a stop', () => {
    // The mark of an action stands on its first step, which is the sending here: a routine step has none.
    const marked = recorded(withRoutine, relayScenario([say('tick', { mark: 'first' })]))
    expect(marked.stopAfter(0)).toBe(1)
    expect(marked.step(1)?.mark).toBe('first')
  })
})

test('a protocol may say how long each of its messages takes', () => {
  const slowWord: Protocol<never, never, never, never> = {
    ...(relay as unknown as Protocol<never, never, never, never>),
    behaviour: (scenario) => ({
      ...(relay as unknown as Protocol<never, never, never, never>).behaviour(scenario),
      transit: (message, network) =>
        (message as { word?: string }).word === 'slow' ? 70_000 : network.delay() * 2,
    }),
  }
  const run = recorded(slowWord, relayScenario([say('slow'), say('usual')]))
  expect(run.steps.map(({ time_us }) => time_us)).toEqual([0, 70_000, 70_000, 90_000])
})
