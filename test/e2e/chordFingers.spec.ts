import type { Page } from '@playwright/test'
import { expect, open, test } from './support/fixtures.ts'
import { expectStep, frameOf, pressTo } from './support/ring.ts'

// A step is a jump cut here: what is asserted is what stands still.
test.use({ contextOptions: { reducedMotion: 'reduce' } })

const narration = (page: Page) => page.getByTestId('narration')
const node = (page: Page, id: number) => page.locator(`svg [data-node="${id}"]`)
const row = (page: Page, i: number) => page.locator(`[data-finger-row="${i}"]`).filter({ visible: true })
const holds = (page: Page, property: string) => page.locator(`[data-property="${property}"]`)

test('C4 (CS162 slide 29): node 80 builds its finger table entry by entry', async ({ page }) => {
  await open(page, '#/chord/chord-fingers-80/13')
  await node(page, 80).click()
  await expect(row(page, 0)).toContainText('80 + 1 = 81')
  await expect(row(page, 0).locator('[data-field="node"] b')).toHaveText('96')
  await expect(row(page, 6)).toContainText('not yet')
  await pressTo(page, 'ArrowRight', 14)
  await pressTo(page, 'ArrowRight', 15)
  await expect(narration(page)).toContainText('80 sets finger 5 to 112')
  await page.keyboard.press('End')
  await expect(row(page, 6)).toContainText('80 + 64 − 128 = 16')
  await expect(row(page, 6)).toContainText('[16, 80)')
  await expect(row(page, 6).locator('[data-field="node"] b')).toHaveText('20')
  const nodes = page.locator('[data-finger-row] [data-field="node"] b').filter({ visible: true })
  expect(await nodes.allInnerTexts()).toEqual(['20', '112', '96', '96', '96', '96', '96'])
  await expect(page.locator('[data-finger="80 20"]')).toHaveAttribute('data-tone', 'new')
  await expect(page.locator('[data-finger]')).toHaveCount(3)
})

test('the fingers can be hidden; a ring that routes by successors has none', async ({ page }) => {
  await open(page, '#/chord/chord-lookup-54')
  await node(page, 8).click()
  await expect(page.locator('[data-finger]')).toHaveCount(4)
  await page.getByRole('checkbox', { name: 'fingers' }).uncheck()
  await expect(page.locator('[data-finger]')).toHaveCount(0)
  await open(page, '#/chord/chord-lookup-37')
  await node(page, 8).click()
  await expect(page.getByRole('checkbox', { name: 'fingers' })).toHaveCount(0)
  await expect(page.locator('[data-fingers]')).toHaveCount(0)
})

test('lookup(54) goes from 8 to 42 and 51 and is answered by 56; by successors it takes all the nodes', async ({
  page,
}) => {
  await open(page, '#/chord/chord-lookup-54')
  await expect(page.locator('main')).toHaveAttribute('data-steps', '5')
  await page.keyboard.press('End')
  await expect(narration(page)).toContainText('56')
  await page.getByRole('button', { name: 'Protocol', exact: true }).click()
  await page.getByRole('combobox', { name: 'lookup', exact: true }).selectOption('by successors')
  await expect(page.locator('main')).not.toHaveAttribute('data-steps', '5')
  await expect(page.locator('[data-fingers]')).toHaveCount(0)
})

test('C5 (CS162 slide 30): a successor list is in the inspector, and changes on the highlighter', async ({
  page,
}) => {
  await open(page, '#/chord/chord-replicas-15')
  await node(page, 8).click()
  const list = page.locator('[data-inspected="8"] [data-field="successors"]')
  await expect(list).toHaveAttribute('title', 'successor list: 15, 20, 32')
  await page.keyboard.press('End')
  await expect(list).toHaveAttribute('title', 'successor list: 20, 32, 35')
})

test('the ring that falls in two stays one in the corrected protocol', async ({ page }) => {
  await open(page, '#/chord/chord-broken-two-rings')
  await page.keyboard.press('End')
  await expect(holds(page, 'AtMostOneRing')).toHaveAttribute('data-holds', 'false')
  await page.getByRole('button', { name: 'Protocol', exact: true }).click()
  await page.getByRole('combobox', { name: 'protocol', exact: true }).selectOption('corrected by Zave')
  await page.keyboard.press('Escape')
  await page.getByRole('slider', { name: /^step/i }).focus()
  await page.keyboard.press('End')
  await expect(holds(page, 'AtMostOneRing')).toHaveAttribute('data-holds', 'true')
})

test('the menu of a node has the maintenance of its variant', async ({ page }) => {
  await open(page, '#/chord/chord-fingers-80/0')
  await node(page, 45).click({ button: 'right' })
  await expect(page.getByRole('menuitem', { name: /^Reconcile/ })).toHaveCount(0)
  await page.getByRole('menuitem', { name: /^Fix fingers/ }).click()
  await expectStep(page, 1)
  await expect(narration(page)).toContainText('find_successor')
  await open(page, '#/chord/chord-broken-no-ring-corrected/4')
  await node(page, 12).click({ button: 'right' })
  await expect(page.getByRole('menuitem', { name: /^Stabilize/ })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: /^Update/ })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await open(page, '#/chord/chord-broken-no-ring/4')
  await node(page, 12).click({ button: 'right' })
  for (const name of [/^Update/, /^Reconcile/, /^Check predecessor/])
    await expect(page.getByRole('menuitem', { name })).toBeVisible()
})

test('frames with fingers are the same forward and back', async ({ page }) => {
  await open(page, '#/chord/chord-fingers-80/12')
  const frames = [await frameOf(page)]
  for (let step = 13; step <= 17; step++) {
    await pressTo(page, 'ArrowRight', step)
    frames.push(await frameOf(page))
  }
  for (let step = 16; step >= 12; step--) {
    await pressTo(page, 'ArrowLeft', step)
    expect(await frameOf(page), `back at step ${step}`).toBe(frames[step - 12])
  }
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  test('the settings hold the protocol, the state the finger table', async ({ page }) => {
    await open(page, '#/chord/chord-lookup-54/2')
    await page.getByRole('button', { name: 'State', exact: true }).click()
    await expect(row(page, 0)).toHaveCount(1)
    await page.getByRole('button', { name: 'Settings', exact: true }).click()
    await page
      .getByRole('combobox', { name: 'lookup', exact: true })
      .filter({ visible: true })
      .selectOption('by successors')
    await page.getByRole('button', { name: 'State', exact: true }).click()
    await expect(page.locator('[data-fingers]')).toHaveCount(0)
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
    expect(overflow).toBe(false)
  })
})
