import type { Page } from '@playwright/test'
import { expect, open, present, ready, test } from './support/fixtures.ts'
import { asTable, expectStep, frameOf, pressTo } from './support/ring.ts'

// A step is a jump cut here: what is asserted is what stands still.
test.use({ contextOptions: { reducedMotion: 'reduce' } })

const narration = (page: Page) => page.getByTestId('narration')
const replica = (page: Page, name: string) => page.locator(`svg [data-node="${name}"]`)
const replies = (page: Page) => page.getByRole('table', { name: 'Replies' })

test('Q2 (CS162 slide 4): the put fails on N3 and returns ok with the acks of N1 and N4', async ({
  page,
}) => {
  await open(page, '#/quorum/quorum-put-k14')
  for (let step = 1; step <= 8; step++) await pressTo(page, 'ArrowRight', step)
  await expect(narration(page)).toHaveText(
    'writer has 2 of 2 acks, from N1 and N4: put(K14, V14) returns ok.',
  )
  await expect(replica(page, 'N1')).toHaveAttribute('data-value', 'V14')
  await expect(replica(page, 'N3')).toHaveAttribute('data-look', 'nil')
  await expect(replica(page, 'N4')).toHaveAttribute('data-value', 'V14')
  await expect(replica(page, 'N2')).toHaveAttribute('data-look', 'other')
  await expect(replies(page)).toContainText('refused')
  await expect(page.locator('[data-line="put.ok"]').filter({ visible: true })).toHaveAttribute(
    'aria-current',
    'step',
  )
})

test('Q3 (CS162 slide 5): each pair of replicas returns V14', async ({ page }) => {
  await open(page, '#/quorum/quorum-put-k14')
  for (const [step, answers] of [
    [13, 'N1N3'],
    [18, 'N3N4'],
    [23, 'N1N4'],
  ] as const) {
    await page.getByRole('slider', { name: /^step/i }).fill(String(step))
    await expectStep(page, step)
    await expect(narration(page)).toContainText('returns V14')
    const columns = await replies(page).locator('thead th').allInnerTexts()
    expect(columns.slice(1, -1).join('')).toBe(answers)
  }
})

test('Q3: N3 alone answers NIL, and the check says that the get is stale', async ({ page }) => {
  await open(page, '#/quorum/quorum-n3-alone-nil')
  await page.keyboard.press('End')
  await expect(narration(page)).toContainText('returns NIL')
  await expect(page.locator('[data-stale]')).toContainText('took the answer of N3 alone: NIL')
  await expect(replies(page)).toContainText('NIL, stale')
  await expect(page.locator('[data-property="FreshReads"]')).toHaveAttribute('data-holds', 'false')
  await expect(page.locator('[data-overlaps]')).toHaveAttribute('data-overlaps', 'false')
})

test('frames are the same forward, back, and by scrubbing', async ({ page }) => {
  await open(page, '#/quorum/quorum-put-at-3-get-at-3/12')
  const frames = [await frameOf(page)]
  for (let step = 13; step <= 29; step++) {
    await pressTo(page, 'ArrowRight', step)
    frames.push(await frameOf(page))
  }
  for (let step = 28; step >= 12; step--) {
    await pressTo(page, 'ArrowLeft', step)
    expect(await frameOf(page), `back at step ${step}`).toBe(frames[step - 12])
  }
  for (const step of [20, 14, 29, 16]) {
    await page.getByRole('slider', { name: /^step/i }).fill(String(step))
    await expectStep(page, step)
    expect(await frameOf(page), `scrubbed to step ${step}`).toBe(frames[step - 12])
  }
})

test('the sliders run the scenario again: with W + R > N the stale read is gone', async ({ page }) => {
  await open(page, '#/quorum/quorum-stale-read')
  await page.keyboard.press('End')
  await expect(page.locator('[data-property="FreshReads"]')).toHaveAttribute('data-holds', 'false')
  const slider = page.getByRole('slider', { name: 'R, answers per get' })
  await slider.focus()
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight')
  await expect(slider).toHaveValue('5')
  await page.getByRole('slider', { name: /^step/i }).focus()
  await page.keyboard.press('End')
  await expect(page.locator('[data-property="FreshReads"]')).toHaveAttribute('data-holds', 'true')
  await expect(page.locator('[data-overlaps]')).toContainText('1 + 5 > 5')
})

test('a cell of the table sets W and R; N takes W and R with it', async ({ page }) => {
  await open(page, '#/quorum/quorum-put-at-3-get-at-3')
  await page.getByRole('button', { name: /^W = 2, R = 3: a get misses the last put in 10%/ }).click()
  await expect(page.locator('[data-overlaps]')).toContainText('2 + 3 ≤ 5')
  await expect(page.getByText('10 of 100 pairs of sets are apart = C(3, 3) / C(5, 3) = 10%')).toBeVisible()
  await page.getByRole('slider', { name: 'N, replicas' }).fill('2')
  await expect(page.getByRole('slider', { name: 'R, answers per get' })).toHaveValue('2')
  await expect(page.locator('[data-overlaps]')).toContainText('2 + 2 > 2')
})

test('N goes and comes back: the gets ask the replicas that they asked before', async ({ page }) => {
  await open(page, '#/quorum/quorum-put-k14/23')
  const before = await frameOf(page)
  const slider = page.getByRole('slider', { name: 'N, replicas' })
  for (const n of ['1', '7', '3']) await slider.fill(n)
  await expect(page.getByRole('slider', { name: 'W, acks per put' })).toHaveValue('2')
  await expect(page.locator('main')).toHaveAttribute('data-steps', '23')
  await page.getByRole('slider', { name: /^step/i }).focus()
  await page.keyboard.press('End')
  await expectStep(page, 23)
  expect(await frameOf(page)).toBe(before)
})

test('a get of another key: all nodes are offered, and what is wrong is said in plain words', async ({
  page,
}) => {
  await open(page, '#/quorum/quorum-put-k14/8')
  await page.getByRole('button', { name: 'Get', exact: true }).click()
  const form = page.getByRole('form', { name: 'Get' })
  await expect(form.getByLabel('Client')).toHaveValue('reader')
  await expect(form.getByRole('checkbox')).toHaveCount(4)
  await form.getByRole('checkbox', { name: 'N2' }).check()
  await form.getByRole('button', { name: 'Get' }).click()
  await expect(page.getByText('N2 does not store K14; its replicas are N1, N3, N4')).toBeVisible()
  await expect(form).toBeVisible()
})

test('a write dropped by hand opens a branch, and the link brings it back', async ({ page }) => {
  await open(page, '#/quorum/quorum-put-k14/2')
  await page.locator('[data-flying]').first().click()
  await page.getByRole('menuitem', { name: /^Drop/ }).click()
  await expectStep(page, 3)
  await expect(narration(page)).toContainText('is dropped')
  await expect(page.locator('svg [data-way][data-lost]')).toHaveCount(1)
  await page.keyboard.press('End')
  await expect(narration(page)).toContainText('reader has 2 of 2 answers')
  await page.waitForFunction(
    () => location.hash.split('/')[3] === document.querySelector('main')?.dataset.step,
  )
  const here = await frameOf(page)
  await page.reload()
  await ready(page)
  expect(await frameOf(page)).toBe(here)
  await page.getByRole('button', { name: /Branch 2 of 2/ }).click()
  await page.getByRole('menuitemradio', { name: /opened/ }).click()
  await expect(page.locator('svg [data-way][data-lost]')).toHaveCount(0)
})

test('the menu of a replica crashes it and lets it refuse', async ({ page }) => {
  await open(page, '#/quorum/quorum-put-k14/8')
  await replica(page, 'N1').click({ button: 'right' })
  await page.getByRole('menuitem', { name: /^Crash/ }).click()
  await expect(replica(page, 'N1')).toHaveAttribute('data-look', 'down')
  await page.getByRole('button', { name: 'Recover', exact: true }).click()
  await expect(replica(page, 'N1')).toHaveAttribute('data-value', 'V14')
  await replica(page, 'N4').click()
  await page.getByRole('button', { name: 'Refuse next write', exact: true }).click()
  await expect(narration(page)).toContainText('N4 is going to refuse its next write')
})

test('a scenario of one’s own by the page alone: put, then get from two replicas', async ({ page }) => {
  await open(page, '#/quorum/quorum-put-k14')
  await page.getByRole('button', { name: /^put\(K14, V14\)/ }).click()
  await page.getByRole('menuitem', { name: /New scenario/ }).click()
  await expect(page.getByRole('button', { name: /^My quorum/ })).toBeVisible()
  await page.getByRole('button', { name: 'Put', exact: true }).click()
  await page.getByLabel('Value').fill('mine')
  await page.getByRole('form', { name: 'Put' }).getByRole('button', { name: 'Put' }).click()
  await page.keyboard.press('End')
  await expect(replica(page, 'N2')).toHaveAttribute('data-value', 'mine')
  await page.getByRole('button', { name: 'Get', exact: true }).click()
  await expect(page.getByRole('textbox', { name: 'Client' })).toHaveValue('reader')
  await page.getByRole('checkbox', { name: 'N2' }).check()
  await page.getByRole('checkbox', { name: 'N3' }).check()
  await page.getByRole('form', { name: 'Get' }).getByRole('button', { name: 'Get' }).click()
  await page.keyboard.press('End')
  await expect(narration(page)).toContainText('returns mine')
  await expect(page.locator('svg [data-node="reader"][data-outcome="mine"]')).toBeVisible()
})

test('the table says what the figure shows', async ({ page }) => {
  await open(page, '#/quorum/quorum-put-at-3-get-at-3/29')
  await asTable(page)
  const values = await page.locator('[data-row] [data-field="value"]').allInnerTexts()
  expect(values).toEqual(['v2', 'v2', 'v2', 'v1', 'NIL'])
  await expect(page.locator('[data-row="N2"]')).toContainText('down')
})

test('a projection shows the figure, the code and the replies', async ({ page }) => {
  await open(page, '#/quorum/quorum-put-k14/8')
  await present(page)
  await expect(replica(page, 'N4')).toBeVisible()
  await expect(replies(page)).toBeVisible()
  await expect(page.locator('[data-line="put.ok"]').filter({ visible: true })).toHaveCount(1)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  test('the figure stands over its panes, which hold sizes, code, state and checks', async ({ page }) => {
    await open(page, '#/quorum/quorum-put-k14/8')
    await expect(replica(page, 'N4')).toBeVisible()
    await expect(page.getByRole('slider', { name: 'W, acks per put' })).toBeVisible()
    await page.getByRole('button', { name: 'Code', exact: true }).click()
    await expect(page.locator('[data-line="put.ok"]').filter({ visible: true })).toHaveCount(1)
    await page.getByRole('button', { name: 'State', exact: true }).click()
    await expect(page.getByRole('button', { name: 'Put', exact: true })).toBeVisible()
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
    expect(overflow).toBe(false)
  })
})
