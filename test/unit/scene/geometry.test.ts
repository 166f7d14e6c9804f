import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Curve, curvePath, distance, pointAt, section } from '../../../src/scene/geometry.ts'

const coordinate = fc.integer({ min: -500, max: 500 })
const point = fc.record({ x: coordinate, y: coordinate })
const curve: fc.Arbitrary<Curve> = fc.oneof(
  fc.record({ from: point, control: point, to: point }),
  fc.record({ from: point, control: point, control2: point, to: point }),
)
const share = fc.double({ min: 0, max: 1, noNaN: true })

describe('curves, quadratic and cubic', () => {
  test('begin and end at their ends', () => {
    fc.assert(
      fc.property(curve, (one) => {
        expect(distance(pointAt(one, 0), one.from)).toBeLessThan(1e-6)
        expect(distance(pointAt(one, 1), one.to)).toBeLessThan(1e-6)
      }),
    )
  })

  test('a section runs along the whole', () => {
    fc.assert(
      fc.property(curve, share, share, share, (one, a, b, t) => {
        const [start, end] = [Math.min(a, b), Math.max(a, b)]
        const part = section(one, start, end)
        expect(distance(pointAt(part, t), pointAt(one, start + (end - start) * t))).toBeLessThan(1e-6)
      }),
    )
  })

  test('are written as the path that they are', () => {
    const from = { x: 0, y: 0 }
    const to = { x: 10, y: 10 }
    const control = { x: 5, y: 0 }
    expect(curvePath({ from, control, to })).toBe('M0 0Q5 0 10 10')
    expect(curvePath({ from, control, control2: { x: 5, y: 10 }, to })).toBe('M0 0C5 0 5 10 10 10')
  })
})
