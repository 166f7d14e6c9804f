import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test, vi } from 'vitest'
import { Notices } from '../../../src/app/Notices.tsx'
import { useNotices } from '../../../src/store/notices.ts'
import { dismissAll, titles } from './testLab.ts'

beforeEach(() => {
  vi.useRealTimers()
  dismissAll()
})

const show: ReturnType<typeof useNotices.getState>['show'] = (notice) =>
  act(() => useNotices.getState().show(notice))

test('errors are told at once and notes politely, in regions that are always there', () => {
  const { container } = render(<Notices />)
  const region = (live: string) => container.querySelector(`[aria-live=${live}]`)
  expect(region('assertive')).toBeEmptyDOMElement()
  expect(region('polite')).toBeEmptyDOMElement()
  show({ kind: 'error', title: 'It is wrong', lines: ['Do this.'] })
  show({ kind: 'info', title: 'It is so', lines: [] })
  expect(region('assertive')).toHaveTextContent('Error: It is wrongDo this.')
  expect(region('polite')).toHaveTextContent('It is so')
})

test('a notice is dismissed by its button, and its action runs once', async () => {
  render(<Notices />)
  const run = vi.fn()
  show({ kind: 'error', title: 'First', lines: [] })
  show({ kind: 'error', title: 'Second', lines: [], action: { label: 'Go to start', run } })
  await userEvent.click(screen.getByRole('button', { name: 'Dismiss: First' }))
  expect(titles()).toEqual(['Second'])
  await userEvent.click(screen.getByRole('button', { name: 'Go to start' }))
  expect(run).toHaveBeenCalledOnce()
  expect(titles()).toEqual([])
})

test('of many lines twelve are shown, the rest is counted, and the keyboard reaches them', () => {
  render(<Notices />)
  const lines = Array.from({ length: 15 }, (_, i) => `actions[${i}].node: expected an identifier`)
  show({ kind: 'error', title: 'x.json cannot be opened', lines })
  expect(screen.getAllByText(/^actions/)).toHaveLength(12)
  expect(screen.getByText('… and 3 more')).toBeVisible()
  expect(screen.getByRole('group', { name: 'x.json cannot be opened' })).toHaveAttribute('tabindex', '0')
})

test('a note goes by itself, an error and a note with an action stay', () => {
  vi.useFakeTimers()
  render(<Notices />)
  show({ kind: 'info', title: 'The link is copied', lines: [] })
  show({
    kind: 'info',
    title: 'A new version is ready',
    lines: [],
    action: { label: 'Reload', run: vi.fn() },
  })
  show({ kind: 'error', title: 'It is wrong', lines: [] })
  act(() => void vi.advanceTimersByTime(60_000))
  expect(titles()).toEqual(['A new version is ready', 'It is wrong'])
})

test('a note that has the focus waits', () => {
  vi.useFakeTimers()
  render(<Notices />)
  show({ kind: 'info', title: 'The link is copied', lines: [] })
  screen.getByRole('button', { name: 'Dismiss: The link is copied' }).focus()
  act(() => void vi.advanceTimersByTime(20_000))
  expect(titles()).toEqual(['The link is copied'])
  act(() => (document.activeElement as HTMLElement).blur())
  act(() => void vi.advanceTimersByTime(2_000))
  expect(titles()).toEqual([])
})
