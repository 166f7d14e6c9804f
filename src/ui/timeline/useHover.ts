import { type MouseEvent, type RefObject, useCallback, useEffect, useState } from 'react'
import type { Recording } from '../../engine/record/recording.ts'
import { nearestMark, type SpaceTime, type Target } from '../../scene/spaceTime.ts'
import { usePlayer } from '../../store/player.ts'
import { useView } from '../../store/view.ts'

/** A pointer this near to a mark means it, in pixels: lines are too thin to be hit. */
const REACH = 9

/** The mark under the pointer or in focus, and how to set it. */
export interface Hover {
  readonly target: Target | undefined
  readonly point: (target: Target | undefined) => void
  readonly onMove: (event: MouseEvent) => void
  readonly onLeave: () => void
  readonly onClick: (event: MouseEvent) => void
}

/** Follows the pointer over the diagram. What it means is marked on the stage too. */
export function useHover(
  origin: RefObject<HTMLElement | null>,
  layout: SpaceTime,
  recording: Recording<unknown>,
): Hover {
  const [target, setTarget] = useState<Target>()
  const point = useCallback(
    (next: Target | undefined) => {
      setTarget((old) => (same(old, next) ? old : next))
      useView.getState().hoverMessage(messageOf(next, recording))
    },
    [recording],
  )
  // What is gone cannot be pointed at.
  useEffect(() => () => useView.getState().hoverMessage(undefined), [])

  const targetOf = (event: MouseEvent) => {
    const mark = (event.target as Element).closest<SVGElement>('[data-event],[data-message]')
    if (mark?.dataset.event !== undefined) return { event: Number(mark.dataset.event) }
    if (mark?.dataset.message !== undefined) return { message: Number(mark.dataset.message) }
    const box = origin.current?.getBoundingClientRect()
    if (box === undefined) return undefined
    return nearestMark(layout, { x: event.clientX - box.left, y: event.clientY - box.top }, REACH)
  }
  return {
    target,
    point,
    onMove: (event) => point(targetOf(event)),
    onLeave: () => point(undefined),
    onClick: (event) => {
      const clicked = targetOf(event)
      if (clicked === undefined) return
      const step = 'event' in clicked ? clicked.event : recording.message(clicked.message)?.sentStep
      if (step !== undefined) usePlayer.getState().seek(step)
    },
  }
}

function messageOf(target: Target | undefined, recording: Recording<unknown>): number | undefined {
  if (target === undefined) return undefined
  return 'message' in target ? target.message : (recording.step(target.event)?.messageId ?? undefined)
}

function same(a: Target | undefined, b: Target | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  if ('event' in a) return 'event' in b && a.event === b.event
  return 'message' in b && a.message === b.message
}
