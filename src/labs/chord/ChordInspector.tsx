import type { World } from '../../engine/kernel/world.ts'
import type { ChordConfig } from '../../protocols/chord/config.ts'
import type { Id } from '../../protocols/chord/identifiers.ts'
import { type ChordState, listOfKeys } from '../../protocols/chord/messages.ts'
import { changeOf, type Focus, focusOf } from '../../scene/focus.ts'
import { useSession } from '../../store/session.ts'
import { Button } from '../../ui/Button.tsx'
import { Diff } from '../../ui/Diff.tsx'
import { InFlight } from '../../ui/InFlight.tsx'
import pane from '../../ui/Inspector.module.css'
import { NodeId } from '../../ui/NodeId.tsx'
import { useSelectedNode } from '../../ui/useSelectedNode.ts'
import { ActionBar } from './ActionBar.tsx'
import { FingerTable } from './FingerTable.tsx'
import { standingsOf } from './marks.ts'
import { nodeButtons } from './nodeActions.ts'
import { SuccessorList } from './SuccessorList.tsx'
import { toneOfStanding } from './words.ts'

/** The state of one node, before and after the event. */
export function ChordInspector() {
  const opened = useSession((session) => session.opened)
  const id = useSelectedNode() as Id | undefined
  if (opened === undefined) return null
  const world = opened.frame as World<ChordState>
  const state = id === undefined ? undefined : world.state(id)
  if (id === undefined || state === undefined) {
    return (
      <section className={pane.pane} aria-label="Inspector">
        <p className={pane.hint}>Click a node to see its state.</p>
      </section>
    )
  }
  const focus = focusOf(opened.frame)
  const standing = standingsOf(world, [id]).get(id) ?? 'down'
  const config = opened.scenario.config as ChordConfig
  return (
    <section className={pane.pane} aria-label={`Node ${id}`} data-inspected={id}>
      <header className={pane.head}>
        <NodeId address={id} tone={standing === 'member' ? 'selected' : toneOfStanding(standing)} />
        <h2>Node {id}</h2>
        <span className={pane.actions}>
          {nodeButtons(id, world).map((item) => (
            <Button key={item.label} title={item.hint} disabled={item.disabled} onClick={() => item.run()}>
              {item.label}
            </Button>
          ))}
        </span>
      </header>
      <div className={pane.narrow}>
        <ActionBar config={config} world={world} selected={id} />
      </div>
      <dl className={pane.fields}>
        <Pointer name="predecessor" field="predecessor" id={id} state={state} focus={focus} />
        <Pointer name="successor" field="successor" id={id} state={state} focus={focus} />
        {config.successors > 1 && <SuccessorList id={id} state={state} focus={focus} />}
        <dt>stored keys</dt>
        <dd>
          <Keys id={id} state={state} focus={focus} />
        </dd>
        <dt>all in flight</dt>
        <dd>
          <InFlight />
        </dd>
      </dl>
      {config.routing === 'finger' && <FingerTable id={id} state={state} focus={focus} bits={config.bits} />}
    </section>
  )
}

function Pointer({
  name,
  field,
  id,
  state,
  focus,
}: {
  name: string
  field: 'successor' | 'predecessor'
  id: Id
  state: ChordState
  focus: Focus
}) {
  const change = changeOf(focus, id, field)
  const shown = (value: unknown) => (typeof value === 'number' ? <NodeId address={value} /> : 'nil')
  return (
    <>
      <dt>{name}</dt>
      <dd data-field={field}>
        {change === undefined ? (
          shown(state[field])
        ) : (
          <>
            <Diff before={shown(change.before)} after={shown(change.after)} />
            <small className={pane.when}>{focus.onArrival ? 'on arrival' : 'just now'}</small>
          </>
        )}
      </dd>
    </>
  )
}

/** Stored keys; those that come or go with the event are on the highlighter. */
function Keys({ id, state, focus }: { id: Id; state: ChordState; focus: Focus }) {
  const change = changeOf(focus, id, 'keys')
  const before = (change?.before ?? state.keys) as ChordState['keys']
  const after = (change?.after ?? state.keys) as ChordState['keys']
  const all = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  if (all.length === 0) return <span className={pane.none}>none</span>
  const shown = all.slice(0, 6)
  return (
    <span className={pane.keys} title={listOfKeys(after)}>
      {shown.map((key) => {
        const gone = !(key in after)
        const come = !(key in before)
        return (
          <span key={key} className={`${pane.key} ${gone || come ? pane.changed : ''}`}>
            {gone ? <s>{key}</s> : key}
            {come && <span className="visually-hidden"> new</span>}
          </span>
        )
      })}
      {all.length > shown.length && <span className={pane.none}>and {all.length - shown.length} more</span>}
    </span>
  )
}
