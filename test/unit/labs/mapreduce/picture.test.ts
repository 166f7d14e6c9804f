import { describe, expect, test } from 'vitest'
import { jobOf } from '../../../../src/labs/mapreduce/picture/picture.ts'
import { shuffledBytes } from '../../../../src/labs/mapreduce/picture/shuffledBytes.ts'
import { workerWords } from '../../../../src/labs/mapreduce/words.ts'
import { MASTER } from '../../../../src/protocols/mapreduce/state.ts'
import { publicScenario } from '../../../support/scenarios.ts'
import { arrivalOf, markOf, pictureAt, run, runOf } from './support.ts'

const wordCount = runOf('mapreduce-word-count')
const failing = runOf('mapreduce-worker-fails')
const slow = runOf('mapreduce-slow-worker')

describe('the picture of a job', () => {
  test('before there is a job, shows its splits with their text, and what is planned', () => {
    const { splits, maps, reduces, outputs } = pictureAt(wordCount, 0)
    expect(splits.map(({ text, hosts }) => ({ text, hosts }))).toEqual([
      { text: 'a rose is\na rose is\na rose', hosts: [] },
      { text: 'to be or\nnot to be', hosts: [] },
      { text: 'let it be\nlet it be', hosts: [] },
      { text: 'what is not\nis not', hosts: [] },
    ])
    expect(maps.map(({ standing }) => standing)).toEqual(['planned', 'planned', 'planned', 'planned'])
    expect(reduces.map(({ keys }) => keys)).toEqual(['a to i', 'j to q', 'r to z'])
    expect(outputs.map(({ standing }) => standing)).toEqual(['none', 'none', 'none'])
  })

  test('the keys of a reducer: whether words that begin with no letter are among them', () => {
    const keysWith = (text: string, reducers = 3) => {
      const scenario = publicScenario('mapreduce-word-count')
      const config = { ...(scenario.config as object), input: { text }, reducers }
      return pictureAt(run({ ...scenario, config }), 0).reduces.map(({ keys }) => keys)
    }
    expect(keysWith('It was café')).toEqual(['a to i', 'j to q', 'r to z'])
    expect(keysWith('It was 42')).toEqual(['a–i, others', 'j to q', 'r to z'])
    expect(keysWith('no "quotes"', 1)).toEqual(['a–z, others'])
  })

  test('while the input is written, shows the pipeline of each block, and which replicas are stored', () => {
    const first = arrivalOf(wordCount, 'write')
    const [pipeline] = pictureAt(wordCount, first - 1).pipelines
    expect(pipeline?.replicas.map(({ stored }) => stored)).toEqual([false, false])
    expect(pictureAt(wordCount, first).pipelines[0]?.replicas.map(({ stored }) => stored)).toEqual([
      true,
      false,
    ])
    const written = pictureAt(wordCount, markOf(wordCount, 'written to HDFS'))
    expect(written.pipelines.map(({ split }) => split)).toEqual([0, 1, 2, 3])
    expect(written.splits.every(({ hosts }) => hosts.length === 2)).toBe(true)
  })

  test('R3: shows what each map combined, and which partition is empty', () => {
    const { maps } = pictureAt(wordCount, markOf(wordCount, 'maps done'))
    expect(maps.map(({ partitions }) => partitions?.map(({ pairs }) => pairs))).toEqual([
      [
        [
          ['a', 3],
          ['is', 2],
        ],
        [],
        [['rose', 3]],
      ],
      [
        [['be', 2]],
        [
          ['not', 1],
          ['or', 1],
        ],
        [['to', 2]],
      ],
      [
        [
          ['be', 2],
          ['it', 2],
        ],
        [['let', 2]],
        [],
      ],
      [[['is', 2]], [['not', 2]], [['what', 1]]],
    ])
    expect(maps.map(({ pairs }) => pairs)).toEqual([8, 6, 6, 5])
  })

  test('a piece that is on its way, and one that has just come, are fresh at their reducer', () => {
    const arrival = arrivalOf(wordCount, 'piece', ({ map, reducer }) => map === 3 && reducer === 'r1.0')
    const after = pictureAt(wordCount, arrival).reduces[1]
    expect(after?.rows).toEqual([
      { word: 'let', values: [2], fresh: [], sum: undefined },
      { word: 'not', values: [1], fresh: [2], sum: undefined },
      { word: 'or', values: [1], fresh: [], sum: undefined },
    ])
    // The step before only sent something, so the frame is about the arrival.
    const sent = arrivalOf(wordCount, 'fetch', ({ map, reducer }) => map === 0 && reducer === 'r2.0')
    const rose = pictureAt(wordCount, sent).reduces[2]?.rows.find(({ word }) => word === 'rose')
    expect(rose?.values).toEqual([])
  })

  test('a word is shown before its values come, once a map has it', () => {
    const { reduces } = pictureAt(wordCount, markOf(wordCount, 'maps done'))
    expect(reduces[2]?.rows.map(({ word, values }) => [word, values])).toEqual([
      ['rose', []],
      ['to', []],
      ['what', []],
    ])
  })

  test('R5: at the end every reducer has its keys in order, with sums, and its file has the same', () => {
    const { reduces, outputs } = pictureAt(wordCount, wordCount.recording.length)
    expect(reduces.map(({ rows }) => rows.map(({ word, sum }) => [word, sum]))).toEqual(
      outputs.map(({ pairs }) => pairs),
    )
    expect(outputs[1]?.pairs).toEqual([
      ['let', 2],
      ['not', 3],
      ['or', 1],
    ])
  })

  test('each piece stands as it is: none where it is empty, asked, then here', () => {
    const asked = arrivalOf(wordCount, 'assignReduce', ({ task }) => task === 2)
    expect(pictureAt(wordCount, asked).reduces[2]?.pieces).toEqual(['asked', 'coming', 'none', 'coming'])
    const { reduces } = pictureAt(wordCount, wordCount.recording.length)
    expect(reduces[2]?.pieces).toEqual(['here', 'here', 'none', 'here'])
  })

  test('R4: a map whose worker fails is lost, and runs again on another one', () => {
    const crash = markOf(failing, 'w3 crashes')
    expect(pictureAt(failing, crash).maps[2]).toMatchObject({
      worker: 'w3',
      down: true,
      partitions: undefined,
    })
    const known = pictureAt(failing, markOf(failing, 'w3 fails')).maps[2]
    expect(known).toMatchObject({ standing: 'running', lost: ['w3'], again: true, worker: 'w4' })
    expect(pictureAt(failing, failing.recording.length).maps[2]).toMatchObject({
      standing: 'done',
      lost: ['w3'],
      worker: 'w4',
    })
  })

  test('a backup stands beside the slow attempt, and takes its place when it wins (section 3.6)', () => {
    expect(pictureAt(slow, markOf(slow, 'backup of m3')).maps[3]).toMatchObject({
      worker: 'w4',
      backup: 'w5',
      byBackup: false,
    })
    expect(pictureAt(slow, slow.recording.length).maps[3]).toMatchObject({
      worker: 'w5',
      backup: undefined,
      byBackup: true,
    })
  })

  test('an output of which no copy is live is said to be gone', () => {
    const scenario = publicScenario('mapreduce-word-count')
    const crashes = ['w1', 'w2'].map((node) => ({ do: 'crash', node, at_ms: 20_000 }))
    const both = run({ ...scenario, actions: [...scenario.actions, ...crashes] })
    const { outputs } = pictureAt(both, both.recording.length)
    // part-r-00000 was on w1 and w2 alone.
    expect(outputs.map(({ standing }) => standing)).toEqual(['gone', 'stored', 'stored'])
  })
})

describe('bytes shuffled', () => {
  test('84 B with the combiner, 160 B without: the same whether it is on or off', () => {
    const { recording } = wordCount
    const end = recording.frame(recording.length)
    expect(shuffledBytes(end, jobOf(end), true)).toEqual({
      with: { bytes: 84, pairs: 13 },
      without: { bytes: 160, pairs: 25 },
      combiner: true,
      fetched: 84,
    })
  })

  test('without a combiner, what it would leave is worked out from the outputs (R1 and R2)', () => {
    const plain = runOf('mapreduce-pairs').recording
    const combined = runOf('mapreduce-pairs-combined').recording
    const [a, b] = [plain.frame(plain.length), combined.frame(combined.length)]
    const without = shuffledBytes(a, jobOf(a), false)
    const with_ = shuffledBytes(b, jobOf(b), true)
    expect(without.with).toEqual(with_.with)
    expect(without.without).toEqual(with_.without)
    expect(without.fetched).toBe(without.without.bytes)
    expect(with_.fetched).toBe(with_.with.bytes)
  })
})

describe('what a worker does', () => {
  const { recording } = failing
  const at = (cursor: number, worker: string) => workerWords(recording.frame(cursor), worker).text

  test('names the attempts that run, else the last one that is done', () => {
    expect(at(0, 'w1')).toBe('idle')
    expect(at(markOf(failing, 'w3 crashes'), 'w1')).toBe('m0 mapping')
    expect(at(markOf(failing, 'w3 crashes'), 'w2')).toBe('m1 done')
  })

  test('says crashed, and failed once the master has noticed', () => {
    expect(at(markOf(failing, 'w3 crashes'), 'w3')).toBe('crashed')
    expect(at(markOf(failing, 'w3 fails'), 'w3')).toBe('failed')
    expect(recording.frame(1).status(MASTER)).toBe('up')
  })

  test('tells a backup from the attempt that it is for, and a slow worker', () => {
    const { recording: other } = slow
    const backup = arrivalOf(slow, 'assignMap', ({ attempt }) => attempt === 1)
    expect(workerWords(other.frame(backup), 'w5').text).toBe('m3 backup reading')
    expect(workerWords(other.frame(backup), 'w4').text).toBe('m3 mapping, slow')
  })
})
