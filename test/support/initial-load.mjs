// How much JavaScript the page loads before it can start, gzipped: the scripts that the built index.html
// names, and everything that they import statically. Parts loaded later and the service worker don't count.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** @param {string} dist */
export function measureInitialLoad(dist) {
  const html = readFileSync(join(dist, 'index.html'), 'utf8')
  const files = [
    ...html.matchAll(/<script\b[^>]*\bsrc="([^"]+)"/g),
    ...html.matchAll(/<link\b[^>]*\brel="modulepreload"[^>]*\bhref="([^"]+)"/g),
  ].map((match) => match[1] ?? '')
  return [...new Set(files)].map((file) => ({ file, bytes: gzipSync(readFileSync(join(dist, file))).length }))
}
