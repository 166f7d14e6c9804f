import { type HistoryEntry, linearizability } from '../../src/engine/check/linearizability.ts'
import { simulate } from '../../src/engine/run/simulation.ts'
import type { QuorumConfig } from '../../src/protocols/quorum/config.ts'
import { quorum } from '../../src/protocols/quorum/protocol.ts'
import { demand, engineLaws, type Law, law, same } from './laws.ts'
import {
  calmScenarios,
  histories,
  overlappingScenarios,
  quorumBranchings,
  quorumScenarios,
} from './quorumArbitraries.ts'

/** The parts of the lab's result that the laws look at. */
interface Result {
  readonly operations: readonly {
    readonly do: string
    readonly client: string
    readonly value: string | null
    readonly status: string
    readonly invoked_us: number
    readonly acks: readonly string[]
    readonly answers: readonly { readonly from: string; readonly value: string | null }[]
  }[]
  readonly linearizable: { readonly verdict: boolean | null }
}

const run = (scenario: Parameters<typeof simulate>[1]) => {
  const result = simulate(quorum, scenario)
  return { ...result, ...(result as unknown as Result) }
}

/** What is true of every order of a register's operations that respects their times. */
function isExplained(history: readonly HistoryEntry[], order: readonly number[]): boolean {
  let value: string | null = null
  for (const [place, index] of order.entries()) {
    const one = history[index] as HistoryEntry
    const isTooLate = order
      .slice(place + 1)
      .some((later) => ((history[later] as HistoryEntry).return ?? Number.POSITIVE_INFINITY) < one.call)
    if (isTooLate) return false
    if (one.do === 'get' && one.value !== value) return false
    if (one.do === 'cas' && one.ok === false && one.expect === value) return false
    if (one.do === 'cas' && one.ok !== false && one.expect !== value) return false
    if (one.do === 'put' || (one.do === 'cas' && one.ok !== false)) value = one.value
  }
  const left = history.filter((_, index) => !order.includes(index))
  return left.every((one) => one.return === null)
}

/** Tries every order of every choice of operations: slow, and plainly right. */
function isLinearizable(history: readonly HistoryEntry[], order: readonly number[] = []): boolean {
  if (isExplained(history, order)) return true
  return history.some((_, index) => !order.includes(index) && isLinearizable(history, [...order, index]))
}

export const quorumLaws: readonly Law[] = [
  ...engineLaws('quorum', quorum, quorumScenarios, quorumBranchings, 60),

  law(
    'quorum: with W + R > N no get is stale, whatever is lost, late, doubled or down',
    250,
    overlappingScenarios,
    (scenario) => {
      const { FreshReads, SetsOverlap } = run(scenario).properties
      same([FreshReads, SetsOverlap], ['holds', 'holds'], 'the verdicts')
    },
  ),

  law(
    'quorum: a put that returned ok is on W replicas for ever, and no value is invented',
    250,
    quorumScenarios,
    (scenario) => {
      const { EveryPutOnWReplicas, NoInventedValues } = run(scenario).properties
      same([EveryPutOnWReplicas, NoInventedValues], ['holds', 'holds'], 'the verdicts')
    },
  ),

  law(
    'quorum: an operation returns ok with exactly the replies that it waits for, each of another replica',
    150,
    quorumScenarios,
    (scenario) => {
      const { w, r } = scenario.config as QuorumConfig
      for (const one of run(scenario).operations) {
        const replies = one.do === 'put' ? one.acks : one.answers.map(({ from }) => from)
        const need = one.do === 'put' ? w : r
        demand(
          new Set(replies).size === replies.length,
          () => `${one.do} counted a replica twice: ${replies.join()}`,
        )
        demand(
          one.status === 'ok' ? replies.length === need : replies.length < need,
          () => `${one.do} is ${one.status} with ${replies.length} of ${need}`,
        )
        const values = one.answers.map(({ value }) => value)
        const isOneOfThem = one.do === 'put' || one.status !== 'ok' || values.includes(one.value)
        demand(isOneOfThem, () => `get returned ${one.value}, which no replica answered`)
      }
    },
  ),

  law(
    'quorum: every operation returns, but those of a client that crashed',
    150,
    quorumScenarios,
    (scenario) => {
      const crashed = new Set(
        scenario.actions.filter(({ do: verb }) => verb === 'crash').map(({ node }) => node),
      )
      if (scenario.until_ms !== undefined) return
      const pending = run(scenario).operations.filter(({ status }) => status === 'pending')
      same(
        pending.filter(({ client }) => !crashed.has(client)),
        [],
        'what is pending, and nothing,',
      )
    },
  ),

  law(
    'quorum: one operation after the other with W + R > N is linearizable',
    100,
    calmScenarios,
    (scenario) => {
      const { operations, linearizable } = run(scenario)
      same(
        operations.filter(({ status }) => status !== 'ok'),
        [],
        'what did not return ok, and nothing,',
      )
      // Where the network takes no time, a later put can have the clock of an earlier one, and lose to it.
      const puts = operations.filter((one) => one.do === 'put')
      if (new Set(puts.map(({ invoked_us }) => invoked_us)).size < puts.length) return
      demand(linearizable.verdict === true, () => 'the run is not linearizable')
    },
  ),

  law(
    'linearizability: the checker says what trying every order says, and its order explains the answers',
    600,
    histories,
    (history) => {
      const { verdict, witness } = linearizability(history)
      demand(verdict === isLinearizable(history), () => `the checker says ${verdict}`)
      if (verdict)
        demand(
          isExplained(
            history,
            witness.filter((i) => counts(history[i])),
          ),
          () => `the witness ${witness.join()} explains nothing`,
        )
      else
        demand(
          !isLinearizable(witness.map((i) => history[i] as HistoryEntry)),
          () => `the witness ${witness.join()} can be explained`,
        )
    },
  ),
]

/** An answer that nobody got has no place in an order. */
const counts = (one: HistoryEntry | undefined) => one?.do !== 'get' || one.return !== null
