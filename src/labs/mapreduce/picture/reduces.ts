import type { World } from '../../../engine/kernel/world.ts'
import type { MapReduceConfig } from '../../../protocols/mapreduce/config.ts'
import { byKey, groupsIn, pairsIn } from '../../../protocols/mapreduce/pairs.ts'
import { letterOf, lettersOf } from '../../../protocols/mapreduce/partition.ts'
import {
  type AttemptId,
  attemptId,
  type Bytes,
  CLIENT,
  type ClientState,
  type InputFile,
  type Job,
  type MapReduceState,
  type Pair,
  type Piece,
  type ReduceAttempt,
  type ReduceTask,
} from '../../../protocols/mapreduce/state.ts'
import { toText } from '../../../protocols/mapreduce/text.ts'
import type { Focus } from '../../../scene/focus.ts'
import { reduceAttempt, standingOf } from './attempts.ts'
import type { MapPicture } from './maps.ts'

/** A word at its reducer. */
export interface ReduceRow {
  readonly word: string
  /** Values that are there; none where the word is still to come. */
  readonly values: readonly number[]
  /** Values that the event brings. */
  readonly fresh: readonly number[]
  /** What reduce made of them. */
  readonly sum: number | undefined
}

/** How far a map's piece has come on its way to a reducer. */
export type PieceStanding = 'here' | 'asked' | 'coming' | 'none'

/** A reduce task as the figure shows it. */
export interface ReducePicture {
  readonly index: number
  readonly standing: 'planned' | 'waiting' | 'copying' | 'sorting' | 'writing' | 'done'
  readonly worker: string | undefined
  /** That worker has crashed, whether the master knows or not. */
  readonly down: boolean
  readonly lost: readonly string[]
  readonly again: boolean
  /** The attempt that runs beside a slow one. */
  readonly backup: { readonly worker: string; readonly id: AttemptId } | undefined
  readonly byBackup: boolean
  /** Which keys it gets: "a to i", "a–i, others", or "hash mod 3". */
  readonly keys: string
  readonly rows: readonly ReduceRow[]
  /** One for each map. */
  readonly pieces: readonly PieceStanding[]
  /** Values that the event brings, over all rows. */
  readonly brought: boolean
}

/** The reduce tasks of the job, or those that are planned. */
export function reducePictures(
  world: World<MapReduceState>,
  job: Job | null,
  maps: readonly MapPicture[],
  config: Pick<MapReduceConfig, 'reducers' | 'partitioner'>,
  focus: Focus,
  withRows: boolean,
): ReducePicture[] {
  const tasks: readonly (ReduceTask | undefined)[] =
    job !== null && job.reduces.length > 0
      ? job.reduces
      : Array.from({ length: config.reducers }, () => undefined)
  const client = world.state(CLIENT)
  const others = client?.role === 'client' && config.partitioner === 'firstLetter' && hasOthers(client)
  return tasks.map((task, index) => {
    const keys = keysOf(index, config, others)
    if (task === undefined) return { ...EMPTY, index, keys, pieces: maps.map(() => 'none') }
    return reducePicture(world, task, index, keys, maps, focus, withRows)
  })
}

const EMPTY = {
  standing: 'planned',
  worker: undefined,
  down: false,
  lost: [],
  again: false,
  backup: undefined,
  byBackup: false,
  rows: [],
  brought: false,
} as const

/** Which keys a reducer gets, in a few words. `others`: there are keys that begin with no letter. */
export function keysOf(
  reducer: number,
  { partitioner, reducers }: Pick<MapReduceConfig, 'reducers' | 'partitioner'>,
  others = false,
): string {
  if (partitioner === 'firstLetter') {
    const letters = lettersOf(reducer, reducers)
    // They go to the first reducer; the short form has room beside its name.
    if (reducer === 0 && others) return letters === '' ? 'others' : `${letters.replace(' to ', '–')}, others`
    return letters || 'no letter'
  }
  return reducers === 1 ? 'every key' : `hash mod ${reducers}`
}

const othersIn = new WeakMap<readonly InputFile[], boolean>()

/** Whether the input has keys that begin with no letter. It is read once for each input. */
function hasOthers({ input, map }: ClientState): boolean {
  let found = othersIn.get(input)
  if (found === undefined) {
    // A word begins after space, a key of a pair at the start of its line.
    const starts = map === 'words' ? /[^ \t\n\r\f]+/g : /^[^\t\n]+/gm
    found = input.some(({ data }) => {
      for (const [key] of data.matchAll(starts)) if (letterOf(key) === undefined) return true
      return false
    })
    othersIn.set(input, found)
  }
  return found
}

function reducePicture(
  world: World<MapReduceState>,
  task: ReduceTask,
  index: number,
  keys: string,
  maps: readonly MapPicture[],
  focus: Focus,
  withRows: boolean,
): ReducePicture {
  const { main, backup, lost, again } = standingOf(task.attempts, task.winner?.attempt)
  const id = main && attemptId('reduce', index, main.attempt)
  const attempt = main && reduceAttempt(world, main.worker, attemptId('reduce', index, main.attempt))
  const fresh = id === undefined ? [] : freshPieces(focus, id)
  const rows = withRows ? rowsOf(attempt, fresh, focus.onArrival, wordsToCome(maps, index)) : []
  return {
    index,
    standing: task.winner !== null ? 'done' : standingNow(main !== undefined, attempt),
    worker: main?.worker,
    down: main !== undefined && world.status(main.worker) !== 'up',
    lost,
    again,
    backup: backup && { worker: backup.worker, id: attemptId('reduce', index, backup.attempt) },
    byBackup: main?.backup === true,
    keys,
    rows,
    pieces: piecesOf(attempt, maps, index),
    brought: fresh.length > 0,
  }
}

function standingNow(begun: boolean, attempt: ReduceAttempt | undefined): ReducePicture['standing'] {
  if (!begun) return 'waiting'
  switch (attempt?.phase) {
    case 'sorting':
    case 'writing':
    case 'done':
      return attempt.phase
    default:
      return 'copying'
  }
}

function piecesOf(
  attempt: ReduceAttempt | undefined,
  maps: readonly MapPicture[],
  reducer: number,
): PieceStanding[] {
  const copied = new Set(attempt?.copied)
  return maps.map(({ index, partitions }) => {
    const records = partitions?.[reducer]?.records
    if (records === 0) return 'none'
    if (copied.has(index)) return 'here'
    if (attempt?.fetching?.map === index) return 'asked'
    return records === undefined ? 'none' : 'coming'
  })
}

/** The pieces that the event brings to an attempt: those that arrive, or that the last step has added. */
function freshPieces(focus: Focus, id: AttemptId): readonly Piece[] {
  const step = focus.onArrival ? focus.coming : focus.done
  const before = piecesIn(step?.before, id)
  const after = piecesIn(step?.after, id)
  return before === after ? [] : after.slice(before.length)
}

const NO_PIECES: readonly Piece[] = []

function piecesIn(state: unknown, id: AttemptId): readonly Piece[] {
  const worker = state as MapReduceState | undefined
  return worker?.role === 'worker' ? (worker.reduces[id]?.pieces ?? NO_PIECES) : NO_PIECES
}

const parsed = new WeakMap<object, readonly Pair[]>()

function pairsOf(piece: { readonly data: Bytes }): readonly Pair[] {
  let pairs = parsed.get(piece)
  if (pairs === undefined) {
    pairs = pairsIn(piece.data)
    parsed.set(piece, pairs)
  }
  return pairs
}

/** The words of the outputs that are there, for one reducer: shown ones only. */
function wordsToCome(maps: readonly MapPicture[], reducer: number): string[] {
  return maps.flatMap(({ partitions }) => partitions?.[reducer]?.pairs.map(([word]) => word) ?? [])
}

/** Words with their values, in the order of their bytes. What is fresh comes last. */
function rowsOf(
  attempt: ReduceAttempt | undefined,
  fresh: readonly Piece[],
  onArrival: boolean,
  toCome: readonly string[],
): ReduceRow[] {
  if (attempt?.grouped != null) return sortedRows(attempt.grouped, attempt.output)
  const values = new Map<Bytes, number[]>()
  const freshOf = new Map<Bytes, number[]>()
  const pieces = attempt?.pieces ?? []
  const before = onArrival ? pieces : pieces.slice(0, pieces.length - fresh.length)
  for (const piece of before) for (const pair of pairsOf(piece)) append(values, pair)
  for (const piece of fresh) for (const pair of pairsOf(piece)) append(freshOf, pair)
  const words = new Set([...values.keys(), ...freshOf.keys()])
  const known = new Set([...words].map(toText))
  const rows: [Bytes, ReduceRow][] = [...words].map((word) => [
    word,
    { word: toText(word), values: values.get(word) ?? [], fresh: freshOf.get(word) ?? [], sum: undefined },
  ])
  for (const word of new Set(toCome)) {
    if (!known.has(word)) rows.push([word, { word, values: [], fresh: [], sum: undefined }])
  }
  return rows.sort(byKey).map(([, row]) => row)
}

function append(values: Map<Bytes, number[]>, [key, value]: Pair): void {
  const known = values.get(key)
  if (known === undefined) values.set(key, [value])
  else known.push(value)
}

function sortedRows(grouped: Bytes, output: Bytes | null): ReduceRow[] {
  const sums = new Map(output === null ? [] : pairsIn(output))
  return groupsIn(grouped).map(([word, values]) => ({
    word: toText(word),
    values,
    fresh: [],
    sum: sums.get(word),
  }))
}
