import { focusOf } from '../scene/focus.ts'
import { useSession } from '../store/session.ts'
import { Listing } from './Listing.tsx'
import { useNodeTone } from './useNodeTone.ts'

/** The pseudo-code at the step on screen. */
export function CodePane() {
  const opened = useSession((session) => session.opened)
  const toneOf = useNodeTone()
  if (opened === undefined) return null
  const { done, coming } = focusOf(opened.frame)
  return <Listing done={done} coming={coming} listing={opened.listing} toneOf={toneOf} />
}
