import { Recorder } from '../engine/record/recorder.ts'
import type { Recording } from '../engine/record/recording.ts'
import type { Action, Scenario } from '../engine/scenario/scenario.ts'
import type { AnyProtocol } from '../protocols/registry.ts'

/**
 * An edited scenario without what was done by hand to messages that are others now. Actions name a message by
 * its number in the run, and with another parameter that number may be another message's.
 *
 * @param before the run in which the messages were meant.
 * @returns the same object when every message is still the one that was meant.
 */
export function withoutStrangers(
  scenario: Scenario,
  protocol: AnyProtocol,
  before: Recording<unknown>,
): Scenario {
  const meddling = scenario.actions.filter(
    ({ message, at_step }) => message !== undefined && at_step !== undefined,
  )
  if (meddling.length === 0) return scenario
  const recorder = new Recorder(protocol, scenario)
  recorder.advance(1 + Math.max(...meddling.map(({ at_step }) => at_step as number)))
  const who = (recording: Recording<unknown>, { message }: Action) => {
    const record = recording.message(message as number)
    return record && JSON.stringify([record.from, record.to, protocol.label(record.message)])
  }
  // After one that is another, the run is another, and so are the numbers.
  const first = meddling.findIndex((action) => who(before, action) !== who(recorder.recording, action))
  if (first < 0) return scenario
  const strangers = new Set(meddling.slice(first))
  return { ...scenario, actions: scenario.actions.filter((action) => !strangers.has(action)) }
}
