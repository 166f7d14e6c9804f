import { type HistoryEntry, linearizability } from '../../engine/check/linearizability.ts'
import type { Operation, World } from '../../engine/kernel/world.ts'
import type { Judgement } from './judgement.ts'
import type { Asked, GetResult, PutResult, QuorumState } from './messages.ts'

/** What the command line prints of a run: what the replicas hold, and what the clients were told. */
export function result(world: World<QuorumState>): Record<string, unknown> {
  return {
    replicas: replicasByKey(world),
    operations: world.operations.map(operationResult),
    linearizable: linearizable(world.operations),
  }
}

function replicasByKey(world: World<QuorumState>): Record<string, unknown> {
  const placed = new Map(
    world.operations.map(({ description }) => {
      const { key, replicas } = description as Asked
      return [key, replicas] as const
    }),
  )
  return Object.fromEntries(
    [...placed].map(([key, replicas]) => [
      key,
      Object.fromEntries(
        replicas.map((name) => {
          const state = world.state(name)
          return [name, state?.role === 'replica' ? (state.copies[key] ?? null) : null]
        }),
      ),
    ]),
  )
}

function operationResult({ node, description, result: found, invoked_us, returned_us }: Operation) {
  const asked = description as Asked
  const put = asked.do === 'put' ? (found as PutResult | undefined) : undefined
  const get = asked.do === 'get' ? (found as GetResult | undefined) : undefined
  return {
    do: asked.do,
    client: node,
    key: asked.key,
    value: asked.do === 'put' ? asked.value : (get?.copy?.value ?? null),
    status: put?.status ?? get?.status ?? 'pending',
    acks: put?.acks ?? [],
    answers: get?.answers.map(({ from, copy }) => ({ from, value: copy?.value ?? null })) ?? [],
    invoked_us,
    returned_us: returned_us ?? null,
  }
}

/** Judges the whole run as a history of registers, one for each key. */
export function linearizable(operations: readonly Operation[]) {
  const judged = operations.flatMap((operation) => {
    const entry = historyEntry(operation)
    return entry === undefined ? [] : [{ operation, entry }]
  })
  const { verdict, witness } = linearizability(judged.map(({ entry }) => entry))
  return {
    verdict,
    witness: witness.map((index) => {
      const { operation, entry } = judged[index] as (typeof judged)[number]
      const { invoked_us, returned_us } = operation
      const { do: verb, key, value } = entry
      return { client: operation.node, do: verb, key, value, invoked_us, returned_us: returned_us ?? null }
    }),
  }
}

/**
 * An operation as the checker sees it: a put that did not return ok may still have taken effect; a get without
 * an answer says nothing. Its times are places in the order of all invocations, so that equal times do not
 * blur what came first.
 */
function historyEntry({ id, description, result: found, judgement }: Operation): HistoryEntry | undefined {
  const asked = description as Asked
  const isOk = (found as PutResult | GetResult | undefined)?.status === 'ok'
  const end = isOk ? (judgement as Judgement).invoked + 0.5 : null
  if (asked.do === 'put') return { do: 'put', key: asked.key, value: asked.value, call: id, return: end }
  if (end === null) return undefined
  const value = (found as GetResult).copy?.value ?? null
  return { do: 'get', key: asked.key, value, call: id, return: end }
}
