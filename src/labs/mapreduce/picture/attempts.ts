import type { World } from '../../../engine/kernel/world.ts'
import type {
  AttemptId,
  AttemptRecord,
  MapAttempt,
  MapReduceState,
  ReduceAttempt,
  TaskKind,
} from '../../../protocols/mapreduce/state.ts'

/** Which attempt an id names: `m2.1` is the second attempt at map 2. */
export interface AttemptName {
  readonly kind: TaskKind
  readonly task: number
  readonly attempt: number
}

/** Reads an attempt's id; undefined where a text is none, such as the name of another writer. */
export function parseAttempt(id: string): AttemptName | undefined {
  const match = /^([mr])(\d+)\.(\d+)$/.exec(id)
  if (match === null) return undefined
  return { kind: match[1] === 'm' ? 'map' : 'reduce', task: Number(match[2]), attempt: Number(match[3]) }
}

/** Where a task stands, as far as one can see from outside. */
export interface TaskStanding {
  /** The attempt that counts or, before there is one, the first that runs; undefined while none does. */
  readonly main: AttemptRecord | undefined
  /** The attempt that runs beside a slow one. */
  readonly backup: AttemptRecord | undefined
  /** Workers on which attempts at it, or their output, were lost, in order. */
  readonly lost: readonly string[]
  /** Whether `main` is a second try after a failure. */
  readonly again: boolean
}

/** @param counting the number of the attempt that counts, if there is one. */
export function standingOf(attempts: readonly AttemptRecord[], counting: number | undefined): TaskStanding {
  const running = attempts.filter((attempt) => attempt.state === 'running')
  const main =
    attempts.find(({ attempt }) => attempt === counting) ??
    running.find((attempt) => !attempt.backup) ??
    running[0]
  const lost = attempts
    .filter(({ state }) => state === 'lost' || state === 'failed')
    .map(({ worker }) => worker)
  return {
    main,
    backup: running.find((attempt) => attempt.backup && attempt !== main),
    lost,
    again: main !== undefined && lost.length > 0 && !main.backup,
  }
}

/** A map attempt as its worker knows it; undefined where it has not begun, or is forgotten. */
export function mapAttempt(
  world: World<MapReduceState>,
  worker: string,
  id: AttemptId,
): MapAttempt | undefined {
  const state = world.state(worker)
  return state?.role === 'worker' ? state.maps[id] : undefined
}

/** A reduce attempt as its worker knows it. */
export function reduceAttempt(
  world: World<MapReduceState>,
  worker: string,
  id: AttemptId,
): ReduceAttempt | undefined {
  const state = world.state(worker)
  return state?.role === 'worker' ? state.reduces[id] : undefined
}
