import { fireEvent, render } from '@testing-library/react'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { useDialogs } from '../../../src/app/dialogs.ts'
import { Keyboard } from '../../../src/app/Keyboard.tsx'
import { usePlayer } from '../../../src/store/player.ts'
import { usePreferences } from '../../../src/store/preferences.ts'
import { useSession } from '../../../src/store/session.ts'
import { useView } from '../../../src/store/view.ts'
import { opened, scenarioOf } from './testLab.ts'

beforeEach(async () => {
  // Without motion a step is done when its key is down.
  vi.stubGlobal('matchMedia', () => ({ matches: true }))
  usePlayer.getState().pause()
  usePreferences.setState({ letterKeys: true })
  useView.setState({ presenting: false })
  useDialogs.getState().close()
  await useSession.getState().open(scenarioOf('chord-join-50'), { builtIn: 'chord-join-50' }, { cursor: 5 })
})

/** Presses a key on an element; says whether the page took it. */
function press(key: string, options: KeyboardEventInit = {}, target: Element = document.body): boolean {
  return !fireEvent.keyDown(target, { key, ...options })
}

function page(rest: React.ReactNode = null) {
  return render(
    <>
      <Keyboard />
      {rest}
    </>,
  ).container
}

const element = (container: Element, selector: string) => container.querySelector(selector) as HTMLElement

describe('the keys', () => {
  test.each([
    ['ArrowRight', 6],
    ['PageDown', 6],
    ['.', 6],
    ['ArrowLeft', 4],
    ['PageUp', 4],
    ['Home', 0],
    ['End', 16],
  ])('%s goes from step 5 to step %i', (key, step) => {
    page()
    expect(press(key)).toBe(true)
    expect(opened().cursor).toBe(step)
  })

  test('[ and ] go to the milestones before and after', () => {
    page()
    const steps = opened().recording.milestones.map(({ step }) => step)
    press(']')
    expect(opened().cursor).toBe(steps.find((step) => step > 5))
    useSession.getState().goTo(5)
    press('[')
    expect(opened().cursor).toBe(steps.findLast((step) => step < 5))
  })

  test('Space plays and pauses', () => {
    page()
    press(' ')
    expect(usePlayer.getState().playing).toBe(true)
    press(' ')
    expect(usePlayer.getState().playing).toBe(false)
  })

  test.each(['p', 'P', 'f'])('%s presents, and Esc leaves', (key) => {
    page()
    press(key)
    expect(useView.getState().presenting).toBe(true)
    press('Escape')
    expect(useView.getState().presenting).toBe(false)
  })

  test('Esc is left to the browser when nothing is presented', () => {
    page()
    expect(press('Escape')).toBe(false)
  })

  test.each([
    ['?', {}, 'help'],
    ['/', {}, 'palette'],
    ['k', { ctrlKey: true }, 'palette'],
    ['k', { metaKey: true }, 'palette'],
  ] as const)('%s with %o opens the %s', (key, options, dialog) => {
    page()
    expect(press(key, options)).toBe(true)
    expect(useDialogs.getState().open).toBe(dialog)
  })

  test('a key that is held down steps on, and does not switch on and off', () => {
    page()
    press('ArrowRight', { repeat: true })
    expect(opened().cursor).toBe(6)
    press('p', { repeat: true })
    expect(useView.getState().presenting).toBe(false)
  })

  test('a part of the page that used the key keeps it', () => {
    const target = element(
      page(<button type="button" onKeyDown={(event) => event.preventDefault()} />),
      'button',
    )
    press('ArrowRight', {}, target)
    expect(opened().cursor).toBe(5)
  })
})

describe('while typing', () => {
  test.each([
    ['a field', <input key="a" />, 'input'],
    ['a number', <input key="a" type="number" />, 'input'],
    ['a search', <input key="a" type="search" />, 'input'],
    ['a text', <textarea key="a" />, 'textarea'],
    ['a choice', <select key="a" />, 'select'],
    ['an editable text', <div key="a" contentEditable suppressContentEditableWarning />, 'div'],
    ['a text box', <div key="a" role="textbox" tabIndex={0} />, 'div'],
  ])('in %s no key is taken', (_, field, selector) => {
    const target = element(page(<main>{field}</main>), `main ${selector}`)
    for (const key of ['ArrowRight', 'ArrowLeft', 'Home', 'End', ' ', '.', 'p', '?', '/', '[', 'PageDown']) {
      expect(press(key, {}, target), key).toBe(false)
    }
    expect(opened().cursor).toBe(5)
    expect(useDialogs.getState().open).toBeUndefined()
  })

  test('Ctrl+K still opens the palette', () => {
    press('k', { ctrlKey: true }, element(page(<input />), 'input'))
    expect(useDialogs.getState().open).toBe('palette')
  })
})

describe('on a slider', () => {
  const slider = () => element(page(<input type="range" min={0} max={16} defaultValue={5} />), 'input')

  test.each([
    ['ArrowRight', 6],
    ['ArrowUp', 6],
    ['ArrowLeft', 4],
    ['ArrowDown', 4],
    ['PageDown', 6],
    ['Home', 0],
    ['End', 16],
  ])('%s goes to step %i, and the slider does not move by itself', (key, step) => {
    expect(press(key, {}, slider())).toBe(true)
    expect(opened().cursor).toBe(step)
  })

  test('Space plays', () => {
    expect(press(' ', {}, slider())).toBe(true)
    expect(usePlayer.getState().playing).toBe(true)
  })

  test('at the end it stays', () => {
    useSession.getState().goTo(16)
    expect(press('ArrowRight', {}, slider())).toBe(true)
    expect(opened().cursor).toBe(16)
  })

  test('Alt and an arrow stay the browser’s', () => {
    expect(press('ArrowLeft', { altKey: true }, slider())).toBe(false)
  })

  test('that sets a value keeps its keys', () => {
    const own = element(page(<input type="range" data-own-keys="" />), 'input')
    expect(press('ArrowUp', {}, own)).toBe(false)
  })
})

describe('on a control', () => {
  test.each([
    ['a button', <button key="a" type="button" />, 'button'],
    ['a check box', <input key="a" type="checkbox" />, 'input'],
    ['a node of the figure', <div key="a" role="button" tabIndex={0} />, 'div'],
  ])('%s has Space for itself, and the arrows step', (_, control, selector) => {
    const target = element(page(<main>{control}</main>), `main ${selector}`)
    expect(press(' ', {}, target)).toBe(false)
    expect(usePlayer.getState().playing).toBe(false)
    press('ArrowRight', {}, target)
    expect(opened().cursor).toBe(6)
  })

  test('a radio button has the arrows for itself', () => {
    expect(press('ArrowRight', {}, element(page(<input type="radio" />), 'input'))).toBe(false)
  })
})

describe('with a dialog or a menu open', () => {
  test.each([
    ['a dialog', <dialog key="a" open />],
    ['a popover', <div key="a" role="dialog" data-state="open" />],
    ['a menu', <div key="a" role="menu" />],
  ])('%s keeps the keys', (_, open) => {
    page(open)
    for (const key of ['ArrowRight', ' ', 'p', '/', '?', 'End']) expect(press(key), key).toBe(false)
    expect(opened().cursor).toBe(5)
  })

  test('Ctrl+K is kept from the browser, and closes the palette', () => {
    page(<dialog open />)
    useDialogs.getState().show('palette')
    expect(press('k', { ctrlKey: true })).toBe(true)
    expect(useDialogs.getState().open).toBeUndefined()
  })

  test.each([
    ['a dialog', <dialog key="a" />],
    ['a popover', <div key="a" role="dialog" data-state="closed" />],
  ])('%s that is closed keeps nothing', (_, closed) => {
    page(closed)
    expect(press('ArrowRight')).toBe(true)
  })
})

describe('modifiers', () => {
  test.each([{ ctrlKey: true }, { altKey: true }, { metaKey: true }, { shiftKey: true }])(
    'an arrow with %o is the browser’s',
    (modifier) => {
      page()
      expect(press('ArrowRight', modifier)).toBe(false)
      expect(opened().cursor).toBe(5)
    },
  )

  test('a bracket that is typed with AltGr counts', () => {
    page()
    const event = new KeyboardEvent('keydown', { key: ']', ctrlKey: true, altKey: true, bubbles: true })
    event.getModifierState = (name) => name === 'AltGraph'
    document.body.dispatchEvent(event)
    expect(opened().cursor).toBeGreaterThan(5)
  })
})

describe('with letter keys switched off', () => {
  beforeEach(() => usePreferences.setState({ letterKeys: false }))

  test.each(['p', 'f', '.', '/', '?', '[', ']'])('%s does nothing', (key) => {
    page()
    expect(press(key)).toBe(false)
    expect(opened().cursor).toBe(5)
    expect(useDialogs.getState().open).toBeUndefined()
    expect(useView.getState().presenting).toBe(false)
  })

  test.each(['ArrowRight', 'PageDown', 'End', ' '])('%j stays', (key) => {
    page()
    expect(press(key)).toBe(true)
  })

  test('Ctrl+K stays', () => {
    page()
    expect(press('k', { ctrlKey: true })).toBe(true)
  })
})
