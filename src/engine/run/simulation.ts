import type { PropertySuite, Verdict } from '../explore/property.ts'
import type { StepEvent, Tap } from '../kernel/kernel.ts'
import type { Microseconds } from '../kernel/time.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { TraceHash } from './hash.ts'
import type { Protocol } from './protocol.ts'
import { Run } from './run.ts'

/** What a finished run comes to, as `cli run` prints it. */
export interface RunResult {
  readonly lab: string
  readonly steps: number
  readonly time_us: Microseconds
  readonly hash: string
  readonly properties: Readonly<Record<string, 'holds' | 'violated'>>
  readonly expect: readonly { property: string; outcome: string; actual: string; met: boolean }[]
  readonly [field: string]: unknown
}

/** Runs a scenario to its end on the plain states and returns its result. */
export function simulate<S, M, T, C>(protocol: Protocol<S, M, T, C>, scenario: Scenario): RunResult {
  const run = new Run(protocol, scenario)
  const hash = new TraceHash()
  run.kernel.attach(hashingTap(hash, () => run.kernel.now_us))
  run.toEnd()
  return summarize(protocol, scenario, run, hash.end(run.kernel))
}

/** The result of a run that has ended, from its last state. */
export function summarize<S, M, T, C>(
  protocol: Protocol<S, M, T, C>,
  scenario: Scenario,
  run: Run<S, M, T, C>,
  hash: string,
): RunResult {
  const { kernel } = run
  const outcomes = outcomesByName(protocol.suite, protocol.suite.check(kernel))
  return {
    lab: protocol.lab,
    steps: kernel.steps,
    time_us: kernel.now_us,
    hash,
    ...protocol.result(kernel),
    properties: outcomes,
    expect: scenario.expect.map(({ property, outcome }) => {
      const actual = outcomes[property] ?? 'unknown'
      return { property, outcome, actual, met: actual === outcome }
    }),
  }
}

function outcomesByName<S>(
  suite: PropertySuite<S>,
  verdicts: readonly Verdict[],
): Record<string, 'holds' | 'violated'> {
  return Object.fromEntries(
    suite.properties.map((property, i) => [property.name, verdicts[i]?.holds ? 'holds' : 'violated']),
  )
}

/** A tap that runs handlers in place and only feeds the hash. */
function hashingTap<S>(hash: TraceHash, now: () => Microseconds): Tap<S> {
  const ignore = () => {}
  return {
    stepBegins: (event: StepEvent) => hash.add(now(), event),
    handle: (_node, state, handler) => {
      handler(state)
      return state
    },
    stepEnds: ignore,
    spawned: ignore,
    statusChanged: ignore,
    sent: ignore,
    ended: ignore,
    rescheduled: ignore,
    timerSet: ignore,
    timerCancelled: ignore,
    operationChanged: ignore,
  }
}
