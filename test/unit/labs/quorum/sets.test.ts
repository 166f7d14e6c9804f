import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { layOut } from '../../../../src/labs/quorum/layout.ts'
import { outlineOf, runsOf } from '../../../../src/labs/quorum/setOutlines.ts'

const layout = layOut({ replicas: ['a', 'b', 'c', 'd', 'e'], others: [], top: [], bottom: [] }, 1008, 390, 1)
const row = [...layout.places.values()]

/** The corners of an outline: the control points of its path. */
function corners(path: string): [number, number][] {
  return [...path.matchAll(/Q([\d.-]+) ([\d.-]+)/g)].map(([, x, y]) => [Number(x), Number(y)])
}

/** Whether a point is inside a polygon. */
function isInside([x, y]: [number, number], polygon: readonly [number, number][]): boolean {
  let inside = false
  polygon.forEach(([x1, y1], i) => {
    const [x2, y2] = polygon[(i + 1) % polygon.length] as [number, number]
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside
  })
  return inside
}

describe('the outline of a set', () => {
  test('holds its members and nobody else, whoever they are', () => {
    fc.assert(
      fc.property(fc.constantFrom('write', 'read'), fc.integer({ min: 1, max: 31 }), (kind, bits) => {
        const isMember = (i: number) => ((bits >> i) & 1) === 1
        const outline = outlineOf(kind, row, isMember, layout)
        const polygon = corners(outline?.path ?? '')
        row.forEach(({ x, y }, i) => {
          // The whole circle: its middle, its top and its bottom.
          for (const dy of [0, -layout.radius, layout.radius])
            expect(isInside([x, y + dy], polygon), `${kind} ${bits} at ${i}`).toBe(isMember(i))
        })
      }),
    )
  })

  test('an empty set has none', () => {
    expect(outlineOf('write', row, () => false, layout)).toBeUndefined()
  })

  test('the two outlines of the same set do not cover each other', () => {
    const [write, read] = (['write', 'read'] as const).map((kind) => outlineOf(kind, row, () => true, layout))
    expect(write?.top).not.toBe(read?.top)
    expect(write?.bottom).not.toBe(read?.bottom)
    expect(write?.left).not.toBe(read?.left)
  })

  test('runs are the stretches of members', () => {
    expect(runsOf(6, (i) => [0, 1, 3, 5].includes(i))).toEqual([
      [0, 1],
      [3, 3],
      [5, 5],
    ])
  })
})
