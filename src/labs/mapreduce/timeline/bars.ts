import type { Address } from '../../../engine/kernel/role.ts'
import type { Recording } from '../../../engine/record/recording.ts'
import type { Step } from '../../../engine/record/step.ts'
import type {
  AttemptId,
  MapAttempt,
  MapReduceState,
  ReduceAttempt,
  WorkerState,
} from '../../../protocols/mapreduce/state.ts'
import { MASTER } from '../../../protocols/mapreduce/state.ts'
import { lookOf } from '../../../scene/identity.ts'
import type { TaskBar } from '../../../scene/spaceTime.ts'
import { parseAttempt } from '../picture/attempts.ts'

type Attempt = MapAttempt | ReduceAttempt
type Writable = { -readonly [K in keyof TaskBar]: TaskBar[K] }

/** What has been read of a recording so far: it grows while one looks at it. */
interface Reading {
  read: number
  readonly bars: Writable[]
  /** Bars of attempts that still run, by worker and attempt. */
  readonly open: Map<string, Writable>
}

const readings = new WeakMap<Recording<unknown>, Reading>()

/**
 * The attempts as stretches of work: from the step in which a worker begins one to the step in which it ends,
 * is killed, or is lost with its worker.
 */
export function bars(recording: Recording<unknown>, length: number): readonly TaskBar[] {
  let reading = readings.get(recording)
  if (reading === undefined) {
    reading = { read: 0, bars: [], open: new Map() }
    readings.set(recording, reading)
  }
  for (; reading.read < length; reading.read++) {
    read(recording.steps[reading.read] as Step<MapReduceState>, recording, reading)
  }
  return reading.bars.filter(({ from }) => from <= length)
}

function read(step: Step<MapReduceState>, recording: Recording<unknown>, reading: Reading): void {
  const { node, before, after, index, statusAfter } = step
  if (node === null) return
  if (statusAfter === 'crashed') return lose(node, index, reading)
  if (after?.role !== 'worker') return
  const old = before?.role === 'worker' ? before : undefined
  for (const kind of ['maps', 'reduces'] as const) {
    if (old?.[kind] === after[kind]) continue
    compare(node, old?.[kind] ?? {}, after[kind], { index, worker: after, recording, reading })
  }
}

/** A worker's attempts before and after a step. */
function compare(
  node: Address,
  before: Readonly<Record<AttemptId, Attempt>>,
  after: Readonly<Record<AttemptId, Attempt>>,
  at: { index: number; worker: WorkerState; recording: Recording<unknown>; reading: Reading },
): void {
  const { index, reading } = at
  for (const id of Object.keys(before)) {
    if (after[id] === undefined) end(reading, node, id, index, false)
  }
  for (const [id, attempt] of Object.entries(after)) {
    if (before[id] === attempt) continue
    if (before[id] === undefined) begin(node, id, at)
    if (hasEnded(attempt)) end(reading, node, id, index, attempt.phase === 'failed')
  }
}

const hasEnded = ({ phase }: Attempt) => phase === 'done' || phase === 'failed' || phase === 'killed'

function begin(
  node: Address,
  id: AttemptId,
  { index, worker, recording, reading }: Parameters<typeof compare>[3],
): void {
  const name = parseAttempt(id)
  if (name === undefined) return
  const task = `${name.kind === 'map' ? 'm' : 'r'}${name.task}`
  const backup = isBackup(recording, index, name)
  const again = name.attempt > 0
  const slow = worker.slow > 1 ? ', slow' : ''
  const bar: Writable = {
    id: `${node} ${id} ${index}`,
    address: node,
    from: index,
    to: Number.POSITIVE_INFINITY,
    label: `${task}${backup ? ' backup' : again ? ' again' : ''}${slow}`,
    tone: again ? 'again' : name.kind === 'map' ? 'plain' : `cat-${lookOf(name.task)}`,
  }
  reading.bars.push(bar)
  reading.open.set(`${node} ${id}`, bar)
}

/** Whether the master started an attempt beside a slow one. */
function isBackup(
  recording: Recording<unknown>,
  step: number,
  { kind, task, attempt }: NonNullable<ReturnType<typeof parseAttempt>>,
): boolean {
  const master = recording.stateAt(MASTER, step) as MapReduceState | undefined
  if (master?.role !== 'master' || master.job === null) return false
  const { attempts } = (kind === 'map' ? master.job.maps : master.job.reduces)[task] ?? { attempts: [] }
  return attempts[attempt]?.backup === true
}

function end(reading: Reading, node: Address, id: AttemptId, index: number, failed: boolean): void {
  const bar = reading.open.get(`${node} ${id}`)
  if (bar === undefined) return
  bar.to = index
  if (failed) bar.tone = 'failed'
  reading.open.delete(`${node} ${id}`)
}

/** What a worker was doing when it crashed is lost. */
function lose(node: Address, index: number, reading: Reading): void {
  for (const [name, bar] of reading.open) {
    if (bar.address !== node) continue
    bar.to = index
    bar.tone = 'failed'
    reading.open.delete(name)
  }
}

/** The workers, in the order of the scenario. */
export function lanes(recording: Recording<unknown>): readonly Address[] {
  return recording
    .addressesAt(0)
    .filter((address) => (recording.stateAt(address, 0) as MapReduceState | undefined)?.role === 'worker')
}
