import { readFileSync } from 'node:fs'
import { act, fireEvent, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { parseScenario } from '../../../src/engine/scenario/parse.ts'
import { formats } from '../../../src/protocols/registry.ts'
import type { LaneSource } from '../../../src/scene/spaceTime.ts'
import { usePlayer } from '../../../src/store/player.ts'
import { useSession } from '../../../src/store/session.ts'
import { useView } from '../../../src/store/view.ts'
import { PresenterBar } from '../../../src/ui/timeline/PresenterBar.tsx'
import { Timeline } from '../../../src/ui/timeline/Timeline.tsx'

const lab: LaneSource = {
  lanes: () => [15, 20, 32, 35, 44, 50, 58],
  laneState: () => 'member',
}
const cursor = () => useSession.getState().opened?.cursor
const scrubber = () => screen.getByRole<HTMLInputElement>('slider', { name: 'Step' })
const region = () => screen.getByRole('region', { name: 'Timeline' })

beforeEach(async () => {
  // Steps are taken at once, as for a user who asked for less motion; the window is that of the design.
  vi.stubGlobal('matchMedia', (query: string) => ({
    matches: query.includes('reduced-motion'),
    addEventListener() {},
    removeEventListener() {},
  }))
  const name = 'chord-join-50'
  const parsed = parseScenario(readFileSync(`public/scenarios/${name}.json`, 'utf8'), formats)
  if (!parsed.ok) throw new Error(`${name} is refused`)
  await useSession.getState().open(parsed.scenario, { builtIn: name }, { cursor: 8 })
  useView.setState({ hoveredMessage: undefined })
})

describe('the count', () => {
  test('says the step, of how many, and what is in flight', () => {
    render(<Timeline lab={lab} />)
    expect(region()).toHaveTextContent('Step 8 of 16')
    expect(region()).toHaveTextContent('a message is in flight')
    expect(region()).toHaveTextContent('t = 60 ms')
    expect(region()).toHaveAttribute('data-step', '8')
    expect(region()).toHaveAttribute('data-steps', '16')
  })

  test('says when nothing is', () => {
    act(() => useSession.getState().goTo(16))
    render(<Timeline lab={lab} />)
    expect(region()).toHaveTextContent('nothing is in flight')
  })
})

describe('the transport', () => {
  test('steps on, back, to the end and to the start', async () => {
    const user = userEvent.setup()
    render(<Timeline lab={lab} />)
    const press = (name: string) => user.click(screen.getByRole('button', { name }))
    await press('Step forward')
    expect(cursor()).toBe(9)
    await press('Step back')
    await press('Step back')
    expect(cursor()).toBe(7)
    await press('To end')
    expect(cursor()).toBe(16)
    expect(screen.getByRole('button', { name: 'Step forward' })).toBeDisabled()
    expect(screen.getByRole('button', { name: 'To end' })).toBeDisabled()
    expect(screen.getByRole('button', { name: 'Play' })).toBeEnabled()
    await press('To start')
    expect(cursor()).toBe(0)
    expect(screen.getByRole('button', { name: 'Step back' })).toBeDisabled()
  })

  test('plays and pauses', async () => {
    const user = userEvent.setup()
    render(<Timeline lab={lab} />)
    await user.click(screen.getByRole('button', { name: 'Play' }))
    expect(usePlayer.getState().playing).toBe(true)
    await user.click(screen.getByRole('button', { name: 'Pause' }))
    expect(usePlayer.getState().playing).toBe(false)
  })

  test('chooses the speed', async () => {
    const user = userEvent.setup()
    render(<Timeline lab={lab} />)
    await user.click(screen.getByRole('button', { name: 'Speed 1×' }))
    await user.click(screen.getByRole('menuitemradio', { name: '2×' }))
    expect(usePlayer.getState().speed).toBe(2)
    act(() => usePlayer.getState().setSpeed(1))
  })
})

describe('the scrubber', () => {
  test('is a range of the steps that says what happened', () => {
    render(<Timeline lab={lab} />)
    expect(scrubber()).toHaveAttribute('min', '0')
    expect(scrubber()).toHaveAttribute('max', '16')
    expect(scrubber()).toHaveValue('8')
    expect(scrubber()).toHaveAttribute(
      'aria-valuetext',
      'Step 8 of 16: 50 runs stabilize(). It asks its successor 58 for its predecessor.',
    )
  })

  test('moves when its value is set', () => {
    render(<Timeline lab={lab} />)
    fireEvent.change(scrubber(), { target: { value: '3' } })
    expect(cursor()).toBe(3)
  })

  test.each([
    ['ArrowRight', 9],
    ['ArrowLeft', 7],
    ['Home', 0],
    ['End', 16],
  ])('takes %s once, and the page does not take it again', (key, step) => {
    const page = vi.fn()
    document.addEventListener('keydown', page)
    render(<Timeline lab={lab} />)
    fireEvent.keyDown(scrubber(), { key })
    document.removeEventListener('keydown', page)
    expect(cursor()).toBe(step)
    expect(page).not.toHaveBeenCalled()
  })

  test('leaves other keys to the page', () => {
    const page = vi.fn()
    document.addEventListener('keydown', page)
    render(<Timeline lab={lab} />)
    fireEvent.keyDown(scrubber(), { key: ' ' })
    document.removeEventListener('keydown', page)
    expect(page).toHaveBeenCalledOnce()
  })

  test('follows the pointer, without a jump when the thumb is taken', () => {
    const { container } = render(<Timeline lab={lab} />)
    const grip = container.querySelector('[data-scrubber]') as HTMLElement
    const x = (step: number) => (1064 / 16) * step
    // At rest with a message in flight the thumb is halfway to the next step.
    fireEvent.pointerDown(grip, { button: 0, clientX: x(8.5) })
    expect(cursor()).toBe(8)
    fireEvent.pointerMove(grip, { clientX: x(10.5) })
    expect(cursor()).toBe(10)
    fireEvent.pointerUp(grip)
    fireEvent.pointerMove(grip, { clientX: x(2) })
    expect(cursor()).toBe(10)
    fireEvent.pointerDown(grip, { button: 0, clientX: x(4) })
    expect(cursor()).toBe(4)
  })
})

describe('milestones', () => {
  test('lead to their steps', async () => {
    const user = userEvent.setup()
    render(<Timeline lab={lab} />)
    await user.click(screen.getByRole('button', { name: '58 adopts 50' }))
    expect(cursor()).toBe(11)
    expect(screen.getByRole('button', { name: '58 adopts 50' })).toHaveAttribute('data-milestone', '11')
  })
})

describe('the diagram', () => {
  test('an event leads to its step', () => {
    const { container } = render(<Timeline lab={lab} />)
    fireEvent.click(container.querySelector('[data-event="3"] circle') as Element)
    expect(cursor()).toBe(3)
  })

  test('a message under the pointer is marked on the stage and told about', () => {
    const { container } = render(<Timeline lab={lab} />)
    fireEvent.pointerMove(container.querySelector('[data-message="1"] path') as Element)
    expect(useView.getState().hoveredMessage).toBe(1)
    expect(screen.getByRole('tooltip')).toHaveTextContent('join(50)50 → 15')
    expect(container.querySelector('[data-message="1"]')).toHaveAttribute('data-highlighted')
  })

  test('a message under the pointer on the stage is marked here', () => {
    const { container } = render(<Timeline lab={lab} />)
    act(() => useView.getState().hoverMessage(3))
    expect(container.querySelector('[data-message="3"]')).toHaveAttribute('data-highlighted')
    expect(screen.queryByRole('tooltip')).not.toBeInTheDocument()
  })

  test('messages are past, now or to come', () => {
    const { container } = render(<Timeline lab={lab} />)
    const tense = (id: number) =>
      container.querySelector(`[data-message="${id}"]`)?.getAttribute('data-tense')
    expect([6, 7, 8].map(tense)).toEqual(['past', 'now', 'future'])
  })

  test('tells about the step without a pointer', () => {
    render(<Timeline lab={lab} />)
    const probe = screen.getByRole('button', { name: 'What happens at this step' })
    act(() => probe.focus())
    expect(screen.getByRole('tooltip')).toHaveTextContent('Step 8')
    fireEvent.keyDown(probe, { key: 'ArrowDown' })
    expect(screen.getByRole('tooltip')).toHaveTextContent('50 → 58')
  })

  test('has a table beside it', () => {
    render(<Timeline lab={lab} />)
    const rows = within(screen.getByRole('table')).getAllByRole('row')
    expect(rows).toHaveLength(17)
    expect(rows[2]).toHaveTextContent('210 ms15 receives join(50)')
  })
})

describe('branches', () => {
  test('leave nothing to choose while there is one', () => {
    render(<Timeline lab={lab} />)
    expect(screen.queryByRole('button', { name: /^Branch/ })).not.toBeInTheDocument()
  })

  test('are listed with what made them, and marked where they begin', async () => {
    const user = userEvent.setup()
    act(() => {
      useSession.getState().goTo(10)
      useSession.getState().act({ do: 'drop', message: 9 })
    })
    const { container } = render(<Timeline lab={lab} />)
    expect(region()).toHaveAttribute('data-branch', '1')
    expect(container.querySelector('[data-fork="10"]')).toBeInTheDocument()
    await user.click(screen.getByRole('button', { name: /^Branch 2 of 2/ }))
    const choices = screen.getAllByRole('menuitemradio')
    expect(choices.map(({ textContent }) => textContent)).toEqual([
      'Branch 1the scenario as it was opened',
      'Branch 2after step 10: drop notify(50)',
    ])
    await user.click(choices[0] as HTMLElement)
    expect(useSession.getState().opened?.branch).toBe(0)
  })
})

describe('the presenter’s bar', () => {
  test('says what was and what comes next', async () => {
    const user = userEvent.setup()
    act(() => useSession.getState().goTo(10))
    render(<PresenterBar />)
    expect(region()).toHaveTextContent('58 has the predecessor 44')
    expect(region()).toHaveTextContent('next: 58 adopts 50')
    await user.click(screen.getByRole('button', { name: 'Step forward' }))
    expect(cursor()).toBe(11)
  })
})

test('a page without a scenario has an empty timeline', () => {
  useSession.setState({ opened: undefined })
  render(<Timeline lab={lab} />)
  expect(region()).toBeEmptyDOMElement()
})
