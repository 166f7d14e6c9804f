import { act, render, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { copyLink, currentLink, openBuiltIn, useLink } from '../../../src/app/useLink.ts'
import { useNotices } from '../../../src/store/notices.ts'
import { useSession } from '../../../src/store/session.ts'
import { useView } from '../../../src/store/view.ts'
import { dismissAll, opened, scenarioOf, scenarioText, testLab, titles } from './testLab.ts'

const labs = [testLab]

function Page() {
  useLink(labs)
  return null
}

const place = () => location.hash.slice(1)
const notice = () => useNotices.getState().notices.at(-1)
const served = vi.fn(async (address: URL) => {
  const name = /scenarios\/([\w-]+)\.json$/.exec(address.pathname)?.[1] as string
  return new Response(scenarioText(name))
})

beforeEach(() => {
  vi.stubGlobal('fetch', served)
  vi.stubGlobal('matchMedia', () => ({ matches: true }))
  dismissAll()
  useSession.setState({ opened: undefined })
  useView.setState({ home: false })
  history.replaceState(null, '', '#')
})

/** Follows a link, as the address bar or Back does. */
async function follow(path: string): Promise<void> {
  history.replaceState(null, '', `#${path}`)
  await act(async () => {
    window.dispatchEvent(new Event('popstate'))
    window.dispatchEvent(new Event('hashchange'))
  })
}

async function load(path: string): Promise<void> {
  history.replaceState(null, '', `#${path}`)
  render(<Page />)
  await waitFor(() => expect(useSession.getState().opened).toBeDefined())
  await act(async () => {})
}

describe('the home page', () => {
  async function loadHome(path: string): Promise<void> {
    history.replaceState(null, '', `#${path}`)
    render(<Page />)
    await waitFor(() => expect(useView.getState().home).toBe(true))
    await act(async () => {})
  }

  test.each(['', '/'])('is what %j opens', async (path) => {
    await loadHome(path)
    expect(place()).toBe(path)
    expect(useSession.getState().opened).toBeUndefined()
    expect(titles()).toEqual([])
  })

  test('is what a link to no lab opens, and says what is wrong', async () => {
    await loadHome('/paxos/nothing/3')
    expect(place()).toBe('/')
    expect(titles()).toEqual(['There is no lab paxos'])
  })

  test('stays when a link from it cannot be opened, and the way to the lab behind it stays open', async () => {
    await load('/chord/chord-join-50/8')
    await follow('/')
    await follow('/paxos/nothing/3')
    await waitFor(() => expect(titles()).toEqual(['There is no lab paxos']))
    expect(useView.getState().home).toBe(true)
    expect(place()).toBe('/')
  })

  test('is an entry of the history that what is opened from it does not replace', async () => {
    await loadHome('/')
    const before = history.length
    await act(async () => {
      await useSession.getState().open(scenarioOf('chord-lookup-37'), { builtIn: undefined })
    })
    expect(history.length).toBe(before + 1)
  })

  test('keeps what is open, and Back returns to it', async () => {
    await load('/chord/chord-join-50/8')
    await follow('/')
    expect(useView.getState().home).toBe(true)
    expect(opened().cursor).toBe(8)
    await follow('/chord/chord-join-50/8')
    expect(useView.getState().home).toBe(false)
    expect(opened().cursor).toBe(8)
  })
})

describe('the first load', () => {
  test.each([
    ['/chord/chord-join-50/8', 'chord-join-50', 8, '/chord/chord-join-50/8'],
    ['/chord/chord-lookup-37', 'chord-lookup-37', 0, '/chord/chord-lookup-37/0'],
    ['/chord', 'chord-join-50', 0, '/chord/chord-join-50/0'],
  ])('of %j opens %s at step %i', async (path, name, cursor, written) => {
    await load(path)
    expect(opened().source.builtIn).toBe(name)
    expect(opened().cursor).toBe(cursor)
    expect(place()).toBe(written)
    expect(titles()).toEqual([])
  })

  test.each([
    ['/chord/~AAAA/3', 'This link is cut off'],
    ['/chord/~eNqrVkrOz0lVslLKKC0u0c1ILSpOzCvRLQAxAFPcCFo/3', 'This link cannot be read'],
    ['/chord/nothing/3', 'There is no scenario nothing'],
  ])('of the bad link %j opens the first scenario and says: %s', async (path, title) => {
    await load(path)
    expect(opened().source.builtIn).toBe('chord-join-50')
    expect(place()).toBe('/chord/chord-join-50/0')
    expect(titles()).toEqual([title])
    expect(notice()?.kind).toBe('error')
    expect(notice()?.lines.length).toBeGreaterThan(0)
  })

  test('of a step beyond the end opens the last one, and offers the start', async () => {
    await load('/chord/chord-join-50/40')
    expect(opened().cursor).toBe(16)
    expect(place()).toBe('/chord/chord-join-50/16')
    expect(notice()).toMatchObject({
      kind: 'error',
      title: 'Step 40 of this link does not exist',
      lines: ['The scenario has 16 steps. You are at the last one.'],
    })
    act(() => notice()?.action?.run())
    expect(opened().cursor).toBe(0)
  })

  test('without a server says so, and tries again when asked', async () => {
    served.mockRejectedValue(new TypeError('Failed to fetch'))
    history.replaceState(null, '', '#/chord/chord-lost-notify')
    const lab = { ...testLab, scenarios: [{ name: 'chord-lost-notify', title: 'A lost notify' }] }
    const Other = () => {
      useLink([lab])
      return null
    }
    const { unmount } = render(<Other />)
    await waitFor(() => expect(titles()).toContain('A lost notify cannot be loaded'))
    served.mockImplementation(async () => new Response(scenarioText('chord-lost-notify')))
    act(() => notice()?.action?.run())
    await waitFor(() => expect(opened().source.builtIn).toBe('chord-lost-notify'))
    unmount()
  })
})

describe('the address', () => {
  test('follows the steps, at most every 300 ms, without adding to the history', async () => {
    await load('/chord/chord-join-50/3')
    vi.useFakeTimers()
    const before = history.length
    const replace = vi.spyOn(history, 'replaceState')
    act(() => useSession.getState().goTo(4))
    for (let step = 5; step <= 9; step++) act(() => useSession.getState().goTo(step))
    expect(place()).toBe('/chord/chord-join-50/3')
    act(() => void vi.advanceTimersByTime(300))
    expect(place()).toBe('/chord/chord-join-50/9')
    expect(replace).toHaveBeenCalledOnce()
    expect(history.length).toBe(before)
    replace.mockRestore()
    vi.useRealTimers()
  })

  test('gets a new entry for another branch and for an edit; the entry that is left names its last step', async () => {
    await load('/chord/chord-join-50/3')
    const push = vi.spyOn(history, 'pushState')
    const replace = vi.spyOn(history, 'replaceState')
    act(() => useSession.getState().goTo(5))
    act(() => void useSession.getState().act({ do: 'crash', node: 58 }))
    expect(replace).toHaveBeenLastCalledWith(null, '', '#/chord/chord-join-50/5')
    expect(push).toHaveBeenCalledOnce()
    expect(place()).toMatch(/^\/chord\/chord-join-50\/6\/[\w-]+$/)
    act(() => void useSession.getState().edit((scenario) => ({ ...scenario, seed: 7 })))
    expect(push).toHaveBeenCalledTimes(2)
    expect(place()).toMatch(/^\/chord\/~[\w-]+\/6$/)
    push.mockRestore()
    replace.mockRestore()
  })

  test('is not opened again when the page itself wrote it', async () => {
    await load('/chord/chord-join-50/3')
    const { recording } = opened()
    act(() => void useSession.getState().act({ do: 'crash', node: 58 }))
    const branch = opened()
    await follow(place())
    expect(opened()).toBe(branch)
    expect(branch.recording).not.toBe(recording)
  })

  test('survives a browser that holds writes back', async () => {
    await load('/chord/chord-join-50/3')
    const push = vi.spyOn(history, 'pushState').mockImplementation(() => {
      throw new DOMException('too many', 'SecurityError')
    })
    vi.useFakeTimers()
    act(() => void useSession.getState().edit((scenario) => ({ ...scenario, seed: 7 })))
    push.mockRestore()
    act(() => void vi.advanceTimersByTime(3000))
    expect(place()).toMatch(/^\/chord\/~/)
    vi.useRealTimers()
  })
})

describe('Back', () => {
  test('from a branch returns to where it began, keeps the branch, and Forward returns to it', async () => {
    await load('/chord/chord-join-50/5')
    const trunk = place()
    const { recording } = opened()
    act(() => void useSession.getState().act({ do: 'crash', node: 58 }))
    const branch = place()
    await follow(trunk)
    expect(opened()).toMatchObject({ branch: 0, cursor: 5 })
    expect(opened().recording).toBe(recording)
    expect(opened().tree.branches).toHaveLength(2)
    await follow(branch)
    expect(opened()).toMatchObject({ branch: 1, cursor: 6 })
  })

  test('from an edit returns to the scenario with its branches', async () => {
    await load('/chord/chord-join-50/5')
    act(() => void useSession.getState().act({ do: 'crash', node: 58 }))
    const branch = place()
    act(() => void useSession.getState().edit((scenario) => ({ ...scenario, seed: 7 })))
    const edit = place()
    await follow(branch)
    expect(opened()).toMatchObject({ source: { builtIn: 'chord-join-50' }, branch: 1, cursor: 6 })
    await follow(edit)
    expect(opened().scenario.seed).toBe(7)
  })
})

describe('a bad link', () => {
  test.each(['/chord/nothing/3', '/chord/~eNqr/3', '/chord/chord-join-50/3/eNqr', '/chord/chord-join-50/x'])(
    '%s leaves the page and the address as they were',
    async (path) => {
      await load('/chord/chord-join-50/7')
      const before = opened()
      await follow(path)
      await waitFor(() => expect(titles()).toHaveLength(1))
      expect(notice()?.kind).toBe('error')
      expect(opened()).toBe(before)
      expect(place()).toBe('/chord/chord-join-50/7')
    },
  )
})

test('a link that is slow does not replace what was opened meanwhile', async () => {
  await load('/chord/chord-join-50/7')
  let answer: (response: Response) => void = () => {}
  served.mockImplementationOnce(
    () =>
      new Promise((resolve) => {
        answer = resolve
      }),
  )
  const lab = { ...testLab, scenarios: [...testLab.scenarios, { name: 'chord-key-mapping', title: 'Keys' }] }
  const Other = () => {
    useLink([lab])
    return null
  }
  history.replaceState(null, '', '#/chord/chord-key-mapping')
  render(<Other />)
  await act(async () => {
    await useSession.getState().open(scenarioOf('chord-lookup-37'), { builtIn: undefined })
  })
  await act(async () => answer(new Response(scenarioText('chord-key-mapping'))))
  expect(opened().scenario.title).toBe(scenarioOf('chord-lookup-37').title)
})

describe('the link to copy', () => {
  test('is the whole address of the step', async () => {
    await load('/chord/chord-join-50/7')
    act(() => useSession.getState().goTo(8))
    expect(currentLink()).toBe(`${location.href.split('#')[0]}#/chord/chord-join-50/8`)
    const writeText = vi.fn(async () => {})
    vi.stubGlobal('navigator', { clipboard: { writeText } })
    await act(copyLink)
    expect(writeText).toHaveBeenCalledWith(currentLink())
    expect(notice()).toMatchObject({ kind: 'info', lines: ['It opens join(50) at step 8.'] })
    vi.stubGlobal('navigator', {})
    await act(copyLink)
    expect(notice()).toMatchObject({ kind: 'error', lines: ['Select the link and copy it:', currentLink()] })
    vi.unstubAllGlobals()
  })

  test('is absent when nothing is open', () => {
    expect(currentLink()).toBeUndefined()
  })
})

test('opening a built-in scenario first writes the step that is left', async () => {
  await load('/chord/chord-join-50/7')
  const replace = vi.spyOn(history, 'replaceState')
  act(() => useSession.getState().goTo(9))
  act(() => openBuiltIn('chord', 'chord-lookup-37'))
  expect(replace).toHaveBeenCalledWith(null, '', '#/chord/chord-join-50/9')
  replace.mockRestore()
  await waitFor(() => expect(opened().source.builtIn).toBe('chord-lookup-37'))
})
