import { SlidersHorizontal } from 'lucide-react'
import { Popover } from 'radix-ui'
import { type ChordConfig, MAX_SUCCESSORS } from '../../protocols/chord/config.ts'
import { editScenario } from '../../store/editScenario.ts'
import { Button } from '../../ui/Button.tsx'
import { Stepper } from '../../ui/Stepper.tsx'
import styles from './ProtocolFields.module.css'

const VARIANTS = {
  lecture: 'of the slides',
  paper: 'of the 2003 paper',
  corrected: 'corrected by Zave',
} as const
const ROUTINGS = { successor: 'by successors', finger: 'by fingers' } as const
const MODES = { recursive: 'node to node', iterative: 'asked by the first' } as const

const edit = (what: string, change: (config: ChordConfig) => Partial<ChordConfig>) =>
  editScenario(what, (old) => {
    const config = old.config as ChordConfig
    return { ...old, config: { ...config, ...change(config) } }
  })

/** The variant that runs and what each node keeps; a change runs the scenario again at once. */
export function ProtocolFields({ config }: { config: ChordConfig }) {
  const { successors, replicas, variant } = config
  const fewest = variant === 'corrected' ? 2 : 1
  return (
    <>
      <Choice
        label="protocol"
        options={VARIANTS}
        value={variant}
        // The corrected protocol is not one with a list of one.
        onChange={(chosen) =>
          edit('the protocol', (old) => ({
            variant: chosen,
            successors: chosen === 'corrected' ? Math.max(2, old.successors) : old.successors,
          }))
        }
      />
      <Choice
        label="lookup"
        options={ROUTINGS}
        value={config.routing}
        onChange={(routing) => edit('the lookup', () => ({ routing }))}
      />
      <Choice
        label="forwarding"
        options={MODES}
        value={config.mode}
        onChange={(mode) => edit('the forwarding', () => ({ mode }))}
      />
      <Stepper
        label="successor list"
        title="Successors that each node knows"
        value={successors}
        min={fewest}
        max={MAX_SUCCESSORS}
        // A key has its replicas on nodes that its owner knows.
        onChange={(length) =>
          edit('the successor list', (old) => ({
            successors: length,
            replicas: Math.min(old.replicas, length + 1),
          }))
        }
      />
      <Stepper
        label="replicas"
        title="Nodes that store each key"
        value={replicas}
        min={1}
        max={Math.min(MAX_SUCCESSORS, successors + 1)}
        onChange={(count) => edit('replicas', () => ({ replicas: count }))}
      />
    </>
  )
}

/** The same behind a button, for the header. */
export function ProtocolMenu({ config }: { config: ChordConfig }) {
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <Button
          aria-label="Protocol"
          title="Protocol: its variant, how lookups travel, successor list and replicas"
        >
          <SlidersHorizontal size={16} aria-hidden="true" />
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className={styles.popover} align="end" sideOffset={8} collisionPadding={8}>
          <ProtocolFields config={config} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Choice<V extends string>({
  label,
  options,
  value,
  onChange,
}: {
  label: string
  options: Readonly<Record<V, string>>
  value: V
  onChange(value: V): void
}) {
  return (
    <label className={styles.choice}>
      {label}
      <select aria-label={label} value={value} onChange={({ target }) => onChange(target.value as V)}>
        {(Object.entries(options) as [V, string][]).map(([name, text]) => (
          <option key={name} value={name}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}
