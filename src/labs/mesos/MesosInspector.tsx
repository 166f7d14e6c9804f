import type { World } from '../../engine/kernel/world.ts'
import { MASTER, type MesosState } from '../../protocols/mesos/state.ts'
import { focusOf } from '../../scene/focus.ts'
import { useSession } from '../../store/session.ts'
import { Button } from '../../ui/Button.tsx'
import { InFlight } from '../../ui/InFlight.tsx'
import pane from '../../ui/Inspector.module.css'
import { NodeId } from '../../ui/NodeId.tsx'
import { useSelectedNode } from '../../ui/useSelectedNode.ts'
import { ActionBar } from './ActionBar.tsx'
import styles from './MesosInspector.module.css'
import { nodeButtons } from './nodeActions.ts'
import { AgentFields, FrameworkFields, MasterFields } from './nodeFields.tsx'

/** The state of the selected node, with what can be done to it. */
export function MesosInspector() {
  const opened = useSession((session) => session.opened)
  const name = useSelectedNode()
  if (opened === undefined) return null
  const world = opened.frame as World<MesosState>
  const state = name === undefined ? undefined : world.state(name)
  if (name === undefined || state === undefined) {
    return (
      <section className={pane.pane} aria-label="Inspector">
        <p className={pane.hint}>Click the master, a framework or an agent to see its state.</p>
        <div className={pane.narrow}>
          <ActionBar />
        </div>
      </section>
    )
  }
  const isDown = world.status(name) !== 'up'
  const focus = focusOf(opened.frame)
  return (
    <section className={`${pane.pane} ${styles.pane}`} aria-label={`Node ${name}`} data-inspected={name}>
      <header className={`${pane.head} ${styles.head}`}>
        <NodeId address={name} tone={isDown ? 'down' : 'selected'} />
        <span className={pane.actions}>
          {nodeButtons(String(name), world).map((item) => (
            <Button key={item.label} title={item.hint} onClick={() => item.run()}>
              {item.label}
            </Button>
          ))}
        </span>
      </header>
      <div className={pane.narrow}>
        <ActionBar />
      </div>
      <dl className={`${pane.fields} ${styles.fields}`}>
        {state.role === 'agent' && <AgentFields name={name} state={state} focus={focus} />}
        {state.role === 'framework' && <FrameworkFields name={name} state={state} focus={focus} />}
        {name === MASTER && state.role === 'master' && <MasterFields state={state} />}
        <dt>all in flight</dt>
        <dd>
          <InFlight />
        </dd>
      </dl>
    </section>
  )
}
