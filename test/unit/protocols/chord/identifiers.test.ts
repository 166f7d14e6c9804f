import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inHalfOpen, inOpen, ownerOf } from '../../../../src/protocols/chord/identifiers.ts'

const SIZE = 16

/** The identifiers that one meets walking clockwise from `a`, `a` excluded, until `b` is met, `b` included. */
function walk(a: number, b: number): number[] {
  const met: number[] = []
  for (let at = (a + 1) % SIZE; ; at = (at + 1) % SIZE) {
    met.push(at)
    if (at === b) return met
  }
}

const circle = Array.from({ length: SIZE }, (_, i) => i)
const triples = circle.flatMap((x) => circle.flatMap((a) => circle.map((b) => [x, a, b] as const)))

describe('intervals of the identifier circle', () => {
  test(`(a, b) is what a walk from a meets before b, for all ${SIZE}³ triples`, () => {
    for (const [x, a, b] of triples) {
      expect(inOpen(x, a, b), `${x} in (${a}, ${b})`).toBe(walk(a, b).slice(0, -1).includes(x))
    }
  })

  test(`(a, b] is what a walk from a meets up to b, for all ${SIZE}³ triples`, () => {
    for (const [x, a, b] of triples) {
      expect(inHalfOpen(x, a, b), `${x} in (${a}, ${b}]`).toBe(walk(a, b).includes(x))
    }
  })

  test('the intervals of the slides: 44 ∉ (50, 58), 50 ∈ (44, 58), 37 ∈ (35, 44], 62 ∈ (58, 4]', () => {
    expect([inOpen(44, 50, 58), inOpen(50, 44, 58), inHalfOpen(37, 35, 44), inHalfOpen(62, 58, 4)]).toEqual([
      false,
      true,
      true,
      true,
    ])
  })
})

describe('the owner of a key (D2, CS162 slide 9)', () => {
  test('is the node that a walk from the key meets first, the key’s own place included', () => {
    const rings = fc.uniqueArray(fc.nat({ max: SIZE - 1 }), { minLength: 1, maxLength: SIZE })
    fc.assert(
      fc.property(rings, (nodes) => {
        const sorted = [...nodes].sort((a, b) => a - b)
        for (const key of circle) {
          const first = [key, ...walk(key, (key + SIZE - 1) % SIZE)].find((at) => nodes.includes(at))
          expect(ownerOf(key, sorted)).toBe(first)
        }
      }),
    )
  })

  test('there is none in an empty ring', () => {
    expect(ownerOf(3, [])).toBeUndefined()
  })

  test('also at the ends of the largest circle, 2³² identifiers', () => {
    const top = 2 ** 32 - 1
    expect([ownerOf(top, [5, top]), ownerOf(top, [5, 10]), ownerOf(0, [5, top])]).toEqual([top, 5, 5])
    expect([inOpen(0, top, 1), inOpen(top, 5, 0), inHalfOpen(top, top - 1, 3)]).toEqual([true, true, true])
  })
})
