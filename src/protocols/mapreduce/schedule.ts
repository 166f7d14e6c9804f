import { node, type Sentence, say } from '../../engine/kernel/role.ts'
import { type Assigned, assignMap, assignReduce } from './assign.ts'
import { attemptsAt, freeWorkers, occupy, workerForMap, workerForReduce } from './candidates.ts'
import type { MapReduceContext, Settings } from './settings.ts'
import { type Job, type Locality, type MasterState, type TaskKind, taskOf } from './state.ts'

/** The nearest first: "moves processes to data" (R4). */
const LOCALITIES: readonly Locality[] = ['node', 'rack', 'remote']

/** An attempt lags that takes longer than so many times the mean of those that are done. */
const LAG = 1.5

/** How many assignments a sentence names. */
const SHOWN = 4

/** Gives waiting tasks to free workers, step (2): maps near their data, reduces after the barrier (R5). */
export function schedule(m: MasterState, job: Job, settings: Settings, ctx: MapReduceContext): void {
  const given = [...giveMaps(m, job, ctx), ...giveReduces(m, job, settings, ctx)]
  if (given.length > 0) ctx.explain?.({ sends: say`gives ${assignments(given)}` })
}

function giveMaps(m: MasterState, job: Job, ctx: MapReduceContext): Assigned[] {
  if (job.waitingMaps.length === 0) return []
  const given: Assigned[] = []
  const free = freeWorkers(m, 'map')
  for (const locality of LOCALITIES) {
    if (job.waitingMaps.length === 0 || free.size === 0) break
    const waiting = [...job.waitingMaps]
    const left: number[] = []
    for (const task of waiting) {
      const worker = free.size === 0 ? undefined : workerForMap(m, job, task, locality, free)
      if (worker === undefined) {
        left.push(task)
        continue
      }
      given.push(assignMap(m, job, { task, worker, locality, backup: false }, ctx))
      occupy(m, worker, 'map', free)
    }
    if (left.length < waiting.length) job.waitingMaps = left
  }
  return given
}

function giveReduces(m: MasterState, job: Job, { slowstart }: Settings, ctx: MapReduceContext): Assigned[] {
  const given: Assigned[] = []
  // Once reduces have begun, a map that must run again does not hold back the others.
  const haveBegun = job.waitingReduces.length < job.reduces.length
  const mayBegin = haveBegun || job.mapsDone >= Math.ceil(slowstart * job.maps.length)
  if (!mayBegin || job.waitingReduces.length === 0) return given
  const free = freeWorkers(m, 'reduce')
  while (job.waitingReduces.length > 0) {
    const task = job.waitingReduces[0] as number
    const worker = workerForReduce(m, job, task, free)
    if (worker === undefined) break
    job.waitingReduces.shift()
    given.push(assignReduce(m, job, { task, worker, locality: null, backup: false }, ctx))
    occupy(m, worker, 'reduce', free)
  }
  return given
}

/** Starts a second attempt beside each attempt that lags, when nothing waits (section 3.6). How many it started. */
export function startBackups(m: MasterState, job: Job, ctx: MapReduceContext): number {
  const given = (['map', 'reduce'] as const).flatMap((kind) =>
    laggingTasks(m, job, kind).flatMap((task) => backUp(m, job, kind, task, ctx) ?? []),
  )
  if (given.length > 0) ctx.explain?.({ sends: say`gives a backup of ${assignments(given)}` })
  return given.length
}

/** Tasks whose only attempt takes much longer than those of their kind took. */
function laggingTasks(m: MasterState, job: Job, kind: TaskKind): number[] {
  const waiting = kind === 'map' ? job.waitingMaps : job.waitingReduces
  const { sum, count } = kind === 'map' ? job.mapTicks : job.reduceTicks
  if (waiting.length > 0 || count === 0) return []
  const limit = LAG * Math.max(1, sum / count)
  const running = Object.values(m.workers).flatMap(({ maps, reduces }) => (kind === 'map' ? maps : reduces))
  return running.map(taskOf).flatMap(({ task, attempt }) => {
    const attempts = attemptsAt(job, kind, task)
    const isAlone = attempts.filter(({ state }) => state === 'running').length === 1
    const age = job.tick - (attempts[attempt]?.startedTick ?? job.tick)
    return isAlone && age > limit ? [task] : []
  })
}

function backUp(
  m: MasterState,
  job: Job,
  kind: TaskKind,
  task: number,
  ctx: MapReduceContext,
): Assigned | undefined {
  const free = freeWorkers(m, kind)
  if (kind === 'reduce') {
    const worker = workerForReduce(m, job, task, free)
    if (worker === undefined) return undefined
    return assignReduce(m, job, { task, worker, locality: null, backup: true }, ctx)
  }
  for (const locality of LOCALITIES) {
    const worker = workerForMap(m, job, task, locality, free)
    if (worker !== undefined) return assignMap(m, job, { task, worker, locality, backup: true }, ctx)
  }
  return undefined
}

/** "m0 to w1, m1 to w2", cut after the fourth. */
function assignments(given: readonly Assigned[]): Sentence {
  const words = given.slice(0, SHOWN).map(({ task, worker }, i) => {
    return say`${i === 0 ? '' : ', '}${task} to ${node(worker)}`
  })
  return given.length > SHOWN ? [...words.flat(), ` and ${given.length - SHOWN} more`] : words.flat()
}
