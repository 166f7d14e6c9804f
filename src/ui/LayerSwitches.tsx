import { useView } from '../store/view.ts'
import styles from './LayerSwitches.module.css'

/** Switches of what a figure shows. */
export function LayerSwitches({
  layers,
}: {
  layers: readonly { name: string; label: string; on: boolean }[]
}) {
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
