import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, open, present, ready, test } from './support/fixtures.ts'
import { expectStep, frameOf } from './support/ring.ts'

// What a user can do is the same in every lab, and by keyboard alone. What each lab shows is tested lab by lab.
test.use({ contextOptions: { reducedMotion: 'reduce' } })

const runs = [
  { lab: 'chord', scenario: 'chord-join-50', node: '15' },
  { lab: 'quorum', scenario: 'quorum-put-k14', node: 'N1' },
  { lab: 'mesos', scenario: 'mesos-two-frameworks', node: 'S1' },
  { lab: 'mapreduce', scenario: 'mapreduce-word-count', node: 'w1' },
] as const

const step = async (page: Page) => Number(await page.locator('main').getAttribute('data-step'))
const narration = (page: Page) => page.getByTestId('narration')

async function press(page: Page, key: string) {
  const before = await step(page)
  await page.keyboard.press(key)
  await expect(page.locator('main')).not.toHaveAttribute('data-step', String(before))
}

/** Steps forward until messages are in flight. */
async function toMessages(page: Page) {
  do await press(page, 'ArrowRight')
  while ((await page.locator('[data-flying]').count()) === 0)
}

/** Chooses an entry of the open menu by its keys. */
async function chooseInMenu(page: Page, name: RegExp) {
  const item = page.getByRole('menuitem', { name })
  await expect(item).toBeVisible()
  while (!(await item.evaluate((one) => one === document.activeElement)))
    await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
}

for (const { lab, scenario, node } of runs) {
  test.describe(lab, () => {
    test.beforeEach(async ({ page }) => {
      await open(page, `#/${lab}/${scenario}/0`)
    })

    test('steps forward and back through the same frames, and scrubs to them', async ({ page }) => {
      const frames: string[] = []
      const steps: number[] = []
      for (let i = 0; i < 8; i++) {
        frames.push(await frameOf(page))
        steps.push(await step(page))
        await press(page, 'ArrowRight')
      }
      expect(new Set(frames).size).toBe(frames.length)
      for (let i = 7; i >= 0; i--) {
        await press(page, 'ArrowLeft')
        expect(await step(page)).toBe(steps[i])
        expect(await frameOf(page)).toBe(frames[i])
      }
      await press(page, 'End')
      const track = await page.locator('[data-scrubber]').boundingBox()
      if (track === null) throw new Error('there is no scrubber')
      await page.mouse.click(track.x + 1, track.y + track.height / 2)
      await expectStep(page, 0)
      expect(await frameOf(page)).toBe(frames[0])
    })

    test('a message is dropped by keyboard; the branch is left and found again', async ({ page }) => {
      await toMessages(page)
      const here = await step(page)
      await page.locator('[data-flying]').first().focus()
      await page.keyboard.press('Enter')
      await chooseInMenu(page, /^Drop/)
      await expectStep(page, here + 1)
      await expect(narration(page)).toContainText('is dropped')
      await page.getByRole('button', { name: /^Branch 2 of 2/ }).focus()
      await page.keyboard.press('Enter')
      await page.getByRole('menuitemradio', { name: /opened/ }).focus()
      await page.keyboard.press('Enter')
      await expect(page.getByRole('button', { name: /^Branch 1 of 2/ })).toBeVisible()
      await expect(narration(page)).not.toContainText('is dropped')
    })

    test('a node is crashed by keyboard, and the run goes on to an end', async ({ page }) => {
      await press(page, 'ArrowRight')
      await press(page, 'ArrowRight')
      const figure = page.getByRole('group', { name: /Up and down choose a node/ })
      await figure.focus()
      const chosen = page.locator(`[data-inspected="${node}"]`)
      for (let tries = 0; tries < 60 && (await chosen.count()) === 0; tries++)
        await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await chooseInMenu(page, /^Crash/)
      await expect(narration(page)).toContainText('crashes')
      await page.keyboard.press('End')
      const steps = Number(await page.locator('main').getAttribute('data-steps'))
      await expectStep(page, steps)
      await expect(page.locator(`section[data-steps="${steps}"]`)).toHaveAttribute('data-branch', '1')
    })

    test('a reload and the exported file give the same frame', async ({ page }) => {
      await toMessages(page)
      await page.locator('[data-flying]').first().focus()
      await page.keyboard.press('Enter')
      await chooseInMenu(page, /^Delay/)
      await press(page, 'ArrowRight')
      const frame = await frameOf(page)
      const here = await step(page)
      const title = await narration(page).innerText()
      await page.waitForFunction(
        () => location.hash.split('/')[3] === document.querySelector('main')?.dataset.step,
      )
      await page.reload()
      await ready(page)
      await expectStep(page, here)
      expect(await frameOf(page)).toBe(frame)

      const download = page.waitForEvent('download')
      await page.getByRole('button', { name: 'More' }).click()
      await page.getByRole('menuitem', { name: 'Export this scenario' }).click()
      const file = await (await download).path()
      await page.locator('input[type="file"]').setInputFiles({
        name: 'exported.json',
        mimeType: 'application/json',
        buffer: await readFile(file),
      })
      await expect(page.getByText('edited')).toBeVisible()
      await expectStep(page, 0)
      while ((await step(page)) < here) await press(page, '>')
      expect(await narration(page).innerText()).toBe(title)
    })

    test('presents: narration, figure, code and the way on', async ({ page }) => {
      await press(page, 'ArrowRight')
      await press(page, 'ArrowRight')
      await present(page)
      await expect(narration(page)).toBeVisible()
      await expect(page.getByRole('region', { name: 'Pseudo-code' })).toBeVisible()
      await expect(page.getByRole('region', { name: 'Properties' })).toHaveCount(0)
      await press(page, 'ArrowRight')
      await page.keyboard.press('Escape')
      await expect(page.locator('[data-mode="presenter"]')).toHaveCount(0)
    })

    test('on a phone: panes under the figure, touch steps, nothing wider than the page', async ({ page }) => {
      await page.setViewportSize({ width: 390, height: 844 })
      await page.getByRole('button', { name: 'Step forward' }).click()
      await expect(page.locator('main')).not.toHaveAttribute('data-step', '0')
      const tabs = page.getByRole('group', { name: 'Panes' }).getByRole('button')
      expect(await tabs.count()).toBeGreaterThanOrEqual(4)
      const panes = page
        .getByRole('complementary', { name: 'Code, state and checks' })
        .locator('> div:visible')
      const seen = new Set<string>()
      for (const tab of await tabs.all()) {
        await tab.click()
        await expect(tab).toHaveAttribute('aria-pressed', 'true')
        // The row of tabs, and the one pane that is chosen.
        await expect(panes).toHaveCount(2)
        seen.add(await panes.last().innerText())
      }
      expect(seen.size).toBe(await tabs.count())
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    })
  })
}
