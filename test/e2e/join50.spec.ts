import { execFileSync } from 'node:child_process'
import { expect, open, test } from './support/fixtures.ts'
import { asTable, expectStep, frameOf, pointersOf, pressTo } from './support/ring.ts'

// A step is a jump cut here: what is asserted is what stands still.
test.use({ contextOptions: { reducedMotion: 'reduce' } })

/** Table C3: after which step each slide's picture stands, and the pointers on it. */
const slides = [
  { slide: '15', step: 1, at50: [null, null], at58: [4, 44], at44: [58, 35] },
  { slide: '16', step: 7, at50: [58, null], at58: [4, 44], at44: [58, 35] },
  { slide: '17-18', step: 10, at50: [58, null], at58: [4, 44], at44: [58, 35] },
  { slide: '20-21', step: 11, at50: [58, null], at58: [4, 50], at44: [58, 35] },
  { slide: '22', step: 14, at50: [58, null], at58: [4, 50], at44: [58, 35] },
  { slide: '23-25', step: 15, at50: [58, null], at58: [4, 50], at44: [50, 35] },
  { slide: '26-28', step: 16, at50: [58, 44], at58: [4, 50], at44: [50, 35] },
] as const

test('C3 (CS162 slides 15-28): the arrow key steps through the pointers of every slide', async ({ page }) => {
  await open(page, '#/chord/chord-join-50')
  await asTable(page)
  let at = 0
  for (const { slide, step, at50, at58, at44 } of slides) {
    while (at < step) await pressTo(page, 'ArrowRight', ++at)
    const expected = [at50, at58, at44].map(([succ, pred]) => ({ succ, pred }))
    const shown = [await pointersOf(page, 50), await pointersOf(page, 58), await pointersOf(page, 44)]
    expect(shown, `slide ${slide}`).toEqual(expected)
  }
  await expect(page.locator('[data-property="Ideal"]')).toHaveAttribute('data-holds', 'true')
})

test('C3: the change on arrival is marked by more than colour, on figure, card and inspector', async ({
  page,
}) => {
  await open(page, '#/chord/chord-join-50/10')
  await expect(page.getByTestId('narration')).toHaveText(
    '50 sends notify(50) to its successor 58. When it arrives, 58 changes its predecessor from 44 to 50.',
  )
  await expect(page.locator('[data-pointer="predecessor 58 50"]')).toHaveAttribute('data-tone', 'new')
  await expect(page.locator('[data-pointer="predecessor 58 44"]')).toHaveAttribute('data-tone', 'old')
  await expect(page.locator('[data-card="58"] [data-field="predecessor"] s')).toHaveText('44')
  await expect(page.locator('[data-inspected="58"]')).toContainText('on arrival')
  await expect(page.locator('[data-line="stabilize.notify"]')).toHaveAttribute('aria-current', 'step')
  await expect(page.locator('[data-line="stabilize.if"]')).toContainText('44 ∈ (50, 58)? no')
})

test('frames are the same whichever way they are reached: forward, back, and by scrubbing', async ({
  page,
}) => {
  await open(page, '#/chord/chord-join-50')
  const frames = [await frameOf(page)]
  for (let step = 1; step <= 16; step++) {
    await pressTo(page, 'ArrowRight', step)
    frames.push(await frameOf(page))
  }
  expect(new Set(frames).size, 'every step shows something of its own').toBe(17)
  for (let step = 15; step >= 0; step--) {
    await pressTo(page, 'ArrowLeft', step)
    expect(await frameOf(page), `back at step ${step}`).toBe(frames[step])
  }
  const scrubber = page.getByRole('slider', { name: /step/i })
  for (const step of [9, 3, 16, 0, 12, 11, 13, 1]) {
    await scrubber.fill(String(step))
    await expectStep(page, step)
    expect(await frameOf(page), `scrubbed to step ${step}`).toBe(frames[step])
  }
})

test('with motion, a step ends in the same frame as without', async ({ page, browser, baseURL }) => {
  await open(page, '#/chord/chord-join-50/10')
  const still = await frameOf(page)
  const moving = await browser.newPage({ baseURL, reducedMotion: 'no-preference' })
  await open(moving, '#/chord/chord-join-50/9')
  await moving.keyboard.press('ArrowRight')
  await expectStep(moving, 10)
  await expect.poll(() => frameOf(moving)).toBe(still)
  await moving.close()
})

test('a key press during motion lands at once and takes the next step', async ({ browser, baseURL }) => {
  const page = await browser.newPage({ baseURL, reducedMotion: 'no-preference' })
  await open(page, '#/chord/chord-join-50')
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight')
  await expectStep(page, 5)
  await page.close()
})

test('the trace hash in Chromium is the one that the command line prints', async ({ page }) => {
  const printed = execFileSync('node', [
    '--import',
    'tsx',
    'src/cli/main.ts',
    'run',
    'public/scenarios/chord-join-50.json',
  ])
  const { hash } = JSON.parse(printed.toString()) as { hash: string }
  await open(page, '#/chord/chord-join-50')
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'About this run' }).click()
  await expect(page.getByRole('dialog')).toContainText(hash)
})

test('C1 (CS162 slide 13): lookup(37) from 4 goes 4→8→15→20→32→35→44', async ({ page }) => {
  await open(page, '#/chord/chord-lookup-37')
  const visited = [4]
  for (let step = 1; step <= 6; step++) {
    await pressTo(page, 'ArrowRight', step)
    const label = await page.locator('[data-flying]').getAttribute('aria-label')
    visited.push(Number(/to (\d+):/.exec(label ?? '')?.[1]))
  }
  expect(visited).toEqual([4, 8, 15, 20, 32, 35, 44])
  await page.keyboard.press('End')
  await expect(page.getByTestId('narration')).toContainText('4 learns that 44 is responsible for 37')
})

test('D3 (CS162 slide 10): the ring shows which keys each node owns, and key 14 on 15', async ({ page }) => {
  await open(page, '#/chord/chord-key-mapping')
  await asTable(page)
  const owns = async (node: number) => page.locator(`[data-row="${node}"] td`).nth(3).innerText()
  expect(await Promise.all([8, 15, 20, 4].map(owns))).toEqual(['5 to 8', '9 to 15', '16 to 20', '59 to 4'])
  await expect(page.locator('[data-row="15"] td').nth(4)).toHaveText('14')
})
