// `npm run app`: installs what is missing, starts the development server and opens the first lab.
import { install } from './install.mjs'

const firstPage = '#/chord/chord-join-50'

// Without a display there is nothing to open, and the attempt would only print an error.
const hasBrowser =
  !process.env.CI &&
  (process.platform !== 'linux' ||
    Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY || process.env.WSL_DISTRO_NAME))

if (install()) {
  const { createServer } = await import('vite')
  const server = await createServer({ server: { open: hasBrowser && firstPage } })
  await server.listen()
  server.bindCLIShortcuts({ print: false })
  for (const address of server.resolvedUrls?.local ?? []) {
    process.stdout.write(`\n  Clusterscope: ${address}${firstPage}\n  Ctrl+C stops it.\n\n`)
  }
} else {
  process.exitCode = 1
}
