import { describe, expect, test } from 'vitest'
import {
  lettersOf,
  partitionOf,
  stringHash,
  textHash,
} from '../../../../src/protocols/mapreduce/partition.ts'
import { toBytes } from '../../../../src/protocols/mapreduce/text.ts'

describe('partitioners (R2: partition = hash(k′) mod n)', () => {
  test.each([
    ['Hello', 69609650, 98238801],
    ['World', 83766130, 112395281],
    ['Bye', 67278, 97069],
    ['Hadoop', -2140997563, -1253493882],
    ['Goodbye', 1871675633, -680481328],
  ])('%s: String.hashCode of Java is %i, that of Hadoop Text %i', (word, asString, asText) => {
    expect(stringHash(word)).toBe(asString)
    expect(textHash(toBytes(word))).toBe(asText)
  })

  test('a negative hash is masked with 0x7fffffff, as Hadoop does, and not made positive otherwise', () => {
    expect(partitionOf('Hadoop', 'hash', 10)).toBe((-2140997563 & 0x7fffffff) % 10)
    expect(partitionOf('Hadoop', 'hash', 10)).not.toBe(2140997563 % 10)
    expect(partitionOf('Goodbye', 'text', 7)).toBe((-680481328 & 0x7fffffff) % 7)
  })

  test('beyond ASCII, String hashes UTF-16 units and Text the signed bytes of UTF-8', () => {
    expect(stringHash('é')).toBe(233)
    expect(textHash(toBytes('é'))).toBe((31 + (0xc3 - 256)) * 31 + (0xa9 - 256))
    expect(partitionOf(toBytes('é'), 'hash', 100)).toBe(33)
  })

  test('firstLetter: three reducers get a to i, j to q, r to z, whatever the case; other keys go to the first', () => {
    expect([0, 1, 2].map((reducer) => lettersOf(reducer, 3))).toEqual(['a to i', 'j to q', 'r to z'])
    const parts = 'aijqrzAIJQRZ'.split('').map((letter) => partitionOf(letter, 'firstLetter', 3))
    expect(parts).toEqual([0, 0, 1, 1, 2, 2, 0, 0, 1, 1, 2, 2])
    expect(['7', '_', '{', '@', toBytes('é')].map((key) => partitionOf(key, 'firstLetter', 3))).toEqual([
      0, 0, 0, 0, 0,
    ])
  })

  test('firstLetter: every letter has one reducer, also when there are more reducers than letters', () => {
    for (const reducers of [1, 2, 5, 26, 40, 100]) {
      const parts = 'abcdefghijklmnopqrstuvwxyz'
        .split('')
        .map((key) => partitionOf(key, 'firstLetter', reducers))
      expect(parts).toEqual([...parts].sort((a, b) => a - b))
      expect(parts.every((part) => part >= 0 && part < reducers)).toBe(true)
      parts.forEach((part, i) => {
        const [from, to = from] = lettersOf(part, reducers).split(' to ')
        const letter = String.fromCharCode(97 + i)
        expect(letter >= (from as string) && letter <= (to as string)).toBe(true)
      })
    }
  })
})
