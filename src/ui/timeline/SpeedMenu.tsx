import { Check, ChevronDown } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { SPEEDS, usePlayer } from '../../store/player.ts'
import menu from '../Menu.module.css'
import picker from './pickers.module.css'
import styles from './Transport.module.css'

/** How fast a step plays. */
export function SpeedMenu() {
  const speed = usePlayer((player) => player.speed)
  const setSpeed = usePlayer((player) => player.setSpeed)
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        className={`${styles.button} ${styles.bare} ${styles.speed}`}
        aria-label={`Speed ${speed}×`}
        title="Speed"
      >
        {speed}×
        <ChevronDown size={15} className={styles.chevron} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        {/* Keys in an open menu choose in it; the page's own keys must not step at the same time. */}
        <DropdownMenu.Content
          className={`${menu.menu} ${picker.narrow}`}
          side="top"
          align="start"
          sideOffset={6}
          collisionPadding={8}
          aria-label="Speed"
          // Back on this button, the next Space would open it again instead of playing.
          onCloseAutoFocus={(event) => event.preventDefault()}
          onKeyDown={(event) => event.stopPropagation()}
        >
          <DropdownMenu.RadioGroup value={String(speed)} onValueChange={(value) => setSpeed(Number(value))}>
            {SPEEDS.map((one) => (
              <DropdownMenu.RadioItem key={one} value={String(one)} className={`${menu.item} ${picker.item}`}>
                <span className={picker.mark}>
                  <DropdownMenu.ItemIndicator>
                    <Check size={16} aria-hidden="true" />
                  </DropdownMenu.ItemIndicator>
                </span>
                {one}×
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
