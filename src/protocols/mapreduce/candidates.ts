import type { AttemptRecord, Job, Locality, MasterState, Split, TaskKind, TrackedWorker } from './state.ts'

/** The attempts at a task so far. */
export function attemptsAt(job: Job, kind: TaskKind, task: number): readonly AttemptRecord[] {
  return (kind === 'map' ? job.maps[task] : job.reduces[task])?.attempts ?? []
}

/** Whether some live worker has a free slot. */
export function anyFree(m: MasterState, kind: TaskKind): boolean {
  return Object.values(m.workers).some((w) => isFree(w, kind))
}

/** The least loaded free worker for a map that is as near to its split as is wanted. */
export function workerForMap(
  m: MasterState,
  job: Job,
  task: number,
  { hosts }: Split,
  wanted: Locality,
): string | undefined {
  if (wanted === 'node') return leastLoaded(m, freeFor(m, job, 'map', task, hosts))
  const free = freeFor(m, job, 'map', task)
  if (wanted === 'remote') return leastLoaded(m, free)
  const racks = new Set(hosts.map((host) => m.workers[host]?.rack))
  const inRack = free.filter((name) => racks.has(m.workers[name]?.rack))
  return leastLoaded(m, inRack)
}

/** The least loaded free worker for a reduce, whose input comes from everywhere. */
export function workerForReduce(m: MasterState, job: Job, task: number): string | undefined {
  return leastLoaded(m, freeFor(m, job, 'reduce', task))
}

/** Workers with a free slot, on which no attempt at this task runs or has failed. */
function freeFor(
  m: MasterState,
  job: Job,
  kind: TaskKind,
  task: number,
  among: readonly string[] = Object.keys(m.workers),
): string[] {
  const free = among.filter((name) => isFree(m.workers[name], kind))
  const attempts = attemptsAt(job, kind, task)
  if (attempts.length === 0 || free.length === 0) return free
  const ran = (name: string, ...states: AttemptRecord['state'][]) =>
    attempts.some(({ worker, state }) => worker === name && states.includes(state))
  const fresh = free.filter((name) => !ran(name, 'running', 'failed'))
  const live = Object.keys(m.workers).filter((name) => m.workers[name]?.alive)
  // Where every worker has failed once, one of them gets another try.
  const allTried = live.every((name) => ran(name, 'running', 'failed'))
  return allTried ? free.filter((name) => !ran(name, 'running')) : fresh
}

function isFree(w: TrackedWorker | undefined, kind: TaskKind): boolean {
  return w?.alive === true && (kind === 'map' ? w.maps : w.reduces).length < w.slots
}

/** Of equally loaded workers the first. */
function leastLoaded(m: MasterState, names: readonly string[]): string | undefined {
  const load = (name: string) => {
    const { maps, reduces } = m.workers[name] as TrackedWorker
    return maps.length + reduces.length
  }
  let best: string | undefined
  for (const name of names) if (best === undefined || load(name) < load(best)) best = name
  return best
}
