import { useEffect } from 'react'
import type { Lab } from '../labs/lab.ts'
import { formatLink } from '../store/link.ts'
import { useNotices } from '../store/notices.ts'
import { useSession } from '../store/session.ts'
import { LinkSync } from './LinkSync.ts'

let sync: LinkSync | undefined

/** Opens what the address says, and keeps it saying what the page shows. Once a page, in its outermost part. */
export function useLink(labs: readonly Lab[]): void {
  useEffect(() => {
    const started = new LinkSync(labs)
    sync = started
    started.start()
    return () => {
      started.stop()
      sync = undefined
    }
  }, [labs])
}

/** Opens a built-in scenario, as following a link to it does. */
export function openBuiltIn(lab: string, name: string): void {
  // The entry of the history that is left names the very last step.
  sync?.flush()
  location.hash = `/${lab}/${name}`
}

/** The whole address of the place that is shown; undefined when nothing is, or when it is too large. */
export function currentLink(): string | undefined {
  const { opened } = useSession.getState()
  const path = opened && formatLink(opened)
  return path === undefined ? undefined : `${location.href.replace(/#.*$/s, '')}#${path}`
}

/** Puts the address of the place that is shown on the clipboard, and says so. */
export async function copyLink(): Promise<void> {
  const { show } = useNotices.getState()
  const { opened } = useSession.getState()
  const link = currentLink()
  if (opened === undefined) return
  if (link === undefined) {
    show({
      kind: 'error',
      title: 'This scenario is too large for a link',
      lines: ['Export it and share the file.'],
    })
    return
  }
  try {
    await navigator.clipboard.writeText(link)
    show({
      kind: 'info',
      title: 'The link is copied',
      lines: [`It opens ${opened.scenario.title || 'this scenario'} at step ${opened.cursor}.`],
    })
  } catch {
    show({
      kind: 'error',
      title: 'The browser does not let the page copy',
      lines: ['Select the link and copy it:', link],
    })
  }
}
