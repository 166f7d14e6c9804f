/** One value that an experiment is run with. Names are those of the command line. */
export type Parameter =
  | {
      readonly kind: 'number'
      readonly name: string
      readonly meaning: string
      readonly default: number
      readonly min: number
      readonly max: number
      /** Whole numbers only. */
      readonly integer?: boolean
    }
  | {
      readonly kind: 'choice'
      readonly name: string
      readonly meaning: string
      readonly default: string
      readonly options: readonly string[]
    }
  | { readonly kind: 'switch'; readonly name: string; readonly meaning: string; readonly default: boolean }
  | { readonly kind: 'text'; readonly name: string; readonly meaning: string; readonly default: string }

export type Value = number | string | boolean
export type Values = Readonly<Record<string, Value>>

/** A line of a chart: points in the order of x. */
export interface Series {
  readonly name: string
  readonly points: readonly (readonly [x: number, y: number])[]
}

/** What others measured or derived, to be drawn over the series. */
export interface Reference extends Series {
  /** The paper with its figure or table, or the formula. */
  readonly source: string
}

export interface ExperimentResult {
  readonly name: string
  readonly parameters: Values
  readonly summary: Readonly<Record<string, number>>
  readonly series: readonly Series[]
  readonly reference: readonly Reference[]
}

/** How whoever started an experiment follows it and ends it. */
export interface Control {
  /** How much of the work is done, 0..1. */
  progress(share: number): void
  cancelled(): boolean
}

/** A parameter sweep or a measurement, run through the engine. */
export interface Experiment {
  /** Such as `chord/path-length`. */
  readonly name: string
  readonly title: string
  /** One sentence: what is measured. */
  readonly summary: string
  readonly parameters: readonly Parameter[]
  /** The same values give the same result. Rejects with `Cancelled` when the control says so. */
  run(values: Values, control: Control): Promise<ExperimentResult>
}

/** The experiment was ended before it was done. */
export class Cancelled extends Error {
  constructor() {
    super('The experiment was cancelled')
  }
}

/** A number parameter of values that were checked. */
export function numberOf(values: Values, name: string): number {
  return values[name] as number
}

/** How long an experiment may keep its thread before others get their turn, in milliseconds of real time. */
const TURN_ms = 40

/**
 * Makes the rests of a long computation. `await rest(share)` reports progress, lets other work of the thread have
 * its turn now and then, and throws `Cancelled` when the experiment is to end.
 */
export function rests({ progress, cancelled }: Control): (share: number) => Promise<void> {
  let last = performance.now()
  return async (share) => {
    if (performance.now() - last < TURN_ms) return
    progress(share)
    await new Promise((resume) => setTimeout(resume, 0))
    if (cancelled()) throw new Cancelled()
    last = performance.now()
  }
}
