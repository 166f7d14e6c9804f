import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { ErrorPage } from '../../../src/app/ErrorPage.tsx'
import { toggleTheme, useTheme } from '../../../src/app/useTheme.ts'
import { usePreferences } from '../../../src/store/preferences.ts'
import { useView } from '../../../src/store/view.ts'

function Theme() {
  useTheme()
  return null
}

describe('the theme', () => {
  let systemIsDark = false
  let changed: () => void = () => {}
  const root = document.documentElement

  beforeEach(() => {
    systemIsDark = false
    vi.stubGlobal('matchMedia', () => ({
      get matches() {
        return systemIsDark
      },
      addEventListener: (_: string, listener: () => void) => {
        changed = listener
      },
      removeEventListener: vi.fn(),
    }))
    usePreferences.setState({ theme: 'system' })
    useView.setState({ presenting: false })
  })

  test('follows the system until the user chooses', () => {
    render(<Theme />)
    expect(root.dataset.theme).toBe('light')
    systemIsDark = true
    act(() => changed())
    expect(root.dataset.theme).toBe('dark')
    act(toggleTheme)
    expect(root.dataset.theme).toBe('light')
    act(toggleTheme)
    expect(usePreferences.getState().theme).toBe('dark')
  })

  test('of the presenter is marked on the root element', () => {
    render(<Theme />)
    act(() => useView.getState().present(true))
    expect(root.dataset.mode).toBe('presenter')
    act(() => useView.getState().present(false))
    expect(root.dataset.mode).toBeUndefined()
  })
})

describe('the error page', () => {
  beforeEach(() => {
    // React reports the error that it hands to the boundary.
    vi.spyOn(console, 'error').mockImplementation(() => {})
  })

  const broken = (thrown: unknown) => {
    const Broken = () => {
      throw thrown
    }
    history.replaceState(null, '', '#/chord/chord-join-50/8')
    return render(
      <ErrorPage>
        <Broken />
      </ErrorPage>,
    )
  }

  test('says what happened, keeps the link, and copies the details', async () => {
    const writeText = vi.fn(async (text: string) => void text)
    broken(new Error('The ring has no node 7.'))
    expect(screen.getByRole('alert')).toHaveTextContent('stops it: The ring has no node 7. Reloading returns')
    expect(screen.getByText(/#\/chord\/chord-join-50\/8$/)).toBeVisible()
    expect(screen.getByRole('button', { name: 'Reload' })).toBeVisible()
    vi.stubGlobal('navigator', { clipboard: { writeText }, userAgent: 'Mozilla' })
    await userEvent.click(screen.getByRole('button', { name: 'Copy details' }))
    expect(writeText.mock.calls[0]?.[0]).toMatch(/no node 7.*#\/chord\/chord-join-50\/8\nMozilla/s)
    expect(screen.getByRole('button', { name: 'Copied' })).toBeVisible()
    vi.unstubAllGlobals()
  })

  test('stands whatever was thrown', () => {
    broken(undefined)
    expect(screen.getByRole('heading', { name: 'This page cannot be drawn' })).toBeVisible()
  })
})
