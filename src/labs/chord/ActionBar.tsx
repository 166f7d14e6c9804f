import { Plus } from 'lucide-react'
import type { World } from '../../engine/kernel/world.ts'
import type { ChordConfig } from '../../protocols/chord/config.ts'
import { type Id, inHalfOpen } from '../../protocols/chord/identifiers.ts'
import type { ChordState } from '../../protocols/chord/messages.ts'
import { perform } from '../../store/perform.ts'
import { ActionForm } from '../../ui/ActionForm.tsx'
import { LayerMenu } from '../../ui/LayerSwitches.tsx'
import { useOneOpen } from '../../ui/useOneOpen.ts'
import styles from './ActionBar.module.css'
import { layersOf } from './layers.ts'

/** What a user can ask of the ring at any step. */
export function ActionBar({
  config,
  world,
  selected,
}: {
  config: ChordConfig
  world: World<ChordState>
  selected: Id | undefined
}) {
  const last = 2 ** config.bits - 1
  const live = (world.addresses as readonly Id[])
    .filter((id) => world.status(id) === 'up')
    .sort((a, b) => a - b)
  const first = selected !== undefined && live.includes(selected) ? selected : live[0]
  const identifier = { kind: 'integer', min: 0, max: last } as const
  const ask = { kind: 'choice', options: live.map(String) } as const
  const control = useOneOpen()
  return (
    <div className={styles.bar}>
      {live.length === 0 ? (
        <ActionForm
          {...control('create')}
          label="Add a node"
          icon={<Plus size={16} aria-hidden="true" />}
          fields={[{ name: 'node', label: 'Identifier', ...identifier, initial: '0' }]}
          onSubmit={({ node }) => perform({ do: 'create', node: Number(node) })}
        />
      ) : (
        <>
          <ActionForm
            {...control('join')}
            label="Join"
            icon={<Plus size={16} aria-hidden="true" />}
            fields={[
              {
                name: 'node',
                label: 'New node',
                ...identifier,
                initial: String(freeIdentifier(world, live, last)),
              },
              { name: 'via', label: 'It knows', ...ask, initial: String(first) },
            ]}
            onSubmit={({ node, via }) => perform({ do: 'join', node: Number(node), via: Number(via) })}
          />
          <ActionForm
            {...control('lookup')}
            label="Look up"
            fields={[
              { name: 'key', label: 'Key', ...identifier, initial: '37' },
              { name: 'from', label: 'Start at', ...ask, initial: String(first) },
            ]}
            onSubmit={({ key, from }) => perform({ do: 'lookup', key: Number(key), from: Number(from) })}
          />
          <ActionForm
            {...control('get')}
            label="Get"
            fields={[
              { name: 'key', label: 'Key', ...identifier, initial: '14' },
              { name: 'from', label: 'Start at', ...ask, initial: String(first) },
            ]}
            onSubmit={({ key, from }) => perform({ do: 'get', key: Number(key), from: Number(from) })}
          />
          <ActionForm
            {...control('put')}
            label="Put"
            fields={[
              { name: 'key', label: 'Key', ...identifier, initial: '14' },
              { name: 'value', label: 'Value', kind: 'text', initial: 'V14' },
              { name: 'from', label: 'Start at', ...ask, initial: String(first) },
            ]}
            onSubmit={({ key, value, from }) =>
              perform({ do: 'put', key: Number(key), value: value as string, from: Number(from) })
            }
          />
        </>
      )}
      <LayerMenu layers={layersOf(config.routing)} />
    </div>
  )
}

/** An identifier for a new node: the middle of the widest gap between live nodes. */
function freeIdentifier(world: World<ChordState>, live: readonly Id[], last: number): Id {
  const size = last + 1
  let best: { gap: number; id: Id } = { gap: 0, id: 0 }
  live.forEach((id, i) => {
    const next = live[(i + 1) % live.length] as Id
    const gap = (next - id + size) % size || size
    const middle = (id + Math.floor(gap / 2)) % size
    if (gap > best.gap && inHalfOpen(middle, id, next) && world.status(middle) === undefined)
      best = { gap, id: middle }
  })
  return best.id
}
