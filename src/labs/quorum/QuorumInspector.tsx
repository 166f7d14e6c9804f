import type { ReactNode } from 'react'
import type { Frame } from '../../engine/record/frame.ts'
import type { QuorumConfig } from '../../protocols/quorum/config.ts'
import {
  type ClientState,
  type GetState,
  type Name,
  type PutState,
  type QuorumState,
  type ReplicaState,
  valueText,
} from '../../protocols/quorum/messages.ts'
import type { Copy } from '../../protocols/quorum/versions.ts'
import { counted, progress } from '../../protocols/quorum/words.ts'
import { changeOf, type Focus, focusOf } from '../../scene/focus.ts'
import { useSession } from '../../store/session.ts'
import { Button } from '../../ui/Button.tsx'
import { Diff } from '../../ui/Diff.tsx'
import { InFlight } from '../../ui/InFlight.tsx'
import pane from '../../ui/Inspector.module.css'
import { NodeId } from '../../ui/NodeId.tsx'
import { useSelectedNode } from '../../ui/useSelectedNode.ts'
import { ActionBar } from './ActionBar.tsx'
import { Answers } from './Answers.tsx'
import { nodeActions } from './nodeActions.ts'
import { shownOf } from './shown.ts'
import { missedBy, whereText } from './staleness.ts'
import { answerText, cut, outcomeText, timestampText } from './words.ts'

/** The state of one replica or client, before and after the event. */
export function QuorumInspector() {
  const opened = useSession((session) => session.opened)
  const name = useSelectedNode() as Name | undefined
  if (opened === undefined) return null
  const { frame } = opened
  const state = name === undefined ? undefined : (frame.state(name) as QuorumState | undefined)
  if (name === undefined || state === undefined) {
    return (
      <section className={pane.pane} aria-label="Inspector">
        <p className={pane.hint}>Click a replica or a client to see its state.</p>
        <div className={pane.narrow}>
          <ActionBar />
        </div>
      </section>
    )
  }
  const focus = focusOf(frame)
  const replicas = (opened.scenario.config as QuorumConfig).nodes
  const isDown = frame.status(name) !== 'up'
  return (
    <section className={pane.pane} aria-label={`Node ${name}`} data-inspected={name}>
      <header className={pane.head}>
        <NodeId address={name} tone={isDown ? 'down' : 'selected'} />
        <h2>{state.role === 'replica' ? 'Replica' : 'Client'}</h2>
        <span className={pane.actions}>
          {nodeActions(name, frame, replicas).map((item) => (
            <Button key={item.label} title={item.hint} onClick={() => item.run()}>
              {item.label}
            </Button>
          ))}
        </span>
      </header>
      <div className={pane.narrow}>
        <ActionBar />
        <Answers frame={frame} shown={shownOf(frame)} />
      </div>
      <dl className={pane.fields}>
        {state.role === 'replica' ? (
          <Replica name={name} state={state} focus={focus} />
        ) : (
          <Client state={state} frame={frame} />
        )}
        <dt>all in flight</dt>
        <dd>
          <InFlight />
        </dd>
      </dl>
    </section>
  )
}

/** More keys or operations than these make the pane too high. */
const MOST = 2

function Replica({ name, state, focus }: { name: Name; state: ReplicaState; focus: Focus }) {
  const change = changeOf(focus, name, 'copies')
  const before = (change?.before ?? state.copies) as Record<string, Copy>
  const after = (change?.after ?? state.copies) as Record<string, Copy>
  const keys = Object.keys(after)
  const isChanged = (key: string) => change !== undefined && before[key]?.version !== after[key]?.version
  const listed = [...keys.filter(isChanged), ...keys.filter((key) => !isChanged(key))].slice(0, MOST)
  return (
    <>
      {listed.map((key) => {
        const copy = after[key] as Copy
        return (
          <Row key={key} title={`copy of ${cut(key, 8)}`} field={`copy ${key}`}>
            {isChanged(key) ? (
              <>
                <Diff before={cut(valueText(before[key]), 10)} after={cut(copy.value, 10)} />
                <small className={pane.when}>{focus.onArrival ? 'on arrival' : 'just now'}</small>
              </>
            ) : (
              <>
                <b>{cut(copy.value, 14)}</b>
                <small className={pane.none}>
                  put at {timestampText(copy)} by {copy.version.writer}
                </small>
              </>
            )}
          </Row>
        )
      })}
      {keys.length > MOST && (
        <Row title="" field="more">
          <span className={pane.none}>and {counted(keys.length - MOST, 'more key')}</span>
        </Row>
      )}
      {keys.length === 0 && (
        <Row title="stores" field="copies">
          <span className={pane.none}>nothing</span>
        </Row>
      )}
      {state.refusing > 0 && (
        <Row title="refuses" field="refusing">
          <span>its next {state.refusing === 1 ? 'write' : counted(state.refusing, 'write')}</span>
        </Row>
      )}
    </>
  )
}

function Client({ state, frame }: { state: ClientState; frame: Frame<unknown> }) {
  const listed = state.operations.slice(-MOST).reverse()
  return (
    <>
      {listed.map((one) => (
        <Row key={one.id} title={`${one.do}(${cut(one.key, 7)})`} field={`operation ${one.id}`}>
          <Outcome one={one} frame={frame} />
        </Row>
      ))}
      {listed.length === 0 && (
        <Row title="operations" field="operations">
          <span className={pane.none}>none</span>
        </Row>
      )}
      {state.skew_us !== 0 && (
        <Row title="its clock" field="clock">
          {Math.abs(state.skew_us) / 1000} ms {state.skew_us > 0 ? 'ahead' : 'behind'}
        </Row>
      )}
    </>
  )
}

function Outcome({ one, frame }: { one: PutState | GetState; frame: Frame<unknown> }) {
  const isPut = one.do === 'put'
  const have = isPut ? one.acks.length : one.answers.length
  const waiting = progress(Math.min(have, one.need), one.need, isPut ? 'ack' : 'answer')
  if (one.status === 'pending') return <span>{waiting}</span>
  const result = frame.operations[one.id - 1]?.result as { copy?: Copy | null } | undefined
  const text = isPut ? outcomeText(one.status) : answerText(one.status, result?.copy)
  const missed = isPut ? undefined : missedBy(frame, one)
  return (
    <>
      <b>{cut(text, 14)}</b>
      <small className={pane.none}>
        {missed
          ? `stale: ${whereText(missed)}`
          : isPut
            ? `${cut(one.value, 10)}, ${counted(have, 'ack')}`
            : counted(have, 'answer')}
      </small>
    </>
  )
}

function Row({ title, field, children }: { title: string; field: string; children: ReactNode }) {
  return (
    <>
      <dt>{title}</dt>
      <dd data-field={field}>{children}</dd>
    </>
  )
}
