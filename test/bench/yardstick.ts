import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Longest delay of the hold model, in microseconds; delays are uniform below it. */
export const LONGEST_us = 1 << 20

/**
 * The yardstick: the hold model on a bare loop. It takes the earliest of `pending` events out of a 4-ary heap
 * over typed arrays and puts it back at a later time. A key holds time and event in one number, so this is
 * about the least work that any simulator of this model can do in this language.
 */
export function bareHold(pending: number): (events: number) => void {
  const SLOTS = 2 ** 20
  const keys = new Float64Array(pending)
  const random = xoroshiro128plus(1)
  const delay = () => random.next() & (LONGEST_us - 1)
  let length = 0

  function up(start: number, key: number): void {
    let at = start
    while (at > 0) {
      const parent = (at - 1) >> 2
      if ((keys[parent] as number) <= key) break
      keys[at] = keys[parent] as number
      at = parent
    }
    keys[at] = key
  }

  function down(key: number): void {
    let at = 0
    for (;;) {
      const first = at * 4 + 1
      if (first >= length) break
      const end = first + 4 < length ? first + 4 : length
      let best = first
      for (let child = first + 1; child < end; child++) {
        if ((keys[child] as number) < (keys[best] as number)) best = child
      }
      if (key <= (keys[best] as number)) break
      keys[at] = keys[best] as number
      at = best
    }
    keys[at] = key
  }

  for (let event = 0; event < pending; event++) up(length++, delay() * SLOTS + event)
  return (events) => {
    for (let i = 0; i < events; i++) {
      const earliest = keys[0] as number
      const event = earliest % SLOTS
      const time = (earliest - event) / SLOTS
      const last = keys[--length] as number
      if (length > 0) down(last)
      up(length++, (time + delay()) * SLOTS + event)
    }
  }
}
