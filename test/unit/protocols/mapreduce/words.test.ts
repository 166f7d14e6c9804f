import { describe, expect, test } from 'vitest'
import { narratePlainly } from '../../../../src/engine/record/narrate.ts'
import { LISTING } from '../../../../src/protocols/mapreduce/listing.ts'
import { label } from '../../../../src/protocols/mapreduce/messages.ts'
import { objections } from '../../../../src/protocols/mapreduce/objections.ts'
import { mapreduce } from '../../../../src/protocols/mapreduce/protocol.ts'
import { pairsText } from '../../../../src/protocols/mapreduce/words.ts'
import { job, messagesOf, publicJob, record, stepSaying } from './support.ts'

const NAMES = [
  'word-count',
  'worker-fails',
  'slow-worker',
  'pairs',
  'pairs-combined',
  'hello-world',
  'block-boundary',
  'text-file',
]

/** What a role says; the kernel finds words of its own for crashes and losses. */
const KERNELS_OWN = ['lost', 'crash']

describe('every step of the scenarios that come with the page', () => {
  test.each(NAMES)(
    '%s: says what happens, in a sentence of reasonable length, on a line of the listing',
    (name) => {
      const lines = new Set(LISTING.flatMap((procedure) => procedure.lines.map(({ id }) => id)))
      const steps = record(publicJob(name)).steps.filter(({ kind }) => !KERNELS_OWN.includes(kind))
      for (const step of steps) {
        const words = narratePlainly(step, mapreduce)
        expect(
          step.notes.some(({ says, sends }) => says !== undefined || sends !== undefined),
          words,
        ).toBe(true)
        expect(words).toMatch(/^\w[^!]*\.$/)
        for (const { line } of step.notes) if (line !== undefined) expect(lines).toContain(line)
      }
      const long = steps.map((step) => narratePlainly(step, mapreduce)).filter((words) => words.length > 150)
      expect(long.length / steps.length).toBeLessThan(0.03)
    },
  )

  test('a word count has about a hundred steps to look at; heartbeats are passed over', () => {
    const { steps } = record(publicJob('word-count'))
    const shown = steps.filter(({ notes }) => !notes.some(({ routine }) => routine))
    expect(shown.length).toBeGreaterThan(60)
    expect(shown.length).toBeLessThan(120)
    const isHeartbeat = ({ input }: { input: unknown }) =>
      ['ping', 'pong', 'heartbeat'].includes((input as { kind: string }).kind)
    expect(shown.filter((step) => step.kind === 'message' && isHeartbeat(step))).toEqual([])
  })

  test('a line of the listing has at most 38 characters, and its name is its own', () => {
    const lines = LISTING.flatMap((procedure) => procedure.lines)
    expect(lines.filter(({ text }) => text.length > 38)).toEqual([])
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length)
  })
})

describe('words', () => {
  test('the mock-up’s capsule: a piece on its way shows its pairs', () => {
    const pieces = messagesOf(record(publicJob('word-count'))).filter(
      ({ message }) => message.kind === 'piece',
    )
    expect(pieces.map(({ message }) => label(message))).toContain('be 2, it 2')
  })

  test('long lists of pairs are cut', () => {
    expect(pairsText({ data: 'a\t1\nb\t2\nc\t3\nd\t4\n', records: 4 })).toBe('a 1, b 2, c 3 and 1 more')
    expect(pairsText({ data: '', records: 0 })).toBe('nothing')
  })

  test('what cannot be done now is refused with a reason', () => {
    const recording = record(job({}, [{ do: 'crash', node: 'w1', at_ms: 5000 }]))
    const at = (cursor: number) => recording.frame(cursor)
    const texts = (action: Parameters<typeof objections>[0], cursor: number) =>
      objections(action, at(cursor)).map(({ text }) => text)
    expect(texts({ do: 'submit' }, 0)).toEqual([])
    expect(texts({ do: 'submit' }, 1)).toEqual(['The job was submitted already.'])
    expect(texts({ do: 'read', file: 'input' }, 0)).toEqual(['There is no file input in HDFS.'])
    expect(texts({ do: 'recover', node: 'w1' }, 1)).toEqual(['w1 is not down.'])
    const crash = stepSaying(recording, 'w1 crashes').index
    expect(texts({ do: 'crash', node: 'w1' }, crash)).toEqual(['w1 is down.'])
    expect(texts({ do: 'recover', node: 'w1' }, crash)).toEqual([])
  })
})
