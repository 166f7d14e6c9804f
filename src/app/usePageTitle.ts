import { useEffect, useRef } from 'react'
import type { Lab } from '../labs/lab.ts'
import { useSession } from '../store/session.ts'

/**
 * Names the page in the window's title, so that entries of the history can be told apart, and takes the focus
 * along when another page is shown: what had it may be gone.
 */
export function usePageTitle(home: boolean, lab: Lab | undefined): void {
  const scenario = useSession((session) => session.opened?.scenario.title)
  const page = home ? 'home' : lab?.id
  const before = useRef(page)
  useEffect(() => {
    const names = home || lab === undefined ? [] : [scenario, lab.title]
    document.title = [...names.filter(Boolean), 'Clusterscope'].join(' · ')
  }, [home, lab, scenario])
  useEffect(() => {
    if (before.current !== undefined && before.current !== page && document.activeElement === document.body) {
      document.querySelector('main')?.focus({ preventScroll: true })
    }
    before.current = page
  }, [page])
}
