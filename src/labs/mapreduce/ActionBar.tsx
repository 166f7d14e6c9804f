import { Play } from 'lucide-react'
import type { Address } from '../../engine/kernel/role.ts'
import type { World } from '../../engine/kernel/world.ts'
import { CLIENT, type MapReduceState, NAMENODE } from '../../protocols/mapreduce/state.ts'
import { perform } from '../../store/perform.ts'
import { ActionForm } from '../../ui/ActionForm.tsx'
import { Button } from '../../ui/Button.tsx'
import { LayerMenu } from '../../ui/LayerSwitches.tsx'
import { useOneOpen } from '../../ui/useOneOpen.ts'
import styles from './ActionBar.module.css'
import { JobMenu } from './JobMenu.tsx'
import { LAYERS } from './layers.ts'
import { SLOWER } from './nodeActions.ts'
import { clientOf, workersIn } from './picture/picture.ts'
import { TextMenu } from './TextMenu.tsx'

/** What a user can ask of the cluster at any step, and what changes the scenario. */
export function ActionBar({
  world,
  selected,
}: {
  world: World<MapReduceState>
  selected: Address | undefined
}) {
  const live = workersIn(world).filter((name) => world.status(name) === 'up')
  const first = live.find((name) => name === selected) ?? live[0]
  const namenode = world.state(NAMENODE)
  const files = namenode?.role === 'namenode' ? Object.keys(namenode.files) : []
  const control = useOneOpen()
  const canSubmit = clientOf(world)?.phase === 'idle' && world.status(CLIENT) === 'up'
  return (
    <div className={styles.bar}>
      {canSubmit && (
        <Button onClick={() => perform({ do: 'submit' })}>
          <Play size={15} aria-hidden="true" />
          Run the job
        </Button>
      )}
      {first !== undefined && (
        <>
          <ActionForm
            {...control('crash')}
            label="Crash"
            fields={[{ name: 'node', label: 'Worker', kind: 'choice', options: live, initial: first }]}
            onSubmit={({ node }) => perform({ do: 'crash', node: node as string })}
          />
          <ActionForm
            {...control('slow')}
            label="Slow down"
            fields={[
              { name: 'node', label: 'Worker', kind: 'choice', options: live, initial: first },
              {
                name: 'factor',
                label: 'Times slower',
                kind: 'integer',
                min: 1,
                max: 100,
                initial: String(SLOWER),
              },
            ]}
            onSubmit={({ node, factor }) =>
              perform({ do: 'slow', node: node as string, factor: Number(factor) })
            }
          />
        </>
      )}
      {files.length > 0 && (
        <ActionForm
          {...control('read')}
          label="Read"
          fields={[
            { name: 'file', label: 'File', kind: 'choice', options: files, initial: files[0] as string },
            { name: 'offset', label: 'First byte', kind: 'integer', min: 0, max: 20_000_000, initial: '0' },
            { name: 'length', label: 'Bytes', kind: 'integer', min: 1, max: 20_000_000, initial: '16' },
          ]}
          onSubmit={({ file, offset, length }) =>
            perform({ do: 'read', client: CLIENT, file, offset: Number(offset), length: Number(length) })
          }
        />
      )}
      <JobMenu />
      <TextMenu />
      <LayerMenu layers={LAYERS} />
    </div>
  )
}
