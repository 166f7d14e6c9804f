import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { pack } from '../../src/store/pack.ts'
import { expect, open, test } from './support/fixtures.ts'
import { expectStep, frameOf } from './support/ring.ts'

test.use({ contextOptions: { reducedMotion: 'reduce' } })

const fiveMistakes = {
  schema: 'clusterscope/1',
  lab: 'chord',
  title: 'Five mistakes',
  colour: 'red',
  config: { bits: 6, nodes: [4, 8, 70] },
  actions: [
    { do: 'join', node: 50, via: 4 },
    { do: 'jump', node: 4 },
    { do: 'stabilize' },
    { do: 'lookup', from: 8, key: 99 },
  ],
}

const fiveLines = [
  'colour: is not a field that is known here',
  'config.nodes[2]: expected an identifier 0..63, got 70',
  'actions[1].do: expected',
  'actions[2].node: expected an identifier, or "all", got nothing',
  'actions[3].key: expected an identifier 0..63, got 99',
]

/** Gives the page a file as a person's file dialog would. */
async function choose(page: Page, name: string, content: Buffer | string) {
  await page.locator('input[type="file"]').setInputFiles({
    name,
    mimeType: 'application/json',
    buffer: typeof content === 'string' ? Buffer.from(content) : content,
  })
}

/** Drops a file on the page. */
async function drop(page: Page, name: string, content: string) {
  const transfer = await page.evaluateHandle(
    ([file, text]) => {
      const data = new DataTransfer()
      data.items.add(new File([text as string], file as string, { type: 'application/json' }))
      return data
    },
    [name, content],
  )
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer })
  await expect(page.getByText('Drop a scenario, or a text to count its words')).toBeVisible()
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer })
}

test('a file with five mistakes is refused with five lines that name them; the page keeps what it had', async ({
  page,
}) => {
  await open(page, '#/chord/chord-join-50/10')
  const before = await frameOf(page)
  await drop(page, 'mistakes.json', JSON.stringify(fiveMistakes))
  for (const line of fiveLines) await expect(page.getByText(line)).toBeVisible()
  await expectStep(page, 10)
  expect(await frameOf(page)).toBe(before)
})

test('a file of 50 MB is refused by its size, without being read', async ({ page }) => {
  await open(page, '#/chord/chord-join-50/10')
  const before = await frameOf(page)
  // Playwright hands over at most 50 MB in memory; the page does the rest of the work itself.
  await page.evaluate(() => {
    const data = new DataTransfer()
    data.items.add(new File([new Uint8Array(50_000_000)], 'big.json', { type: 'application/json' }))
    document.body.dispatchEvent(
      new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
    )
  })
  await expect(page.getByText(/big\.json.*50\.0 MB/)).toBeVisible()
  expect(await frameOf(page)).toBe(before)
})

test('a file that is not JSON is refused with the place of the mistake', async ({ page }) => {
  await open(page, '#/chord/chord-join-50/3')
  await choose(page, 'broken.json', '{\n  "schema": clusterscope\n}')
  await expect(page.getByText(/line 2, column 13/)).toBeVisible()
  await expectStep(page, 3)
})

test('export, then import: the same run, with everything done by hand', async ({
  page,
  browser,
  baseURL,
}) => {
  await open(page, '#/chord/chord-join-50/10')
  await page.locator('[data-flying]').click()
  await page.getByRole('menuitem', { name: /^Drop/ }).click()
  await expectStep(page, 11)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: /^Export/ }).click()
  const exported = await readFile(await (await download).path(), 'utf8')
  const other = await browser.newPage({ baseURL, reducedMotion: 'reduce' })
  await open(other, '#/chord/chord-lookup-37')
  await choose(other, 'branch.json', exported)
  await expect(other.locator('main')).toHaveAttribute('data-steps', '15')
  for (let step = 0; step < 11; step++) await other.keyboard.press('ArrowRight')
  await expectStep(other, 11)
  expect(await other.getByTestId('narration').innerText()).toBe(
    await page.getByTestId('narration').innerText(),
  )
  const again = other.waitForEvent('download')
  await other.getByRole('button', { name: 'More', exact: true }).click()
  await other.getByRole('menuitem', { name: /^Export/ }).click()
  expect(await readFile(await (await again).path(), 'utf8')).toBe(exported)
  await other.close()
})

/** The address of a run with a branch: it holds compressed parts. */
async function linkWithBranch(page: Page): Promise<string> {
  await open(page, '#/chord/chord-join-50/10')
  await page.locator('[data-flying]').click()
  await page.getByRole('menuitem', { name: /^Drop/ }).click()
  await expectStep(page, 11)
  await page.waitForFunction(() => location.hash.split('/').length === 5)
  return page.evaluate(() => location.hash)
}

test('a link opens the same frame in another browser', async ({ page, browser, baseURL }) => {
  const link = await linkWithBranch(page)
  const other = await (await browser.newContext({ baseURL, reducedMotion: 'reduce' })).newPage()
  await open(other, link)
  await expectStep(other, 11)
  expect(await frameOf(other)).toBe(await frameOf(page))
  await other.close()
})

for (const [name, spoil, words] of [
  ['truncated', (link: string) => link.slice(0, -9), /cut off|not complete|damaged/i],
  [
    'garbled',
    (link: string) => `${link.slice(0, -12)}AAAAAAAAAAAA`,
    /cut off|not complete|damaged|cannot be read/i,
  ],
] as const) {
  test(`a ${name} link is refused politely and the page keeps what it had`, async ({ page }) => {
    const link = await linkWithBranch(page)
    const before = await frameOf(page)
    await page.evaluate((hash) => {
      location.hash = hash
    }, spoil(link))
    await expect(page.getByText(words).first()).toBeVisible()
    expect(await frameOf(page)).toBe(before)
    await expect.poll(() => page.evaluate(() => location.hash)).toBe(link)
  })
}

test('a link from a newer version is refused politely and the page keeps what it had', async ({ page }) => {
  await open(page, '#/chord/chord-join-50/10')
  const before = await frameOf(page)
  const newer = `#/chord/chord-join-50/3/${pack({ v: 2, branches: [], current: 0 })}`
  await page.evaluate((hash) => {
    location.hash = hash
  }, newer)
  await expect(page.getByText('This link was made by a newer version of Clusterscope')).toBeVisible()
  expect(await frameOf(page)).toBe(before)
  await expectStep(page, 10)
})

test('a step that does not exist is said, and the last one is shown', async ({ page }) => {
  await open(page, '#/chord/chord-join-50/40')
  await expect(page.getByText('Step 40 of this link does not exist')).toBeVisible()
  await expectStep(page, 16)
  await page.getByRole('button', { name: 'Go to start' }).click()
  await expectStep(page, 0)
})

test('an unknown scenario is said, and the first one opens', async ({ page }) => {
  await open(page, '#/chord/no-such-scenario/3')
  await expect(page.locator('main')).toHaveAttribute('data-lab', 'chord')
  await expect(page.getByText('There is no scenario no-such-scenario')).toBeVisible()
})

test('an unknown lab is said, and the home page opens', async ({ page }) => {
  await open(page, '#/paxos/prepare')
  await expect(page.getByRole('heading', { level: 1, name: /Watch a cluster decide/ })).toBeVisible()
  await expect(page.getByText('There is no lab paxos')).toBeVisible()
})

test('the scenario can be changed by its parameters, and Back returns to it with its branches', async ({
  page,
}) => {
  const link = await linkWithBranch(page)
  await page.getByRole('button', { name: 'increase seed' }).click()
  await expect(page.getByText('edited')).toBeVisible()
  await page.goBack()
  await expect.poll(() => page.evaluate(() => location.hash)).toBe(link)
  await expect(page.getByRole('button', { name: /Branch 2 of 2/ })).toBeVisible()
  // Fewer bits would not hold the identifiers.
  await expect(page.getByRole('button', { name: 'decrease m' })).toBeDisabled()
})
