import type { Sign } from '../labs/lab.ts'
import { usePreferences } from '../store/preferences.ts'
import { type CommandGroup, keyCommands } from './commands.ts'
import { Dialog } from './Dialog.tsx'
import { useDialogs } from './dialogs.ts'
import styles from './HelpDialog.module.css'
import { Keys } from './Keys.tsx'
import { Signs } from './Signs.tsx'

const GROUPS: readonly { readonly group: CommandGroup; readonly title: string }[] = [
  { group: 'Steps', title: 'Steps' },
  { group: 'View', title: 'Page' },
]

/** Keys, what the shapes mean, and where files go. */
export function HelpDialog({ signs }: { signs: readonly Sign[] }) {
  const isOpen = useDialogs(({ open }) => open === 'help')
  const close = useDialogs((dialogs) => dialogs.close)
  if (!isOpen) return null
  return (
    <Dialog title="Keys and signs" className={styles.dialog} onClose={close}>
      <div className={styles.columns}>
        <div>
          {GROUPS.map(({ group, title }) => (
            <section key={group} className={styles.part}>
              <h3>{title}</h3>
              <dl>
                {keyCommands
                  .filter((command) => command.group === group)
                  .map(({ id, title: words, keys }) => (
                    <div key={id}>
                      <dt>{words}</dt>
                      <dd>
                        <Keys keys={keys} />
                      </dd>
                    </div>
                  ))}
              </dl>
            </section>
          ))}
          <LetterKeys />
        </div>
        <div>
          <section className={styles.part}>
            <h3>Signs</h3>
            <Signs own={signs} />
          </section>
          <section className={styles.part}>
            <h3>Files</h3>
            <p>
              Drop a scenario file anywhere on the page to open it. Export writes the branch on screen as a
              file, with everything that was done by hand; opening that file gives the same run.
            </p>
            <p>A text that is dropped on the page opens in MapReduce, which counts its words.</p>
            <p>Everything stays on this device. The link to a step carries the scenario itself.</p>
          </section>
        </div>
      </div>
    </Dialog>
  )
}

function LetterKeys() {
  const letterKeys = usePreferences((preferences) => preferences.letterKeys)
  const setLetterKeys = usePreferences((preferences) => preferences.setLetterKeys)
  return (
    <label className={styles.switch}>
      <input type="checkbox" checked={letterKeys} onChange={(event) => setLetterKeys(event.target.checked)} />
      <span>
        Letters and signs are keys
        <small>Switch off when speech input types them by mistake. Arrows, Space and Esc stay.</small>
      </span>
    </label>
  )
}
