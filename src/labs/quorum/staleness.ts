import type { Frame } from '../../engine/record/frame.ts'
import type { Judgement } from '../../protocols/quorum/judgement.ts'
import { returnedOk, versionOf } from '../../protocols/quorum/judgement.ts'
import {
  type Asked,
  type Name,
  type PutResult,
  type QuorumMessage,
  valueText,
} from '../../protocols/quorum/messages.ts'
import { compareVersions, type Version } from '../../protocols/quorum/versions.ts'
import { messagesOf } from './operationMessages.ts'
import type { ShownGet } from './shown.ts'

/** The put that a get should have seen: the newest one that had returned ok before the get began. */
export interface MissedPut {
  readonly value: string
  readonly version: Version
  /** The replicas whose acks it returned with. */
  readonly acks: readonly Name[]
  /** The step that brought the last of these acks. */
  readonly returnedStep: number
}

/**
 * What a stale get has missed; undefined where it is fresh, or has not returned ok. The clients cannot know it:
 * each sees only its own messages.
 */
export function missedBy(
  frame: Frame<unknown>,
  get: Pick<ShownGet, 'id' | 'key'> | undefined,
): MissedPut | undefined {
  const operation = get && frame.operations[get.id - 1]
  const judgement = (operation?.judgement as Judgement | undefined)?.get
  if (get === undefined || judgement === undefined || judgement.fresh) return undefined
  const { newest } = judgement
  const put = frame.operations.find((one) => {
    const asked = one.description as Asked
    return (
      asked.do === 'put' &&
      asked.key === get.key &&
      newest !== null &&
      returnedOk(one) &&
      compareVersions(versionOf(one), newest) === 0
    )
  })
  if (put === undefined) return undefined
  const { acks } = put.result as PutResult
  const ends = messagesOf(frame, put.id).flatMap(({ message, from, endStep }) =>
    (message as QuorumMessage).kind === 'ack' && acks.includes(from as Name) ? [endStep] : [],
  )
  return {
    value: (put.description as Asked & { do: 'put' }).value,
    version: versionOf(put),
    acks,
    returnedStep: Math.max(...ends),
  }
}

/** Why a get is stale, in a sentence or two. */
export function staleText(get: ShownGet, missed: MissedPut): string {
  const { value, acks, returnedStep } = missed
  const answered = get.answers.map(({ from }) => from)
  const took =
    answered.length === 1 ? `the answer of ${answered[0]} alone` : `the answers of ${listed(answered)}`
  const has = acks.length === 1 ? 'has' : 'have'
  return `${listed(acks)} ${has} ${value}, whose put returned ok at step ${returnedStep}. This get began later and took ${took}: ${valueText(get.copy ?? undefined)}.`
}

/** The same in a few words: where the value is that the get has missed. */
export const whereText = ({ value, acks }: MissedPut): string => `${value} is on ${listed(acks)}`

/** More names than these are counted. */
const MOST = 3

/** "N1", "N1 and N2", "N1, N2 and N3", "N1, N2, N3 and 2 more". */
function listed(all: readonly Name[]): string {
  const names = all.length > MOST + 1 ? [...all.slice(0, MOST), `${all.length - MOST} more`] : all
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
