import { expect, open, test } from './support/fixtures.ts'
import { expectStep } from './support/ring.ts'

test("a ring of one's own is made by the page alone: new, add, join, rename, reload", async ({ page }) => {
  await open(page, '#/chord/chord-join-50')
  await page.getByRole('button', { name: /^join\(50\)/ }).click()
  await page.getByRole('menuitem', { name: /New scenario/ }).click()
  await expect(page.getByText('The ring is empty')).toBeVisible()
  await page.getByRole('button', { name: 'Add a node' }).click()
  await page.getByLabel('Identifier').fill('10')
  await page.getByRole('form', { name: 'Add a node' }).getByRole('button').click()
  await expectStep(page, 1)
  await page.getByRole('button', { name: 'Join', exact: true }).click()
  await page.getByLabel('New node').fill('40')
  await page.getByRole('form', { name: 'Join' }).getByRole('button').click()
  await page.keyboard.press('End')
  // What is done at the end of one's own scenario makes it longer; it opens no branch.
  await expect(page.getByRole('button', { name: /[Bb]ranch/ })).toHaveCount(0)
  await expect(page.locator('svg [data-node]')).toHaveCount(2)

  await page.getByRole('button', { name: /^My ring/ }).click()
  await page.getByRole('menuitem', { name: 'Rename…' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Two nodes')
  await page.getByRole('button', { name: 'Rename' }).click()
  await expect(page.getByRole('button', { name: /^Two nodes/ })).toBeVisible()
  const steps = await page.locator('main').getAttribute('data-steps')
  await page.reload()
  await expect(page.getByRole('button', { name: /^Two nodes/ })).toBeVisible()
  await expect(page.locator('main')).toHaveAttribute('data-steps', steps as string)
})

test('a form gives way to another one at the first press, and gives the focus back on Esc', async ({
  page,
}) => {
  await open(page, '#/chord/chord-join-50/8')
  await page.getByRole('button', { name: 'Look up' }).click()
  await expect(page.getByRole('form', { name: 'Look up' })).toBeVisible()
  await page.getByRole('button', { name: 'Get', exact: true }).click()
  await expect(page.getByRole('form', { name: 'Get' })).toBeVisible()
  await expect(page.getByRole('form', { name: 'Look up' })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('form')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Get', exact: true })).toBeFocused()
})
