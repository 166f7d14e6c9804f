import { type ComponentType, useEffect, useState } from 'react'
import type { Lab } from '../labs/lab.ts'
import { useNotices } from '../store/notices.ts'
import { Dialog } from './Dialog.tsx'
import { useDialogs } from './dialogs.ts'
import styles from './Palette.module.css'
import type { PaletteListProps } from './PaletteList.tsx'

/** The command palette. Its list comes with the first opening: the library behind it is not needed before. */
export function Palette({ labs }: { labs: readonly Lab[] }) {
  const isOpen = useDialogs(({ open }) => open === 'palette')
  const close = useDialogs((dialogs) => dialogs.close)
  const [List, setList] = useState<ComponentType<PaletteListProps>>()

  // Not React.lazy: that remembers a failure, and the next opening would not try again.
  useEffect(() => {
    if (!isOpen || List !== undefined) return
    import('./PaletteList.tsx').then(
      (loaded) => setList(() => loaded.PaletteList),
      () => {
        close()
        useNotices.getState().show({
          kind: 'error',
          title: 'The list of commands cannot be loaded',
          lines: ['Check the connection, or reload the page. The keys still work.'],
        })
      },
    )
  }, [isOpen, List, close])

  if (!isOpen) return null
  return (
    <Dialog title="Commands" titleIsHidden className={styles.dialog} onClose={close}>
      {List !== undefined && <List labs={labs} onDone={close} />}
    </Dialog>
  )
}
