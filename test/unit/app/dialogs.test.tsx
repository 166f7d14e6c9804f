import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { Dialog } from '../../../src/app/Dialog.tsx'
import { useDialogs } from '../../../src/app/dialogs.ts'
import { HelpDialog } from '../../../src/app/HelpDialog.tsx'
import { Palette } from '../../../src/app/Palette.tsx'
import { usePreferences } from '../../../src/store/preferences.ts'
import { useSession } from '../../../src/store/session.ts'
import { opened, scenarioOf, testLab } from './testLab.ts'

beforeAll(() => {
  // happy-dom lays nothing out.
  Element.prototype.scrollIntoView = vi.fn()
})

beforeEach(async () => {
  vi.stubGlobal('matchMedia', () => ({
    matches: true,
    addEventListener: vi.fn(),
    removeEventListener: vi.fn(),
  }))
  location.hash = ''
  useDialogs.getState().close()
  await useSession.getState().open(scenarioOf('chord-join-50'), { builtIn: 'chord-join-50' })
})

describe('a dialog', () => {
  const page = (isOpen: boolean, onClose = vi.fn()) => (
    <>
      <button type="button">before</button>
      {isOpen && (
        <Dialog title="Title" onClose={onClose}>
          <p>Text</p>
        </Dialog>
      )}
    </>
  )

  test('is named by its title, and gives the focus back', () => {
    const { rerender } = render(page(false))
    screen.getByRole('button', { name: 'before' }).focus()
    rerender(page(true))
    const dialog = screen.getByRole('dialog', { name: 'Title' })
    expect(dialog).toHaveAttribute('open')
    screen.getByRole('button', { name: 'Close' }).focus()
    rerender(page(false))
    expect(screen.getByRole('button', { name: 'before' })).toHaveFocus()
  })

  test('is closed by Esc, its button, and a click beside it that also began there', async () => {
    const onClose = vi.fn()
    render(page(true, onClose))
    const dialog = screen.getByRole('dialog')
    fireEvent(dialog, new Event('cancel', { cancelable: true }))
    expect(onClose).toHaveBeenCalledTimes(1)
    await userEvent.click(screen.getByRole('button', { name: 'Close' }))
    expect(onClose).toHaveBeenCalledTimes(2)
    await userEvent.click(dialog)
    expect(onClose).toHaveBeenCalledTimes(3)
    fireEvent.mouseDown(screen.getByText('Text'))
    fireEvent.click(dialog)
    expect(onClose).toHaveBeenCalledTimes(3)
  })
})

describe('the palette', () => {
  const open = async () => {
    render(<Palette labs={[testLab]} />)
    act(() => useDialogs.getState().show('palette'))
    const input = await screen.findByRole('combobox')
    await waitFor(() => expect(input).toHaveFocus())
    return input
  }
  const options = () => screen.queryAllByRole('option').map(({ textContent }) => textContent)

  test('offers what can be done now, with its keys', async () => {
    await open()
    expect(options()).toContain('Step forward→ or Page Down or .')
    expect(options()).toContain('Open Chord: join(50)')
    expect(options()).toContain('Open Chord: Look up key 37')
    expect(options()).not.toContain('Step back← or Page Up')
  })

  test('finds commands by parts of their names, and runs the first', async () => {
    const input = await open()
    await userEvent.type(input, 'end')
    expect(options()[0]).toBe('Go to the endEnd')
    await userEvent.keyboard('{Enter}')
    expect(opened().cursor).toBe(16)
    expect(useDialogs.getState().open).toBeUndefined()
  })

  test('opens a built-in scenario through its link', async () => {
    await userEvent.type(await open(), 'look up')
    await userEvent.keyboard('{Enter}')
    expect(location.hash).toBe('#/chord/chord-lookup-37')
  })

  test('goes to a step by its number', async () => {
    await userEvent.type(await open(), '12')
    expect(options()[0]).toBe('Go to step 12')
    await userEvent.keyboard('{Enter}')
    expect(opened().cursor).toBe(12)
  })

  test('says when there is no such step, or no such command', async () => {
    const input = await open()
    await userEvent.type(input, '17')
    expect(screen.getByText('There is no step 17.')).toBeVisible()
    await userEvent.type(input, 'xyz')
    expect(screen.getByText('No command has “17xyz” in its name.')).toBeVisible()
  })

  test('switches branches', async () => {
    useSession.getState().act({ do: 'crash', node: 58 })
    expect(opened().branch).toBe(1)
    await userEvent.type(await open(), 'branch 1')
    expect(options()).toEqual([expect.stringMatching(/^Branch 1: /)])
    await userEvent.keyboard('{Enter}')
    expect(opened().branch).toBe(0)
  })
})

describe('the help', () => {
  test('lists the keys, and switches the letter keys', async () => {
    usePreferences.setState({ letterKeys: true })
    render(<HelpDialog signs={[{ drawing: null, name: 'Ticket', means: 'an offer' }]} />)
    expect(screen.queryByRole('dialog')).toBeNull()
    act(() => useDialogs.getState().show('help'))
    expect(screen.getByText('Step forward').closest('div')).toHaveTextContent('→ or Page Down or .')
    expect(screen.getAllByRole('listitem').at(-1)).toHaveTextContent('Ticket: an offer')
    await userEvent.click(screen.getByRole('checkbox', { name: /Letters and signs are keys/ }))
    expect(usePreferences.getState().letterKeys).toBe(false)
  })
})
