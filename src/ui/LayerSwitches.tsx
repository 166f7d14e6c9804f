import { Popover } from 'radix-ui'
import { useView } from '../store/view.ts'
import { Button } from './Button.tsx'
import styles from './LayerSwitches.module.css'

/** Something that a figure can show or leave out. */
export interface Layer {
  readonly name: string
  readonly label: string
  /** Whether it is shown as long as the user has not said otherwise. */
  readonly on: boolean
}

/** Switches of what a figure shows, beside it. */
export function LayerSwitches({ layers }: { layers: readonly Layer[] }) {
  return (
    <div className={styles.beside}>
      <Switches layers={layers} />
    </div>
  )
}

/** The same switches behind a button, for a figure without room beside it. */
export function LayerMenu({ layers }: { layers: readonly Layer[] }) {
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <Button className={styles.trigger}>Show</Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={styles.popover}
          side="top"
          align="start"
          sideOffset={8}
          collisionPadding={8}
        >
          <Switches layers={layers} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Switches({ layers }: { layers: readonly Layer[] }) {
  const switches = useView((view) => view.layers)
  const setLayer = useView((view) => view.setLayer)
  return (
    <fieldset className={styles.switches} aria-label="Shown on the figure">
      {layers.map(({ name, label, on }) => (
        <label key={name}>
          <input
            type="checkbox"
            checked={switches[name] ?? on}
            onChange={(event) => setLayer(name, event.target.checked)}
          />
          {label}
        </label>
      ))}
    </fieldset>
  )
}
