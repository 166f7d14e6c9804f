/**
 * `npm run bench [-- PART ...] [--json FILE]`: what the engine costs.
 *
 * Speeds are ratios to a yardstick that is timed in the same run, in turn with its subject: a bare loop over a
 * packed-key 4-ary heap (yardstick.ts). A ratio of 2 means twice the bare loop's time for an event. The
 * nanoseconds beside it are of this machine at this moment and say nothing elsewhere.
 *
 * Parts: simulation, recorder, memory, seek, fingers. Without one, all of them.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Latency } from '../../src/engine/network/latency.ts'
import { Recorder } from '../../src/engine/record/recorder.ts'
import { bareLookups, engineLookups, fingerRing, randomPairs } from './fingers.ts'
import { compare, heapUsed, median, type Ratio } from './measure.ts'
import { benchProtocol, benchScenario, type Model, simulated } from './models.ts'
import { bareHold } from './yardstick.ts'

const SIZES = [1e3, 1e4, 1e5, 1e6] as const
const UNIFORM: Latency = { kind: 'uniform', min: 1, max: 1000 }
const MODELS: readonly (readonly [string, Model])[] = [
  ['hold model (timers)', { name: 'hold' }],
  ['messages, constant delay', { name: 'messages', latency_ms: 10 }],
  ['messages, uniform delay', { name: 'messages', latency_ms: UNIFORM }],
]

const figures: Record<string, unknown>[] = []

function note(figure: Record<string, unknown>, words: string): void {
  figures.push(figure)
  console.log(words)
}

function printRatio(
  part: string,
  name: string,
  pending: number,
  { yardstick_ns, subject_ns, ratio }: Ratio,
): void {
  const row = [
    name.padEnd(26),
    `${pending.toExponential(0)} pending`.padEnd(15),
    `${ratio.toFixed(2)} ×`.padStart(9),
    `${subject_ns.toFixed(0)} ns`.padStart(10),
    `bare ${yardstick_ns.toFixed(0)} ns`.padStart(13),
  ]
  note({ part, name, pending, ratio, subject_ns, yardstick_ns }, row.join('  '))
}

/** Target: at most 3 times the bare loop. */
function simulation(): void {
  console.log('\nSimulation, per event')
  for (const [name, model] of MODELS) {
    for (const pending of SIZES) {
      const events = pending >= 1e6 ? 600_000 : 300_000
      printRatio('simulation', name, pending, compare(bareHold(pending), simulated(model, pending), events))
    }
  }
}

function recorderOf(model: Model, nodes: number): Recorder<unknown, unknown, unknown, unknown> {
  const recorder = new Recorder(benchProtocol(model, nodes), benchScenario(model)) as unknown as Recorder<
    unknown,
    unknown,
    unknown,
    unknown
  >
  recorder.advance(nodes)
  return recorder
}

/** Target: at most 30 times the bare loop. */
function recording(): void {
  console.log('\nRecorder, per step')
  for (const [name, model] of MODELS) {
    for (const pending of SIZES) {
      const recorder = recorderOf(model, pending)
      const work = (events: number) => void recorder.advance(events)
      printRatio('recorder', name, pending, compare(bareHold(pending), work, 20_000, 5))
    }
  }
}

/** Target: does not grow with the number of nodes. */
function memory(): void {
  console.log('\nMemory of a recorded step, in bytes')
  const steps = 40_000
  for (const nodes of [100, 1_000, 10_000]) {
    const recorder = recorderOf({ name: 'messages', latency_ms: UNIFORM }, nodes)
    const before = heapUsed()
    recorder.advance(steps)
    const bytes = (heapUsed() - before) / steps
    note(
      { part: 'memory', nodes, bytes },
      `${String(nodes).padStart(8)} nodes  ${bytes.toFixed(0).padStart(6)} bytes`,
    )
  }
}

/** Target: far below the 16.7 ms of a frame. */
function seek(): void {
  console.log('\nSeek in a recording of 100,000 steps of 64 nodes')
  const model: Model = { name: 'messages', latency_ms: UNIFORM }
  const recorder = recorderOf(model, 64)
  recorder.advance(100_000 - 64)
  const { recording: trace } = recorder
  const times: number[] = []
  for (let i = 0; i < 2_000; i++) {
    const cursor = (i * 48_271) % (trace.length + 1)
    const start = performance.now()
    const frame = trace.frame(cursor)
    for (const address of frame.addresses) {
      frame.state(address)
      frame.status(address)
    }
    void [frame.inFlight, frame.operations, frame.verdicts, frame.now_us]
    times.push(performance.now() - start)
  }
  const worst = Math.max(...times)
  note(
    { part: 'seek', median_ms: median(times), worst_ms: worst },
    `any step     median ${median(times).toFixed(3)} ms, worst of ${times.length} ${worst.toFixed(2)} ms`,
  )
  const forks = [1_000, 50_000, 100_000].map((cursor) => {
    const start = performance.now()
    new Recorder(benchProtocol(model, 64), benchScenario(model), { recording: trace as never, cursor })
    return { cursor, ms: performance.now() - start }
  })
  for (const { cursor, ms } of forks) {
    note({ part: 'fork', cursor, ms }, `fork at ${String(cursor).padStart(7)}  ${ms.toFixed(1)} ms`)
  }
}

/** Target: at least a third of the throughput of the same messages on typed arrays, and the same hops. */
function fingers(): void {
  console.log('\nChord: lookups by fingers through the engine, one event a message')
  for (const nodes of SIZES) {
    const before = heapUsed()
    const start = performance.now()
    const ring = fingerRing(nodes)
    const build_ms = performance.now() - start
    const heap_MB = (heapUsed() - before) / 1e6
    const pairs = randomPairs(ring, 20_000)
    const bare = bareLookups(ring)
    const { hops, messages } = bare(pairs)
    const found = engineLookups(ring, pairs)
    if (found !== hops) throw new Error(`${nodes} nodes: ${found} hops through the engine, ${hops} without`)
    const perMessage = (work: () => void) => (count: number) => {
      for (let done = 0; done < count; done += messages) work()
    }
    const ratio = compare(
      perMessage(() => bare(pairs)),
      perMessage(() => engineLookups(ring, pairs)),
      messages,
      5,
    )
    printRatio('fingers', `${nodes.toExponential(0)} nodes`, pairs.length, ratio)
    note(
      { part: 'fingers', nodes, hops: hops / pairs.length, build_ms, heap_MB },
      `  ${(hops / pairs.length).toFixed(2)} hops (log2 N is ${Math.log2(nodes).toFixed(1)}), built in ${(build_ms / 1000).toFixed(1)} s, ${heap_MB.toFixed(0)} MB`,
    )
  }
  const ring = fingerRing(1e5, { stabilize_ms: 1000 })
  const { kernel } = ring
  const start = performance.now()
  const [steps, until] = [kernel.steps, kernel.now_us + 1_000_000]
  while (kernel.nextDue_us <= until) kernel.step()
  const ns = ((performance.now() - start) * 1e6) / (kernel.steps - steps)
  note(
    { part: 'fingers', maintenance: 'periodic', nodes: 1e5, ns },
    `periodic stabilization of 1e5 nodes: ${ns.toFixed(0)} ns an event`,
  )
}

const parts: Readonly<Record<string, () => void>> = {
  simulation,
  recorder: recording,
  memory,
  seek,
  fingers,
}
const { values, positionals } = parseArgs({ options: { json: { type: 'string' } }, allowPositionals: true })
for (const name of positionals.length > 0 ? positionals : Object.keys(parts)) {
  const part = parts[name]
  if (part === undefined) throw new Error(`There is no part "${name}": ${Object.keys(parts).join(', ')}`)
  part()
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`)
