import type { OperationId } from '../../engine/kernel/role.ts'
import type { Operation } from '../../engine/kernel/world.ts'
import type { Frame } from '../../engine/record/frame.ts'
import type { Step } from '../../engine/record/step.ts'
import type {
  Asked,
  GetResult,
  GetState,
  Name,
  PutResult,
  PutState,
  QuorumMessage,
  QuorumState,
  QuorumTimer,
  Reply,
  Status,
} from '../../protocols/quorum/messages.ts'
import { type Copy, compareVersions, type Version } from '../../protocols/quorum/versions.ts'

/** A put as the figure shows it. */
export interface ShownPut {
  readonly id: OperationId
  readonly client: Name
  readonly key: string
  readonly value: string
  readonly version: Version
  readonly status: Status
  readonly need: number
  /** The acks that it returned with; while it is pending, those so far. */
  readonly acks: readonly Name[]
  readonly refused: readonly Name[]
}

/** A get as the figure shows it. */
export interface ShownGet {
  readonly id: OperationId
  readonly client: Name
  readonly key: string
  readonly status: Status
  readonly need: number
  readonly asked: readonly Name[]
  /** The answers that it returned with; while it is pending, those so far. */
  readonly answers: readonly Reply[]
  /** What it returned; undefined while it is pending. */
  readonly copy: Copy | null | undefined
}

/** The operations that a frame is about: the put that the replicas see last, and the get after it. */
export interface Shown {
  readonly key: string | undefined
  readonly put: ShownPut | undefined
  readonly get: ShownGet | undefined
  /** Which of them the last step belongs to; the later one where it belongs to none. */
  readonly current: 'put' | 'get' | undefined
}

export function shownOf(frame: Frame<unknown>): Shown {
  const { operations } = frame
  const event = eventOperation(frame)
  const about = event ?? operations.at(-1)
  if (about === undefined) return { key: undefined, put: undefined, get: undefined, current: undefined }
  const { key } = about.description as Asked
  const ofKey = operations.filter(({ description }) => (description as Asked).key === key)
  const last = (verb: 'put' | 'get') =>
    ofKey.findLast(({ description }) => (description as Asked).do === verb)
  const isA = (verb: 'put' | 'get') => (about.description as Asked).do === verb
  const put = isA('put') ? about : last('put')
  const get = isA('get') ? about : last('get')
  // What a get read before the put began says nothing about that put.
  const isOver = get !== about && put !== undefined && get !== undefined && get.id < put.id
  const isStale = isOver && get.returned_us !== undefined
  return {
    key,
    put: put && shownPut(frame, put),
    get: get && !isStale ? shownGet(frame, get) : undefined,
    current: isA('put') ? 'put' : 'get',
  }
}

/** The operation that the last step belongs to. */
function eventOperation(frame: Frame<unknown>): Operation | undefined {
  const step = frame.last
  if (step === undefined) return undefined
  const id = operationOfStep(step)
  if (id !== undefined) return frame.operations[id - 1]
  const begun = step.kind === 'command' ? frame.operations.at(-1) : undefined
  return begun?.node === step.node && begun?.invoked_us === step.time_us ? begun : undefined
}

function operationOfStep(step: Step<unknown>): OperationId | undefined {
  if (step.messageId === null && step.kind !== 'timer') return undefined
  return (step.input as QuorumMessage | QuorumTimer | null)?.operation
}

function clientSees(frame: Frame<unknown>, { id, node }: Operation): PutState | GetState | undefined {
  const state = frame.state(node) as QuorumState | undefined
  return state?.role === 'client' ? state.operations.find((one) => one.id === id) : undefined
}

function shownPut(frame: Frame<unknown>, operation: Operation): ShownPut {
  const asked = operation.description as Asked & { do: 'put' }
  const result = operation.result as PutResult | undefined
  const state = clientSees(frame, operation) as PutState | undefined
  return {
    id: operation.id,
    client: operation.node as Name,
    key: asked.key,
    value: asked.value,
    version: asked.version,
    status: result?.status ?? 'pending',
    need: asked.need,
    acks: result?.acks ?? state?.acks ?? [],
    refused: state?.refused ?? [],
  }
}

function shownGet(frame: Frame<unknown>, operation: Operation): ShownGet {
  const asked = operation.description as Asked
  const result = operation.result as GetResult | undefined
  const state = clientSees(frame, operation) as GetState | undefined
  const answers = result?.answers ?? state?.answers ?? []
  return {
    id: operation.id,
    client: operation.node as Name,
    key: asked.key,
    status: result?.status ?? 'pending',
    need: asked.need,
    asked: state?.asked ?? answers.map(({ from }) => from),
    answers,
    copy: result?.copy,
  }
}

/** The replicas of the write set, as far as it is known: those that have acked. */
export const writeSet = (put: ShownPut | undefined): readonly Name[] => put?.acks ?? []

/**
 * The replicas of the read set: those that answered. A get that asked exactly as many as it needs has its
 * read set from the start.
 */
export function readSet(get: ShownGet | undefined): readonly Name[] {
  if (get === undefined) return []
  const isFixed = get.status === 'pending' && get.asked.length === get.need
  return isFixed ? get.asked : get.answers.map(({ from }) => from)
}

/** How a replica's copy stands against the newest put of the key. */
type Age = 'new' | 'old' | 'nothing'

/** The age of a copy; undefined where the key has never been put. */
export function ageOf(copy: Copy | undefined, newest: Version | undefined): Age | undefined {
  if (newest === undefined) return undefined
  if (copy === undefined) return 'nothing'
  return compareVersions(copy.version, newest) >= 0 ? 'new' : 'old'
}

/** The newest version that was ever put under a key. */
export function newestVersion(frame: Frame<unknown>, key: string | undefined): Version | undefined {
  return frame.operations.reduce<Version | undefined>((newest, { description }) => {
    const asked = description as Asked
    if (asked.do !== 'put' || asked.key !== key) return newest
    return newest === undefined || compareVersions(asked.version, newest) > 0 ? asked.version : newest
  }, undefined)
}
