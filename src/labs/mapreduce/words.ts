import type { World } from '../../engine/kernel/world.ts'
import {
  type AttemptId,
  MASTER,
  type MapReduceState,
  type MasterState,
  type WorkerState,
} from '../../protocols/mapreduce/state.ts'
import { parseAttempt } from './picture/attempts.ts'

/** What a worker does, in a few words, and how it stands. */
export interface WorkerWords {
  readonly text: string
  readonly standing: 'fine' | 'failed'
}

const DOING = {
  reading: 'reading',
  mapping: 'mapping',
  copying: 'fetching',
  sorting: 'sorting',
  writing: 'writing',
} as const

/** "r1 fetching", "m0 mapping, m4 reading", "r0 done", "idle"; "failed" once the master has given it up. */
export function workerWords(world: World<MapReduceState>, worker: string): WorkerWords {
  const master = world.state(MASTER) as MasterState | undefined
  if (world.status(worker) !== 'up') {
    const known = master?.workers[worker]?.alive === false
    return { text: known ? 'failed' : 'crashed', standing: 'failed' }
  }
  const state = world.state(worker) as WorkerState
  const slow = state.slow > 1 ? ', slow' : ''
  const attempts = [...Object.values(state.maps), ...Object.values(state.reduces)]
  const running = attempts.flatMap(({ id, phase }) =>
    phase in DOING ? [`${nameOf(master, id)} ${DOING[phase as keyof typeof DOING]}`] : [],
  )
  if (running.length > 0) return { text: `${running.join(', ')}${slow}`, standing: 'fine' }
  const done = attempts.filter(({ phase }) => phase === 'done').map(({ id }) => nameOf(master, id))
  const last = done.at(-1)
  return { text: last === undefined ? `idle${slow}` : `${last} done${slow}`, standing: 'fine' }
}

/** "m2", or "r2 backup" where it runs beside a slow attempt. */
function nameOf(master: MasterState | undefined, id: AttemptId): string {
  const name = parseAttempt(id)
  if (name === undefined) return id
  const job = master?.job
  const tasks = name.kind === 'map' ? job?.maps : job?.reduces
  const backup = tasks?.[name.task]?.attempts[name.attempt]?.backup === true
  return `${name.kind === 'map' ? 'm' : 'r'}${name.task}${backup ? ' backup' : ''}`
}

/** "1 block", "3 blocks". */
export function counted(count: number, what: string): string {
  return `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`
}

/** What there is to say about a node, in a line. */
export function nodeWords(world: World<MapReduceState>, address: string): string {
  const state = world.state(address)
  switch (state?.role) {
    case 'worker': {
      const blocks = Object.keys(state.blocks).length
      const outputs = Object.values(state.maps).filter(({ phase }) => phase === 'done').length
      const slow = state.slow > 1 ? `, ${state.slow}× slower` : ''
      return `${counted(blocks, 'block')}, ${counted(outputs, 'map output')}${slow}`
    }
    case 'master': {
      const { job } = state
      if (job === null) return 'no job yet'
      if (job.phase === 'failed') return `the job has failed: ${job.why ?? ''}`
      if (job.phase === 'splitting') return 'asks where the blocks of the input are'
      return `${job.mapsDone} of ${counted(job.maps.length, 'map')} and ${job.reducesDone} of ${counted(job.reduces.length, 'reduce')} done`
    }
    case 'namenode': {
      const files = Object.values(state.files)
      const blocks = files.reduce((sum, list) => sum + list.length, 0)
      return `${counted(files.length, 'file')} in ${counted(blocks, 'block')}; no data`
    }
    case 'client':
      return CLIENT_WORDS[state.phase]
    default:
      return ''
  }
}

const CLIENT_WORDS = {
  idle: 'has a job to submit',
  writing: 'writes its input to HDFS',
  submitting: 'submits the job',
  waiting: 'waits for the job',
  done: 'has its result',
  failed: 'has given the job up',
} as const

/** Seconds with one digit: "0.3 s". */
export function seconds(time_us: number): string {
  return `${(time_us / 1e6).toFixed(1)} s`
}
