import { describe, expect, test } from 'vitest'
import { call, change, key, node, plain, say } from '../../../src/engine/kernel/role.ts'
import {
  findLine,
  lossWords,
  narrate,
  narrateArrival,
  narratePlainly,
  narrateSending,
} from '../../../src/engine/record/narrate.ts'
import type { Step } from '../../../src/engine/record/step.ts'
import type { Action } from '../../../src/engine/scenario/scenario.ts'
import { type RelayState, relay, relayScenario } from '../../support/relay.ts'
import { recorded } from '../../support/scenarios.ts'

const names = { label: (message: unknown) => relay.label(message as never) }
const send: Action = { do: 'say', node: 'A', to: 'B', word: 'one', hops: 0 }

function narration(...actions: readonly Action[]): string[] {
  return recorded(relay, relayScenario(actions)).steps.map((step) => narratePlainly(step, names))
}

/** A step as a role may have explained it. */
function explained(notes: Step<RelayState>['notes']): Step<RelayState> {
  return { ...(recorded(relay, relayScenario([send])).step(2) as Step<RelayState>), notes }
}

describe('sentences', () => {
  test('say joins text, nodes, calls, keys, changes, numbers and whole sentences', () => {
    const clause = say`hands ${key(46)} to ${node(50)}`
    expect(
      say`${node(58)} ${change('from 44 to 50')} after ${3} ${call('notify(50)')} and ${clause}`,
    ).toEqual([
      { node: 58 },
      ' ',
      { change: 'from 44 to 50' },
      ' after ',
      '3',
      ' ',
      { call: 'notify(50)' },
      ' and ',
      'hands ',
      { key: 46 },
      ' to ',
      { node: 50 },
    ])
  })

  test('plain words name keys as keys', () => {
    expect(plain(say`${node('N1')} stores ${key('K14')} by ${call('put')}: ${change('new')}`)).toBe(
      'N1 stores key K14 by put: new',
    )
  })
})

describe('narration of a step that a role explains', () => {
  const says = say`${node(58)} changes its predecessor`
  const sends = say`sends ${call('notify(58)')} to ${node(4)}`

  test('what it decides, then what it sends', () => {
    expect(narratePlainly(explained([{ says }, { sends }]), names)).toBe(
      '58 changes its predecessor. It sends notify(58) to 4.',
    )
  })

  test('only one of the two', () => {
    expect(narratePlainly(explained([{ says }]), names)).toBe('58 changes its predecessor.')
    expect(narratePlainly(explained([{ sends }]), names)).toBe('B sends notify(58) to 4.')
  })

  test('several of each', () => {
    const more = say`tells ${node(8)}`
    expect(
      narratePlainly(explained([{ says }, { sends }, { says: say`it rests` }, { sends: more }]), names),
    ).toBe('58 changes its predecessor. it rests. It sends notify(58) to 4 and tells 8.')
  })

  test('what it sends can stand alone, and so can what it decides on arrival', () => {
    expect(plain(narrateSending(explained([{ says }, { sends }])) ?? [])).toBe('B sends notify(58) to 4.')
    expect(plain(narrateArrival(explained([{ says }, { sends }]), names) ?? [])).toBe(
      '58 changes its predecessor',
    )
    expect(narrateSending(explained([{ says }]))).toBeUndefined()
    expect(narrateArrival(explained([]), names)).toBeUndefined()
  })
})

describe('narration of steps that no role explains', () => {
  test('crash, recovery, a lost arrival and a command', () => {
    expect(
      narration(
        send,
        { do: 'crash', node: 'B', at_step: 1 },
        { do: 'recover', node: 'B' },
        { do: 'quit', node: 'C' },
      ),
    ).toEqual([
      'A says one to B.',
      'B crashes. It stops answering.',
      'one from A is lost: B is down.',
      'B is back, with the state that it had.',
      'C acts.',
    ])
  })

  test('partition, healing, time that passes, a timer, and a message without words', () => {
    expect(
      narration(
        { do: 'partition', groups: [['A'], ['B', 'C']] },
        { do: 'heal' },
        { do: 'wait', node: 'A', ms: 1, kind: 'background' },
        { do: 'advance', seconds: 2.5 },
        { do: 'ask', node: 'A', to: 'B' },
      ),
    ).toEqual([
      'The network splits into 2 groups.',
      'The network is whole again.',
      'A acts.',
      'A timer of A goes off.',
      '2.5 s pass.',
      'A acts.',
      'B receives question.',
      'A receives answer.',
    ])
  })

  test('interventions on a message', () => {
    const meddle = (action: Action) => narration(send, { message: 1, at_step: 1, ...action })[1]
    expect(meddle({ do: 'drop' })).toBe('one from A is dropped. It never arrives.')
    expect(meddle({ do: 'delay', ms: 3 })).toBe('one from A is delayed.')
    expect(meddle({ do: 'duplicate' })).toBe('one from A is doubled. It arrives twice.')
    expect(meddle({ do: 'deliver' })).toBe('B hears one.')
  })

  test('an arrival that a partition stops says so', () => {
    expect(narration(send, { do: 'partition', groups: [['A'], ['B']], at_step: 1 }).at(-1)).toBe(
      'one from A is lost: the partition keeps it from B.',
    )
  })

  test('every narration ends with one full stop', () => {
    const all = narration(
      send,
      { do: 'crash', node: 'B', at_step: 1 },
      { do: 'recover', node: 'B' },
      { do: 'partition', groups: [['A']] },
      { do: 'heal' },
      { do: 'advance', seconds: 1 },
    )
    for (const text of all) expect(text).toMatch(/[^.]\.$/)
  })

  test('the arrival of a lost message is a clause without a full stop', () => {
    const step = recorded(relay, relayScenario([send, { do: 'crash', node: 'B', at_step: 1 }])).step(3)
    expect(plain(narrateArrival(step as Step<RelayState>, names) ?? [])).toBe('B is down, and it is lost')
  })

  test('nodes stay nodes, for the views', () => {
    const recording = recorded(relay, relayScenario([{ do: 'crash', node: 'B' }]))
    expect(narrate(recording.step(1) as Step<RelayState>, names)).toEqual([
      { node: 'B' },
      ' crashes. It stops answering',
      '.',
    ])
  })
})

describe('words for losses and lines', () => {
  test('each reason has its words; a message that arrives has none', () => {
    const record = recorded(relay, relayScenario([send])).message(1)
    if (record === undefined) throw new Error('nothing was sent')
    expect(lossWords(record)).toBeUndefined()
    expect(lossWords({ ...record, lost: 'network' })).toBe('the network loses it')
    expect(lossWords({ ...record, lost: 'dropped' })).toBe('is dropped')
  })

  test('a line is found by its name, with its procedure', () => {
    const listing = relay.listing(relayScenario([]))
    expect(findLine(listing, 'hear.note')).toEqual({ procedure: listing[0], line: listing[0]?.lines[0] })
    expect(findLine(listing, 'hear.nothing')).toBeUndefined()
  })
})
