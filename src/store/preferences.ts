import { create } from 'zustand'
import { persist } from 'zustand/middleware'

export type Theme = 'system' | 'light' | 'dark'

interface Preferences {
  readonly theme: Theme
  /** Single-letter keys can be switched off (WCAG 2.1.4); the arrow keys stay. */
  readonly letterKeys: boolean
  setTheme: (theme: Theme) => void
  setLetterKeys: (on: boolean) => void
}

/** What the user prefers on this device. `public/theme.js` reads the theme before the first paint. */
export const usePreferences = create<Preferences>()(
  persist(
    (set) => ({
      theme: 'system',
      letterKeys: true,
      setTheme: (theme) => set({ theme }),
      setLetterKeys: (letterKeys) => set({ letterKeys }),
    }),
    { name: 'clusterscope.preferences' },
  ),
)
