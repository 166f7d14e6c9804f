import { sha1 } from '@noble/hashes/legacy.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { Id } from './identifiers.ts'

/** The identifier of a name: the leading `bits` (at most 32) of its SHA-1 (Stoica et al. 2003, section IV-B). */
export function idOfName(name: string, bits: number): Id {
  const digest = sha1(utf8ToBytes(name))
  const word = new DataView(digest.buffer, digest.byteOffset).getUint32(0)
  return Math.floor(word / 2 ** (32 - bits))
}

/** What the machine's identifiers are hashed from: its name, then "name/1", "name/2", … (virtual nodes). */
export function nameOfVirtualNode(machine: string, number: number): string {
  return number === 0 ? machine : `${machine}/${number}`
}
