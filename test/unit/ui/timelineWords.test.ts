import { describe, expect, test } from 'vitest'
import type { MessageRecord } from '../../../src/engine/record/step.ts'
import {
  actionWords,
  flightWords,
  grouped,
  messageWords,
  virtualTime,
} from '../../../src/ui/timeline/words.ts'

const names = { label: (message: unknown) => String(message) }

test('numbers are grouped', () => {
  expect(grouped(200_000)).toBe('200,000')
})

test('virtual time stands in the unit that reads best', () => {
  expect([0, 350, 90_000, 999_999, 1_250_000].map(virtualTime)).toEqual([
    '0 ms',
    '0.35 ms',
    '90 ms',
    '999.999 ms',
    '1.25 s',
  ])
})

test('the number of messages in flight is a sentence', () => {
  expect([0, 1, 2].map(flightWords)).toEqual([
    'nothing is in flight',
    'a message is in flight',
    '2 messages are in flight',
  ])
})

describe('what an intervention does', () => {
  const recording = { message: () => ({ message: 'notify(50)' }) } as unknown as Parameters<
    typeof actionWords
  >[2]

  test.each([
    [{ do: 'drop', message: 9 }, 'drop notify(50)'],
    [{ do: 'delay', message: 9, ms: 20 }, 'delay notify(50) by 20 ms'],
    [{ do: 'crash', node: 58 }, 'crash 58'],
    [{ do: 'join', node: 50, via: 15 }, 'join 50 through 15'],
    [{ do: 'lookup', from: 8, key: 37 }, 'lookup 37 from 8'],
    [{ do: 'put', from: 8, key: 37, value: 'V' }, 'put 37 = V from 8'],
    [{ do: 'fixFingers', node: 8 }, 'fix fingers 8'],
    [{ do: 'advance', seconds: 3 }, 'advance 3 s'],
  ])('%j', (action, words) => {
    expect(actionWords(action, names, recording)).toBe(words)
  })

  test('names a message by its number where its recording is not known', () => {
    expect(actionWords({ do: 'drop', message: 9 }, names, undefined)).toBe('drop message 9')
  })
})

describe('where a message is between', () => {
  const record: MessageRecord = {
    id: 9,
    from: 50,
    to: 58,
    message: 'notify(50)',
    sentStep: 10,
    sentAt_us: 80_000,
    dueAt_us: 90_000,
    endStep: 11,
    lost: undefined,
    copyOf: undefined,
  }
  const never = () => undefined

  test('it arrives', () => {
    expect(messageWords(record, never)).toBe('sent in step 10 (80 ms), arrives in step 11 (90 ms)')
  })

  test('it is still on its way', () => {
    expect(messageWords({ ...record, endStep: Infinity }, never)).toBe('sent in step 10 (80 ms), due (90 ms)')
  })

  test('it is lost at once, or later', () => {
    const lost = { ...record, endStep: 10, lost: 'network' as const }
    expect(messageWords(lost, never)).toBe('sent in step 10 (80 ms): the network loses it')
    expect(messageWords({ ...lost, endStep: 13, lost: 'dropped' }, never)).toBe(
      'sent in step 10 (80 ms), lost in step 13: is dropped',
    )
  })
})
