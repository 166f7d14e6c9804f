import type { Operation, World } from '../../engine/kernel/world.ts'
import type { Asked, GetResult, PutResult } from './messages.ts'
import { compareVersions, type Version } from './versions.ts'

/** What is remembered of every operation that returns. */
export interface Judgement {
  /**
   * How many operations had been invoked by then: those with a greater number came after it, even where the
   * times are equal.
   */
  readonly invoked: number
  /** Only of a get that returned ok. */
  readonly get?: GetJudgement
}

/** What is true of the answer of a get, judged when it returns. */
export interface GetJudgement {
  /** The newest version among the puts that had returned ok before the get was invoked; `null`: none had. */
  readonly newest: Version | null
  /** Whether it returned that version or a newer one. */
  readonly fresh: boolean
  /** Whether a replica that answered had acked that put. True where there is no such put. */
  readonly overlaps: boolean
  /** Whether its value is that of a put that was invoked before. NIL always is. */
  readonly known: boolean
}

export function judge(operation: Operation, world: World<unknown>): Judgement {
  const { do: verb } = operation.description as Asked
  const isGet = verb === 'get' && returnedOk(operation)
  const invoked = world.operations.length
  return isGet ? { invoked, get: judgeGet(operation, world.operations) } : { invoked }
}

/** Judges the answer of a get against the puts of its key. */
function judgeGet(operation: Operation, operations: readonly Operation[]): GetJudgement {
  const { key } = operation.description as Asked
  const { answers, copy } = operation.result as GetResult
  const puts = operations.filter(({ description }) => {
    const asked = description as Asked
    return asked.do === 'put' && asked.key === key
  })
  const last = newestPut(puts.filter((put) => returnedOk(put) && isBefore(put, operation)))
  const acks = (last?.result as PutResult | undefined)?.acks
  const newest = last === undefined ? null : versionOf(last)
  return {
    newest,
    fresh: newest === null || (copy !== null && compareVersions(copy.version, newest) >= 0),
    overlaps: acks === undefined || answers.some(({ from }) => acks.includes(from)),
    known: copy === null || puts.some((put) => compareVersions(versionOf(put), copy.version) === 0),
  }
}

/** Whether an operation has returned ok. */
export function returnedOk({ result }: Pick<Operation, 'result'>): boolean {
  return (result as PutResult | GetResult | undefined)?.status === 'ok'
}

/** Whether `a` had returned when `b` was invoked. */
function isBefore(a: Operation, b: Operation): boolean {
  const judgement = a.judgement as Judgement | undefined
  return judgement !== undefined && judgement.invoked < b.id
}

export const versionOf = (put: Operation): Version => (put.description as Asked & { do: 'put' }).version

/** The put with the newest version. */
export function newestPut(puts: readonly Operation[]): Operation | undefined {
  return puts.reduce<Operation | undefined>(
    (best, put) => (best === undefined || compareVersions(versionOf(put), versionOf(best)) > 0 ? put : best),
    undefined,
  )
}
