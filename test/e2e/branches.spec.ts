import { expect, open, ready, test } from './support/fixtures.ts'
import { asTable, expectStep, frameOf, pointersOf } from './support/ring.ts'

test.use({ contextOptions: { reducedMotion: 'reduce' } })

test('notify(50) dropped in flight: 58 keeps pred 44, a second stabilize repairs it, the first branch stays', async ({
  page,
}) => {
  await open(page, '#/chord/chord-join-50/10')
  const before = await frameOf(page)
  await page.locator('svg [data-message]').locator('rect').last().click()
  await page.getByRole('menuitem', { name: /^Drop/ }).click()
  await expectStep(page, 11)
  await expect(page.getByTestId('narration')).toContainText('is dropped')
  await page.keyboard.press('End')
  await asTable(page)
  expect(await pointersOf(page, 58)).toEqual({ succ: 4, pred: 44 })
  await expect(page.locator('[data-property="Ideal"]')).toHaveAttribute('data-holds', 'false')

  await asTable(page, false)
  await page.locator('svg [data-node="50"]').click()
  await page.getByRole('button', { name: 'Stabilize', exact: true }).click()
  await page.keyboard.press('End')
  await asTable(page)
  expect(await pointersOf(page, 58)).toEqual({ succ: 4, pred: 50 })

  // Reload shows the same frame of the same branch; the trunk is still there to go back to.
  await asTable(page, false)
  const here = await frameOf(page)
  await page.waitForFunction(
    () => location.hash.split('/')[3] === document.querySelector('main')?.dataset.step,
  )
  await page.reload()
  await ready(page)
  await page.locator('svg [data-node="50"]').click()
  expect(await frameOf(page)).toBe(here)
  await page.getByRole('button', { name: /Branch 3 of 3/ }).click()
  await page.getByRole('menuitemradio', { name: /opened/ }).click()
  await page.keyboard.press('End')
  await asTable(page)
  expect(await pointersOf(page, 58)).toEqual({ succ: 4, pred: 50 })
  await expect(page.locator('[data-property="Ideal"]')).toHaveAttribute('data-holds', 'true')
  expect(before).not.toBe(here)
})

for (const [name, expected] of [
  ['Deliver now', 'changes its predecessor'],
  ['Duplicate', 'is doubled'],
  ['Delay by 100 ms', 'is delayed'],
] as const) {
  test(`a message in flight can be met with "${name}", by keyboard alone`, async ({ page }) => {
    await open(page, '#/chord/chord-join-50/10')
    await page.locator('[data-flying]').focus()
    await page.keyboard.press('Enter')
    const item = page.getByRole('menuitem', { name: new RegExp(`^${name}`) })
    await expect(item).toBeVisible()
    while (!(await item.evaluate((one) => one === document.activeElement)))
      await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expectStep(page, 11)
    await expect(page.getByTestId('narration')).toContainText(expected)
  })
}

test('the menu of a node crashes it; it is crossed out, and recovers', async ({ page }) => {
  await open(page, '#/chord/chord-join-50/16')
  await page.locator('svg [data-node="15"]').click({ button: 'right' })
  await page.getByRole('menuitem', { name: /^Crash/ }).click()
  await expect(page.locator('svg [data-node="15"]')).toHaveAttribute('data-standing', 'down')
  await expect(page.locator('[data-property="AtLeastOneRing"]')).toHaveAttribute('data-holds', 'false')
  await page.locator('[data-inspected="15"]').getByRole('button', { name: 'Recover' }).click()
  await expect(page.locator('svg [data-node="15"]')).toHaveAttribute('data-standing', 'member')
  await expect(page.locator('[data-property="Ideal"]')).toHaveAttribute('data-holds', 'true')
})

test('Join, Look up and Put by hand open branches', async ({ page }) => {
  await open(page, '#/chord/chord-key-mapping')
  await page.getByRole('button', { name: 'Put', exact: true }).click()
  const put = page.getByRole('form', { name: 'Put' })
  await put.getByLabel('Key').fill('40')
  await put.getByLabel('Value').fill('forty')
  await put.getByLabel('Start at').selectOption('8')
  await put.getByRole('button', { name: 'Put' }).click()
  await expectStep(page, 1)
  await expect(page.locator('[data-flying]')).toContainText('put(40)')

  await page.keyboard.press('End')
  await page.getByRole('button', { name: 'Look up', exact: true }).click()
  const lookup = page.getByRole('form', { name: 'Look up' })
  await lookup.getByLabel('Key').fill('40')
  await lookup.getByRole('button', { name: 'Look up', exact: true }).click()
  await page.keyboard.press('End')
  await expect(page.getByTestId('narration')).toContainText('44 is responsible for 40')
  await page.locator('svg [data-node="44"]').click()
  await expect(page.locator('[data-inspected="44"]')).toContainText('40')

  await page.getByRole('button', { name: 'Join', exact: true }).click()
  const join = page.getByRole('form', { name: 'Join' })
  await join.getByLabel('New node').fill('50')
  await join.getByRole('button', { name: 'Join', exact: true }).click()
  await expect(page.locator('svg [data-node="50"]')).toHaveAttribute('data-standing', 'joining')
})

test('an action that is not possible is refused with its reason and changes nothing', async ({ page }) => {
  await open(page, '#/chord/chord-join-50/16')
  const before = await frameOf(page)
  await page.getByRole('button', { name: 'Join', exact: true }).click()
  const join = page.getByRole('form', { name: 'Join' })
  await join.getByLabel('New node').fill('15')
  await join.getByRole('button', { name: 'Join', exact: true }).click()
  await expect(page.getByText('15 is in the ring already. Choose another identifier.')).toBeVisible()
  await expectStep(page, 16)
  await page.keyboard.press('Escape')
  expect(await frameOf(page)).toBe(before)
})

test('a node that leaves says goodbye, goes, and can join again', async ({ page }) => {
  await open(page, '#/chord/chord-join-50/16')
  await page.locator('svg [data-node="15"]').click()
  await page.getByRole('button', { name: 'Leave', exact: true }).click()
  await expect(page.locator('svg [data-node="15"]')).toHaveAttribute('data-standing', 'left')
  await page.keyboard.press('End')
  await expect(page.getByTestId('narration')).toContainText('8 changes its successor from 15 to 20')
  await expect(page.locator('[data-property="Ideal"]')).toHaveAttribute('data-holds', 'true')
  await page.getByRole('button', { name: 'Join', exact: true }).click()
  const join = page.getByRole('form', { name: 'Join' })
  await join.getByLabel('New node').fill('15')
  await join.getByRole('button', { name: 'Join', exact: true }).click()
  await expect(page.locator('svg [data-node="15"]')).toHaveAttribute('data-standing', 'joining')
})
