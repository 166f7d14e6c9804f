import { open, prefer, present, test } from '../e2e/support/fixtures.ts'

// `npm run shots` writes every page in every layout to shots/, for people to look at.
test.use({ contextOptions: { reducedMotion: 'reduce' } })

const pages = [
  { name: 'home', place: '' },
  { name: 'chord', place: '#/chord/chord-join-50/10' },
  { name: 'quorum', place: '#/quorum/quorum-put-at-3-get-at-3/24' },
  { name: 'mesos', place: '#/mesos/mesos-two-frameworks/27' },
  { name: 'mapreduce', place: '#/mapreduce/mapreduce-word-count/124' },
]

const layouts = [
  { width: 1440, height: 900 },
  { width: 1920, height: 1080, presenter: true },
  { width: 1280, height: 720 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
]

for (const { name, place } of pages) {
  for (const { width, height, presenter } of layouts) {
    if (presenter && place === '') continue
    for (const theme of ['light', 'dark'] as const) {
      const shot = `${name}-${width}x${height}${presenter ? '-presenter' : ''}-${theme}`
      test(shot, async ({ page }) => {
        await page.setViewportSize({ width, height })
        await prefer(page, { theme })
        await open(page, place)
        if (presenter) await present(page)
        // The pictures of the home page come one after the other.
        if (place === '') await page.locator('[data-lab-card] svg').last().locator('*').first().waitFor()
        await page.screenshot({ path: `shots/${shot}.png` })
      })
    }
  }
}
