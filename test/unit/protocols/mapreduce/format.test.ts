import { describe, expect, test } from 'vitest'
import { mapreduce } from '../../../../src/protocols/mapreduce/protocol.ts'
import { refusal } from '../../../support/scenarios.ts'
import { job, jobDocument, record, resultOf } from './support.ts'

const refused = (config: Record<string, unknown>, actions: Record<string, unknown>[] = []) =>
  refusal(jobDocument(config, actions))

describe('what a scenario may say', () => {
  test('only input and workers are needed; the rest has defaults', () => {
    expect(refused({})).toEqual([])
    const { counters, status } = resultOf(job())
    expect([status, counters.COMBINE_INPUT_RECORDS, counters.MAP_INPUT_RECORDS]).toEqual(['done', 0, 1])
  })

  test.each([
    [{ job: { map: 'return 1' } }, ['config.job: expected "wordcount", got {"map":"return 1"}']],
    [
      { input: { words: 'a' } },
      ['config.input: expected {"text"}, {"file"}, {"files"} or {"pairs"}, got {"words":"a"}'],
    ],
    [
      { input: { file: '../secret.txt' } },
      ['config.input.file: expected a text that comes with the page: texts/NAME.txt, got "../secret.txt"'],
    ],
    [
      { input: { pairs: [[['a\tb', 1]]] } },
      ['config.input.pairs[0][0][0]: expected a key without tabs and line breaks, got "a\\tb"'],
    ],
    [
      { input: { files: [{ name: 'part-r-00000', text: '' }] } },
      ['config.input.files[0].name: expected a name that no output has, got "part-r-00000"'],
    ],
    [
      {
        input: {
          files: [
            { name: 'f', text: '' },
            { name: 'f', text: '' },
          ],
        },
      },
      ['config.input.files[1].name: expected each name once, got "f"'],
    ],
    [{ workers: 0 }, ['config.workers: expected an integer 1..200, got 0']],
    [{ workers: [{ name: 'master' }] }, ['config.workers[0].name: expected another name, got "master"']],
    [
      { workers: [{ name: 'constructor' }] },
      ['config.workers[0].name: expected another name, got "constructor"'],
    ],
    [
      { workers: [{ name: 'w' }, { name: 'w' }] },
      ['config.workers[1].name: expected each name once, got "w"'],
    ],
    [{ reducers: 101 }, ['config.reducers: expected an integer 1..100, got 101']],
    [{ slowstart: 2 }, ['config.slowstart: expected a number 0..1, got 2']],
  ])('%j is refused', (config, lines) => {
    expect(refused(config)).toEqual(lines)
  })

  test.each([
    [{ do: 'crash', node: 'w9' }, 'actions[1].node: expected client, master, namenode or a worker, got "w9"'],
    [{ do: 'slow', node: 'master', factor: 2 }, 'actions[1].node: expected a worker, got "master"'],
    [{ do: 'submit' }, 'actions[1].do: expected one submit, got "submit"'],
    [
      { do: 'partition', groups: [['w1'], ['w1', 'x']] },
      'actions[1].groups[1][0]: expected each node in one group, got "w1"',
    ],
  ])('the action %j is refused', (action, line) => {
    expect(refused({}, [action])).toContain(line)
  })

  test('faults of the configuration and of the actions are reported at once', () => {
    expect(refused({ reducers: 0 }, [{ do: 'crash', node: 'w9' }])).toEqual([
      'config.reducers: expected an integer 1..100, got 0',
      'actions[1].node: expected client, master, namenode or a worker, got "w9"',
    ])
  })

  test.each([
    [
      { input: { text: 'x'.repeat(3000) }, split_bytes: 1 },
      'config.split_bytes: expected at most 2000 splits, got 3000',
    ],
    [
      { input: { text: 'x'.repeat(3000) }, block_bytes: 1 },
      'config.block_bytes: expected at most 2000 blocks of the input, got 3000',
    ],
    [
      { input: { text: 'x'.repeat(1000) }, split_bytes: 1, reducers: 50 },
      'config.reducers: expected at most 20000 pairs of a map and a reduce, got 50000',
    ],
    [{ input: { text: '漢'.repeat(700_000) } }, 'config.input: expected at most 2000000 bytes, got 2100000'],
    [
      { input: { file: 'texts/words.txt' }, split_bytes: 500 },
      'config.split_bytes: expected at most 2000 splits, got 4000',
    ],
  ])('what would take too long is refused: %#', (config, line) => {
    expect(refused(config)).toContain(line)
  })

  test('work that takes years is refused, because every heartbeat is a step', () => {
    const costs = { map_mb_s: 0.000_001 }
    const [line] = refused({ input: { text: 'x '.repeat(500_000) }, workers: 200, costs })
    expect(line).toMatch(
      /^config\.heartbeat_s: expected work that takes at most 1000000 heartbeats of the workers, got \d+$/,
    )
  })

  test.each([
    ['timeouts', { timeout_s: 10_000, heartbeat_s: 0.1, workers: 200 }, {}],
    ['delays', { split_bytes: 1, workers: 200 }, { network: { latency_ms: 9000 } }],
  ])('%s that let heartbeats go on and on are refused', (_, config, more) => {
    const input = { text: 'x '.repeat(900) }
    const lines = refusal(jobDocument({ input, ...config }, [], more))
    expect(lines).toEqual([
      expect.stringMatching(/^config\.heartbeat_s: expected work that takes at most 1000000/),
    ])
  })
})

describe('an action that comes from the page, without what has a default', () => {
  test('a read without its reader and its first byte reads from the start', () => {
    const scenario = job()
    const action = { do: 'read', file: 'input', length: 5 }
    const world = {} as never
    expect(mapreduce.instructions(action as never, world, scenario)).toEqual([
      { do: 'command', node: 'client', command: { do: 'read', file: 'input', offset: 0, length: 5 } },
    ])
    const recording = record(scenario)
    expect(mapreduce.objections?.(action as never, recording.frame(recording.length))).toEqual([])
  })
})
