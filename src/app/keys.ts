import { usePreferences } from '../store/preferences.ts'
import { type Command, keyCommands } from './commands.ts'

/** What a command's key is called on the keyboard. */
export function keyName(key: string): string {
  if (key.startsWith('Mod+')) return `${isMac() ? '⌘' : 'Ctrl'} ${keyName(key.slice(4))}`
  return NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key)
}

const NAMES: Readonly<Record<string, string>> = {
  ArrowRight: '→',
  ArrowLeft: '←',
  ' ': 'Space',
  PageDown: 'Page Down',
  PageUp: 'Page Up',
  Escape: 'Esc',
}

function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform)
}

/** The command that a key press asks for; undefined when the press belongs to something else. */
export function commandFor(event: KeyboardEvent): Command | undefined {
  if (event.defaultPrevented || event.isComposing) return undefined
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
    return dialogIsOpen() ? undefined : withKey(`Mod+${event.key.toLowerCase()}`, event)
  }
  if (hasModifier(event) || isTyping(event.target) || dialogIsOpen()) return undefined
  if (belongsToControl(event)) return undefined
  const key = stepsOnRange(event) ?? (event.key.length === 1 ? event.key.toLowerCase() : event.key)
  if (isCharacter(key) && !usePreferences.getState().letterKeys) return undefined
  return withKey(key, event)
}

function withKey(key: string, event: KeyboardEvent): Command | undefined {
  const command = keyCommands.find(({ keys }) => keys.includes(key))
  return event.repeat && command?.repeats !== true ? undefined : command
}

/** Letters and signs can be switched off; speech input types them by mistake. Space is neither. */
function isCharacter(key: string): boolean {
  return key.length === 1 && key !== ' '
}

function hasModifier(event: KeyboardEvent): boolean {
  // On many keyboards `[` and `/` are typed with AltGr, which some systems report as Ctrl and Alt.
  if (event.getModifierState('AltGraph') && isCharacter(event.key)) return false
  // A shifted sign is another sign; a shifted arrow is another key.
  return event.ctrlKey || event.altKey || event.metaKey || (event.shiftKey && !isCharacter(event.key))
}

const TYPING =
  'input:not([type=range], [type=checkbox], [type=radio], [type=button], [type=submit], [type=reset]), ' +
  'textarea, select, [contenteditable]:not([contenteditable=false]), ' +
  '[role=textbox], [role=searchbox], [role=combobox], [role=spinbutton]'

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(TYPING) !== null
}

const PRESSED_BY_SPACE =
  'button, summary, input, [role=button], [role=checkbox], [role=radio], [role=switch], [role=tab], [role=option], [role=menuitem]'

/** Whether the focused control has a use of its own for the key. */
function belongsToControl({ key, target }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false
  if (key === ' ') return target.closest(PRESSED_BY_SPACE) !== null && !isRange(target)
  return key.startsWith('Arrow') && target.matches('input[type=radio]')
}

/**
 * Whether the element is a slider whose keys the page takes over: the scrubber would jump by steps of its
 * own. A slider that sets a value keeps its keys with `data-own-keys`.
 */
function isRange(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('input[type=range]:not([data-own-keys])')
}

/** Keys that move a slider. */
const RANGE_KEYS = ['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown']

/** Whether the browser would move the slider that has the focus. */
export function movesRange(event: KeyboardEvent): boolean {
  return isRange(event.target) && RANGE_KEYS.includes(event.key) && !hasModifier(event)
}

/** On a slider, up and down mean more and less. */
function stepsOnRange({ key, target }: KeyboardEvent): string | undefined {
  if (!isRange(target)) return undefined
  return key === 'ArrowUp' ? 'ArrowRight' : key === 'ArrowDown' ? 'ArrowLeft' : undefined
}

const OPEN_DIALOG =
  'dialog[open], [role=dialog]:not(dialog, [hidden], [data-state=closed]), ' +
  '[role=alertdialog]:not(dialog, [hidden], [data-state=closed]), [role=menu]:not([hidden], [data-state=closed])'

function dialogIsOpen(): boolean {
  return document.querySelector(OPEN_DIALOG) !== null
}
