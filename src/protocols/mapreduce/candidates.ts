import type { AttemptRecord, Job, Locality, MapTask, MasterState, TaskKind, TrackedWorker } from './state.ts'

/** The attempts at a task so far. */
export function attemptsAt(job: Job, kind: TaskKind, task: number): readonly AttemptRecord[] {
  return (kind === 'map' ? job.maps[task] : job.reduces[task])?.attempts ?? []
}

/** The live workers with a free slot, in their order. Who asks often keeps them: to look at all takes long. */
export function freeWorkers(m: MasterState, kind: TaskKind): Set<string> {
  return new Set(Object.keys(m.workers).filter((name) => isFree(m.workers[name], kind)))
}

/** Of the free workers the least loaded for a map that is as near to its split as is wanted. */
export function workerForMap(
  m: MasterState,
  job: Job,
  task: number,
  wanted: Locality,
  free: ReadonlySet<string>,
): string | undefined {
  if (wanted === 'remote') return leastLoaded(m, suited(m, job, 'map', task, [...free]))
  const { hosts } = (job.maps[task] as MapTask).split
  if (wanted === 'node') {
    const onHosts = hosts.filter((host) => free.has(host))
    return leastLoaded(m, suited(m, job, 'map', task, onHosts))
  }
  const racks = new Set(hosts.map((host) => m.workers[host]?.rack))
  const inRack = [...free].filter((name) => racks.has(m.workers[name]?.rack))
  return leastLoaded(m, suited(m, job, 'map', task, inRack))
}

/** Of the free workers the least loaded for a reduce, whose input comes from everywhere. */
export function workerForReduce(
  m: MasterState,
  job: Job,
  task: number,
  free: ReadonlySet<string>,
): string | undefined {
  return leastLoaded(m, suited(m, job, 'reduce', task, [...free]))
}

/** Those of the free workers on which no attempt at this task runs or has failed. */
function suited(
  m: MasterState,
  job: Job,
  kind: TaskKind,
  task: number,
  free: readonly string[],
): readonly string[] {
  if (free.length === 0) return free
  const attempts = attemptsAt(job, kind, task)
  if (attempts.length === 0) return free
  const ran = (name: string, ...states: AttemptRecord['state'][]) =>
    attempts.some(({ worker, state }) => worker === name && states.includes(state))
  const fresh = free.filter((name) => !ran(name, 'running', 'failed'))
  const live = Object.keys(m.workers).filter((name) => m.workers[name]?.alive)
  // Where every worker has failed once, one of them gets another try.
  const allTried = live.every((name) => ran(name, 'running', 'failed'))
  return allTried ? free.filter((name) => !ran(name, 'running')) : fresh
}

/** A worker that was given a task stays free only as long as it has another slot. */
export function occupy(m: MasterState, worker: string, kind: TaskKind, free: Set<string>): void {
  if (!isFree(m.workers[worker], kind)) free.delete(worker)
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
