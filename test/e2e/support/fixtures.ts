import { test as base, expect, type Page } from '@playwright/test'

/** What the app keeps in local storage, as far as a test sets it. */
export interface Preferences {
  theme?: 'light' | 'dark' | 'system'
}

/** The test, run with a watch on the page: whatever it complains of or fetches from elsewhere is a failure. */
export const test = base.extend<{ watch: undefined }>({
  watch: [
    async ({ context, baseURL }, use) => {
      const complaints: string[] = []
      context.on('console', (message) => {
        const isPolicy = /content security policy/i.test(message.text())
        if (message.type() === 'error' || (message.type() === 'warning' && isPolicy)) {
          complaints.push(`console.${message.type()}: ${message.text()} (${message.location().url})`)
        }
      })
      context.on('weberror', (error) => {
        complaints.push(`uncaught: ${error.error().stack ?? error.error().message}`)
      })
      context.on('request', (request) => {
        const { origin, protocol } = new URL(request.url())
        if (protocol.startsWith('http') && origin !== new URL(baseURL ?? '').origin) {
          complaints.push(`request to another origin: ${request.url()}`)
        }
      })
      await use(undefined)
      expect(complaints, 'errors on the console and requests to elsewhere').toEqual([])
    },
    { auto: true },
  ],
})

export { expect }

/** Sets preferences before the page first loads; what the page itself stores later stays. */
export async function prefer(page: Page, preferences: Preferences) {
  await page.addInitScript((state) => {
    const key = 'clusterscope.preferences'
    if (!localStorage.getItem(key)) localStorage.setItem(key, JSON.stringify({ state }))
  }, preferences)
}

/** Opens a place in the app, such as `#/chord/chord-join-50/8`, and waits until it is drawn. */
export async function open(page: Page, place: string) {
  await page.goto(`./${place}`)
  await ready(page)
}

export async function ready(page: Page) {
  await expect(page.locator('main[data-ready="true"]')).toBeVisible()
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
}

export async function present(page: Page) {
  await page.keyboard.press('p')
  await expect(page.locator('[data-mode="presenter"]').first()).toBeAttached()
  await ready(page)
}
