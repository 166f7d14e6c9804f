import { useMemo } from 'react'
import type { World } from '../../engine/kernel/world.ts'
import type { Standing } from '../../protocols/mesos/allocator.ts'
import { turnOf } from '../../protocols/mesos/master/allocation.ts'
import { clusterTotal } from '../../protocols/mesos/master/book.ts'
import { KINDS, type Kind, percent, type Resources } from '../../protocols/mesos/resources.ts'
import { MASTER, type MasterState, type MesosState } from '../../protocols/mesos/state.ts'
import { type Focus, focusOf } from '../../scene/focus.ts'
import { useSession } from '../../store/session.ts'
import { Diff } from '../../ui/Diff.tsx'
import { allIdentities, type Identity, identitiesOf } from './identity.ts'
import styles from './SharesPane.module.css'
import { standingsBefore } from './standings.ts'
import { UsageChart } from './UsageChart.tsx'
import { usageOf } from './usage.ts'

/** The shares of the frameworks written out, and how much of the cluster is in use over the steps. */
export function SharesPane() {
  const opened = useSession((session) => session.opened)
  const recording = opened?.recording
  const length = opened?.length ?? 0
  // Once a recording grows, not at every step.
  const points = useMemo(
    () => (recording === undefined ? [] : usageOf(recording, length)),
    [recording, length],
  )
  // Those of its end are all that there ever were.
  const identities = useMemo(
    () => recording && allIdentities(recording.frame(length) as World<MesosState>),
    [recording, length],
  )
  if (opened === undefined || recording === undefined || identities === undefined) return null
  const { frame, cursor } = opened
  const master = frame.state(MASTER) as MasterState
  const total = clusterTotal(master)
  const chart = { points, places: recording, length, cursor, identities }
  return (
    <section className={styles.pane} aria-label="Shares">
      <Shares
        master={master}
        total={total}
        focus={focusOf(frame)}
        identities={identitiesOf(frame as World<MesosState>)}
      />
      <div className={styles.charts}>
        <UsageChart {...chart} kind="cpus" title={`CPU in use, % of ${total.cpus}`} />
        <UsageChart {...chart} kind="mem_gb" title={`Memory, % of ${total.mem_gb} GB`} />
      </div>
    </section>
  )
}

function Shares({
  master,
  total,
  focus,
  identities,
}: {
  master: MasterState
  total: Resources
  focus: Focus
  identities: ReadonlyMap<string, Identity>
}) {
  const byName = (all: readonly Standing[]) => new Map(all.map((one) => [one.framework, one]))
  const now = byName(turnOf(master))
  const before = byName(standingsBefore(master, focus))
  const names = Object.keys(master.frameworks).filter((name) => now.has(name) && identities.has(name))
  return (
    // Many frameworks scroll; the box takes the focus so that the keyboard scrolls it, too.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <div className={styles.scroll} tabIndex={0} role="region" aria-label="Shares of the frameworks">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">share of</th>
            <th scope="col">CPU</th>
            <th scope="col">memory</th>
            <th scope="col">dominant</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <ShareRow
              key={name}
              standing={now.get(name) as Standing}
              before={before.get(name)}
              total={total}
              identity={identities.get(name) as Identity}
            />
          ))}
          {names.length === 0 && (
            <tr>
              <td className={styles.none} colSpan={4}>
                No framework has registered.
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  )
}

function ShareRow({
  standing: { framework, allocated, dominant, resource },
  before,
  total,
  identity,
}: {
  standing: Standing
  before: Standing | undefined
  total: Resources
  identity: Identity
}) {
  const old = before === undefined ? undefined : percent(before.dominant)
  return (
    <tr data-shares={framework}>
      <th scope="row">
        <i className={`${styles.swatch} ${styles[`look${identity.look}`]}`} />
        {framework}
      </th>
      {KINDS.map((kind) => (
        <td key={kind}>
          {allocated[kind]}/{total[kind]} ={' '}
          <span className={kind === resource && dominant > 0 ? styles.dominant : ''}>
            {shareText(allocated, total, kind)}
          </span>
        </td>
      ))}
      <td>
        {old === undefined || old === percent(dominant) ? (
          <b>{percent(dominant)}</b>
        ) : (
          <Diff before={old} after={percent(dominant)} />
        )}
      </td>
    </tr>
  )
}

const shareText = (part: Resources, total: Resources, kind: Kind) =>
  percent(total[kind] === 0 ? 0 : part[kind] / total[kind])
