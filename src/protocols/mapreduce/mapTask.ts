import { change, node, type Sentence, say } from '../../engine/kernel/role.ts'
import { readOn, startRead, stopRead } from './hdfs/reader.ts'
import type { MapReduceMessage } from './messages.ts'
import { endsWithinRecord, recordsIn } from './records.ts'
import { reportFailure } from './reportFailure.ts'
import type { MapReduceContext, Settings } from './settings.ts'
import { attemptId, MASTER, type MapAttempt, type MapReport, type WorkerState } from './state.ts'
import { runMap } from './wordCount.ts'
import { counted } from './words.ts'

/** How many bytes a map asks for at once to finish its last record: Hadoop's `io.file.buffer.size`. */
const BUFFER_BYTES = 4096

/** The master gives this worker a map task: step (3), read the split. */
export function startMap(
  w: WorkerState,
  message: Extract<MapReduceMessage, { kind: 'assignMap' }>,
  settings: Settings,
  ctx: MapReduceContext,
): void {
  const { task, attempt, split } = message
  const id = attemptId('map', task, attempt)
  if (Object.hasOwn(w.maps, id)) {
    ctx.explain?.({ routine: true, says: say`${node(ctx.self)} knows of ${id} already` })
    return
  }
  ctx.explain?.({
    line: 'map.read',
    value: `${split.length} B of ${split.file}`,
    says: say`${node(ctx.self)} ${change(`starts m${task}`)}, bytes ${split.offset} to ${split.offset + split.length} of ${split.file}`,
  })
  const read = startRead(id, split.file, split.offset, split.offset + split.length, settings, ctx)
  const started: MapAttempt = {
    id,
    task,
    attempt,
    split: { ...split, hosts: [...split.hosts] },
    phase: 'reading',
    read,
    output: [],
    report: null,
    timer: null,
    why: null,
  }
  w.maps[id] = started
  mapGoesOn(w, started, settings, ctx)
}

/** After each thing that its reading heard: reads on to the end of the last record, then maps. */
export function mapGoesOn(w: WorkerState, a: MapAttempt, settings: Settings, ctx: MapReduceContext): void {
  if (a.phase !== 'reading') return
  if (a.read.phase === 'failed') return failMap(a, a.read.why ?? '', ctx)
  if (a.read.phase !== 'done') return
  const { split } = a
  const end = split.offset + a.read.data.length
  const goesOn = endsWithinRecord(split, a.read.data)
  if (goesOn) {
    ctx.explain?.({
      line: 'map.finish',
      value: 'the last line goes on',
      outcome: true,
      says: say`Its last line goes on after byte ${end}`,
    })
    const blockEnd = (Math.floor(end / settings.blockBytes) + 1) * settings.blockBytes
    readOn(a.read, Math.min(end + BUFFER_BYTES, blockEnd, split.fileBytes), settings, ctx)
    return
  }
  a.phase = 'mapping'
  const duration_us = settings.mapTime(a.read.data.length, w.speed / w.slow)
  a.timer = ctx.setTimer({ kind: 'worked', attempt: a.id }, duration_us, 'background')
  ctx.explain?.({ line: 'map.map', value: `${a.read.data.length} B`, sends: say`begins to map` })
}

/** The time of its work is over: map, combine, partition, sort, and step (4), the local write. */
export function finishMap(a: MapAttempt, settings: Settings, ctx: MapReduceContext): void {
  const { output, report } = runMap(recordsIn(a.split, a.read.data), settings.shape)
  a.phase = 'done'
  a.timer = null
  a.output = output
  a.report = report
  const written = output.reduce((sum, { records }) => sum + records, 0)
  ctx.explain?.({ line: 'map.map', value: counted(report.outputRecords, 'pair') })
  if (settings.shape.combiner) ctx.explain?.({ line: 'map.combine', value: `${written} are left` })
  ctx.explain?.({
    line: 'map.write',
    value: counted(written, 'pair'),
    says: mapped(report.outputRecords, written, settings, ctx),
  })
  reportMap(a, ctx)
}

/** "w1 maps its split to 8 pairs and writes 3 combined pairs to its disk". */
function mapped(emitted: number, written: number, settings: Settings, ctx: MapReduceContext): Sentence {
  if (emitted === 0) return say`${node(ctx.self)} maps its split, in which ${change('no record begins')}`
  if (!settings.shape.combiner) {
    return say`${node(ctx.self)} maps its split and ${change(`writes ${counted(written, 'pair')}`)} to its disk`
  }
  const combined = change(`writes ${counted(written, 'combined pair')}`)
  return say`${node(ctx.self)} maps its split to ${counted(emitted, 'pair')} and ${combined} to its disk`
}

/** Tells the master that the map is done; told again when the master asks. */
export function reportMap(a: MapAttempt, ctx: MapReduceContext): void {
  const { task, attempt } = a
  ctx.send(MASTER, { kind: 'mapDone', task, attempt, report: copyOf(a.report as MapReport) })
  ctx.explain?.({
    line: 'map.done',
    value: `m${task}`,
    sends: say`tells ${node(MASTER)} that m${task} is done`,
  })
}

function failMap(a: MapAttempt, why: string, ctx: MapReduceContext): void {
  stopMap(a, ctx)
  a.phase = 'failed'
  a.why = why
  reportFailure(a.id, why, ctx)
}

/** Another attempt has won. */
export function killMap(a: MapAttempt, ctx: MapReduceContext): void {
  if (a.phase === 'failed' || a.phase === 'done') return
  stopMap(a, ctx)
  a.phase = 'killed'
}

function stopMap(a: MapAttempt, ctx: MapReduceContext): void {
  stopRead(a.read, ctx)
  if (a.timer !== null) ctx.cancelTimer(a.timer)
  a.timer = null
}

function copyOf(report: MapReport): MapReport {
  return { ...report, partitions: report.partitions.map((partition) => ({ ...partition })) }
}
