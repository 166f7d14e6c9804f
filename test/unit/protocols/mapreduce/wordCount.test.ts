import { describe, expect, test } from 'vitest'
import { groupsIn, pairsIn, writeGroups } from '../../../../src/protocols/mapreduce/pairs.ts'
import { endsWithinRecord, recordsIn } from '../../../../src/protocols/mapreduce/records.ts'
import { toBytes, toText } from '../../../../src/protocols/mapreduce/text.ts'
import { map, runMap, runReduce, sortAndGroup } from '../../../../src/protocols/mapreduce/wordCount.ts'

const shape = { map: 'words', combiner: true, partitioner: 'hash', reducers: 1 } as const

describe('records of a split', () => {
  const data = 'one\ntwo\nthree\n'
  const fileBytes = data.length
  const records = (offset: number, length: number, end = fileBytes) =>
    recordsIn({ offset, length, fileBytes }, data.slice(offset, end))

  test('a line belongs to the split in which it begins, although it ends in the next', () => {
    expect(records(0, 6)).toEqual(['one', 'two'])
    expect(records(6, 8)).toEqual(['three'])
  })

  test('a line that begins exactly at the boundary is read by the split before it, and once', () => {
    expect(records(0, 4)).toEqual(['one', 'two'])
    expect(records(4, 10)).toEqual(['three'])
  })

  test('a split within one long line has no record', () => {
    expect(records(9, 3)).toEqual([])
    expect(endsWithinRecord({ offset: 9, length: 3, fileBytes }, data.slice(9, 12))).toBe(false)
  })

  test('the reader asks for more until the line ends or the file does', () => {
    const split = { offset: 0, length: 6, fileBytes }
    expect(endsWithinRecord(split, data.slice(0, 6))).toBe(true)
    expect(endsWithinRecord(split, data.slice(0, 8))).toBe(false)
    expect(endsWithinRecord({ offset: 0, length: 3, fileBytes: 3 }, 'one')).toBe(false)
  })

  test('the last line needs no line break, and a break at the end is no line', () => {
    expect(recordsIn({ offset: 0, length: 3, fileBytes: 3 }, 'a\nb')).toEqual(['a', 'b'])
    expect(recordsIn({ offset: 0, length: 2, fileBytes: 2 }, 'a\n')).toEqual(['a'])
    expect(recordsIn({ offset: 0, length: 2, fileBytes: 2 }, '\n\n')).toEqual(['', ''])
    expect(recordsIn({ offset: 0, length: 0, fileBytes: 0 }, '')).toEqual([])
  })
})

describe('map, combine, sort, reduce', () => {
  test('words are runs of bytes that are not space, tab, line feed, carriage return or form feed', () => {
    expect(map(' a\tb\fc\rd  e,f\u000bg ', 'words').map(([word]) => word)).toEqual([
      'a',
      'b',
      'c',
      'd',
      'e,f\u000bg',
    ])
  })

  test('a no-break space and other spaces of Unicode separate no words: only bytes count', () => {
    const line = toBytes('a\u00a0b\u3000c')
    expect(map(line, 'words').map(([word]) => toText(word))).toEqual(['a\u00a0b\u3000c'])
  })

  test('a combiner leaves one pair a key; without it every pair is written', () => {
    const lines = ['b a', 'a']
    expect(pairsIn(runMap(lines, shape).output[0]?.data ?? '')).toEqual([
      ['a', 2],
      ['b', 1],
    ])
    const plain = runMap(lines, { ...shape, combiner: false })
    expect(pairsIn(plain.output[0]?.data ?? '')).toEqual([
      ['a', 1],
      ['a', 1],
      ['b', 1],
    ])
    expect(plain.report).toMatchObject({ outputRecords: 3, combineInputRecords: 0, combineOutputRecords: 0 })
  })

  test('bytes of a pair are those of its key in UTF-8, and four of its value', () => {
    const { output, report } = runMap([toBytes('é é')], shape)
    expect([output[0]?.bytes, report.outputBytes]).toEqual([6, 12])
  })

  test('keys are sorted by their bytes, values ascending, whichever piece came first', () => {
    const pieces = [{ data: 'b\t2\né\t1\n' }, { data: 'Z\t4\nb\t10\nb\t1\n' }].map(({ data }) => ({
      data: toBytes(data),
    }))
    const groups = sortAndGroup(pieces)
    expect(groups.map(([key, values]) => [toText(key), values])).toEqual([
      ['Z', [4]],
      ['b', [1, 2, 10]],
      ['é', [1]],
    ])
    expect(sortAndGroup([...pieces].reverse())).toEqual(groups)
    expect(groupsIn(writeGroups(groups))).toEqual(groups)
    const { output, report } = runReduce(pieces.map((piece) => ({ ...piece, records: 2, bytes: 10 })))
    expect(output.map(([, sum]) => sum)).toEqual([4, 13, 1])
    expect(report).toEqual({ inputGroups: 3, inputRecords: 4, outputRecords: 3, shuffledBytes: 20 })
  })

  test('text and bytes are inverse, and a byte is a character 0 to 255', () => {
    const text = `\uFEFFnaïve 漢字 👍${'x'.repeat(20_000)}é`
    const bytes = toBytes(text)
    expect(bytes.split('').every((byte) => byte.charCodeAt(0) < 256)).toBe(true)
    expect(bytes.length).toBe(new TextEncoder().encode(text).length)
    expect(toText(bytes)).toBe(text)
  })
})
