import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, open, prefer, present, test } from './support/fixtures.ts'

// Reduced motion, so that colours are read at rest and not halfway through a fade.
test.use({ contextOptions: { reducedMotion: 'reduce' } })

const places = [
  '',
  '#/chord/chord-join-50/0',
  '#/chord/chord-join-50/8',
  '#/quorum/quorum-put-k14/6',
  '#/quorum/quorum-put-at-3-get-at-3/20',
  '#/mesos/mesos-two-frameworks/12',
  '#/mapreduce/mapreduce-word-count/60',
]

async function expectNoViolations(page: Page) {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target.join(' ')}\n${failureSummary}`),
  )
  expect(found).toEqual([])
}

for (const theme of ['light', 'dark'] as const) {
  for (const place of places) {
    test(`${place || 'home'} in ${theme} has no accessibility violation`, async ({ page }) => {
      await prefer(page, { theme })
      await open(page, place)
      await expectNoViolations(page)
    })

    if (place === '') continue
    test(`${place} in ${theme}, presenting, has no accessibility violation`, async ({ page }) => {
      await prefer(page, { theme })
      await open(page, place)
      await present(page)
      await expectNoViolations(page)
    })
  }
}
