import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { between, followWindow, stepAxis, WINDOW_STEPS } from '../../../src/scene/stepAxis.ts'

const trace = fc.integer({ min: 0, max: 200_000 })
const walk = fc.tuple(
  trace,
  fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 }),
)

describe('the window of steps', () => {
  test('always shows the cursor, lies within the trace and is never too long', () => {
    fc.assert(
      fc.property(walk, ([length, places]) => {
        let window = followWindow(undefined, 0, length)
        for (const place of places) {
          const cursor = Math.round(place * length)
          window = followWindow(window, cursor, length)
          expect(window.first).toBeGreaterThanOrEqual(0)
          expect(window.first).toBeLessThanOrEqual(cursor)
          expect(window.last).toBeGreaterThanOrEqual(cursor)
          expect(window.last).toBeLessThanOrEqual(length)
          expect(window.last - window.first).toBe(Math.min(length, WINDOW_STEPS))
        }
      }),
    )
  })

  test('serves again when it is asked again', () => {
    fc.assert(
      fc.property(walk, ([length, places]) => {
        let window = followWindow(undefined, 0, length)
        for (const place of places) {
          const cursor = Math.round(place * length)
          window = followWindow(window, cursor, length)
          expect(followWindow(window, cursor, length)).toBe(window)
        }
      }),
    )
  })

  test('stepping through a long trace turns it over rarely', () => {
    let window = followWindow(undefined, 0, 2000)
    let turns = 0
    for (let cursor = 1; cursor <= 2000; cursor++) {
      const next = followWindow(window, cursor, 2000)
      if (next !== window) turns++
      window = next
    }
    expect(turns).toBeLessThan(2000 / (WINDOW_STEPS / 2))
  })

  test('stepping to and fro at its end does not turn it over again', () => {
    const window = followWindow(followWindow(undefined, 0, 2000), WINDOW_STEPS - 1, 2000)
    for (const cursor of [-1, 1, 0]) {
      expect(followWindow(window, WINDOW_STEPS - 1 + cursor, 2000)).toBe(window)
    }
  })
})

describe('the axis', () => {
  test('gives back the step that it placed', () => {
    const axis = stepAxis({ first: 40, last: 140 }, 1064)
    for (let step = 40; step <= 140; step++) expect(axis.stepAt(axis.x(step))).toBe(step)
  })

  test('stays within its window', () => {
    const axis = stepAxis({ first: 40, last: 140 }, 1064)
    expect(axis.stepAt(-50)).toBe(40)
    expect(axis.stepAt(5000)).toBe(140)
  })

  test('a recording without steps has an axis all the same', () => {
    expect(stepAxis({ first: 0, last: 0 }, 100).x(0)).toBe(0)
  })

  test('an open end leaves room for one step more', () => {
    expect(stepAxis({ first: 0, last: 9 }, 100, true).x(9)).toBe(90)
  })
})

test('between finds what a filter finds', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 })), fc.nat(50), fc.nat(50), (keys, first, last) => {
      const items = keys.toSorted((a, b) => a - b)
      expect(between(items, first, last, (key) => key)).toEqual(
        items.filter((key) => key >= first && key <= last),
      )
    }),
  )
})
