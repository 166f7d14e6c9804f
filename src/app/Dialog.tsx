import { X } from 'lucide-react'
import { type MouseEvent, type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { Button } from '../ui/Button.tsx'
import styles from './Dialog.module.css'

/**
 * A modal dialog: the browser's own, so that the page behind it is inert. Mount it to open it. Esc and a
 * click beside it close it; the focus goes back to where it was.
 */
export function Dialog({
  title,
  titleIsHidden = false,
  className = '',
  onClose,
  children,
}: {
  title: string
  /** The title is for screen readers only, and there is no close button. */
  titleIsHidden?: boolean
  className?: string | undefined
  onClose(): void
  children: ReactNode
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const pressedBeside = useRef(false)
  const titleId = useId()

  useLayoutEffect(() => {
    const element = dialog.current
    const before = document.activeElement
    element?.showModal()
    return () => {
      element?.close()
      // The browser gives the focus back only where the dialog is closed before it is removed.
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])

  const isBeside = (event: MouseEvent) => event.target === dialog.current

  return (
    // Esc is the key for the click: the browser turns it into `cancel`.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <dialog
      ref={dialog}
      className={`${styles.dialog} ${className}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onMouseDown={(event) => {
        pressedBeside.current = isBeside(event)
      }}
      onClick={(event) => {
        // A selection of text that ends beside the dialog is not a click beside it.
        if (pressedBeside.current && isBeside(event)) onClose()
      }}
    >
      <div className={styles.content}>
        {titleIsHidden ? (
          <h2 id={titleId} className="visually-hidden">
            {title}
          </h2>
        ) : (
          <header className={styles.header}>
            <h2 id={titleId}>{title}</h2>
            <Button
              weight="quiet"
              className={styles.close}
              aria-label="Close"
              title="Close (Esc)"
              onClick={onClose}
            >
              <X size={18} aria-hidden="true" />
            </Button>
          </header>
        )}
        {children}
      </div>
    </dialog>
  )
}
