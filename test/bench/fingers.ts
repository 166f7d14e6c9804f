import { Ring } from '../../src/experiments/chord/ring.ts'
import { ownerIndex } from '../../src/protocols/chord/identifiers.ts'
import type { Answer, ChordState } from '../../src/protocols/chord/messages.ts'

/** Lookups that are under way at a time. */
const BATCH = 1000
const BITS = 32
const SIZE = 2 ** BITS

/** A ring of the engine, and the same ring as plain numbers. */
export function fingerRing(nodes: number, maintenance?: { stabilize_ms: number }) {
  const ring = new Ring(
    {
      variant: 'lecture',
      nodes: { count: nodes, placement: 'random' },
      ...(maintenance ? { maintenance } : {}),
    },
    1,
  )
  if (maintenance) {
    for (const node of ring.live) ring.kernel.execute({ do: 'command', node, command: { do: 'start' } })
  }
  return ring
}

/** Runs the lookups `pairs` through the engine, one event a message; returns their forwardings in all. */
export function engineLookups(
  { kernel }: Ring,
  pairs: readonly (readonly [from: number, key: number])[],
): number {
  let hops = 0
  for (let start = 0; start < pairs.length; start += BATCH) {
    const first = kernel.operations.length
    for (const [node, key] of pairs.slice(start, start + BATCH)) {
      kernel.execute({ do: 'command', node, command: { do: 'lookup', key } })
    }
    while (!kernel.settled) kernel.step()
    for (const { result } of kernel.operations.slice(first)) {
      hops += (result as Answer).path.length - 1
    }
  }
  return hops
}

/**
 * The yardstick: the same messages on typed arrays, in a queue that is a circle, because every delay is the same.
 * About the least work that routing them can be in this language.
 */
export function bareLookups(ring: Ring) {
  const { live, kernel } = ring
  const count = live.length
  const ids = Float64Array.from(live)
  const fingers = new Int32Array(count * BITS)
  live.forEach((id, n) => {
    const table = (kernel.state(id) as ChordState).fingers
    for (let i = 0; i < BITS; i++) fingers[n * BITS + i] = ownerIndex(table[i] as number, live)
  })
  const keys = new Float64Array(2 * BATCH)
  const places = new Int32Array(2 * BATCH)
  const origins = new Int32Array(2 * BATCH)
  /** 0: on its way; 1: told to the owner; 2: the answer. */
  const kinds = new Uint8Array(2 * BATCH)

  /** Where a message goes next from node `n`; the kind is in `kind`. */
  let kind = 0
  function next(n: number, key: number): number {
    const self = ids[n] as number
    const distance = (key - self + SIZE) % SIZE || SIZE
    const before = (n - 1 + count) % count
    if (distance === SIZE || (self - (ids[before] as number) + SIZE) % SIZE > (self - key + SIZE) % SIZE) {
      kind = 2
      return n
    }
    const after = (n + 1) % count
    if (((ids[after] as number) - self + SIZE) % SIZE >= distance) {
      kind = 1
      return after
    }
    kind = 0
    for (let i = BITS - 1; i >= 0; i--) {
      const finger = fingers[n * BITS + i] as number
      const reach = ((ids[finger] as number) - self + SIZE) % SIZE
      if (reach > 0 && reach < distance) return finger
    }
    return after
  }

  return (pairs: readonly (readonly [from: number, key: number])[]): { hops: number; messages: number } => {
    let hops = 0
    let messages = 0
    for (let start = 0; start < pairs.length; start += BATCH) {
      let head = 0
      let length = 0
      const push = (place: number, key: number, origin: number, what: number) => {
        const at = (head + length++) % (2 * BATCH)
        keys[at] = key
        places[at] = place
        origins[at] = origin
        kinds[at] = what
      }
      const route = (n: number, key: number, origin: number) => {
        const to = next(n, key)
        if (kind === 2) {
          if (n !== origin) push(origin, key, origin, 2)
        } else {
          hops++
          push(to, key, origin, kind)
        }
      }
      for (const [from, key] of pairs.slice(start, start + BATCH)) {
        messages++
        const origin = ownerIndex(from, live)
        route(origin, key, origin)
      }
      while (length > 0) {
        const at = head
        head = (head + 1) % (2 * BATCH)
        length--
        messages++
        const [n, key, origin] = [places[at] as number, keys[at] as number, origins[at] as number]
        if (kinds[at] === 0) route(n, key, origin)
        else if (kinds[at] === 1 && n !== origin) push(origin, key, origin, 2)
      }
    }
    return { hops, messages }
  }
}

/** Random lookups on a ring. */
export function randomPairs(ring: Ring, count: number): [from: number, key: number][] {
  return Array.from({ length: count }, () => [ring.someone(), ring.identifier()])
}
