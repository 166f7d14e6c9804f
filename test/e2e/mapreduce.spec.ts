import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, open, prefer, present, ready, test } from './support/fixtures.ts'
import { expectStep, frameOf, pressTo } from './support/ring.ts'

// A step is a jump cut here: what is asserted is what stands still.
test.use({ contextOptions: { reducedMotion: 'reduce' } })

const stepOf = async (page: Page) => Number(await page.locator('main').getAttribute('data-step'))
const narration = (page: Page) => page.getByTestId('narration')
const output = (page: Page, part: number) => page.locator(`[data-output="${part}"]`)
const node = (page: Page, name: string) => page.locator(`svg [data-node="${name}"][data-standing]`).first()

/** Steps with the arrow key until the narration says `words`. */
async function stepUntil(page: Page, words: string | RegExp) {
  for (let presses = 0; presses < 150; presses++) {
    const text = await narration(page).innerText()
    if (typeof words === 'string' ? text.includes(words) : words.test(text)) return
    const before = await stepOf(page)
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => stepOf(page)).toBeGreaterThan(before)
  }
  throw new Error(`No step says ${words}`)
}

test('R6: the arrow key goes through submit, schedule, read, local write, remote read and write', async ({
  page,
}) => {
  await open(page, '#/mapreduce/mapreduce-word-count/0')
  await expect(page.locator('[data-split="0"]')).toHaveAttribute('data-stored', 'false')
  await stepUntil(page, 'stores blk_1')
  await expect(page.locator('[data-split="0"]')).toHaveAttribute('data-stored', 'true')
  await expect(page.locator('[data-replica="0 w1"]')).toHaveAttribute('data-stored', 'true')
  await expect(page.locator('[data-replica="0 w2"]')).toHaveAttribute('data-stored', 'false')
  await stepUntil(page, 'submits the job')
  await stepUntil(page, 'starts m0')
  await expect(page.locator('[data-task="m0"]')).toHaveAttribute('data-standing', 'running')
  await stepUntil(page, /maps its split to 6 pairs/)
  await expect(page.locator('[data-partition="1 1"]')).toHaveText('not1or1')
  await stepUntil(page, 'every map')
  await stepUntil(page, 'adds not 2')
  await expect(page.locator('[data-task="r1"] [data-word="not"] [data-fresh]')).toHaveText('+ 2')
  await stepUntil(page, 'sorts and reduces')
  await stepUntil(page, 'learns that the job is done')
  await expect(output(page, 0)).toHaveText('part 0a3be4is4it2')
  await expect(output(page, 1)).toHaveText('part 1let2not3or1')
  await expect(output(page, 2)).toHaveText('part 2rose3to2what1')
  for (const name of ['EachSplitCountedOnce', 'CountsAddUp', 'OutputIsDirectCount']) {
    await expect(page.locator(`[data-property="${name}"]`)).toHaveAttribute('data-holds', 'true')
  }
})

test('frames are the same whichever way they are reached: forward, back, and by scrubbing', async ({
  page,
}) => {
  await open(page, '#/mapreduce/mapreduce-word-count/115')
  await page.locator('[data-node="w2"]').first().click()
  const frames = new Map<number, string>()
  const stops: number[] = []
  for (let i = 0; i < 10; i++) {
    stops.push(await stepOf(page))
    frames.set(stops[i] as number, await frameOf(page))
    const before = stops[i] as number
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => stepOf(page)).toBeGreaterThan(before)
  }
  for (const step of [...stops].reverse()) {
    await pressTo(page, 'ArrowLeft', step)
    expect(await frameOf(page), `back at step ${step}`).toBe(frames.get(step))
  }
  const scrubber = page.getByRole('slider', { name: /step/i })
  for (const step of [stops[7], stops[2], stops[5]] as number[]) {
    await scrubber.fill(String(step))
    await expectStep(page, step)
    expect(await frameOf(page), `scrubbed to step ${step}`).toBe(frames.get(step))
  }
})

test('R4: w3 fails, its map runs again elsewhere, and the output is the same', async ({ page }) => {
  await open(page, '#/mapreduce/mapreduce-worker-fails/0')
  await stepUntil(page, 'It stops answering')
  await expect(page.locator('[data-worker="w3"]')).toContainText('crashed')
  await expect(node(page, 'w3')).toHaveAttribute('data-standing', 'down')
  await stepUntil(page, 'gives up w3')
  await expect(page.locator('[data-worker="w3"]')).toContainText('failed')
  await expect(page.locator('[data-task="m2"]')).toContainText('w3 ✕')
  await expect(page.locator('[data-task="m2"]')).toContainText('now w4')
  await expect(page.locator('[data-bar][data-tone="again"]')).toHaveCount(1)
  await page.keyboard.press('End')
  await expect(output(page, 0)).toHaveText('part 0a3be4is4it2')
})

test('a backup runs beside the slow map, and wins', async ({ page }) => {
  await open(page, '#/mapreduce/mapreduce-slow-worker/0')
  await stepUntil(page, 'gives a backup of m3')
  await expect(page.locator('[data-task="m3"]')).toContainText('backup w5')
  await expect(page.locator('[data-worker="w4"]')).toContainText('m3 mapping, slow')
  await stepUntil(page, 'stops m3.0')
  await expect(page.locator('[data-task="m3"]')).toContainText('w5')
})

test('R1 and R2: c has 2, 3, 6, 8, and with the combiner 2, 8, 9', async ({ page }) => {
  await open(page, '#/mapreduce/mapreduce-pairs/0')
  await page.keyboard.press('End')
  await expect(page.locator('[data-word="c"]')).toHaveText('c2, 3, 6, 819')
  await page.getByRole('switch', { name: /combiner/ }).click()
  await page.keyboard.press('End')
  await expect(page.locator('[data-word="c"]')).toHaveText('c2, 8, 919')
})

test('a worker that is crashed by its menu opens a branch, in which the job still ends well', async ({
  page,
}) => {
  await open(page, '#/mapreduce/mapreduce-word-count/94')
  await node(page, 'w2').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Crash' }).click()
  await expect(narration(page)).toContainText('w2 crashes')
  await page.keyboard.press('End')
  await expect(output(page, 1)).toHaveText('part 1let2not3or1')
  await expect(page.locator('[data-property="OutputIsDirectCount"]')).toHaveAttribute('data-holds', 'true')
})

test('a piece that is dropped by its menu is asked for again', async ({ page }) => {
  await open(page, '#/mapreduce/mapreduce-word-count/122')
  const piece = page.locator('[data-message]').filter({ hasText: 'be 2' })
  await piece.locator('rect').last().click()
  await page.getByRole('menuitem', { name: 'Drop' }).click()
  await expect(narration(page)).toContainText('dropped')
  await page.keyboard.press('End')
  await expect(output(page, 0)).toHaveText('part 0a3be4is4it2')
})

test('bytes with and without the combiner, and the counters by Hadoop’s names', async ({ page }) => {
  await open(page, '#/mapreduce/mapreduce-word-count/270')
  await expect(page.locator('[data-bytes="with"]')).toHaveText('84 B')
  await expect(page.locator('[data-bytes="without"]')).toHaveText('160 B')
  await page.getByRole('button', { name: 'Counters' }).click()
  const counter = (name: string) => page.locator(`[data-counter="${name}"] td`).first()
  await expect(counter('SHUFFLED_BYTES')).toHaveText('84')
  await expect(counter('COMBINE_OUTPUT_RECORDS')).toHaveText('13')
  await page.keyboard.press('Escape')
  await page.getByRole('switch', { name: /combiner/ }).click()
  await page.keyboard.press('End')
  await page.getByRole('button', { name: 'Counters' }).click()
  await expect(counter('SHUFFLED_BYTES')).toHaveText('160')
  await expect(page.locator('[data-bytes="with"]')).toHaveText('84 B')
})

test('a text of one’s own is counted', async ({ page }) => {
  await open(page, '#/mapreduce/mapreduce-word-count/0')
  await page.getByTitle('Scenarios').click()
  await page.getByRole('menuitem', { name: 'New scenario' }).click()
  await expect(page.locator('[data-output]')).toHaveCount(2)
  await page.getByRole('button', { name: 'Text…' }).click()
  await page.getByRole('textbox').fill('tick tock tick tock tick\nboom')
  await page.getByRole('button', { name: 'Run on this text' }).click()
  await expect(page.locator('[data-split="0"]')).toContainText('tick')
  await page.getByRole('button', { name: 'Run the job' }).click()
  await page.keyboard.press('End')
  await expect(page.locator('[data-output][data-standing="stored"]')).toHaveCount(2)
  await expect(output(page, 0)).toHaveText('part 0boom1')
  await expect(output(page, 1)).toHaveText('part 1tick3tock2')
})

test('another text starts at its first step, other parameters of the job keep the step', async ({ page }) => {
  await open(page, '#/mapreduce/mapreduce-word-count/140')
  await page.getByRole('button', { name: 'increase reducers' }).click()
  await expect(page.locator('[data-output]')).toHaveCount(4)
  await expectStep(page, 140)
  await page.getByRole('button', { name: 'Text…' }).click()
  await page.getByRole('textbox').fill('It was 42')
  await page.getByRole('button', { name: 'Run on this text' }).click()
  await expectStep(page, 0)
  await expect(page.locator('[data-task="r0"]')).toContainText('a–g, others')
})

test('what the buttons ask for is done with the values that they come with', async ({ page }) => {
  await open(page, '#/mapreduce/mapreduce-word-count/130')
  const ask = async (name: string) => {
    await page.getByRole('button', { name, exact: true }).first().click()
    await page.getByRole('form', { name }).getByRole('button', { name }).click()
  }
  await ask('Slow down')
  await expect(narration(page)).toContainText('goes from 1 to 4 times')
  await ask('Read')
  await expect(narration(page)).toContainText('reads 16 bytes of line1')
  await ask('Crash')
  await expect(narration(page)).toContainText('It stops answering')
  await page.keyboard.press('End')
  await expect(narration(page)).toHaveText('master closes the job: 10 keys in the output, 84 B shuffled.')
})

test('a text file is counted, and one that is too large is refused', async ({ page }) => {
  await open(page, '#/mapreduce/mapreduce-word-count/0')
  const choose = async (name: string, text: string) => {
    await page.getByRole('button', { name: 'Text…' }).click()
    await page
      .getByLabel('or of a text file')
      .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })
  }
  await choose('zebra.txt', 'zebra apple zebra\n')
  await page.keyboard.press('Escape')
  await expect(page.locator('[data-split="0"]')).toContainText('zebra')
  await page.keyboard.press('End')
  await expect(output(page, 2)).toHaveText('part 2zebra2')
  await choose('large.txt', 'x'.repeat(2_000_001))
  await expect(page.getByText('large.txt cannot be read')).toBeVisible()
})

test('reducers, mappers and workers by the header', async ({ page }) => {
  await open(page, '#/mapreduce/mapreduce-text-file/0')
  await page.getByRole('button', { name: 'increase reducers' }).click()
  await expect(page.locator('[data-output]')).toHaveCount(4)
  await page.getByRole('button', { name: 'decrease mappers' }).click()
  await expect(page.locator('[data-split]')).toHaveCount(7)
  await page.getByRole('button', { name: 'increase workers' }).click()
  await expect(page.locator('[data-worker]')).toHaveCount(7)
})

test('H2: a range of a file is read from HDFS', async ({ page }) => {
  await open(page, '#/mapreduce/mapreduce-word-count/270')
  await page.getByRole('button', { name: 'Read', exact: true }).click()
  await page.getByRole('form', { name: 'Read' }).getByRole('button', { name: 'Read' }).click()
  await stepUntil(page, /asks namenode where block 0 of line1/)
  await stepUntil(page, /blk_1 on w1, w2|sends 16 B|has 16 B|reads/)
})

test('the table says the same as the figure', async ({ page }) => {
  await open(page, '#/mapreduce/mapreduce-word-count/270')
  await page.getByRole('checkbox', { name: 'as a table' }).check()
  await expect(page.locator('[data-row="m2"]')).toContainText('r0: be 2, it 2; r1: let 2; r2: empty')
  await expect(page.locator('[data-row="r1"]')).toContainText('let 2, not 3, or 1')
})

test('a link to a step is opened there again', async ({ page }) => {
  await open(page, '#/mapreduce/mapreduce-worker-fails/258')
  const frame = await frameOf(page)
  await page.reload()
  await ready(page)
  await expectStep(page, 258)
  expect(await frameOf(page)).toBe(frame)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } })

  test('the columns follow the event, and can be chosen', async ({ page }) => {
    await open(page, '#/mapreduce/mapreduce-word-count/38')
    const part = (name: string) => page.getByRole('button', { name, exact: true })
    await expect(part('Map')).toHaveAttribute('aria-pressed', 'true')
    await expect(page.locator('[data-task="m0"]')).toBeInViewport()
    await part('Output').click()
    await expect(output(page, 0)).toBeInViewport({ ratio: 0.9 })
    await page.getByRole('slider', { name: /step/i }).fill('121')
    await expect(part('Shuffle')).toHaveAttribute('aria-pressed', 'true')
    await expect(page.locator('[data-task="r0"]')).toBeInViewport({ ratio: 0.9 })
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(sideways, 'the page does not scroll sideways').toBeLessThanOrEqual(0)
  })
})

for (const theme of ['light', 'dark'] as const) {
  for (const place of ['word-count/4', 'worker-fails/258', 'text-file/374']) {
    test(`${place} in ${theme} has no accessibility violation, presenting or not`, async ({ page }) => {
      await prefer(page, { theme })
      await open(page, `#/mapreduce/mapreduce-${place}`)
      for (const how of ['page', 'presenting']) {
        if (how === 'presenting') await present(page)
        const { violations } = await new AxeBuilder({ page })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
          .analyze()
        const found = violations.flatMap(({ id, nodes }) =>
          nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary}`),
        )
        expect(found, how).toEqual([])
      }
    })
  }
}
