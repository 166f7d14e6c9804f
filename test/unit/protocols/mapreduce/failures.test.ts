import { describe, expect, test } from 'vitest'
import type { Scenario } from '../../../../src/engine/scenario/scenario.ts'
import { read } from '../../../support/scenarios.ts'
import {
  job,
  jobDocument,
  masterAt,
  messagesOf,
  outputPairs,
  publicJob,
  record,
  resultOf,
  stepSaying,
  workerAt,
} from './support.ts'

const COUNTS = [
  ['be', 2],
  ['not', 1],
  ['or', 1],
  ['to', 2],
]

/** The time at which something was said first, in milliseconds. */
function momentOf(scenario: Scenario, words: string): number {
  return stepSaying(record(scenario), words).time_us / 1000
}

/** The id of the first message of a kind, and the step after which it is in flight. */
function firstMessage(scenario: Scenario, kind: string, nth = 0) {
  const found = record(scenario).messages.filter(
    ({ message }) => (message as { kind: string }).kind === kind,
  )[nth]
  if (found === undefined) throw new Error(`No message is a ${kind}`)
  return { id: found.id, step: found.sentStep }
}

describe('fault tolerance (OSDI 2004, section 3.3)', () => {
  test('a worker that crashes while it maps: the map runs on another worker, and the counts are right', () => {
    const calm = job()
    const scenario = job({}, [
      { do: 'crash', node: 'w1', at_ms: Math.ceil(momentOf(calm, 'begins to map')) + 100 },
    ])
    const result = resultOf(scenario)
    expect(outputPairs(result)).toEqual(COUNTS)
    expect(result.attempts.map(({ task, state }) => [task, state])).toEqual([
      ['m0', 'lost'],
      ['m0', 'done'],
      ['r0', 'done'],
    ])
  })

  test('a worker that crashes after every reducer has fetched from it: its map does not run again', () => {
    const config = { reducers: 2, partitioner: 'firstLetter', costs: { task_start_s: 4 }, replication: 1 }
    const files = [
      { name: 'f1', text: 'a z' },
      { name: 'f2', text: 'a z' },
      { name: 'f3', text: 'a z' },
    ]
    const calm = job({ ...config, input: { files }, workers: 4 })
    const { attempts } = resultOf(calm)
    const reducing = attempts.filter(({ locality }) => locality === null).map(({ node }) => node)
    const mapper = attempts.find(({ locality, node }) => locality !== null && !reducing.includes(node))?.node
    const shuffled = record(calm).steps.find(({ mark }) => mark === 'shuffle done')?.time_us ?? 0
    const crash = { do: 'crash', node: mapper, at_ms: Math.ceil(shuffled / 1000) + 1 }
    const scenario = job({ ...config, input: { files }, workers: 4, heartbeat_s: 0.5, timeout_s: 1 }, [crash])
    const result = resultOf(scenario)
    expect([result.status, result.counters.NUM_FAILED_MAPS]).toEqual(['done', 0])
    expect(masterAt(record(scenario), record(scenario).length).workers[mapper as string]?.alive).toBe(false)
  })

  test('a reduce whose worker crashes after it was written is not run again: its output is in HDFS', () => {
    const config = { reducers: 2, partitioner: 'firstLetter', heartbeat_s: 0.5, timeout_s: 1, workers: 4 }
    const slow = { costs: { reduce_mb_s: 0.000_01 } }
    const calm = job({ ...config, ...slow, input: { text: 'a z z z z z z\n' } })
    const { attempts } = resultOf(calm)
    const r0 = attempts.find(({ task }) => task === 'r0')
    const m0 = attempts.find(({ task }) => task === 'm0')
    expect(r0?.node).not.toBe(attempts.find(({ task }) => task === 'r1')?.node)
    const at_ms = Math.ceil((r0?.ended_us as number) / 1000) + 1
    const result = resultOf(
      job({ ...config, ...slow, input: { text: 'a z z z z z z\n' } }, [
        { do: 'crash', node: r0?.node, at_ms },
      ]),
    )
    expect([m0?.node, r0?.node]).toEqual(['w1', 'w1'])
    expect(result.attempts.filter(({ task }) => task === 'r0')).toHaveLength(1)
    expect(outputPairs(result)).toEqual([
      ['a', 1],
      ['z', 6],
    ])
  })

  test('a worker that recovers comes back without tasks, with its blocks, and gets work again', () => {
    const config = { workers: 1, replication: 1, heartbeat_s: 1, timeout_s: 3, costs: { task_start_s: 2 } }
    const at_ms = momentOf(job(config), 'begins to map') + 500
    const scenario = job(config, [
      { do: 'crash', node: 'w1', at_ms },
      { do: 'recover', node: 'w1', at_ms: at_ms + 100 },
    ])
    const result = resultOf(scenario)
    expect(outputPairs(result)).toEqual(COUNTS)
    expect(result.attempts.filter(({ task }) => task === 'm0').map(({ state }) => state)).toEqual([
      'lost',
      'done',
    ])
    const recording = record(scenario)
    const back = recording.steps.find(({ kind }) => kind === 'recover')?.index ?? 0
    expect(workerAt(recording, back, 'w1')).toMatchObject({ epoch: 1, maps: {} })
    expect(Object.keys(workerAt(recording, back, 'w1').blocks)).toEqual(['blk_1'])
  })

  test('without a worker left the job fails and says so, and the run ends', () => {
    const crashes = ['w1', 'w2', 'w3'].map((node) => ({ do: 'crash', node, at_ms: 200 }))
    const { status, why, properties } = resultOf(job({}, crashes))
    expect([status, why]).toEqual(['failed', 'no worker is left'])
    expect(properties.OutputIsDirectCount).toBe('violated')
  })

  test('when every replica of a block is lost the job fails and says so', () => {
    const at_ms = Math.ceil(momentOf(job({ replication: 1 }), 'submits the job'))
    const { status, why } = resultOf(job({ replication: 1 }, [{ do: 'crash', node: 'w1', at_ms }]))
    expect(status).toBe('failed')
    expect(why).toMatch(/^m0 failed 4 times: /)
  })

  test('a dead datanode: the reader takes the next replica, and the namenode gives the datanode up', () => {
    const config = {
      workers: 4,
      replication: 2,
      heartbeat_s: 0.5,
      timeout_s: 1,
      block_bytes: 4,
      split_bytes: 64,
    }
    const at_ms = Math.ceil(momentOf(job(config), 'submits the job'))
    const scenario = job(config, [{ do: 'crash', node: 'w2', at_ms }])
    expect(outputPairs(resultOf(scenario))).toEqual(COUNTS)
    const recording = record(scenario)
    expect(stepSaying(recording, 'has no answer from w2').node).toBe('w1')
    expect(stepSaying(recording, 'gives up the datanode of w2').node).toBe('namenode')
  })

  test('a datanode that is dead before the input is written: the pipeline goes without it', () => {
    const scenario = read(
      jobDocument({ replication: 2 }, [], { actions: [{ do: 'crash', node: 'w2' }, { do: 'submit' }] }),
    )
    const result = resultOf(scenario)
    expect(outputPairs(result)).toEqual(COUNTS)
    expect(result.blocks[0]?.replicas).toEqual(['w3', 'w1'])
  })

  test.each([
    ['namenode', 'namenode does not answer'],
    ['master', null],
  ])('%s is a single point of failure: the job stops and the run ends', (node, why) => {
    const result = resultOf(job({}, [{ do: 'crash', node, at_ms: 30 }]))
    expect(result.status).not.toBe('done')
    if (why !== null) expect(result.why).toBe(why)
  })

  test('a master that comes back aborts its job, as in the paper', () => {
    const at_ms = momentOf(job(), 'begins to map')
    const actions = [
      { do: 'crash', node: 'master', at_ms },
      { do: 'recover', node: 'master', at_ms: at_ms + 50 },
    ]
    expect(resultOf(job({}, actions))).toMatchObject({ status: 'failed', why: 'master was down' })
  })

  test.each([
    'allocate',
    'write',
    'stored',
    'complete',
    'submit',
    'blocks',
    'assignMap',
    'located',
    'mapDone',
  ])('a lost %s is asked for again, and the counts are right', (kind) => {
    const config = { reducers: 2, block_bytes: 8 }
    const { id, step } = firstMessage(job(config), kind)
    const result = resultOf(job(config, [{ do: 'drop', message: id, at_step: step }]))
    expect(outputPairs(result)).toEqual(COUNTS)
  })

  test.each([
    'assignReduce',
    'fetch',
    'piece',
    'copied',
    'reduceDone',
    'jobEnded',
    'outputs',
    'ping',
    'pong',
    'read',
    'data',
  ])('a lost %s is made good, and the counts are right', (kind) => {
    const config = {
      reducers: 3,
      block_bytes: 8,
      slowstart: 0,
      replication: 1,
      partitioner: 'firstLetter',
      heartbeat_s: 0.5,
    }
    const { id, step } = firstMessage(job(config), kind)
    const result = resultOf(job(config, [{ do: 'drop', message: id, at_step: step }]))
    expect([result.status, outputPairs(result)]).toEqual(['done', COUNTS])
  })

  test.each(['assignMap', 'mapDone', 'assignReduce', 'piece', 'reduceDone', 'complete', 'stored'])(
    'a doubled %s counts once',
    (kind) => {
      const { id, step } = firstMessage(job({ reducers: 2 }), kind)
      const result = resultOf(job({ reducers: 2 }, [{ do: 'duplicate', message: id, at_step: step }]))
      expect(outputPairs(result)).toEqual(COUNTS)
      expect(result.counters.MAP_OUTPUT_RECORDS).toBe(6)
    },
  )

  test('a worker that a partition hides is given up, and what it reports later does not count', () => {
    const config = { heartbeat_s: 0.5, timeout_s: 1, costs: { task_start_s: 3 } }
    const at_ms = momentOf(job(config), 'begins to map')
    const others = ['client', 'master', 'namenode', 'w2', 'w3']
    const actions = [
      { do: 'partition', groups: [['w1'], others], at_ms },
      { do: 'heal', at_ms: at_ms + 2900 },
    ]
    const scenario = job(config, actions)
    const result = resultOf(scenario)
    expect(outputPairs(result)).toEqual(COUNTS)
    expect(result.attempts.filter(({ task }) => task === 'm0').map(({ state }) => state)).toEqual([
      'lost',
      'done',
    ])
  })
})

describe('backup tasks (OSDI 2004, section 3.6)', () => {
  test('a map that lags gets a backup, the first to finish counts, and the other is stopped', () => {
    const result = resultOf(publicJob('slow-worker'))
    const m3 = result.attempts.filter(({ task }) => task === 'm3')
    expect(m3.map(({ node, state, backup }) => [node, state, backup])).toEqual([
      ['w4', 'killed', false],
      ['w5', 'done', true],
    ])
    expect(result.counters.MAP_OUTPUT_RECORDS).toBe(25)
  })

  test('without backups the slow worker holds up the whole job', () => {
    const scenario = publicJob('slow-worker')
    const alone = { ...scenario, config: { ...(scenario.config as object), speculative: false } }
    const makespans = [scenario, alone].map((one) => resultOf(one).makespan_us as number)
    expect(makespans[0]).toBeLessThan((makespans[1] as number) - 5_000_000)
    expect(resultOf(alone).attempts.every(({ backup }) => !backup)).toBe(true)
  })
})

describe('users read files of HDFS', () => {
  const at_ms = 60_000

  test('a read of the output gives its bytes, across blocks', () => {
    const result = resultOf(
      job({ block_bytes: 4 }, [{ do: 'read', file: 'part-r-00000', offset: 3, length: 8, at_ms }]),
    )
    expect(result.reads).toMatchObject([
      { file: 'part-r-00000', text: 'be\t2\nnot\t1\nor\t1\nto\t2\n'.slice(3, 11) },
    ])
  })

  test('a read past the end of the file gives what there is', () => {
    const result = resultOf(job({}, [{ do: 'read', file: 'input', offset: 16, length: 100, at_ms }]))
    expect(result.reads).toMatchObject([{ text: 'be\n', bytes: 3 }])
  })

  test('the data of a read comes from a datanode, and the other replica answers where one is down', () => {
    const scenario = job({ replication: 2 }, [
      { do: 'crash', node: 'w1', at_ms },
      { do: 'read', file: 'input', offset: 0, length: 5, at_ms: at_ms + 1 },
    ])
    expect(resultOf(scenario).reads).toMatchObject([{ text: 'to be' }])
    const data = messagesOf(record(scenario)).filter(
      ({ message, to }) => message.kind === 'data' && to === 'client',
    )
    expect(data.map(({ from }) => from)).toEqual(['w2'])
  })
})
