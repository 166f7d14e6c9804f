import { expect, open, test } from './support/fixtures.ts'

test.use({ contextOptions: { reducedMotion: 'no-preference' } })

test('with motion, stepping shows nothing of the routine that it passes over', async ({ page }) => {
  await open(page, '#/mesos/mesos-blue-file/16')
  await page.evaluate(() => {
    const main = document.querySelector('main') as HTMLElement
    const seen = new Set<string>()
    const note = () => seen.add(main.dataset.step ?? '')
    new MutationObserver(note).observe(main, { attributes: true })
    Object.assign(window, { stepsSeen: seen })
  })
  const stops: string[] = []
  for (let i = 0; i < 8; i++) {
    const before = await page.locator('main').getAttribute('data-step')
    await page.keyboard.press('ArrowRight')
    await expect(page.locator('main')).not.toHaveAttribute('data-step', before as string)
    stops.push((await page.locator('main').getAttribute('data-step')) as string)
  }
  // Routine lies between the stops, and none of it was on screen.
  expect(Number(stops.at(-1)) - 16).toBeGreaterThan(8)
  const seen = await page.evaluate(() => [...(window as unknown as { stepsSeen: Set<string> }).stepsSeen])
  expect(seen).toEqual(stops)
})
