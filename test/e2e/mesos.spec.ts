import type { Page } from '@playwright/test'
import { expect, open, present, ready, test } from './support/fixtures.ts'
import { asTable, expectStep, frameOf, pressTo } from './support/ring.ts'

// A step is a jump cut here: what is asserted is what stands still.
test.use({ contextOptions: { reducedMotion: 'reduce' } })

const narration = (page: Page) => page.getByTestId('narration')
const ticket = (page: Page) => page.locator('svg [data-ticket]')
const bar = (page: Page, agent: string, kind: 'cpus' | 'mem_gb') =>
  page.locator(`svg [data-node="${agent}"] [data-bar="${kind}"]`)
const shares = (page: Page, framework: string) => page.locator(`[data-shares="${framework}"]`)

/** Presses the key for the next step until the narration says `words`. */
async function stepTo(page: Page, words: string) {
  for (let tries = 0; tries < 80; tries++) {
    if ((await narration(page).innerText()).includes(words)) return
    const before = await page.locator('main').getAttribute('data-step')
    await page.keyboard.press('ArrowRight')
    await expect(page.locator('main')).not.toHaveAttribute('data-step', String(before))
  }
  throw new Error(`No step says "${words}"`)
}

/** Chooses what the master looks like in the rail. */
async function selectMaster(page: Page) {
  await page.locator('svg [data-node="master"]').click()
  await expect(page.locator('[data-inspected="master"]')).toBeVisible()
}

test('M7 (CS162 slide 60): Hadoop is offered everything, MPI what Hadoop leaves', async ({ page }) => {
  await open(page, '#/mesos/mesos-two-frameworks')
  await stepTo(page, 'It offers Hadoop')
  await expect(ticket(page)).toHaveAttribute('data-ticket', 'Hadoop')
  await expect(ticket(page)).toContainText('offer to Hadoop')
  for (const row of ['S18 CPU8 GB', 'S28 CPU16 GB', 'S316 CPU16 GB'])
    await expect(ticket(page)).toContainText(row)

  await stepTo(page, 'allocates 6 CPU, 8 GB to Hadoop')
  await expect(bar(page, 'S1', 'cpus').locator('[data-segment="Hadoop task 1"]')).toHaveAttribute(
    'data-fresh',
    'true',
  )
  await expect(shares(page, 'Hadoop')).toContainText('6/32 = 19%8/40 = 20%')
  await expect(shares(page, 'Hadoop')).toContainText('0%')

  await stepTo(page, 'It offers MPI')
  await expect(ticket(page)).toHaveAttribute('data-ticket', 'MPI')
  for (const row of ['S16 CPU4 GB', 'S24 CPU12 GB', 'S316 CPU16 GB'])
    await expect(ticket(page)).toContainText(row)
  await expect(page.locator('svg [data-share="MPI"]')).toHaveAttribute('data-picked', 'true')

  await stepTo(page, 'allocates 4 CPU, 2 GB to MPI')
  await expect(bar(page, 'S1', 'cpus')).toContainText('M1')
  await expect(bar(page, 'S1', 'cpus').locator('> text')).toHaveText('2')
  await expect(bar(page, 'S1', 'mem_gb').locator('> text')).toHaveText('2')
  await page.keyboard.press('End')
  await expect(page.locator('[data-property="EveryTaskRuns"]')).toHaveAttribute('data-holds', 'true')
})

test('frames are the same forward, back, and by scrubbing', async ({ page }) => {
  await open(page, '#/mesos/mesos-two-frameworks/17')
  const frames: string[] = [await frameOf(page)]
  const steps = [17]
  for (let i = 0; i < 8; i++) {
    await page.keyboard.press('ArrowRight')
    await expect(page.locator('main')).not.toHaveAttribute('data-step', String(steps.at(-1)))
    steps.push(Number(await page.locator('main').getAttribute('data-step')))
    frames.push(await frameOf(page))
  }
  for (let i = 7; i >= 0; i--) {
    await pressTo(page, 'ArrowLeft', steps[i] as number)
    expect(await frameOf(page), `back at step ${steps[i]}`).toBe(frames[i])
  }
  for (const i of [5, 2, 7]) {
    await page.getByRole('slider', { name: /^step/i }).fill(String(steps[i]))
    await expectStep(page, steps[i] as number)
    expect(await frameOf(page), `scrubbed to step ${steps[i]}`).toBe(frames[i])
  }
})

test('M8 (CS162 slide 61): Hadoop rejects S1 and waits for the agents with the blue file', async ({
  page,
}) => {
  await open(page, '#/mesos/mesos-blue-file')
  await stepTo(page, 'It answers decline(S1)')
  await expect(page.locator('svg [data-node="S2"]')).toContainText('blue file')
  await expect(page.locator('svg [data-node="S1"]')).not.toContainText('blue file')
  await page.keyboard.press('End')
  await asTable(page)
  await expect(page.locator('[data-row="Hadoop task 1"]')).toContainText('S2')
  await expect(page.locator('[data-row="Hadoop task 2"]')).toContainText('S3')
})

test('DRF (NSDI 2011, section 4.1): the ledger says why each offer went where it went', async ({ page }) => {
  await open(page, '#/mesos/mesos-drf')
  await stepTo(page, '44% against 67% of B')
  await selectMaster(page)
  const ledger = page.locator('[data-field="ledger"]')
  await expect(ledger).toContainText('to A, 44%; B 67%')
  await ledger.getByRole('button').click()
  await expect(page.getByRole('list', { name: /^Earlier offers/ }).getByRole('listitem')).toHaveText([
    'to B, 33%; A 44%',
    'to A, 22%; B 33%',
    'to B, 0%; A 22%',
    'to A, 0%; B 0%',
  ])
})

test('a user answers the offer: a task on S3, the rest is declined, on a branch', async ({ page }) => {
  await open(page, '#/mesos/mesos-answer-yourself')
  await page.keyboard.press('End')
  await expect(ticket(page)).toHaveAttribute('data-tone', 'open')
  await page.getByRole('button', { name: 'Answer for Hadoop' }).click()
  await page.getByLabel(/^task 1: 2 CPU/).selectOption('S3')
  await page.getByRole('form', { name: 'Answer for Hadoop' }).getByRole('button').click()
  await expect(page.getByRole('button', { name: /^Branch 2 of 2/ })).toBeVisible()
  await page.keyboard.press('End')
  await asTable(page)
  await expect(page.locator('[data-row="Hadoop task 1"]')).toContainText('S3')
  await expect(page.locator('[data-row="MPI task 1"] [data-field="state"]')).toHaveText('finished')
})

test('the form proposes agents that fit; who only confirms it launches both tasks', async ({ page }) => {
  await open(page, '#/mesos/mesos-answer-yourself')
  await page.keyboard.press('End')
  await page.getByRole('button', { name: 'Answer for Hadoop' }).click()
  await page.getByRole('form', { name: 'Answer for Hadoop' }).getByRole('button').click()
  await expect(narration(page)).toContainText('Hadoop picks task 1 on S1, task 2 on S1')
})

test('the offer is declined as a whole by a button of its own, and the user is said to have done it', async ({
  page,
}) => {
  await open(page, '#/mesos/mesos-answer-yourself')
  await page.keyboard.press('End')
  await page.getByRole('button', { name: 'Decline all' }).click()
  await expect(narration(page)).toContainText('Hadoop declines the offer, as the user says')
})

test.describe('forms that are sent as they open', () => {
  for (const step of ['0', '27', '50']) {
    test(`"Submit tasks" after step ${step} gives Hadoop another task, which runs`, async ({ page }) => {
      await open(page, `#/mesos/mesos-two-frameworks/${step}`)
      await page.getByRole('button', { name: 'Submit tasks' }).click()
      await page.getByRole('form', { name: 'Submit tasks' }).getByRole('button').click()
      await expect(narration(page)).toContainText('Hadoop gets task 3 to run')
      await page.keyboard.press('End')
      await asTable(page)
      await expect(page.locator('[data-row="Hadoop task 3"] [data-field="state"]')).toHaveText('finished')
    })

    test(`"Add a framework" after step ${step} gives the cluster another one, whose task runs`, async ({
      page,
    }) => {
      await open(page, `#/mesos/mesos-two-frameworks/${step}`)
      await page.getByRole('button', { name: 'Add a framework' }).click()
      await page.getByRole('form', { name: 'Add a framework' }).getByRole('button').click()
      await expect(narration(page)).toContainText('Spark has task 1 to run')
      await page.keyboard.press('End')
      await asTable(page)
      await expect(page.locator('[data-row="Spark task 1"] [data-field="state"]')).toHaveText('finished')
    })
  }
})

test('M3 (CS162 slide 49): the figure and the table say of which job a task is', async ({ page }) => {
  await open(page, '#/mesos/mesos-jobs-and-tasks')
  await stepTo(page, 'S1 starts an executor of Hadoop, which runs task 1 (job 1)')
  await expect(bar(page, 'S1', 'cpus')).toContainText('J1·2')
  await expect(page.locator('svg [data-node="Hadoop"]')).toContainText('job 1: 4 tasks, job 2: 3 tasks')
  await asTable(page)
  await expect(page.locator('[data-row="Hadoop task 6"] [data-field="job"]')).toHaveText('job 2')
  await open(page, '#/mesos/mesos-two-frameworks')
  await expect(page.getByRole('columnheader', { name: 'job' })).toHaveCount(0)
})

test('to take the place of a framework runs the scenario again; its offers wait for the user', async ({
  page,
}) => {
  await open(page, '#/mesos/mesos-two-frameworks/17')
  await page.locator('svg [data-node="Hadoop"]').click()
  await page.getByRole('button', { name: 'Answer for it' }).click()
  await expect(page.getByText('edited')).toBeVisible()
  await page.keyboard.press('End')
  await expect(page.getByRole('button', { name: 'Answer for Hadoop' })).toBeVisible()
  await page.getByRole('button', { name: 'Let it answer' }).click()
  await page.keyboard.press('End')
  await expect(page.locator('[data-property="EveryTaskRuns"]')).toHaveAttribute('data-holds', 'true')
})

test('a dropped offer opens a branch, and the link brings it back', async ({ page }) => {
  await open(page, '#/mesos/mesos-two-frameworks/27')
  await ticket(page).click()
  await page.getByRole('menuitem', { name: /^Drop/ }).click()
  await expect(narration(page)).toContainText('is dropped')
  await expect(ticket(page)).toHaveCount(0)
  await page.waitForFunction(
    () => location.hash.split('/')[3] === document.querySelector('main')?.dataset.step,
  )
  const here = await frameOf(page)
  await page.reload()
  await ready(page)
  expect(await frameOf(page)).toBe(here)
  await page.getByRole('button', { name: /^Branch 2 of 2/ }).click()
  await page.getByRole('menuitemradio', { name: /opened/ }).click()
  await expect(page.getByRole('button', { name: /^Branch 1 of 2/ })).toBeVisible()
})

test('an agent that crashes loses its tasks; Hadoop runs its task 1 elsewhere', async ({ page }) => {
  await open(page, '#/mesos/mesos-two-frameworks/22')
  await page.locator('svg [data-node="S1"]').click({ button: 'right' })
  await page.getByRole('menuitem', { name: /^Crash/ }).click()
  await expect(page.locator('svg [data-node="S1"]')).toHaveAttribute('data-standing', 'down')
  await page.keyboard.press('End')
  await asTable(page)
  await expect(page.locator('[data-row="S1"]')).toContainText('down')
  await expect(page.locator('[data-row="Hadoop task 1"]')).toContainText('finished')
  await expect(page.locator('[data-row="Hadoop task 1"]')).not.toContainText('S1')
})

test('the parameters run the scenario again: more agents, another allocation module', async ({ page }) => {
  await open(page, '#/mesos/mesos-two-frameworks/27')
  await page.getByRole('button', { name: 'increase agents' }).click()
  await expect(page.locator('svg [data-node="S4"]')).toBeVisible()
  await page.getByRole('button', { name: 'increase frameworks' }).click()
  await expect(page.locator('svg [data-node="F3"]')).toBeVisible()
  await selectMaster(page)
  await page.getByLabel('allocation module').filter({ visible: true }).selectOption('strict priority')
  await expect(page.locator('svg [data-node="master"]')).toContainText('strict priority')
})

test('a cluster of one’s own by the page alone: an agent, a framework, tasks', async ({ page }) => {
  await open(page, '#/mesos/mesos-two-frameworks')
  await page.getByRole('button', { name: /^Two frameworks, three agents/ }).click()
  await page.getByRole('menuitem', { name: /New scenario/ }).click()
  await expect(page.getByRole('button', { name: /^My cluster/ })).toBeVisible()
  await page.keyboard.press('End')
  await page.getByRole('button', { name: 'Add an agent' }).click()
  await page.getByRole('form', { name: 'Add an agent' }).getByRole('button').click()
  await page.keyboard.press('End')
  await expect(page.locator('svg [data-node="S2"]')).toHaveAttribute('data-standing', 'member')
  await page.getByRole('button', { name: 'Submit tasks' }).click()
  await page.getByLabel('How many').fill('2')
  await page.getByRole('checkbox', { name: 'S2' }).check()
  await page.getByRole('form', { name: 'Submit tasks' }).getByRole('button').click()
  await page.keyboard.press('End')
  await page.getByRole('button', { name: 'Add a framework' }).click()
  await page.getByRole('form', { name: 'Add a framework' }).getByRole('button').click()
  await page.keyboard.press('End')
  await asTable(page)
  for (const task of ['Hadoop task 1', 'Hadoop task 2', 'MPI task 1']) {
    await expect(page.locator(`[data-row="${task}"] [data-field="state"]`)).toHaveText('finished')
  }
  await expect(page.locator('[data-row="Hadoop task 2"]')).toContainText('S2')
})

test('the tables say what the figure shows', async ({ page }) => {
  await open(page, '#/mesos/mesos-two-frameworks/27')
  await asTable(page)
  const row = page.locator('[data-row="S1"]')
  await expect(row.locator('[data-field="allocated"]')).toHaveText('2 CPU, 4 GB')
  await expect(row.locator('[data-field="offered"]')).toHaveText('6 CPU, 4 GB')
  await expect(row.locator('[data-field="free"]')).toHaveText('0 CPU, 0 GB')
  await expect(page.locator('[data-row="MPI task 1"] [data-field="state"]')).toHaveText('waiting')
})

test('a projection shows the figure with its ticket and the code', async ({ page }) => {
  await open(page, '#/mesos/mesos-two-frameworks/27')
  await present(page)
  await expect(ticket(page)).toBeVisible()
  await expect(page.locator('[data-line="allocate.send"]').filter({ visible: true })).toHaveCount(1)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  test('the figure stands over code, shares, state with the actions, checks and settings', async ({
    page,
  }) => {
    await open(page, '#/mesos/mesos-two-frameworks/27')
    await expect(ticket(page)).toBeVisible()
    await page.getByRole('button', { name: 'Shares', exact: true }).click()
    await expect(shares(page, 'Hadoop')).toBeVisible()
    await page.getByRole('button', { name: 'State', exact: true }).click()
    await expect(page.getByRole('button', { name: 'Submit tasks' })).toBeVisible()
    await page.getByRole('button', { name: 'Settings', exact: true }).click()
    await expect(page.getByLabel('allocation module').filter({ visible: true })).toBeVisible()
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
    expect(overflow).toBe(false)
  })
})
