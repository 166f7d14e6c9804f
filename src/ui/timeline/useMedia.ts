import { useCallback, useSyncExternalStore } from 'react'

/** Whether a media query matches, followed as it changes. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      const list = matchMedia(query)
      list.addEventListener('change', changed)
      return () => list.removeEventListener('change', changed)
    },
    [query],
  )
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches)
}

/** A phone: the diagram gives way to the scrubber alone. */
export const PHONE = '(max-width: 599px), (max-height: 479px)'
/** A low window, or one so narrow that the rail stands under the stage: the timeline is lower, with fewer lanes. */
export const LOW = '(max-height: 799px), (max-width: 899px)'
