import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { countWords } from '../../../src/cli/wordcount.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const declaration = fileURLToPath(new URL('../../../public/texts/declaration.txt', import.meta.url))

function wordcount(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'src/cli/main.ts', 'wordcount', ...args],
    { cwd: root, input, encoding: 'utf8' },
  )
  return { status, stdout, stderr }
}

/** The words of a text by their counts, the most frequent first, equal ones by their bytes. */
function directly(text: string): [string, number][] {
  const counts = new Map<string, number>()
  for (const word of text.split(/[ \t\n\r\f]+/))
    if (word !== '') counts.set(word, (counts.get(word) ?? 0) + 1)
  const bytes = (word: string) => Buffer.from(word).toString('latin1')
  return [...counts].sort((a, b) => b[1] - a[1] || (bytes(a[0]) < bytes(b[0]) ? -1 : 1))
}

const shape = { map: 'words', combiner: true, partitioner: 'hash', reducers: 3 } as const

describe('wordcount FILE (SCENARIOS, Command line)', { timeout: 0 }, () => {
  test('prints the top words, the counters and MB/s as one JSON object', () => {
    const { status, stdout, stderr } = wordcount([declaration, '--reducers', '4', '--top', '3'])
    expect([status, stderr, stdout.split('\n').length]).toEqual([0, '', 2])
    const text = readFileSync(declaration, 'utf8')
    const expected = directly(text)
    const result = JSON.parse(stdout) as Record<string, unknown>
    expect(result.top).toEqual(expected.slice(0, 3))
    const words = expected.reduce((sum, [, count]) => sum + count, 0)
    expect(result).toMatchObject({
      reducers: 4,
      splits: 1,
      bytes: text.length,
      counters: { MAP_OUTPUT_RECORDS: words, REDUCE_INPUT_GROUPS: expected.length },
    })
    expect(result.MB_per_s).toBeGreaterThan(0)
  })

  test.each([1, 7, 100, 4096])('splits of %i bytes count the same words', (splitBytes) => {
    const text = `${'un été à Où\n'.repeat(20)}${'x '.repeat(3000)}\n漢字 👍 no line break at the end`
    const { top, counters } = countWords(Buffer.from(text), shape, splitBytes, 100)
    expect(top).toEqual(directly(text))
    expect(counters.MAP_INPUT_RECORDS).toBe(text.split('\n').length)
  })

  test.each(['hash', 'text', 'firstLetter'] as const)(
    'the partitioner %s changes no count',
    (partitioner) => {
      const text = readFileSync(declaration, 'utf8')
      const { top } = countWords(Buffer.from(text), { ...shape, partitioner }, 1000, 10_000)
      expect(top).toEqual(directly(text))
    },
  )

  test('reads standard input, which may be empty', () => {
    const { status, stdout } = wordcount(['-'])
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ bytes: 0, splits: 1, top: [] })
  })

  test('bytes that are no UTF-8 are words like any others', () => {
    const { top, counters } = countWords(Buffer.from([0xff, 0x20, 0xff, 0x0a, 0xfe]), shape, 100, 10)
    expect(counters.REDUCE_INPUT_GROUPS).toBe(2)
    expect(top.map(([, count]) => count)).toEqual([2, 1])
  })

  test.each([
    [['--reducers', '0'], '--reducers: expected an integer 1..1000, got "0"'],
    [['--top', 'ten'], '--top: expected an integer 0..1000000, got "ten"'],
    [['--partitioner', 'md5'], '--partitioner: expected one of hash, text, firstLetter, got "md5"'],
  ])('%j is refused with exit status 2 and nothing on standard output', (args, line) => {
    expect(wordcount([declaration, ...args])).toEqual({ status: 2, stdout: '', stderr: `${line}\n` })
  })

  test('an unknown option, and a file that is not there, are refused', () => {
    expect(wordcount([declaration, '--fast']).status).toBe(2)
    expect(wordcount(['no-such-file'])).toMatchObject({ status: 2, stdout: '' })
  })
})
