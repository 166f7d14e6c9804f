import { expect, open, ready, test } from './support/fixtures.ts'

const place = '#/chord/chord-join-50'

test('the built page holds a policy without exceptions and nothing inline', async ({ page, request }) => {
  await page.goto('./')
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content')
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toContain('unsafe')
  const html = await (await request.get('./')).text()
  expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=/)
})

test('the policy is in force: an inline script and an inline style are refused', async ({
  browser,
  baseURL,
}) => {
  // A page without the watch, since the refusals are complaints on the console.
  const page = await browser.newPage({ baseURL })
  await open(page, place)
  const refused = await page.evaluate(async () => {
    const directives: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => {
      directives.push(event.effectiveDirective)
    })
    for (const tag of ['script', 'style']) {
      const element = document.createElement(tag)
      element.textContent = tag === 'script' ? 'window.ran = true' : 'body { opacity: 0 }'
      document.head.append(element)
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 100)
    })
    return directives
  })
  expect(refused.sort()).toEqual(['script-src-elem', 'style-src-elem'])
  await page.close()
})

test('the theme is set before the app starts', async ({ page }) => {
  await page.route('**/assets/*.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }))
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto('./', { waitUntil: 'commit' })
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
})

test('after one visit the app works without a network', async ({ page, context }) => {
  await open(page, place)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await context.setOffline(true)
  await page.reload()
  await ready(page)
})
