import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { simulate } from '../../../../src/engine/run/simulation.ts'
import { checkScenario } from '../../../../src/engine/scenario/parse.ts'
import { documentOf, type Scenario } from '../../../../src/engine/scenario/scenario.ts'
import { cut, fitValues, pairLines, wrap } from '../../../../src/labs/mapreduce/drawing/fit.ts'
import { scenarioOfText } from '../../../../src/labs/mapreduce/ownText.ts'
import { plannedSplits } from '../../../../src/labs/mapreduce/picture/splits.ts'
import {
  fewestWorkers,
  inputSizes,
  splitBytesFor,
  splitCount,
  withWorkers,
} from '../../../../src/labs/mapreduce/sizes.ts'
import { type MapReduceConfig, workersOf } from '../../../../src/protocols/mapreduce/config.ts'
import { formats, protocolOf } from '../../../../src/protocols/registry.ts'
import { publicScenario } from '../../../support/scenarios.ts'
import { run, runOf } from './support.ts'

describe('the number of mappers', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 5 })

  test('the planned splits are those that the master makes', () => {
    for (const name of ['mapreduce-word-count', 'mapreduce-block-boundary', 'mapreduce-text-file']) {
      const { recording, config } = runOf(name)
      const client = recording.stateAt('client', 0)
      const master = recording.stateAt('master', recording.length)
      if (client?.role !== 'client' || master?.role !== 'master') throw new Error('other roles')
      expect(plannedSplits(client.input, config)).toEqual(
        master.job?.maps.map(({ split: { file, offset, length } }) => ({ file, offset, length })),
      )
    }
  })

  test('one more or one fewer: the nearest number that equal parts of the files can give', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 500 }), (files, bytes) => {
        const now = splitCount(files, bytes)
        const counts = Array.from({ length: 500 }, (_, i) => splitCount(files, i + 1))
        const more = splitBytesFor(files, bytes, 'more')
        const fewer = splitBytesFor(files, bytes, 'fewer')
        const above = counts.filter((count) => count > now)
        const below = counts.filter((count) => count < now)
        expect(more === undefined ? undefined : splitCount(files, more)).toBe(
          above.length === 0 ? undefined : Math.min(...above),
        )
        expect(fewer === undefined ? undefined : splitCount(files, fewer)).toBe(
          below.length === 0 ? undefined : Math.max(...below),
        )
      }),
    )
  })

  test('workers that an action names stay', () => {
    expect(fewestWorkers(publicScenario('mapreduce-worker-fails'))).toBe(3)
    expect(fewestWorkers(publicScenario('mapreduce-word-count'))).toBe(1)
  })

  test('workers come and go at the end of the list, under names of their own', () => {
    const { config } = runOf('mapreduce-text-file')
    const names = (count: number) => workersOf(withWorkers(config, count)).map(({ name }) => name)
    expect(names(4)).toEqual(['w1', 'w2', 'w3', 'w4'])
    expect(names(8)).toEqual(['w1', 'w2', 'w3', 'w4', 'w5', 'w6', 'w7', 'w8'])
    expect(withWorkers({ ...config, workers: 6 }, 9).workers).toBe(9)
  })
})

describe('a text of one’s own', () => {
  const accepted = (scenario: Scenario) => {
    const checked = checkScenario(documentOf(scenario), formats)
    return checked.ok ? [] : checked.faults
  }

  test('with nothing open, runs on a cluster that fits it', () => {
    const scenario = scenarioOfText('words.txt', 'some words and some more words', undefined)
    expect(accepted(scenario)).toEqual([])
    const { recording } = run(scenario)
    expect(recording.frame(recording.length).verdicts.every(({ holds }) => holds)).toBe(true)
  })

  test('keeps cluster and actions of what is open, cuts the text into as many splits, and takes as long', () => {
    const open = publicScenario('mapreduce-worker-fails')
    const text = 'one two three four five six seven eight nine ten\n'.repeat(200)
    const scenario = scenarioOfText('numbers.txt', text, open)
    expect(accepted(scenario)).toEqual([])
    const config = scenario.config as MapReduceConfig
    expect(splitCount(inputSizes(scenario), config.split_bytes as number)).toBe(4)
    expect(scenario.actions).toEqual(open.actions)
    const before = simulate(protocolOf('mapreduce'), open).time_us
    expect(simulate(protocolOf('mapreduce'), scenario).time_us).toBeLessThan(3 * before)
  })

  test('an empty text, and one without an end of line, are run, too', () => {
    for (const text of ['', 'word', 'ä ö ü']) {
      const scenario = scenarioOfText('own', text, publicScenario('mapreduce-word-count'))
      expect(accepted(scenario)).toEqual([])
    }
  })
})

describe('texts on the figure', () => {
  test('lines break between words and at line breaks, and say when there is more', () => {
    expect(wrap('a rose is\na rose', 10, 3)).toEqual(['a rose is', 'a rose'])
    expect(wrap('to be or not to be', 8, 3)).toEqual(['to be or', 'not to', 'be'])
    expect(wrap('to be or not to be', 8, 2)).toEqual(['to be or', 'not to…'])
    expect(wrap('abcdefghij', 4, 3)).toEqual(['abcd', 'efgh', 'ij'])
    expect(wrap('', 8, 2)).toEqual([''])
  })

  test('never wider or longer than asked', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 5 }),
        (text, wide, most) => {
          const lines = wrap(text, wide, most)
          expect(lines.length).toBeLessThanOrEqual(most)
          for (const line of lines) expect(line.length).toBeLessThanOrEqual(wide)
        },
      ),
    )
  })

  test('a cut text ends in an ellipsis, and whole characters', () => {
    expect(cut('part 0', 6)).toBe('part 0')
    expect(cut('part 10', 6)).toBe('part …')
    expect(cut('👍👍👍', 2)).toBe('👍…')
  })

  test('values are shown whole, or not at all', () => {
    expect(fitValues([2, 3, 6, 8], 10)).toBe('2, 3, 6, 8')
    expect(fitValues([2, 3, 6, 8], 8)).toBe('2, 3 …')
    expect(fitValues([12, 3], 3)).toBe('…')
  })

  test('pairs that do not fit are counted', () => {
    const pairs = [
      ['a', 3],
      ['is', 2],
      ['rose', 3],
    ] as const
    expect(pairLines(pairs, 3, 40, 1)).toEqual({ lines: [pairs], more: 0 })
    expect(pairLines(pairs, 3, 13, 1)).toEqual({ lines: [pairs.slice(0, 2)], more: 1 })
    expect(pairLines(pairs, 3, 9, 2)).toEqual({ lines: [pairs.slice(0, 2), pairs.slice(2)], more: 0 })
    expect(pairLines(pairs, 9, 4, 1)).toEqual({ lines: [], more: 9 })
  })
})
