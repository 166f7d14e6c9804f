// Runs before anything is installed: built-in modules only.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * @typedef {{ version?: string, optional?: boolean }} LockedPackage
 * @param {string} file
 * @returns {Record<string, LockedPackage>}
 */
const packagesOf = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages

/**
 * Compares what npm last installed with the lock file. Times of change would not do: a fresh checkout
 * or a switch of branches makes either file look newer.
 */
function isInstalled() {
  try {
    const wanted = packagesOf('package-lock.json')
    const installed = packagesOf('node_modules/.package-lock.json')
    return Object.entries(wanted).every(
      // Optional packages are those of other platforms.
      ([path, { version, optional }]) =>
        path === '' || (optional && !installed[path]) || installed[path]?.version === version,
    )
  } catch {
    return false
  }
}

/** Installs what the lock file says, unless it is there. */
export function install() {
  if (isInstalled()) return true
  process.stdout.write('Installing dependencies (npm ci)\n')
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    // NODE_ENV=production would leave out the tools.
    env: { ...process.env, NODE_ENV: 'development' },
    shell: process.platform === 'win32',
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return status === 0
}
