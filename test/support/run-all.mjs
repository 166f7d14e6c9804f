// `npm run verify`: installs what is missing and runs every check and every test. A stage runs whether or
// not an earlier one passed. The last line is `N passed, N failed`.
// Runs before anything is installed: built-in modules only.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { ensureChromium } from './ensure-chromium.mjs'
import { measureInitialLoad } from './initial-load.mjs'
import { install, root } from './install.mjs'

const initialLoadLimit_kB = 200
const stageLimit_ms = 6 * 60 * 1000

const reports = join(root, 'test-results')
const dist = join(root, 'dist')

/** @typedef {{ passed: number, failed: number, skipped?: number }} Counts */

/** @param {string} line */
const say = (line) => process.stdout.write(`${line}\n`)

/**
 * Runs a tool that is installed in node_modules and answers whether it succeeded.
 * @param {string} tool
 * @param {string[]} args
 * @param {Record<string, string>} env
 * @returns {Promise<boolean>}
 */
function run(tool, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', tool), ...args], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
      timeout: stageLimit_ms,
    })
    child.on('error', () => resolve(false))
    child.on('close', (code, signal) => {
      if (signal) say(`stopped by ${signal}`)
      resolve(code === 0)
    })
  })
}

/**
 * @param {boolean} ok
 * @returns {Counts}
 */
const asOneCheck = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 })

/**
 * A runner can fail without a failed test: a file that doesn't load, an error outside a test, no test found.
 * @param {boolean} ok
 * @param {string} report
 * @param {(json: any) => Counts} read
 * @returns {Counts}
 */
function countTests(ok, report, read) {
  /** @type {Counts} */
  let counts = { passed: 0, failed: 0 }
  try {
    counts = read(JSON.parse(readFileSync(join(reports, report), 'utf8')))
  } catch {
    say(`${report} was not written`)
  }
  const ranNothing = counts.passed + counts.failed === 0
  return (!ok || ranNothing) && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

async function formatAndLint() {
  const formatted = await run('@biomejs/biome/bin/biome', ['check', '.'])
  const linted = await run('oxlint/bin/oxlint', ['--type-aware', '-D', 'typescript/no-floating-promises'])
  return asOneCheck(formatted && linted)
}

async function types() {
  return asOneCheck(await run('typescript/bin/tsc', []))
}

async function unitTests() {
  const ok = await run('vitest/vitest.mjs', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${join(reports, 'vitest.json')}`,
  ])
  return countTests(ok, 'vitest.json', (json) => {
    const filesThatDidNotLoad = json.testResults.filter(
      (/** @type {any} */ file) => file.status === 'failed' && file.assertionResults.length === 0,
    ).length
    return {
      passed: json.numPassedTests,
      failed: json.numFailedTests + filesThatDidNotLoad,
      skipped: json.numPendingTests + json.numTodoTests,
    }
  })
}

async function buildAndSize() {
  // An old build must not stand in for one that failed.
  rmSync(dist, { recursive: true, force: true })
  if (!(await run('vite/bin/vite.js', ['build']))) return asOneCheck(false)
  const files = measureInitialLoad(dist)
  const total_kB = files.reduce((sum, { bytes }) => sum + bytes, 0) / 1000
  for (const { file, bytes } of files) say(`${(bytes / 1000).toFixed(1).padStart(8)} kB gzip  ${file}`)
  say(`${total_kB.toFixed(1).padStart(8)} kB gzip  initial load, limit ${initialLoadLimit_kB} kB`)
  return asOneCheck(files.length > 0 && total_kB < initialLoadLimit_kB)
}

async function endToEnd() {
  if (!existsSync(join(dist, 'index.html'))) {
    say('There is no build to test.')
    return asOneCheck(false)
  }
  const ok =
    ensureChromium() &&
    (await run('@playwright/test/cli.js', ['test', '--project=e2e'], {
      PREVIEW_PORT: String(await freePort()),
    }))
  return countTests(ok, 'playwright.json', ({ stats, errors }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  }))
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** @type {[string, () => Promise<Counts>][]} */
const stages = [
  ['format and lint', formatAndLint],
  ['types', types],
  ['unit, property, golden, architecture', unitTests],
  ['build and size', buildAndSize],
  ['end to end, accessibility', endToEnd],
]

rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })

const summary = []
const total = { passed: 0, failed: 0 }
if (install()) {
  for (const [name, stage] of stages) {
    say(`\n── ${name}`)
    const startedAt = Date.now()
    /** @type {Counts} */
    const counts = await stage().catch((error) => {
      say(String(error?.stack ?? error))
      return asOneCheck(false)
    })
    const { passed, failed, skipped } = counts
    total.passed += passed
    total.failed += failed
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(0)
    summary.push(
      `${failed ? '✗' : '✓'} ${name.padEnd(38)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed` +
        `${skipped ? ` ${skipped} skipped` : ''}  (${seconds} s)`,
    )
  }
} else {
  say('The dependencies could not be installed.')
  total.failed = 1
}

say(`\n${summary.join('\n')}\n`)
say(`${total.passed} passed, ${total.failed} failed`)
// Not exit(): what is still on its way to a pipe would be lost.
process.exitCode = total.failed > 0 ? 1 : 0
