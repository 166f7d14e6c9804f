import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { defineConfig } from 'vitest/config'

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

// In the build only: the dev server's hot reload needs inline scripts and styles.
function strictContentSecurityPolicy(): Plugin {
  return {
    name: 'strict-content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
        injectTo: 'head-prepend',
      },
    ],
  }
}

export default defineConfig({
  // Relative addresses: the built site works under any path of any static server.
  base: './',
  plugins: [
    react(),
    strictContentSecurityPolicy(),
    VitePWA({
      // A new version waits until the user takes it: nothing may reload in the middle of a lecture.
      registerType: 'prompt',
      // The app registers through virtual:pwa-register; an injected script would be inline.
      injectRegister: null,
      includeManifestIcons: false,
      manifest: {
        name: 'Clusterscope',
        short_name: 'Clusterscope',
        description: 'Distributed systems, step by step, forwards and backwards.',
        display: 'standalone',
        theme_color: '#ffffff',
        background_color: '#f5f6f8',
        icons: [
          { src: 'icons/icon.svg', sizes: 'any', type: 'image/svg+xml' },
          { src: 'icons/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: 'icons/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: 'icons/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
      workbox: {
        globPatterns: ['**/*.{html,js,css,woff2,svg,png}', '{scenarios,texts}/**/*.{json,txt}'],
        maximumFileSizeToCacheInBytes: 8 * 1024 * 1024,
        // From the first visit on, a part that is loaded late comes from the cache too.
        clientsClaim: true,
        // Places in the app are in the fragment, so the page has one address; only its query may vary.
        navigateFallback: null,
        ignoreURLParametersMatching: [/./],
      },
    }),
  ],
  worker: { format: 'es' },
  // The palette is loaded late: found late, it would make the dev server reload the page.
  optimizeDeps: { include: ['cmdk'] },
  build: {
    // Fonts and pictures as data: addresses would not pass the policy or would be cached twice.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](?:react|react-dom|scheduler)[\\/]/ },
            { name: 'd3', test: /node_modules[\\/](?:d3-[a-z-]+|internmap)[\\/]/ },
          ],
        },
      },
    },
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: ['test/{unit,property,golden,architecture}/**/*.test.ts'],
          setupFiles: ['test/support/vitest-setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'dom',
          environment: 'happy-dom',
          include: ['test/unit/**/*.test.tsx'],
          setupFiles: ['test/support/vitest-setup.ts', 'test/support/vitest-setup-dom.ts'],
        },
      },
    ],
  },
})
