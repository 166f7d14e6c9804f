import type { ReactNode } from 'react'
import type { Frame } from '../../engine/record/frame.ts'
import { type Name, valueText } from '../../protocols/quorum/messages.ts'
import { newest } from '../../protocols/quorum/versions.ts'
import { progress } from '../../protocols/quorum/words.ts'
import { Diff } from '../../ui/Diff.tsx'
import styles from './Answers.module.css'
import { messagesOf } from './operationMessages.ts'
import type { Shown, ShownGet, ShownPut } from './shown.ts'
import { missedBy } from './staleness.ts'
import { cut, outcomeText } from './words.ts'

/** More replies than these do not fit beside each other. */
const MOST = 6

/** What the replicas have replied to the operation of the event, and what comes of it. */
export function Answers({ frame, shown }: { frame: Frame<unknown>; shown: Shown }) {
  const { put, get, current } = shown
  if (current === 'get' && get !== undefined) return <OfGet frame={frame} get={get} />
  return put === undefined ? null : <OfPut frame={frame} put={put} />
}

function OfGet({ frame, get }: { frame: Frame<unknown>; get: ShownGet }) {
  const copies = get.answers.map(({ copy }) => copy)
  const best = valueText(newest(copies))
  const before = valueText(newest(copies.slice(0, -1)))
  const isNews = arrivedNow(frame, get.id) && copies.length > 1 && best !== before
  const missed = missedBy(frame, get)
  const outcome = get.status === 'unavailable' ? 'unavailable' : copies.length === 0 ? 'waits' : best
  return (
    <Replies
      title="answer from"
      row="version"
      replies={get.answers.map(({ from, copy }) => ({ from, text: valueText(copy) }))}
      result={get.status === 'pending' ? 'newest so far' : 'get returns'}
      outcome={
        missed ? (
          <b className={styles.stale}>{cut(best, 12)}, stale</b>
        ) : isNews ? (
          <Diff before={cut(before, 12)} after={cut(best, 12)} />
        ) : (
          <b>{cut(outcome, 16)}</b>
        )
      }
    />
  )
}

function OfPut({ frame, put }: { frame: Frame<unknown>; put: ShownPut }) {
  const replies = [
    ...put.acks.map((from) => ({ from, text: '✓' })),
    ...put.refused.map((from) => ({ from, text: 'refused' })),
  ]
  const isNews =
    put.status !== 'pending' && arrivedNow(frame, put.id) && put.acks.length + put.refused.length > 0
  const text = put.status === 'pending' ? progress(put.acks.length, put.need, 'ack') : outcomeText(put.status)
  return (
    <Replies
      title="reply from"
      row="ack"
      replies={replies}
      result={put.status === 'pending' ? 'so far' : 'put returns'}
      outcome={isNews ? <mark>{text}</mark> : <b>{text}</b>}
    />
  )
}

/** Whether the last step delivered one of an operation's messages to its client. */
function arrivedNow(frame: Frame<unknown>, id: number): boolean {
  const operation = frame.operations[id - 1]
  return messagesOf(frame, id).some(
    ({ endStep, to, lost }) => endStep === frame.cursor && to === operation?.node && lost === undefined,
  )
}

function Replies({
  title,
  row,
  replies,
  result,
  outcome,
}: {
  title: string
  row: string
  replies: readonly { readonly from: Name; readonly text: string }[]
  result: string
  outcome: ReactNode
}) {
  const listed = replies.slice(0, MOST)
  return (
    <table className={styles.table} aria-label="Replies">
      <thead>
        <tr>
          <th scope="row">{title}</th>
          {listed.map(({ from }) => (
            <th key={from} scope="col">
              {cut(from, 10)}
            </th>
          ))}
          {replies.length > MOST && <th scope="col">+{replies.length - MOST}</th>}
          <th scope="col">{result}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{row}</th>
          {listed.map(({ from, text }) => (
            <td key={from}>{cut(text, 10)}</td>
          ))}
          {replies.length > MOST && <td>…</td>}
          <td className={styles.outcome}>{outcome}</td>
        </tr>
      </tbody>
    </table>
  )
}
