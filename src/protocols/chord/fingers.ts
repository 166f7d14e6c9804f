import { call, change, node, say } from '../../engine/kernel/role.ts'
import { type Id, inHalfOpen } from './identifiers.ts'
import type { ChordState, Query } from './messages.ts'
import { type ChordContext, idOf } from './requests.ts'
import type { ChordSettings } from './settings.ts'

/** Where finger `i` of node `id` begins: n + 2^i (slide 29; Stoica et al. 2003, table I). */
export function fingerStart(id: Id, i: number, size: number): Id {
  return (id + 2 ** i) % size
}

/**
 * `n.fix_fingers()` (Stoica et al. 2003, figure 6): finger[i] = find_successor(n + 2^i), one entry after the
 * other. An entry that begins before the node that the last one points to points there, too, without a message.
 */
export function fingerFixing(
  { bits, size }: ChordSettings,
  find: (n: ChordState, query: Query, ctx: ChordContext) => void,
) {
  /** The whole table, on command. */
  function fixAll(n: ChordState, ctx: ChordContext): void {
    fix(n, 0, true, ctx)
  }

  /** The next entry that needs a message, by the timer. */
  function fixNext(n: ChordState, ctx: ChordContext): void {
    fix(n, (n.nextFinger ?? 0) % bits, false, ctx)
  }

  function fix(n: ChordState, first: number, pass: boolean, ctx: ChordContext): void {
    const { successor } = n
    if (successor === null) {
      ctx.explain?.({ says: say`${node(ctx.self)} has no successor yet, so it has no fingers` })
      return
    }
    const i = first === 0 ? setNear(n, 0, successor, ctx) : Math.min(first, n.fingers.length)
    n.nextFinger = (i + 1) % bits
    if (i >= bits) return
    const start = fingerStart(idOf(ctx), i, size)
    ctx.explain?.({
      line: 'fix.ask',
      value: `find_successor(${ctx.self} + 2^${i} = ${start})`,
      says: say`${node(ctx.self)} looks up finger ${i}, from ${start} on`,
    })
    find(n, { do: 'finger', key: start, finger: i, pass, origin: idOf(ctx), operation: 0, path: [] }, ctx)
  }

  /** Sets finger `i` and those after it that begin before `finger`; returns the first that does not. */
  function setNear(n: ChordState, i: number, finger: Id, ctx: ChordContext): number {
    const self = idOf(ctx)
    const table = [...n.fingers]
    let next = i
    do table[next++] = finger
    while (next < bits && inHalfOpen(fingerStart(self, next, size), self, finger))
    const changed = table.length !== n.fingers.length || table.some((one, j) => one !== n.fingers[j])
    n.fingers = table
    const which = next === i + 1 ? `finger ${i}` : `fingers ${i} to ${next - 1}`
    ctx.explain?.({
      line: 'fix.set',
      value: `${finger}`,
      says: changed
        ? say`${node(self)} sets ${change(`${which} to ${finger}`)}`
        : say`${node(self)} keeps ${node(finger)} as ${which}`,
      ...(changed ? {} : { routine: true }),
    })
    return next
  }

  /** An answer of find_successor has come. */
  function found(n: ChordState, query: Query, finger: Id, ctx: ChordContext): void {
    const i = query.finger as number
    if (i > n.fingers.length) {
      ctx.explain?.({ says: say`${node(ctx.self)} has begun a new table and drops ${call(`finger ${i}`)}` })
      return
    }
    const next = setNear(n, i, finger, ctx)
    n.nextFinger = next % bits
    if (query.pass && next < bits) fix(n, next, true, ctx)
  }

  return { fixAll, fixNext, found }
}
