import { useEffect } from 'react'
import { useNotices } from '../store/notices.ts'

/**
 * Makes the app work offline, and says when a new version has been fetched. The page never reloads by
 * itself, and not when another tab takes the new version either: somebody may be in the middle of a lecture.
 */
export function UpdatePrompt() {
  useEffect(() => {
    if (import.meta.env.PROD) void register()
  }, [])
  return null
}

let isRegistered = false

async function register(): Promise<void> {
  if (isRegistered) return
  isRegistered = true
  const { registerSW } = await import('virtual:pwa-register')
  const update = registerSW({
    onNeedRefresh: () =>
      useNotices.getState().show({
        kind: 'info',
        title: 'A new version is ready',
        lines: ['Reloading keeps the scenario and the step.'],
        action: {
          label: 'Reload',
          run: () => {
            const reload = () => location.reload()
            navigator.serviceWorker.addEventListener('controllerchange', reload, { once: true })
            void update()
          },
        },
      }),
    // Given, so that the library does not reload when another tab takes the new version.
    onNeedReload: () => {},
  })
}
