import { type ReactNode, useState } from 'react'
import type { Address } from '../../engine/kernel/role.ts'
import type { MesosConfig } from '../../protocols/mesos/config.ts'
import type { AgentState, FrameworkState, MasterState } from '../../protocols/mesos/state.ts'
import { changeOf, type Focus } from '../../scene/focus.ts'
import { useSession } from '../../store/session.ts'
import { Diff } from '../../ui/Diff.tsx'
import pane from '../../ui/Inspector.module.css'
import styles from './MesosInspector.module.css'
import { AllocationParameters } from './MesosParameters.tsx'
import { cut, decisionWords, executorWords, runningWords, taskCounts } from './words.ts'

/** What an agent runs, and for which frameworks it keeps an executor. */
export function AgentFields({ name, state, focus }: { name: Address; state: AgentState; focus: Focus }) {
  const change = changeOf(focus, name, 'tasks')
  const [before, after] = [change?.before ?? state.tasks, change?.after ?? state.tasks].map((tasks) =>
    runningWords(tasks as AgentState['tasks']),
  )
  return (
    <>
      <Row title="runs" field="tasks">
        <Changing before={before ?? ''} after={after ?? ''} onArrival={focus.onArrival} />
      </Row>
      <Row title="executors" field="executors">
        <Text>{executorWords(state)}</Text>
      </Row>
    </>
  )
}

const POLICIES = {
  greedy: 'takes what fits',
  delay: 'waits for its input',
  manual: 'leaves the answer to you',
} as const

/** How the tasks of a framework stand, and how it answers offers. */
export function FrameworkFields({
  name,
  state,
  focus,
}: {
  name: Address
  state: FrameworkState
  focus: Focus
}) {
  const change = changeOf(focus, name, 'tasks')
  const words = (tasks: unknown) => taskCounts(tasks as FrameworkState['tasks'])
  return (
    <>
      <Row title="tasks" field="tasks">
        <Changing
          before={words(change?.before ?? state.tasks)}
          after={words(change?.after ?? state.tasks)}
          onArrival={focus.onArrival}
        />
      </Row>
      <Row title="offers" field="policy">
        <Text>{state.suppressed ? 'wants none for now' : POLICIES[state.policy]}</Text>
      </Row>
    </>
  )
}

/** The master's ledger: why the last offer went where it went; and the module that decides. */
export function MasterFields({ state }: { state: MasterState }) {
  const config = useSession((session) => session.opened?.scenario.config as MesosConfig | undefined)
  const [open, setOpen] = useState(false)
  const [last, ...earlier] = state.ledger.toReversed()
  return (
    <>
      <Row title="last offer" field="ledger">
        <Text>{last === undefined ? 'none' : decisionWords(last, state.allocator)}</Text>
        {earlier.length > 0 && (
          <button
            type="button"
            className={styles.earlier}
            aria-expanded={open}
            aria-label={`${earlier.length} earlier offers`}
            onClick={() => setOpen(!open)}
          >
            {open ? 'fewer' : `+${earlier.length}`}
          </button>
        )}
      </Row>
      {open && (
        <dd className={styles.ledger}>
          <ol className={styles.ledger} aria-label="Earlier offers, the last one first">
            {earlier.map((decision) => (
              <li key={decision.offer}>{decisionWords(decision, state.allocator)}</li>
            ))}
          </ol>
        </dd>
      )}
      <Row title="allocates by" field="allocator">
        {config && <AllocationParameters config={config} />}
      </Row>
    </>
  )
}

/** More characters than these are not shown twice, before and after. */
const MOST = 17

/** A value that the step changes, or does not. */
function Changing({ before, after, onArrival }: { before: string; after: string; onArrival: boolean }) {
  if (before === after) return <Text>{after}</Text>
  return (
    <>
      <Diff before={cut(before, MOST)} after={cut(after, MOST)} />
      {before.length + after.length < MOST && (
        <small className={pane.when}>{onArrival ? 'on arrival' : 'just now'}</small>
      )}
    </>
  )
}

function Text({ children }: { children: string }) {
  return (
    <span className={styles.text} title={children}>
      {children}
    </span>
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
