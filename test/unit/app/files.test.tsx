import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { DropZone } from '../../../src/app/DropZone.tsx'
import { exportScenario, fileName, openFiles } from '../../../src/app/files.ts'
import { useNotices } from '../../../src/store/notices.ts'
import { useSession } from '../../../src/store/session.ts'
import { dismissAll, opened, scenarioOf, scenarioText, titles } from './testLab.ts'

const lookup = new File([scenarioText('chord-lookup-37')], 'lookup.json')
const lastNotice = () => useNotices.getState().notices.at(-1)

beforeEach(async () => {
  dismissAll()
  await useSession.getState().open(scenarioOf('chord-join-50'), { builtIn: 'chord-join-50' }, { cursor: 5 })
})

function drag(
  type: 'dragenter' | 'dragover' | 'dragleave' | 'drop',
  files: readonly File[],
  types = ['Files'],
) {
  return !fireEvent(
    document.body,
    Object.assign(new Event(type, { bubbles: true, cancelable: true }), { dataTransfer: { types, files } }),
  )
}

describe('a file that is dropped on the page', () => {
  test('has a target to see while it is dragged, and opens', async () => {
    render(<DropZone />)
    expect(drag('dragenter', [])).toBe(true)
    expect(drag('dragover', [])).toBe(true)
    expect(screen.getByText('Drop a scenario, or a text to count its words')).toBeVisible()
    drag('dragenter', [])
    drag('dragleave', [])
    expect(screen.getByText('Drop a scenario, or a text to count its words')).toBeVisible()
    expect(drag('drop', [lookup])).toBe(true)
    expect(screen.queryByText('Drop a scenario, or a text to count its words')).toBeNull()
    await waitFor(() => expect(opened().scenario).toEqual(scenarioOf('chord-lookup-37')))
    expect(opened().source).toEqual({ builtIn: undefined })
    expect(titles()).toEqual([])
  })

  test('is told from text, which the page leaves alone', () => {
    render(<DropZone />)
    expect(drag('dragenter', [], ['text/plain'])).toBe(false)
    expect(drag('drop', [], ['text/plain'])).toBe(false)
    expect(screen.queryByText('Drop a scenario, or a text to count its words')).toBeNull()
  })
})

test('a file is chosen through the hidden input, and again after it was changed', async () => {
  const { container } = render(<DropZone />)
  const input = container.querySelector('input') as HTMLInputElement
  await userEvent.upload(input, lookup)
  await waitFor(() => expect(opened().scenario.title).toBe(scenarioOf('chord-lookup-37').title))
  expect(input.value).toBe('')
})

describe('the page keeps what it has, and says what is wrong, when a file', () => {
  const keeps = async (...files: File[]) => {
    const before = opened()
    await openFiles(files)
    expect(opened()).toBe(before)
    return lastNotice()
  }

  test('is too large, which it says without reading it', async () => {
    const big = new File([], 'big.json')
    Object.defineProperty(big, 'size', { value: 50_000_000 })
    const read = vi.spyOn(big, 'text')
    expect(await keeps(big)).toMatchObject({
      kind: 'error',
      title: 'big.json is too large',
      lines: ['big.json has 50.0 MB; at most 8 MB are read.'],
    })
    expect(read).not.toHaveBeenCalled()
  })

  test('is not JSON', async () => {
    const notice = await keeps(new File(['{"schema": oops}'], 'a.json'))
    expect(notice?.title).toBe('a.json cannot be opened')
    expect(notice?.lines[0]).toMatch(/^this is not JSON: line 1, column 12/)
  })

  test('has faults: each on a line, with its path', async () => {
    const document = {
      ...scenarioOf('chord-join-50'),
      seed: -1,
      actions: [{ do: 'join', node: 99, via: 15 }],
    }
    const notice = await keeps(new File([JSON.stringify(document)], 'a.json'))
    expect(notice?.lines).toEqual([
      expect.stringMatching(/^seed: expected an integer/),
      'actions[0].node: expected an identifier 0..63, got 99',
    ])
  })

  test('cannot be read', async () => {
    const folder = new File([], 'folder')
    vi.spyOn(folder, 'arrayBuffer').mockRejectedValue(new DOMException('', 'NotFoundError'))
    expect((await keeps(folder))?.title).toBe('folder cannot be read')
  })

  test.each([
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe])],
    ['binary with zeros', new Uint8Array([65, 0, 66])],
    ['empty', new Uint8Array()],
  ])('is neither a scenario nor a text: %s', async (_, bytes) => {
    const found = await keeps(new File([bytes], 'photo.png'))
    expect(found?.title).toBe('photo.png is neither a scenario nor a text')
  })

  test('is none', async () => {
    expect(await keeps()).toBeUndefined()
  })
})

test('a text opens in the lab that works on texts', async () => {
  await openFiles([new File(['to be or\nnot to be\n'], 'hamlet.txt', { type: 'text/plain' })])
  expect(opened().scenario.lab).toBe('mapreduce')
  expect(JSON.stringify(opened().scenario.config)).toContain('not to be')
})

test('of several files the first is opened, and the others are named', async () => {
  await openFiles([lookup, new File([], 'b.json'), new File([], 'c.json')])
  expect(opened().scenario.title).toBe(scenarioOf('chord-lookup-37').title)
  expect(lastNotice()).toMatchObject({
    kind: 'info',
    title: 'lookup.json is open',
    lines: ['One file is opened at a time. Not opened: b.json, c.json.'],
  })
})

test('what is exported is the branch with its interventions, and importing it gives the same scenario', async () => {
  useSession.getState().act({ do: 'crash', node: 58 })
  const exported = opened().tree.branch(opened().branch).scenario
  expect(exported.actions.at(-1)).toEqual({ do: 'crash', node: 58, at_step: 5 })
  const steps = opened().length

  let blob: Blob | undefined
  const create = vi.spyOn(URL, 'createObjectURL').mockImplementation((given) => {
    blob = given as Blob
    return 'blob:x'
  })
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    expect(this.download).toBe('join-50.json')
  })
  exportScenario()
  create.mockRestore()

  await openFiles([new File([blob as Blob], 'join-50.json')])
  expect(titles()).toEqual([])
  expect(opened().scenario).toEqual(exported)
  expect(opened().length).toBe(steps)
})

test.each([
  ['join(50)', 'join-50.json'],
  ['Größe: 3 Knoten!', 'größe-3-knoten.json'],
  ['../..', 'scenario.json'],
  ['', 'scenario.json'],
  ['x'.repeat(120), `${'x'.repeat(60)}.json`],
])('the file of %j is called %s', (title, name) => {
  expect(fileName(title)).toBe(name)
})
