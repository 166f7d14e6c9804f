import { sha1 } from '@noble/hashes/legacy.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { QuorumConfig } from './config.ts'
import type { Name } from './messages.ts'

/** The N replicas of each key: those that the scenario names, else by consistent hashing. */
export function placementOf({
  nodes,
  n,
  placement,
}: Pick<QuorumConfig, 'nodes' | 'n' | 'placement'>): (key: string) => readonly Name[] {
  const circle = nodes.map((name) => ({ name, at: position(name) })).sort((a, b) => (a.at < b.at ? -1 : 1))
  const known = new Map(Object.entries(placement))
  return (key) => {
    const replicas = known.get(key) ?? successors(circle, position(key), n)
    known.set(key, replicas)
    return replicas
  }
}

interface Point {
  readonly name: Name
  /** SHA-1 of the name in hexadecimal digits, so that text order is the order on the circle. */
  readonly at: string
}

const position = (name: string): string => bytesToHex(sha1(utf8ToBytes(name)))

/** The first `count` nodes at or after a point of the circle (Dynamo 2007, section 4.3: the preference list). */
function successors(circle: readonly Point[], from: string, count: number): Name[] {
  const first = Math.max(
    circle.findIndex(({ at }) => at >= from),
    0,
  )
  return Array.from({ length: count }, (_, i) => (circle[(first + i) % circle.length] as Point).name)
}
