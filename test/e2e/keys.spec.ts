import { expect, open, present, test } from './support/fixtures.ts'
import { expectStep, pressTo } from './support/ring.ts'

test.use({ contextOptions: { reducedMotion: 'reduce' } })

test('the keys step, jump and go to both ends', async ({ page }) => {
  await open(page, '#/chord/chord-join-50')
  await pressTo(page, 'ArrowRight', 1)
  await pressTo(page, '.', 2)
  await pressTo(page, 'PageDown', 3)
  await pressTo(page, 'PageUp', 2)
  await pressTo(page, ']', 7)
  await pressTo(page, ']', 11)
  await pressTo(page, '[', 7)
  await pressTo(page, 'End', 16)
  await pressTo(page, 'Home', 0)
})

test('space plays to the end and pauses', async ({ page }) => {
  await open(page, '#/chord/chord-join-50/14')
  await page.keyboard.press('Space')
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
  await expectStep(page, 16)
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible()
})

test('no key of the page fires while typing in a field', async ({ page }) => {
  await open(page, '#/chord/chord-join-50/5')
  await page.getByRole('button', { name: 'Put', exact: true }).click()
  await page.getByLabel('Value').fill('')
  await page.getByLabel('Value').pressSequentially('p./[] f')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Home')
  await expect(page.getByLabel('Value')).toHaveValue('p./[] f')
  await expectStep(page, 5)
  await expect(page.locator('[data-mode="presenter"]')).toHaveCount(0)
})

test('P presents: narration, figure, code and the way on; Esc leaves', async ({ page }) => {
  await page.setViewportSize({ width: 1920, height: 1080 })
  await open(page, '#/chord/chord-join-50/10')
  await present(page)
  await expect(page.getByRole('navigation', { name: 'Labs' })).toHaveCount(0)
  await expect(page.getByTestId('narration')).toBeVisible()
  await expect(page.getByText('next: 58 adopts 50')).toBeVisible()
  await pressTo(page, 'PageDown', 11)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('navigation', { name: 'Labs' })).toBeVisible()
})

test('the palette finds commands, scenarios and steps', async ({ page }) => {
  await open(page, '#/chord/chord-join-50')
  await page.keyboard.press('/')
  await page.getByRole('combobox').fill('12')
  await page.keyboard.press('Enter')
  await expectStep(page, 12)
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('lookup(37)')
  await page.keyboard.press('Enter')
  await expect(page.locator('main')).toHaveAttribute('data-steps', '8')
})

test('the ring is one tab stop: up and down choose a node, Enter opens its menu', async ({ page }) => {
  await open(page, '#/chord/chord-join-50/16')
  await page.getByRole('group', { name: /^Ring of 9 nodes/ }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.locator('[data-inspected]')).toHaveAttribute('data-inspected', '58')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: /^Crash/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await expectStep(page, 16)
})

test('a code line leads to the next step that runs it, a property to where it broke', async ({ page }) => {
  await open(page, '#/chord/chord-join-50/10')
  await page.locator('[data-line="stabilize.ask"]').click()
  await expectStep(page, 13)
  await page.keyboard.press('Home')
  await page.locator('[data-property="Ideal"]').click()
  await expectStep(page, 1)
  await page.locator('[data-property="Ideal"]').click()
  await expectStep(page, 16)
})

test('a message is marked on figure and space-time diagram together', async ({ page }) => {
  await open(page, '#/chord/chord-join-50/10')
  await page.locator('[data-flying]').hover()
  const id = await page.locator('[data-flying]').getAttribute('data-flying')
  await expect(page.locator(`[data-message="${id}"][data-highlighted]`).first()).toBeVisible()
})

test('a long press on a node opens its menu, which stays when the finger lifts', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({
    baseURL,
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  await open(page, '#/chord/chord-join-50/16')
  const box = await page.locator('svg [data-node="20"]').boundingBox()
  if (box === null) throw new Error('Node 20 is not drawn')
  const finger = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const touch = await context.newCDPSession(page)
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [finger] })
  const crash = page.getByRole('menuitem', { name: /^Crash/ })
  await expect(crash).toBeVisible()
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await crash.tap()
  await expect(page.locator('svg [data-node="20"]')).toHaveAttribute('data-standing', 'down')
  await context.close()
})

test('on a phone: panes under the ring, touch steps', async ({ browser, baseURL }) => {
  const context = await browser.newContext({
    baseURL,
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  await open(page, '#/chord/chord-join-50/10')
  await page.getByRole('button', { name: 'Step forward' }).tap()
  await expectStep(page, 11)
  await page.getByRole('button', { name: 'Checks' }).tap()
  await expect(page.locator('[data-property="Ideal"]')).toBeVisible()
  await page.getByRole('button', { name: 'State' }).tap()
  await expect(page.getByRole('button', { name: 'Join', exact: true })).toBeVisible()
  const wide = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(wide).toBeLessThanOrEqual(390)
  await context.close()
})
