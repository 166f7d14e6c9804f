import { describe, expect, test } from 'vitest'
import type { MapReduceMessage } from '../../../../src/protocols/mapreduce/messages.ts'
import { groupsIn, pairsIn } from '../../../../src/protocols/mapreduce/pairs.ts'
import { dataIn } from '../../../../src/protocols/mapreduce/settings.ts'
import { masterAt, messagesOf, outputPairs, publicJob, record, resultOf, workerAt } from './support.ts'

describe('MapReduce as the lecture has it', () => {
  test('R1: map emits pairs, shuffle and sort bring the values of a key together', () => {
    const { grouped, counters } = resultOf(publicJob('pairs'))
    expect(grouped).toEqual({ a: [1, 5], b: [2, 7], c: [2, 3, 6, 8] })
    expect(counters.COMBINE_INPUT_RECORDS).toBe(0)
  })

  test('R2: with combine and partition after each mapper, c 3 and c 6 become c 9', () => {
    const scenario = publicJob('pairs-combined')
    expect(resultOf(scenario).grouped).toEqual({ a: [1, 5], b: [2, 7], c: [2, 8, 9] })
    const recording = record(scenario)
    const w2 = workerAt(recording, recording.length, 'w2')
    const emitted = w2.maps['m1.0']?.output.flatMap(({ data }) => pairsIn(data))
    expect(emitted).toEqual([['c', 9]])
  })

  test('R3: the word count of the Hadoop tutorial: 8 map outputs, combined to 6, 5 groups', () => {
    const scenario = publicJob('hello-world')
    const result = resultOf(scenario)
    expect(result.output).toEqual([
      {
        reducer: 0,
        pairs: [
          ['Bye', 1],
          ['Goodbye', 1],
          ['Hadoop', 2],
          ['Hello', 2],
          ['World', 2],
        ],
      },
    ])
    expect(result.counters).toMatchObject({
      MAP_INPUT_RECORDS: 2,
      MAP_OUTPUT_RECORDS: 8,
      COMBINE_INPUT_RECORDS: 8,
      COMBINE_OUTPUT_RECORDS: 6,
      REDUCE_INPUT_GROUPS: 5,
      REDUCE_INPUT_RECORDS: 6,
      REDUCE_OUTPUT_RECORDS: 5,
    })
    const recording = record(scenario)
    const combined = ['w1', 'w2'].map((name, task) =>
      workerAt(recording, recording.length, name).maps[`m${task}.0`]?.output.flatMap(({ data }) =>
        pairsIn(data),
      ),
    )
    expect(combined).toEqual([
      [
        ['Bye', 1],
        ['Hello', 1],
        ['World', 2],
      ],
      [
        ['Goodbye', 1],
        ['Hadoop', 2],
        ['Hello', 1],
      ],
    ])
  })

  test.each(['word-count', 'block-boundary', 'text-file', 'worker-fails', 'slow-worker'])(
    'R3: the counts of %s are those of a direct count of the text',
    (name) => {
      const scenario = publicJob(name)
      const { input } = scenario.config as {
        input: { text?: string; file?: string; files?: { text: string }[] }
      }
      const text =
        input.text ?? input.files?.map((file) => file.text).join('\n') ?? scenario.files?.[input.file ?? '']
      const counts = new Map<string, number>()
      for (const word of (text ?? '').split(/[ \t\n\r\f]+/))
        if (word) counts.set(word, (counts.get(word) ?? 0) + 1)
      expect(counts.size).toBeGreaterThan(5)
      expect(outputPairs(resultOf(scenario))).toEqual([...counts].sort((a, b) => (a[0] < b[0] ? -1 : 1)))
    },
  )

  test('R4: the runtime moves processes to data: every map runs where its split is', () => {
    const { attempts, blocks, counters } = resultOf(publicJob('word-count'))
    expect(counters.DATA_LOCAL_MAPS).toBe(4)
    for (const { task, node } of attempts.filter(({ locality }) => locality !== null)) {
      expect(blocks[Number(task.slice(1))]?.replicas).toContain(node)
    }
  })

  test('R4: the runtime detects a worker failure and restarts: m2 runs again although it was done', () => {
    const { attempts, status, counters } = resultOf(publicJob('worker-fails'))
    expect(status).toBe('done')
    const m2 = attempts.filter(({ task }) => task === 'm2')
    expect(m2.map(({ node, state }) => [node, state])).toEqual([
      ['w3', 'lost'],
      ['w4', 'done'],
    ])
    expect(counters).toMatchObject({ NUM_FAILED_MAPS: 1, MAP_OUTPUT_RECORDS: 25, REDUCE_OUTPUT_RECORDS: 10 })
    expect(attempts.filter(({ attempt }) => attempt > 0)).toHaveLength(1)
  })

  test('R5: a barrier: no reduce starts before the last map is done', () => {
    const { attempts } = resultOf(publicJob('word-count'))
    const maps = attempts.filter(({ locality }) => locality !== null)
    const reduces = attempts.filter(({ locality }) => locality === null)
    const lastMap = Math.max(...maps.map(({ ended_us }) => ended_us as number))
    expect(Math.min(...reduces.map(({ started_us }) => started_us))).toBe(lastMap)
  })

  test('R5: intermediate data can be copied early: reduces copy while maps run, and none sorts before all are done', () => {
    const recording = record(publicJob('text-file'))
    const messages = messagesOf(recording)
    const lastMap = Math.max(
      ...messages.flatMap(({ message, sentStep }) => (message.kind === 'mapDone' ? [sentStep] : [])),
    )
    const early = messages.filter(({ message, sentStep }) => message.kind === 'fetch' && sentStep < lastMap)
    const sorts = messages.filter(({ message }) => message.kind === 'copied')
    expect(early.length).toBeGreaterThan(0)
    expect(sorts.every(({ sentStep }) => sentStep > lastMap)).toBe(true)
  })

  test('R5: keys are sorted within a reducer, and there is no order across reducers', () => {
    const { output } = resultOf(publicJob('text-file'))
    const keys = output.map(({ pairs }) => pairs.map(([key]) => key))
    for (const list of keys) expect(list).toEqual([...list].sort((a, b) => (a < b ? -1 : 1)))
    expect(keys.flat()).not.toEqual(keys.flat().sort((a, b) => (a < b ? -1 : 1)))
    const recording = record(publicJob('word-count'))
    const grouped = workerAt(recording, recording.length, 'w1').reduces['r0.0']?.grouped ?? ''
    expect(groupsIn(grouped)).toEqual([
      ['a', [3]],
      ['be', [2, 2]],
      ['is', [2, 2]],
      ['it', [2]],
    ])
  })

  test('R6: the order of the execution overview: submit, schedule, read, local write, remote read, write', () => {
    const recording = record(publicJob('word-count'))
    const firstOf = (line: string) =>
      recording.steps.findIndex(({ notes }) => notes.some((note) => note.line === line))
    const phases = [
      'submit.job',
      'schedule.map',
      'map.read',
      'map.write',
      'schedule.reduce',
      'reduce.fetch',
      'reduce.emit',
    ].map(firstOf)
    // The client has written the input long before.
    const written = recording.steps.findIndex(
      ({ node, notes }) => node !== 'client' && notes.some(({ line }) => line === 'write.complete'),
    )
    expect([...phases, written]).toEqual([...phases, written].sort((a, b) => a - b))
    expect(phases.every((step) => step >= 0)).toBe(true)
    const marks = recording.steps.flatMap(({ mark }) => mark ?? [])
    expect(marks).toEqual([
      'submit',
      'written to HDFS',
      'maps done',
      'shuffle done',
      'r2 done',
      'r1 done',
      'job done',
    ])
  })

  test('R6: as many output files as reducers, named part-r-00000 and so on, in HDFS', () => {
    const { blocks } = resultOf(publicJob('word-count'))
    const parts = blocks.filter(({ file }) => file.startsWith('part-'))
    expect(parts.map(({ file }) => file).sort()).toEqual(['part-r-00000', 'part-r-00001', 'part-r-00002'])
    expect(parts.every(({ replicas }) => replicas.length === 2)).toBe(true)
  })

  test('K7: divide and conquer: the work is cut into parts, workers give partial results, which are combined', () => {
    const recording = record(publicJob('word-count'))
    const { job } = masterAt(recording, recording.length)
    expect(job?.maps.map(({ report }) => report?.outputRecords)).toEqual([8, 6, 6, 5])
    expect(new Set(job?.maps.map(({ output }) => output?.worker)).size).toBe(4)
    const { counters } = resultOf(publicJob('word-count'))
    expect([counters.SHUFFLED_BYTES, counters.MAP_OUTPUT_BYTES, counters.REDUCE_INPUT_RECORDS]).toEqual([
      84, 160, 13,
    ])
  })
})

describe('HDFS below it', () => {
  const touchesNamenode = ({ from, to }: { from: unknown; to: unknown }) =>
    from === 'namenode' || to === 'namenode'

  test('H2: reading: (file name, block id) to the namenode, (block id, location) back, then a datanode gives the data', () => {
    const recording = record(publicJob('block-boundary'))
    const kinds = messagesOf(recording).filter(({ message }) =>
      ['locate', 'located', 'read', 'data'].includes(message.kind),
    )
    const ofMap = kinds.filter(({ message }) => (message as { reader: string }).reader === 'm0.0')
    expect(ofMap.map(({ message, from, to }) => [message.kind, from, to])).toEqual([
      ['locate', 'w1', 'namenode'],
      ['located', 'namenode', 'w1'],
      // The first block is on its own disk; the end of its last line is not.
      ['locate', 'w1', 'namenode'],
      ['located', 'namenode', 'w1'],
      ['read', 'w1', 'w2'],
      ['data', 'w2', 'w1'],
    ])
  })

  test('H2: no data goes through the namenode: what it sends and gets carries none', () => {
    for (const name of ['word-count', 'block-boundary', 'worker-fails']) {
      const messages = messagesOf(record(publicJob(name)))
      const bytes = (list: readonly { message: MapReduceMessage }[]) =>
        list.reduce((sum, { message }) => sum + dataIn(message), 0)
      expect(bytes(messages)).toBeGreaterThan(0)
      expect(bytes(messages.filter(touchesNamenode))).toBe(0)
    }
  })

  test('H4: namenode, jobtracker on a node of its own, and on each slave a tasktracker and a datanode', () => {
    const recording = record(publicJob('word-count'))
    const { addresses } = recording.frame(0)
    expect(addresses).toEqual(['client', 'master', 'namenode', 'w1', 'w2', 'w3', 'w4', 'w5', 'w6'])
    const w2 = workerAt(recording, recording.length, 'w2')
    expect(Object.keys(w2.blocks).length).toBeGreaterThan(0)
    expect(Object.keys(w2.maps)).toEqual(['m1.0'])
    expect(Object.keys(w2.reduces)).toEqual(['r1.0'])
  })

  test('H4: a block goes along a pipeline of datanodes, and the acknowledgement back', () => {
    const messages = messagesOf(record(publicJob('word-count')))
    const first = messages.filter(
      ({ message }) => (message.kind === 'write' || message.kind === 'stored') && message.block === 'blk_1',
    )
    expect(first.map(({ message, from, to }) => [message.kind, from, to])).toEqual([
      ['write', 'client', 'w1'],
      ['write', 'w1', 'w2'],
      ['stored', 'w2', 'w1'],
      ['stored', 'w1', 'client'],
    ])
  })
})
