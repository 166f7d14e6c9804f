import { expect, open, ready, test } from './support/fixtures.ts'
import { expectStep } from './support/ring.ts'

test('the home page shows every lab with a picture from a run of it', async ({ page }) => {
  await open(page, '')
  const labs = page.locator('[data-lab-card]')
  await expect(labs).toHaveCount(4)
  for (const lab of await labs.all()) {
    await expect(lab.locator('svg').first().locator('g, path, rect, circle').first()).toBeAttached()
  }
  await expect(
    page.getByRole('img', { name: /machines of the runs above, [1-9]\d* of them down/ }),
  ).toBeVisible()
})

test('Start opens join(50); the brand leads home, and Back to the step that was left', async ({ page }) => {
  await open(page, '')
  await page.getByRole('link', { name: /Start/ }).click()
  await ready(page)
  await expect(page.locator('main')).toHaveAttribute('data-lab', 'chord')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expectStep(page, 2)
  await expect(page).toHaveURL(/chord-join-50\/2$/)
  await page.getByRole('link', { name: 'Clusterscope' }).click()
  await expect(page.locator('main[data-home]')).toBeVisible()
  // The keys of the page step nothing that cannot be seen.
  await page.keyboard.press('ArrowRight')
  await page.goBack()
  await expectStep(page, 2)
})

test('a card opens its lab by keyboard, and so does the header', async ({ page }) => {
  await open(page, '')
  await page.locator('[data-lab-card="mesos"]').focus()
  await page.keyboard.press('Enter')
  await expect(page.locator('main')).toHaveAttribute('data-lab', 'mesos')
  await page.getByRole('navigation', { name: 'Labs' }).getByRole('link', { name: 'Quorum' }).click()
  await expect(page.locator('main')).toHaveAttribute('data-lab', 'quorum')
})
