import { type KeyboardEvent, useEffect, useState } from 'react'
import type { Target } from '../../scene/spaceTime.ts'
import type { Opened } from '../../store/session.ts'
import styles from './Plot.module.css'

/**
 * The way to the diagram without a pointer: while it has the focus, the tip tells about the step; up and down
 * lead on to the messages in flight. It stands at the top of the playhead and is seen only with the focus.
 */
export function Probe({
  opened,
  x,
  tipId,
  point,
}: {
  opened: Opened
  x: number
  tipId: string
  point: (target: Target | undefined) => void
}) {
  const { cursor, frame } = opened
  const [focused, setFocused] = useState(false)
  const [chosen, setChosen] = useState(0)
  const targets: Target[] = [
    ...(cursor > 0 ? [{ event: cursor }] : []),
    ...frame.inFlight.map(({ id }) => ({ message: id })),
  ]
  const target = targets[Math.min(chosen, targets.length - 1)]
  const key = target && JSON.stringify(target)
  // Stepping with the page's own keys moves on what is told.
  useEffect(() => {
    if (focused) point(key === undefined ? undefined : (JSON.parse(key) as Target))
  }, [focused, key, point])
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by === 0) return
    event.preventDefault()
    event.stopPropagation()
    setChosen((chosen + by + targets.length) % Math.max(1, targets.length))
  }
  return (
    <button
      type="button"
      className={styles.probe}
      style={{ left: x }}
      aria-label="What happens at this step"
      aria-describedby={focused ? tipId : undefined}
      onFocus={() => {
        setChosen(0)
        setFocused(true)
      }}
      onBlur={() => {
        setFocused(false)
        point(undefined)
      }}
      onClick={() => setChosen((chosen + 1) % Math.max(1, targets.length))}
      onKeyDown={onKeyDown}
    />
  )
}
