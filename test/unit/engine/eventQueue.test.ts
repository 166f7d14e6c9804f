import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EventKind, EventQueue } from '../../../src/engine/kernel/eventQueue.ts'

function push(queue: EventQueue, dueAt: number, seq: number, payload: unknown = `#${seq}`) {
  return queue.push(dueAt, seq, EventKind.timer, seq % 7, seq % 5, payload)
}

/** Everything that is left, as [dueAt, seq, payload]. */
function drained(queue: EventQueue): [number, number, unknown][] {
  const events: [number, number, unknown][] = []
  while (queue.pop()) events.push([queue.poppedDue, queue.poppedSeq, queue.poppedPayload])
  return events
}

describe('the event queue', () => {
  test('pops in the order (dueAt, seq), whatever the order of pushing (ARCHITECTURE, kernel contract)', () => {
    const queue = new EventQueue()
    for (const [dueAt, seq] of [
      [30, 1],
      [10, 9],
      [10, 4],
      [20, 2],
      [10, 7],
      [0, 8],
    ] as const) {
      push(queue, dueAt, seq)
    }
    expect(drained(queue)).toEqual([
      [0, 8, '#8'],
      [10, 4, '#4'],
      [10, 7, '#7'],
      [10, 9, '#9'],
      [20, 2, '#2'],
      [30, 1, '#1'],
    ])
  })

  test('gives back kind, receiver, sender and the very payload', () => {
    const queue = new EventQueue()
    const payload = { a: 1 }
    queue.push(5, 1, EventKind.message, 3, 4, payload)
    expect(queue.pop()).toBe(true)
    expect([queue.poppedKind, queue.poppedTo, queue.poppedFrom]).toEqual([EventKind.message, 3, 4])
    expect(queue.poppedPayload).toBe(payload)
    expect(queue.pop()).toBe(false)
  })

  test('nextDue is the time of the next event that is not cancelled, and Infinity when there is none', () => {
    const queue = new EventQueue()
    expect(queue.nextDue()).toBe(Number.POSITIVE_INFINITY)
    const first = push(queue, 5, 1)
    push(queue, 8, 2)
    expect(queue.nextDue()).toBe(5)
    queue.cancel(first)
    expect(queue.nextDue()).toBe(8)
    queue.pop()
    expect(queue.nextDue()).toBe(Number.POSITIVE_INFINITY)
  })

  test('a cancelled event is never popped and does not count', () => {
    const queue = new EventQueue()
    const handles = [3, 1, 2].map((seq) => push(queue, seq * 10, seq))
    expect(queue.cancel(handles[0] as number)).toMatchObject({ seq: 3 })
    expect(queue.size).toBe(2)
    expect(drained(queue).map(([, seq]) => seq)).toEqual([1, 2])
    expect(queue.size).toBe(0)
  })

  test('cancelling twice, or after the event was popped, does nothing', () => {
    const queue = new EventQueue()
    const cancelled = push(queue, 1, 1)
    const popped = push(queue, 2, 2)
    queue.cancel(cancelled)
    expect(queue.cancel(cancelled)).toBeUndefined()
    queue.pop()
    expect(queue.cancel(popped)).toBeUndefined()
    expect(queue.size).toBe(0)
  })

  test('an old handle does not name the event that took its slot', () => {
    const queue = new EventQueue()
    const old = push(queue, 1, 1)
    queue.pop()
    const young = push(queue, 2, 2)
    expect(young).not.toBe(old)
    expect(queue.cancel(old)).toBeUndefined()
    expect(drained(queue)).toEqual([[2, 2, '#2']])
  })

  test('forEach visits the pending events and no cancelled one, with handles that cancel them', () => {
    const queue = new EventQueue()
    const handles = [1, 2, 3, 4].map((seq) => push(queue, 10 - seq, seq))
    queue.cancel(handles[1] as number)
    const visited: number[] = []
    const found: number[] = []
    queue.forEach((event) => {
      visited.push(event.seq)
      found.push(event.handle)
      expect([event.dueAt, event.to, event.from, event.payload]).toEqual([
        10 - event.seq,
        event.seq % 7,
        event.seq % 5,
        `#${event.seq}`,
      ])
    })
    expect(visited.sort((a, b) => a - b)).toEqual([1, 3, 4])
    for (const handle of found) queue.cancel(handle)
    expect(queue.size).toBe(0)
  })

  test('grows to many pending events and keeps their order', () => {
    const queue = new EventQueue()
    const count = 20_000
    for (let i = 0; i < count; i++) push(queue, (i * 7919) % 1000, i)
    expect(queue.size).toBe(count)
    const events = drained(queue)
    const sorted = [...events].sort(([a, i], [b, j]) => a - b || i - j)
    expect(events).toHaveLength(count)
    expect(events).toEqual(sorted)
  })

  test('behaves as a sorted list under any pushes, pops and cancellations', () => {
    const operation = fc.oneof(
      { weight: 5, arbitrary: fc.record({ do: fc.constant('push' as const), dueAt: fc.nat({ max: 20 }) }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('pop' as const) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), which: fc.nat() }) },
    )
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 300 }), (operations) => {
        const queue = new EventQueue()
        const handles: { handle: number; seq: number }[] = []
        let model: [number, number, unknown][] = []
        let seq = 0
        for (const one of operations) {
          if (one.do === 'push') {
            seq++
            handles.push({ handle: push(queue, one.dueAt, seq), seq })
            model.push([one.dueAt, seq, `#${seq}`])
            model.sort(([a, i], [b, j]) => a - b || i - j)
          } else if (one.do === 'pop') {
            const expected = model.shift()
            expect(queue.pop()).toBe(expected !== undefined)
            if (expected) expect([queue.poppedDue, queue.poppedSeq, queue.poppedPayload]).toEqual(expected)
          } else if (handles.length > 0) {
            const { handle, seq: cancelled } = handles[one.which % handles.length] as (typeof handles)[0]
            const pending = model.some(([, i]) => i === cancelled)
            expect(queue.cancel(handle) !== undefined).toBe(pending)
            model = model.filter(([, i]) => i !== cancelled)
          }
          expect(queue.size).toBe(model.length)
          expect(queue.nextDue()).toBe(model[0]?.[0] ?? Number.POSITIVE_INFINITY)
        }
        expect(drained(queue)).toEqual(model)
      }),
    )
  })
})
