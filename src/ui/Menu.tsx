import { DropdownMenu } from 'radix-ui'
import styles from './Menu.module.css'

/** One entry of a menu. */
export interface MenuItem {
  readonly label: string
  /** What it does, in a few words. */
  readonly hint?: string
  readonly disabled?: boolean
  run(): void
}

/** A menu at a point of the page, for a mark of a drawing. Closing gives the focus back to what had it. */
export function PointMenu({
  at,
  title,
  items,
  onClose,
}: {
  /** In pixels of the viewport. */
  at: { readonly x: number; readonly y: number }
  title: string
  items: readonly MenuItem[]
  onClose(): void
}) {
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <DropdownMenu.Trigger asChild>
        <span className={styles.anchor} style={{ left: at.x, top: at.y }} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className={styles.menu}
          sideOffset={6}
          align="start"
          collisionPadding={8}
          aria-label={title}
        >
          <DropdownMenu.Label className={styles.title}>{title}</DropdownMenu.Label>
          {items.map((item) => (
            <DropdownMenu.Item
              key={item.label}
              className={styles.item}
              disabled={item.disabled ?? false}
              onSelect={() => item.run()}
            >
              {item.label}
              {item.hint && <span className={styles.hint}>{item.hint}</span>}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
