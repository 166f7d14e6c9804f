import { describe, expect, test } from 'vitest'
import { Recorder } from '../../../src/engine/record/recorder.ts'
import { Recording } from '../../../src/engine/record/recording.ts'
import { changesOf, runningLine, type Step } from '../../../src/engine/record/step.ts'
import { simulate } from '../../../src/engine/run/simulation.ts'
import type { Action } from '../../../src/engine/scenario/scenario.ts'
import { type RelayProtocol, type RelayState, relay, relayScenario } from '../../support/relay.ts'
import { recorded } from '../../support/scenarios.ts'

const tell = (from: string, to: string, word: string, more: Partial<Action> = {}): Action => ({
  do: 'say',
  node: from,
  to,
  word,
  hops: 0,
  ...more,
})
const record = (actions: readonly Action[], more: Parameters<typeof relayScenario>[1] = {}) =>
  recorded(relay, relayScenario(actions, more))

const stepOf = (recording: Recording<RelayState>, index: number) => recording.step(index) as Step<RelayState>

describe('steps', () => {
  test('a step says when it was, what it was, where, and what came in', () => {
    const recording = record([tell('A', 'B', 'one')])
    expect(recording.length).toBe(2)
    expect(stepOf(recording, 1)).toMatchObject({
      index: 1,
      time_us: 0,
      kind: 'command',
      node: 'A',
      from: null,
      input: { do: 'say', word: 'one' },
      messageId: null,
      sent: [1],
      causedBy: null,
    })
    expect(stepOf(recording, 2)).toMatchObject({
      index: 2,
      time_us: 10_000,
      kind: 'message',
      node: 'B',
      from: 'A',
      input: { kind: 'word', word: 'one' },
      messageId: 1,
      sent: [],
      causedBy: 1,
    })
    expect(recording.step(0)).toBeUndefined()
    expect(recording.step(3)).toBeUndefined()
  })

  test('notes are kept in order; the last line named is the running one', () => {
    const recording = record([tell('A', 'B', 'one')])
    expect(stepOf(recording, 2).notes.map((note) => note.line)).toEqual(['hear.note'])
    expect(runningLine(stepOf(recording, 2))).toBe('hear.note')
    expect(runningLine(stepOf(recording, 1))).toBeUndefined()
    const twoLines = { ...stepOf(recording, 2), notes: [{ line: 'a' }, { line: 'b' }, { value: 'c' }] }
    expect(runningLine(twoLines)).toBe('b')
  })

  test('changes name the field with its value before and after, and nothing that stayed equal', () => {
    const recording = record([
      tell('A', 'B', 'one'),
      tell('A', 'B', 'two'),
      { do: 'work', node: 'A', ticks: 0 },
    ])
    expect(changesOf(stepOf(recording, 1))).toEqual([])
    expect(changesOf(stepOf(recording, 4))).toEqual([
      { node: 'B', field: 'heard', before: ['one'], after: ['one', 'two'] },
    ])
    expect(changesOf(stepOf(recording, 5))).toEqual([])
  })

  test('a new status is a change: creation, crash, recovery, departure', () => {
    const recording = record([
      tell('D', 'A', 'new here'),
      { do: 'crash', node: 'D' },
      { do: 'recover', node: 'D' },
      { do: 'quit', node: 'D' },
    ])
    const statuses = recording.steps.flatMap((step) =>
      changesOf(step)
        .filter(({ field }) => field === 'status')
        .map(({ node, before, after }) => [step.index, node, before, after]),
    )
    expect(statuses).toEqual([
      [1, 'D', null, 'up'],
      [3, 'D', 'up', 'crashed'],
      [4, 'D', 'crashed', 'up'],
      [5, 'D', 'up', 'stopped'],
    ])
  })

  test('causedBy leads from a message to its sending and from a timer to its setting (ARCHITECTURE)', () => {
    const recording = record([
      { do: 'wait', node: 'A', ms: 3, kind: 'background' },
      tell('A', 'B', 'one'),
      tell('B', 'C', 'two', { at_step: 2 }),
      { do: 'delay', message: 2, ms: 1, at_step: 3 },
      { do: 'drop', message: 3, at_step: 4 },
    ])
    expect(recording.steps.map(({ kind, causedBy }) => [kind, causedBy])).toEqual([
      ['command', null],
      ['command', null],
      ['command', null],
      ['delay', 2],
      ['drop', 3],
      ['timer', 1],
      ['message', 2],
    ])
  })

  test('a step keeps the state before and after, and they share what did not change', () => {
    const recording = record([tell('A', 'B', 'one')])
    const { before, after } = stepOf(recording, 2)
    expect([before?.heard, after?.heard]).toEqual([[], ['one']])
    expect(after?.peers).toBe(before?.peers)
    expect(recording.frame(2).state('C')).toBe(recording.frame(0).state('C'))
  })
})

describe('messages', () => {
  const inFlight = (recording: Recording<RelayState>) =>
    Array.from({ length: recording.length + 1 }, (_, cursor) =>
      recording.frame(cursor).inFlight.map((message) => message.id),
    )

  test('a message is in flight from its sending to its arrival, in the order of sending', () => {
    const recording = record([
      tell('A', 'B', 'one'),
      tell('A', 'C', 'two', { at_ms: 4 }),
      tell('C', 'A', 'three'),
    ])
    expect(inFlight(recording)).toEqual([[], [1], [1, 2], [2], [], [3], []])
    expect(recording.frame(2).inFlight).toMatchObject([
      { id: 1, from: 'A', to: 'B', sentStep: 1, sentAt_us: 0, dueAt_us: 10_000, endStep: 3, lost: undefined },
      { id: 2, from: 'A', to: 'C', sentStep: 2, sentAt_us: 4_000, dueAt_us: 14_000, endStep: 4 },
    ])
  })

  test('a message that the network loses at once is never in flight, and the step that sent it shows it', () => {
    const recording = record([tell('A', 'B', 'one')], {
      network: { latency_ms: 10, loss: 1, duplication: 0 },
    })
    expect(inFlight(recording)).toEqual([[], []])
    expect(recording.frame(1).lostAtOnce).toMatchObject([
      { id: 1, dueAt_us: undefined, endStep: 1, sentStep: 1, lost: 'network' },
    ])
    expect(recording.frame(0).lostAtOnce).toEqual([])
  })

  test('lostAtOnce names no message that is still on its way', () => {
    const recording = record([tell('A', 'B', 'one')])
    expect(recording.frame(1).lostAtOnce).toEqual([])
  })

  test('every loss says why: the network, a cut at sending, a cut at arrival, a receiver that is down, a drop', () => {
    const why = (actions: readonly Action[], loss = 0) =>
      record(actions, { network: { latency_ms: 10, loss, duplication: 0 } }).message(1)?.lost
    const send = tell('A', 'B', 'one')
    const cut = { do: 'partition', groups: [['A'], ['B', 'C']] }
    expect(why([send])).toBeUndefined()
    expect(why([send], 1)).toBe('network')
    expect(why([cut, send])).toBe('partition')
    expect(why([send, { ...cut, at_step: 1 }])).toBe('partition')
    expect(why([send, { do: 'crash', node: 'B', at_step: 1 }])).toBe('receiver down')
    expect(why([send, { do: 'drop', message: 1, at_step: 1 }])).toBe('dropped')
    expect(why([tell('A', 'nobody', 'one')])).toBe('receiver down')
  })

  test('an arrival that nobody receives is a step of its own kind, on the receiver', () => {
    const recording = record([tell('A', 'B', 'one'), { do: 'crash', node: 'B', at_step: 1 }])
    expect(stepOf(recording, 3)).toMatchObject({
      kind: 'lost',
      node: 'B',
      from: 'A',
      messageId: 1,
      causedBy: 1,
    })
    expect(stepOf(recording, 3).after).toBeUndefined()
  })

  test('a copy knows its original, whoever made it', () => {
    const byHand = record([tell('A', 'B', 'one'), { do: 'duplicate', message: 1, at_step: 1 }])
    expect(byHand.messages).toMatchObject([
      { id: 1, copyOf: undefined },
      { copyOf: 1, sentStep: 2, dueAt_us: 10_000 },
    ])
    expect(stepOf(byHand, 2).sent).toEqual([byHand.messages[1]?.id])
    const byNetwork = record([tell('A', 'B', 'one')], {
      network: { latency_ms: 10, loss: 0, duplication: 1 },
    })
    expect(byNetwork.messages).toMatchObject([
      { id: 1, copyOf: undefined },
      { copyOf: 1, sentStep: 1 },
    ])
  })

  test('a delayed message was due at its old time before the delay, and is due at the new one after it', () => {
    const recording = record([tell('A', 'B', 'one'), { do: 'delay', message: 1, ms: 5, at_step: 1 }])
    const due = (cursor: number) => recording.frame(cursor).inFlight.map(({ dueAt_us }) => dueAt_us)
    expect([due(1), due(2)]).toEqual([[10_000], [15_000]])
    expect(recording.prefix(1).frame(1).inFlight).toMatchObject([{ id: 1, dueAt_us: 10_000 }])
    expect(recording.prefix(2).frame(2).inFlight).toMatchObject([{ id: 1, dueAt_us: 15_000 }])
  })

  test('a message must not hold a part of its sender’s state', () => {
    const aliasing: RelayProtocol = {
      ...relay,
      behaviour: (scenario) => ({
        ...relay.behaviour(scenario),
        role: () => ({
          onMessage() {},
          onTimer() {},
          onCommand: (state, _, ctx) => ctx.send('B', { kind: 'answer', operation: 1, heard: state.heard }),
        }),
      }),
    }
    expect(() => recorded(aliasing, relayScenario([tell('A', 'B', 'one')]))).toThrow(
      'The message\'s field "heard" is a part of the sender\'s state: send a copy',
    )
  })
})

describe('timers', () => {
  test('a timer is set until it goes off, is cancelled, or its node crashes', () => {
    const recording = record([
      { do: 'wait', node: 'A', ms: 30, kind: 'background' },
      { do: 'wait', node: 'B', ms: 5, kind: 'background' },
      { do: 'ask', node: 'C', to: 'B' },
      { do: 'crash', node: 'A' },
    ])
    const set = recording.steps.map((step) => [
      step.kind,
      recording.frame(step.index).timers.map(({ node, timer }) => `${node} ${String(timer)}`),
    ])
    expect(set).toEqual([
      ['command', ['A alarm']],
      ['command', ['A alarm', 'B alarm']],
      ['command', ['A alarm', 'B alarm', 'C timeout']],
      ['timer', ['A alarm', 'C timeout']],
      ['message', ['A alarm', 'C timeout']],
      ['message', ['A alarm']],
      ['crash', []],
    ])
    expect(recording.frame(1).timers).toMatchObject([{ setStep: 1, dueAt_us: 30_000 }])
  })
})

describe('the world at a cursor', () => {
  test('states, statuses, addresses and time are those of that moment', () => {
    const recording = record([tell('A', 'B', 'one'), tell('D', 'B', 'two'), { do: 'crash', node: 'B' }])
    const seen = Array.from({ length: 6 }, (_, cursor) => {
      const frame = recording.frame(cursor)
      return [
        frame.now_us,
        frame.addresses.length,
        frame.state('B')?.heard,
        frame.status('B'),
        frame.status('D'),
      ]
    })
    expect(seen).toEqual([
      [0, 3, [], 'up', undefined],
      [0, 3, [], 'up', undefined],
      [10_000, 3, ['one'], 'up', undefined],
      [10_000, 4, ['one'], 'up', 'up'],
      [20_000, 4, ['one', 'two'], 'up', 'up'],
      [20_000, 4, ['one', 'two'], 'crashed', 'up'],
    ])
    expect(recording.frame(0).state('D')).toBeUndefined()
    expect(recording.frame(0).state('nobody')).toBeUndefined()
  })

  test('an operation is pending until the step that answers it', () => {
    const recording = record([{ do: 'ask', node: 'A', to: 'B' }])
    const results = [0, 1, 2, 3].map((cursor) =>
      recording
        .frame(cursor)
        .operations.map(({ result, returned_us, judgement }) => [result, returned_us, judgement]),
    )
    expect(results).toEqual([
      [],
      [[undefined, undefined, undefined]],
      [[undefined, undefined, undefined]],
      [[{ heard: [] }, 20_000, { heardThen: 0 }]],
    ])
  })

  test('the cut in force is that of the moment', () => {
    const recording = record([{ do: 'partition', groups: [['A'], ['B']] }, { do: 'heal' }])
    expect([0, 1, 2].map((cursor) => recording.frame(cursor).networkPartition)).toEqual([
      undefined,
      [['A'], ['B']],
      undefined,
    ])
  })

  test('verdicts are those of the moment, the start included', () => {
    const recording = record([
      tell('A', 'B', 'one'),
      tell('A', 'B', 'two'),
      tell('A', 'B', 'x'),
      { do: 'crash', node: 'B' },
    ])
    const verdicts = Array.from({ length: 8 }, (_, cursor) => recording.frame(cursor).verdicts[0])
    expect(verdicts.map((verdict) => verdict?.holds)).toEqual([
      true,
      true,
      false,
      false,
      true,
      true,
      false,
      true,
    ])
    expect(verdicts[2]?.where).toEqual(['B'])
  })

  test('there is no world outside 0..length', () => {
    const recording = record([tell('A', 'B', 'one')])
    for (const cursor of [-1, 3, 0.5, Number.NaN]) expect(() => recording.frame(cursor)).toThrow(RangeError)
    expect(recording.frame(2).next).toBeUndefined()
    expect(recording.frame(0).last).toBeUndefined()
    expect(recording.frame(1).next).toBe(recording.step(2))
  })
})

describe('milestones', () => {
  test('the script’s mark goes before a property restored, and that before the protocol’s own', () => {
    const recording = record([tell('A', 'B', 'one', { mark: 'start' }), tell('A', 'B', 'two')])
    expect(recording.milestones).toEqual([
      { step: 1, label: 'start' },
      { step: 2, label: 'B hears one' },
      { step: 4, label: 'even again' },
    ])
  })
})

describe('recording in parts', () => {
  const actions = [tell('A', 'B', 'one'), tell('B', 'C', 'two'), { do: 'ask', node: 'C', to: 'A' }]

  test('advance records that many steps, and says when the run has ended', () => {
    const recorder = new Recorder(relay, relayScenario(actions))
    expect([recorder.advance(3), recorder.recording.length, recorder.recording.complete]).toEqual([
      false,
      3,
      false,
    ])
    expect([recorder.advance(100), recorder.recording.length, recorder.recording.complete]).toEqual([
      true,
      7,
      true,
    ])
    expect(recorder.advance(1)).toBe(true)
  })

  test('the result is the one of the simulation', () => {
    const scenario = relayScenario(actions, { expect: [{ property: 'EvenlyHeard', outcome: 'holds' }] })
    const recorder = new Recorder(relay, scenario)
    recorder.advance(Number.POSITIVE_INFINITY)
    expect(recorder.result()).toEqual(simulate(relay, scenario))
    expect(recorder.result().expect).toEqual([
      { property: 'EvenlyHeard', outcome: 'holds', actual: 'violated', met: false },
    ])
  })
})

describe('branches', () => {
  const actions = [
    tell('A', 'B', 'one', { mark: 'start' }),
    { do: 'ask', node: 'C', to: 'B', at_ms: 2 },
    tell('D', 'C', 'late', { at_ms: 30 }),
  ]

  test('a prefix is the recording as it was after that many steps', () => {
    const whole = record(actions)
    for (let cursor = 0; cursor <= whole.length; cursor++) {
      const prefix = whole.prefix(cursor)
      expect([prefix.length, prefix.complete]).toEqual([cursor, false])
      const [then, now] = [whole.frame(cursor), prefix.frame(cursor)]
      expect(now.addresses).toEqual(then.addresses)
      for (const address of then.addresses) {
        expect(now.state(address)).toBe(then.state(address))
        expect(now.status(address)).toBe(then.status(address))
      }
      expect(now.operations).toEqual(then.operations)
      expect(now.verdicts).toEqual(then.verdicts)
      expect(now.inFlight.map(({ id, dueAt_us }) => [id, dueAt_us])).toEqual(
        then.inFlight.map(({ id, dueAt_us }) => [id, dueAt_us]),
      )
      expect(now.timers.map(({ seq }) => seq)).toEqual(then.timers.map(({ seq }) => seq))
      expect(prefix.milestones).toEqual(whole.milestones.filter(({ step }) => step <= cursor))
    }
  })

  test('a branch shares the past, goes its own way, and leaves the first recording as it was', () => {
    const whole = record(actions)
    const before = JSON.stringify([whole.steps, whole.messages, whole.timers, whole.milestones])
    const branched = relayScenario([
      ...actions,
      { do: 'drop', message: 1, at_step: 2, mark: 'dropped by hand' },
    ])
    const recorder = new Recorder(relay, branched, { recording: whole, cursor: 2 })
    expect(recorder.recording.length).toBe(2)
    expect(recorder.recording.step(2)).toBe(whole.step(2))
    recorder.advance(Number.POSITIVE_INFINITY)
    expect(recorder.recording.step(3)).toMatchObject({ kind: 'drop', mark: 'dropped by hand', causedBy: 1 })
    expect(recorder.recording.frame(recorder.recording.length).state('B')?.heard).toEqual([])
    expect(whole.frame(whole.length).state('B')?.heard).toEqual(['one'])
    expect(JSON.stringify([whole.steps, whole.messages, whole.timers, whole.milestones])).toBe(before)
    expect(recorder.result()).toEqual(simulate(relay, branched))
  })

  test('there is no branch from a step that the recording or the run does not have', () => {
    const whole = record(actions)
    const fork = (scenario: typeof actions, cursor: number) => () =>
      new Recorder(relay, relayScenario(scenario), { recording: whole, cursor })
    expect(fork(actions, whole.length + 1)).toThrow(RangeError)
    expect(fork([tell('A', 'B', 'one')], 3)).toThrow('The run has no step 3 to fork from')
  })

  test('a long recording can be branched', () => {
    const recording = new Recording<RelayState>()
    const { steps } = record([tell('A', 'B', 'one')])
    const template = steps[0] as Step<RelayState>
    for (let index = 1; index <= 300_000; index++) recording.endStep({ ...template, index, mark: 'here' })
    const prefix = recording.prefix(299_999)
    expect([prefix.length, prefix.milestones.length]).toEqual([299_999, 299_999])
    expect(prefix.frame(299_999).inFlight).toEqual([])
  })
})
