import type { Address } from '../../../engine/kernel/role.ts'
import type { Microseconds } from '../../../engine/kernel/time.ts'
import type { Recording } from '../../../engine/record/recording.ts'
import type { MapReduceMessage } from '../../../protocols/mapreduce/messages.ts'
import { MASTER } from '../../../protocols/mapreduce/state.ts'

/** When the master heard a worker: the steps and their times, in order. */
interface Heard {
  readonly steps: number[]
  readonly times: Microseconds[]
}

interface Reading {
  read: number
  readonly heard: Map<Address, Heard>
}

const readings = new WeakMap<Recording<unknown>, Reading>()

/** A worker's heartbeats as the master has heard them. */
export interface Heartbeats {
  /** Times of those in the window that ends now, oldest first. */
  readonly beats: readonly Microseconds[]
  /** How long ago the last one came; undefined before the first. */
  readonly ago_us: Microseconds | undefined
}

/**
 * The heartbeats that the master has heard of a worker until `cursor`.
 *
 * @param window_us how far back `beats` reach.
 */
export function heartbeatsOf(
  recording: Recording<unknown>,
  cursor: number,
  worker: Address,
  now_us: Microseconds,
  window_us: Microseconds,
): Heartbeats {
  const heard = readUpTo(recording, cursor).get(worker)
  if (heard === undefined) return { beats: [], ago_us: undefined }
  const last = lastAtMost(heard.steps, cursor)
  const beats: Microseconds[] = []
  for (let i = last; i >= 0; i--) {
    const time = heard.times[i] as Microseconds
    if (time < now_us - window_us) break
    beats.unshift(time)
  }
  const at = heard.times[last]
  return { beats, ago_us: at === undefined ? undefined : now_us - at }
}

/** Reads what is recorded further than it was read before. */
function readUpTo(recording: Recording<unknown>, cursor: number): ReadonlyMap<Address, Heard> {
  let reading = readings.get(recording)
  if (reading === undefined) {
    reading = { read: 0, heard: new Map() }
    readings.set(recording, reading)
  }
  for (; reading.read < cursor; reading.read++) {
    const { kind, node, from, input, time_us, index } = recording.steps[reading.read] ?? {}
    if (kind !== 'message' || node !== MASTER || from == null || index === undefined) continue
    const { kind: message } = input as MapReduceMessage
    if (message !== 'pong' && message !== 'register') continue
    let heard = reading.heard.get(from)
    if (heard === undefined) {
      heard = { steps: [], times: [] }
      reading.heard.set(from, heard)
    }
    heard.steps.push(index)
    heard.times.push(time_us as Microseconds)
  }
  return reading.heard
}

/** Index of the last number that is at most `limit`; -1 where there is none. */
function lastAtMost(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((numbers[middle] as number) <= limit) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** A line with a beat at each time, as the `d` of a path `width` wide and 22 high, from `now - window` to `now`. */
export function beatLine(
  beats: readonly Microseconds[],
  now_us: Microseconds,
  window_us: Microseconds,
  width: number,
): string {
  // A beat is 16 wide, and the line ends with now.
  const x = (time: Microseconds) => Math.round((1 - (now_us - time) / window_us) * (width - 16) * 10) / 10
  let path = 'M0 12'
  let end = 0
  for (const time of beats) {
    const at = Math.max(x(time), end)
    path += `H${at}l4 -9 5 15 4 -10 3 4`
    end = at + 16
  }
  return `${path}H${width}`
}
