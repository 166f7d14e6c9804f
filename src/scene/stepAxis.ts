/** The steps that an axis shows, both ends included; step 0 is the start. */
export interface StepWindow {
  readonly first: number
  readonly last: number
}

/** The greatest number of steps that one axis shows: more would stand too close to be told apart. */
export const WINDOW_STEPS = 120
/** How near to an end of its window the cursor may come before the window turns over. */
const MARGIN = 8
/** How far into the next window the cursor stands when it has turned over. */
const LEAD = 20

/**
 * The window that shows the cursor. It stays where it is as long as the cursor is well inside, and turns over
 * like a page when it is not: a window that followed the cursor would move everything at each step.
 *
 * @param held the window so far; the same object comes back when it still serves.
 */
export function followWindow(held: StepWindow | undefined, cursor: number, length: number): StepWindow {
  if (length <= WINDOW_STEPS) return sameOr(held, { first: 0, last: length })
  if (held !== undefined && serves(held, cursor, length)) return held
  return sameOr(held, windowFrom(firstOfPage(held, cursor), length))
}

/** The window of a long trace that begins at `first`, moved inside the trace. */
function windowFrom(first: number, length: number): StepWindow {
  const start = Math.max(0, Math.min(first, length - WINDOW_STEPS))
  return { first: start, last: Math.min(length, start + WINDOW_STEPS) }
}

function serves({ first, last }: StepWindow, cursor: number, length: number): boolean {
  if (last - first !== WINDOW_STEPS || last > length) return false
  const low = first === 0 ? 0 : first + MARGIN
  const high = last === length ? last : last - MARGIN
  return cursor >= low && cursor <= high
}

/** Stepping on leaves most of the window ahead, stepping back most of it behind; a far jump stands in the middle. */
function firstOfPage(held: StepWindow | undefined, cursor: number): number {
  if (held === undefined || cursor > held.last + MARGIN || cursor < held.first - MARGIN) {
    return cursor - WINDOW_STEPS / 2
  }
  return cursor > (held.first + held.last) / 2 ? cursor - LEAD : cursor - WINDOW_STEPS + LEAD
}

function sameOr(held: StepWindow | undefined, wanted: StepWindow): StepWindow {
  return held?.first === wanted.first && held.last === wanted.last ? held : wanted
}

/** Where steps stand: those that are worth a stop one unit apart, routine between them. A recording says it. */
export interface StepPlaces {
  placeOf(step: number): number
  /** The step that is worth stop number `number`. */
  stopAt(number: number): number
}

/** Maps steps to pixels. Steps at equal times must not fall together, so the axis counts steps, not time. */
export interface StepAxis extends StepWindow {
  readonly width: number
  /** Pixels between two stops. */
  readonly spacing: number
  readonly x: (step: number) => number
  /** The stop nearest to `x`, within the window. */
  readonly stepAt: (x: number) => number
  /** Where the ticks are, every so many stops. */
  readonly ticks: (every: number) => number[]
}

/** Every step is worth a stop. */
const EVERY_STEP: StepPlaces = { placeOf: (step) => step, stopAt: (number) => number }

/**
 * @param openEnd leaves room for one step after the last: messages are still in flight there.
 */
export function stepAxis(
  { first, last }: StepWindow,
  width: number,
  openEnd = false,
  places: StepPlaces = EVERY_STEP,
  /** The place of the last step; it moves while routine is recorded after it. */
  lastPlace = places.placeOf(last),
): StepAxis {
  const start = places.placeOf(first)
  const end = Math.max(start + 1, lastPlace + (openEnd ? 1 : 0))
  const spacing = width / (end - start)
  const x = (step: number) => (places.placeOf(step) - start) * spacing
  return {
    first,
    last,
    width,
    spacing,
    x,
    stepAt: (at) =>
      Math.max(first, Math.min(last, places.stopAt(Math.max(0, Math.round(start + at / spacing))))),
    ticks: (every) => {
      const found: number[] = []
      for (let place = Math.ceil(start / every) * every; place <= lastPlace; place += every) {
        found.push((place - start) * spacing)
      }
      return found
    },
  }
}

/** Index of the first item whose key is at least `key`, in a list ordered by key. */
function firstAtLeast<I>(items: readonly I[], key: number, keyOf: (item: I) => number): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (keyOf(items[middle] as I) < key) low = middle + 1
    else high = middle
  }
  return low
}

/** The items with a key between `first` and `last`, both included; its cost does not grow with the list. */
export function between<I>(
  items: readonly I[],
  first: number,
  last: number,
  keyOf: (item: I) => number,
): readonly I[] {
  return items.slice(firstAtLeast(items, first, keyOf), firstAtLeast(items, last + 1, keyOf))
}
