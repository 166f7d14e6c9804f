import { useMemo } from 'react'
import type { World } from '../../../engine/kernel/world.ts'
import type { MapReduceConfig } from '../../../protocols/mapreduce/config.ts'
import type { MapReduceState } from '../../../protocols/mapreduce/state.ts'
import { type Opened, useSession } from '../../../store/session.ts'
import { useView } from '../../../store/view.ts'
import { Button } from '../../../ui/Button.tsx'
import { InFlight } from '../../../ui/InFlight.tsx'
import shared from '../../../ui/Inspector.module.css'
import { NodeId } from '../../../ui/NodeId.tsx'
import { useSelectedNode } from '../../../ui/useSelectedNode.ts'
import { ActionBar } from '../ActionBar.tsx'
import { nodeActions } from '../nodeActions.ts'
import { workersIn } from '../picture/picture.ts'
import { beatLine, heartbeatsOf } from '../timeline/heartbeats.ts'
import { nodeWords, seconds, workerWords } from '../words.ts'
import styles from './MasterPane.module.css'

/** So many heartbeats fit into a line. */
const BEATS = 5
const LINE_WIDTH = 120

/** What the master knows of its workers, and the state of the selected node. */
export function MasterPane() {
  const opened = useSession((session) => session.opened)
  const selected = useSelectedNode()
  if (opened === undefined) return null
  const world = opened.frame as World<MapReduceState>
  const { heartbeat_s } = opened.scenario.config as MapReduceConfig
  return (
    <section className={`${shared.pane} ${styles.pane}`} aria-label="Master">
      <header className={styles.head}>
        <h2>Master</h2>
        <span>heartbeat every {heartbeat_s} s</span>
      </header>
      <div className={shared.narrow}>
        <ActionBar world={world} selected={selected} />
      </div>
      <Workers opened={opened} world={world} heartbeat_us={heartbeat_s * 1e6} selected={selected} />
      {selected !== undefined && world.state(selected) !== undefined && (
        <Selected world={world} address={String(selected)} />
      )}
    </section>
  )
}

function Workers({
  opened,
  world,
  heartbeat_us,
  selected,
}: {
  opened: Opened
  world: World<MapReduceState>
  heartbeat_us: number
  selected: number | string | undefined
}) {
  const select = useView((view) => view.select)
  const workers = useMemo(() => workersIn(world), [world])
  const window_us = BEATS * heartbeat_us
  return (
    // Many workers scroll; the box takes the focus so that the keyboard scrolls it, too.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <div className={styles.workers} tabIndex={0} role="region" aria-label="Workers">
      <table>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">worker</th>
            <th scope="col">runs</th>
            <th scope="col">heartbeats</th>
            <th scope="col">last one</th>
          </tr>
        </thead>
        <tbody>
          {workers.map((worker) => {
            const words = workerWords(world, worker)
            const failed = words.standing === 'failed'
            const heard = heartbeatsOf(opened.recording, opened.cursor, worker, world.now_us, window_us)
            return (
              <tr key={worker} className={failed ? styles.failed : ''} data-worker={worker}>
                <th scope="row">
                  <button type="button" aria-pressed={worker === selected} onClick={() => select(worker)}>
                    {worker}
                  </button>
                </th>
                <td className={styles.doing} title={words.text}>
                  {words.text}
                </td>
                <td>
                  <svg width={LINE_WIDTH} height="22" viewBox={`0 0 ${LINE_WIDTH} 22`} aria-hidden="true">
                    <path d={beatLine(heard.beats, world.now_us, window_us, LINE_WIDTH)} />
                    {failed && <path d={`M${LINE_WIDTH - 10} 6l8 12m0 -12l-8 12`} />}
                  </svg>
                </td>
                <td className={styles.ago}>{heard.ago_us === undefined ? '–' : seconds(heard.ago_us)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** The node that is looked at: what it holds, what is on its way, and what can be done to it. */
function Selected({ world, address }: { world: World<MapReduceState>; address: string }) {
  const isDown = world.status(address) !== 'up'
  return (
    <div className={styles.selected} data-inspected={address}>
      <div className={styles.node}>
        <NodeId address={address} tone={isDown ? 'down' : 'selected'} />
        <span className={styles.words}>{nodeWords(world, address)}</span>
        <span className={shared.actions}>
          {nodeActions(address, world).map((item) => (
            <Button key={item.label} title={item.hint} disabled={item.disabled} onClick={() => item.run()}>
              {item.label}
            </Button>
          ))}
        </span>
      </div>
      <div className={styles.flying}>
        <span>in flight</span>
        <InFlight />
      </div>
    </div>
  )
}
