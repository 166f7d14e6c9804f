import { defineConfig } from '@playwright/test'
import { findChromium } from './test/support/ensure-chromium.mjs'

// Found once: the worker processes inherit it.
const chromium = findChromium()
if (chromium) process.env.CHROMIUM_PATH = chromium

// Under a path of its own, as on a university's server: an absolute address anywhere would fail.
const origin = `http://127.0.0.1:${process.env.PREVIEW_PORT ?? 4173}`
const path = '/any/path/'

export default defineConfig({
  testDir: 'test',
  outputDir: 'test-results/playwright',
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: true,
  workers: 2,
  retries: 0,
  use: {
    baseURL: origin + path,
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    contextOptions: { reducedMotion: 'no-preference' },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: chromium,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'e2e', testDir: 'test/e2e' },
    { name: 'shots', testDir: 'test/shots' },
  ],
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --host 127.0.0.1 --port ${new URL(origin).port} --strictPort --base ${path}`,
    url: origin + path,
    reuseExistingServer: false,
  },
})
