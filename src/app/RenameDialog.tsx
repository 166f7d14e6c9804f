import type { FormEvent } from 'react'
import { useSession } from '../store/session.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from './Dialog.tsx'
import { useDialogs } from './dialogs.ts'
import { renameScenario } from './newScenario.ts'
import styles from './RenameDialog.module.css'

/** Asks for the name of the scenario on screen. */
export function RenameDialog() {
  const open = useDialogs((dialogs) => dialogs.open === 'rename')
  const close = useDialogs((dialogs) => dialogs.close)
  const title = useSession((session) => session.opened?.scenario.title)
  if (!open || title === undefined) return null
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const name = new FormData(event.currentTarget).get('name')
    close()
    if (typeof name === 'string' && name !== title) renameScenario(name)
  }
  return (
    <Dialog title="Rename this scenario" onClose={close}>
      <form className={styles.form} onSubmit={submit}>
        <label>
          Name
          <input name="name" defaultValue={title} maxLength={120} required />
        </label>
        <Button type="submit" weight="solid">
          Rename
        </Button>
      </form>
    </Dialog>
  )
}
