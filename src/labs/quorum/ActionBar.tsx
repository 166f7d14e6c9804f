import { useState } from 'react'
import type { QuorumConfig } from '../../protocols/quorum/config.ts'
import type { Name } from '../../protocols/quorum/messages.ts'
import { placementOf } from '../../protocols/quorum/placement.ts'
import { perform } from '../../store/perform.ts'
import { useSession } from '../../store/session.ts'
import { ActionForm } from '../../ui/ActionForm.tsx'
import { LayerMenu } from '../../ui/LayerSwitches.tsx'
import styles from './ActionBar.module.css'
import { firstKey } from './cast.ts'
import { LAYERS } from './layers.ts'
import { shownOf } from './shown.ts'

/** What a user can ask of the system at any step. */
export function ActionBar() {
  const opened = useSession((session) => session.opened)
  const [open, setOpen] = useState<string>()
  if (opened === undefined) return null
  const { frame, scenario } = opened
  const config = scenario.config as QuorumConfig
  const shown = shownOf(frame)
  const key = shown.key ?? firstKey(config, scenario.actions) ?? 'K14'
  const clients = (frame.addresses as readonly Name[]).filter((name) => !config.nodes.includes(name))
  const client = (role: 'put' | 'get', otherwise: Name) =>
    shown[role]?.client ?? clients[role === 'put' ? 0 : clients.length - 1] ?? otherwise
  const control = (name: string) => ({
    open: open === name,
    onOpenChange: (on: boolean) => setOpen(on ? name : undefined),
  })
  const puts = frame.operations.filter(
    ({ description }) => (description as { do: string }).do === 'put',
  ).length
  return (
    <div className={styles.bar}>
      <ActionForm
        {...control('put')}
        label="Put"
        fields={[
          { name: 'client', label: 'Client', kind: 'text', initial: client('put', 'writer') },
          { name: 'key', label: 'Key', kind: 'text', initial: key },
          { name: 'value', label: 'Value', kind: 'text', initial: `v${puts + 1}` },
        ]}
        onSubmit={(values) => perform({ do: 'put', ...trimmed(values) })}
      />
      <ActionForm
        {...control('get')}
        label="Get"
        fields={[
          { name: 'client', label: 'Client', kind: 'text', initial: client('get', 'reader') },
          { name: 'key', label: 'Key', kind: 'text', initial: key },
          {
            name: 'from',
            label: 'Ask these first; none: ask all',
            kind: 'set',
            options: placementOf(config)(key),
            initial: '',
          },
        ]}
        onSubmit={({ from, ...values }) => {
          const first = from === undefined || from === '' ? {} : { from: from.split(',') }
          return perform({ do: 'get', ...trimmed(values), ...first })
        }}
      />
      <LayerMenu layers={LAYERS} />
    </div>
  )
}

function trimmed(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, text]) => [name, text.trim()]))
}
