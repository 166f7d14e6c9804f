import { useEffect, useSyncExternalStore } from 'react'
import { usePreferences } from '../store/preferences.ts'
import { useView } from '../store/view.ts'
import { useZoom } from '../store/zoom.ts'

const DARK = '(prefers-color-scheme: dark)'

const subscribe = (changed: () => void) => {
  const query = matchMedia(DARK)
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}

/** The theme that is shown: the one that the user prefers, or the system's. */
export function useShownTheme(): 'light' | 'dark' {
  const theme = usePreferences((preferences) => preferences.theme)
  const systemIsDark = useSyncExternalStore(subscribe, () => matchMedia(DARK).matches)
  if (theme !== 'system') return theme
  return systemIsDark ? 'dark' : 'light'
}

/** Writes theme and presenter mode to the page's root element, where the tokens read them. Once a page. */
export function useTheme(): void {
  const theme = useShownTheme()
  const presenting = useView((view) => view.presenting)
  const zoom = useZoom()
  useEffect(() => {
    document.documentElement.dataset.theme = theme
  }, [theme])
  useEffect(() => {
    const root = document.documentElement
    if (presenting) root.dataset.mode = 'presenter'
    else delete root.dataset.mode
  }, [presenting])
  useEffect(() => {
    document.documentElement.style.setProperty('--zoom', String(zoom))
  }, [zoom])
}

/** From light to dark or back, whatever the preference is. */
export function toggleTheme(): void {
  const { theme, setTheme } = usePreferences.getState()
  const isDark = theme === 'dark' || (theme === 'system' && matchMedia(DARK).matches)
  setTheme(isDark ? 'light' : 'dark')
}
