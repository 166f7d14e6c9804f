import { faultLines } from '../../engine/scenario/fault.ts'
import type { Action } from '../../engine/scenario/scenario.ts'
import { askingFaults } from '../../protocols/quorum/asking.ts'
import type { QuorumConfig } from '../../protocols/quorum/config.ts'
import type { Name } from '../../protocols/quorum/messages.ts'
import { placementOf } from '../../protocols/quorum/placement.ts'
import { useNotices } from '../../store/notices.ts'
import { perform } from '../../store/perform.ts'
import { useSession } from '../../store/session.ts'
import { ActionForm } from '../../ui/ActionForm.tsx'
import { LayerMenu } from '../../ui/LayerSwitches.tsx'
import { useOneOpen } from '../../ui/useOneOpen.ts'
import styles from './ActionBar.module.css'
import { firstKey, writersOf } from './cast.ts'
import { LAYERS } from './layers.ts'
import { shownOf } from './shown.ts'

/** What a user can ask of the system at any step. */
export function ActionBar() {
  const opened = useSession((session) => session.opened)
  const control = useOneOpen()
  if (opened === undefined) return null
  const { frame, scenario } = opened
  const config = scenario.config as QuorumConfig
  const shown = shownOf(frame)
  const key = shown.key ?? firstKey(config, scenario.actions) ?? 'K14'
  const clients = (frame.addresses as readonly Name[]).filter((name) => !config.nodes.includes(name))
  const writers = writersOf(frame, scenario.actions)
  const writer = shown.put?.client ?? clients[0] ?? 'writer'
  // Where everybody puts, somebody else reads: it has a box of its own below.
  const reader = shown.get?.client ?? clients.findLast((name) => !writers.has(name)) ?? 'reader'
  const replicas = placementOf(config)(key)
  const ask = (action: Action): boolean => {
    const faults = askingFaults(action, config)
    if (faults.length === 0) return perform(action)
    const title = `This ${action.do} cannot be done`
    useNotices.getState().show({ kind: 'error', title, lines: faultLines(faults) })
    return false
  }
  const puts = frame.operations.filter(
    ({ description }) => (description as { do: string }).do === 'put',
  ).length
  return (
    <div className={styles.bar}>
      <ActionForm
        {...control('put')}
        label="Put"
        fields={[
          { name: 'client', label: 'Client', kind: 'text', initial: writer },
          { name: 'key', label: 'Key', kind: 'text', initial: key },
          { name: 'value', label: 'Value', kind: 'text', initial: `v${puts + 1}` },
        ]}
        onSubmit={(values) => ask({ do: 'put', ...trimmed(values) })}
      />
      <ActionForm
        {...control('get')}
        label="Get"
        fields={[
          { name: 'client', label: 'Client', kind: 'text', initial: reader },
          { name: 'key', label: 'Key', kind: 'text', initial: key },
          {
            name: 'from',
            label: 'Ask these first; none: ask all',
            kind: 'set',
            // Another key may be on other nodes: all are offered, those of the key that is shown first.
            options: [...replicas, ...config.nodes.filter((name) => !replicas.includes(name))],
            initial: '',
          },
        ]}
        onSubmit={({ from, ...values }) => {
          const first = from === undefined || from === '' ? {} : { from: from.split(',') }
          return ask({ do: 'get', ...trimmed(values), ...first })
        }}
      />
      <LayerMenu layers={LAYERS} />
    </div>
  )
}

function trimmed(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, text]) => [name, text.trim()]))
}
