import { useEffect } from 'react'
import { useDialogs } from './dialogs.ts'
import { commandFor, movesRange } from './keys.ts'

/** The keys of the page. Once a page. */
export function Keyboard() {
  useEffect(() => {
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
  return null
}

function press(event: KeyboardEvent): void {
  const command = commandFor(event)
  if (command?.enabled()) {
    event.preventDefault()
    command.run()
  } else if (isPaletteKey(event)) {
    // Otherwise the browser's own search would open over the palette.
    event.preventDefault()
    if (useDialogs.getState().open === 'palette') useDialogs.getState().close()
  } else if (movesRange(event)) {
    // At an end, or with a key that steps nothing, the scrubber must stay too.
    event.preventDefault()
  }
}

function isPaletteKey({ key, ctrlKey, metaKey, altKey, shiftKey, repeat }: KeyboardEvent): boolean {
  return (ctrlKey || metaKey) && !altKey && !shiftKey && !repeat && key.toLowerCase() === 'k'
}
