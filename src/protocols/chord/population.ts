import { sha1 } from '@noble/hashes/legacy.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { RandomStream } from '../../engine/kernel/random.ts'
import type { ChordConfig } from './config.ts'
import { type Id, ownerOf } from './identifiers.ts'
import type { ChordState } from './messages.ts'

/** The nodes of a stable, correct ring, in ascending order, with the keys that each owns (slides 9 and 10). */
export function population(config: ChordConfig, workload: RandomStream): [Id, ChordState][] {
  const ids = identifiers(config, workload)
  const ring = ids.map((id, i): [Id, ChordState] => [
    id,
    {
      successor: ids[(i + 1) % ids.length] as Id,
      predecessor: ids[(i - 1 + ids.length) % ids.length] as Id,
      keys: {},
    },
  ])
  const states = new Map(ring)
  for (const [key, value] of keys(config, workload)) {
    const owner = ownerOf(key, ids)
    const state = owner === undefined ? undefined : states.get(owner)
    if (state !== undefined) state.keys[key] = value
  }
  return ring
}

/** The identifiers of the ring at the start, ascending: those that the scenario names, or drawn ones. */
export function identifiers(config: Pick<ChordConfig, 'nodes' | 'bits'>, workload: RandomStream): Id[] {
  if (Array.isArray(config.nodes)) return [...(config.nodes as readonly Id[])].sort((a, b) => a - b)
  const { count, placement } = config.nodes as { count: number; placement?: 'hash' | 'even' | 'random' }
  const size = 2 ** config.bits
  if (placement === 'even') return Array.from({ length: count }, (_, i) => Math.floor((i * size) / count))
  if (placement === 'hash') return hashed(count, config.bits)
  return [...distinct(count, size, workload)].sort((a, b) => a - b)
}

/**
 * The first `count` different identifiers of the names node 0, node 1, …: the leading `bits` of each name's
 * SHA-1 (Stoica et al. 2003, section IV-B).
 */
function hashed(count: number, bits: number): Id[] {
  const ids = new Set<Id>()
  for (let i = 0; ids.size < count; i++) {
    const digest = new DataView(sha1(utf8ToBytes(`node ${i}`)).buffer)
    ids.add(Math.floor(digest.getUint32(0) / 2 ** (32 - bits)))
  }
  return [...ids].sort((a, b) => a - b)
}

function keys(config: ChordConfig, workload: RandomStream): [Id, string][] {
  if ('count' in config.keys && typeof config.keys.count === 'number') {
    const drawn = distinct(config.keys.count, 2 ** config.bits, workload)
    return [...drawn].sort((a, b) => a - b).map((key) => [key, `V${key}`])
  }
  return Object.entries(config.keys as Record<string, string>).map(([key, value]) => [Number(key), value])
}

/** `count` different integers below `size`, where `count` is at most `size`. */
function distinct(count: number, size: number, random: RandomStream): Set<number> {
  const drawn = new Set<number>()
  // Floyd's algorithm: exactly `count` draws, however full the circle gets.
  for (let limit = size - count; limit < size; limit++) {
    const candidate = random.below(limit + 1)
    drawn.add(drawn.has(candidate) ? limit : candidate)
  }
  return drawn
}
