import type { Partitioner } from './config.ts'
import type { Bytes } from './state.ts'
import { toText } from './text.ts'

/** Which reducer gets a key: OSDI 2004, section 4.1. Hadoop masks the hash to keep it from being negative. */
export function partitionOf(key: Bytes, partitioner: Partitioner, reducers: number): number {
  switch (partitioner) {
    case 'hash':
      return (stringHash(toText(key)) & 0x7fffffff) % reducers
    case 'text':
      return (textHash(key) & 0x7fffffff) % reducers
    case 'firstLetter':
      return letterRange(key, reducers)
  }
}

/** `String.hashCode` of Java: over UTF-16, as a signed 32-bit integer. */
export function stringHash(text: string): number {
  let hash = 0
  for (let i = 0; i < text.length; i++) hash = (Math.imul(31, hash) + text.charCodeAt(i)) | 0
  return hash
}

/** `Text.hashCode` of Hadoop: over the signed bytes of the UTF-8, beginning with 1. */
export function textHash(bytes: Bytes): number {
  let hash = 1
  for (let i = 0; i < bytes.length; i++) {
    const signed = (bytes.charCodeAt(i) << 24) >> 24
    hash = (Math.imul(31, hash) + signed) | 0
  }
  return hash
}

const LETTERS = 26
const CODE_OF_A = 97

/** The first letter of the range that a reducer gets, 0 for a. `reducers` gives 26, the end. */
function rangeStart(reducer: number, reducers: number): number {
  return Math.round((LETTERS * reducer) / reducers)
}

/**
 * Alphabetical ranges of about the same length: a letter in upper case goes with the one in lower case. Keys that
 * begin with another sign, such as a digit, a quotation mark or é, go to the first.
 */
function letterRange(key: Bytes, reducers: number): number {
  const letter = letterOf(key)
  if (letter === undefined) return 0
  // The last reducer whose range starts at or before the letter: `rangeStart` solved for the reducer.
  return Math.ceil(((2 * letter + 1) * reducers) / (2 * LETTERS)) - 1
}

/** The place of a key's first letter in the alphabet, 0 for a; undefined where it begins with another sign. */
export function letterOf(key: Bytes): number | undefined {
  const letter = (key.charCodeAt(0) | 0x20) - CODE_OF_A
  return letter >= 0 && letter < LETTERS ? letter : undefined
}

/** The letters that a reducer gets by `firstLetter`, such as "a to i"; empty when it gets none. */
export function lettersOf(reducer: number, reducers: number): string {
  const from = rangeStart(reducer, reducers)
  const to = rangeStart(reducer + 1, reducers) - 1
  const letter = (index: number) => String.fromCharCode(CODE_OF_A + index)
  if (from > to) return ''
  return from === to ? letter(from) : `${letter(from)} to ${letter(to)}`
}
