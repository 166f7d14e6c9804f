import { type PointerEvent, type RefObject, useRef } from 'react'
import type { StepAxis } from '../../scene/stepAxis.ts'
import { usePlayer } from '../../store/player.ts'

/** A press this near to the thumb takes hold of it; one farther away moves it there. */
const THUMB_REACH = 13

/** Handlers of a surface on which the pointer drags the cursor. */
export interface DragHandlers {
  readonly onPointerDown: (event: PointerEvent) => void
  readonly onPointerMove: (event: PointerEvent) => void
  readonly onPointerUp: (event: PointerEvent) => void
  readonly onPointerCancel: (event: PointerEvent) => void
}

/**
 * Scrubbing along the axis, without motion.
 *
 * @param origin the element whose left edge is the axis' start.
 * @param thumbX where the thumb is; it may rest between two steps.
 */
export function useScrubbing(
  origin: RefObject<HTMLElement | null>,
  axis: StepAxis,
  cursor: number,
  thumbX: number,
  onDragging: (on: boolean) => void,
): DragHandlers {
  const { seek } = usePlayer.getState()
  /** Distance from the pointer to where the cursor's step is; undefined while nothing is dragged. */
  const held = useRef<number>(undefined)
  const xOf = (event: PointerEvent) => event.clientX - (origin.current?.getBoundingClientRect().left ?? 0)
  const go = (x: number) => {
    const step = axis.stepAt(x)
    if (step !== cursor) seek(step)
  }
  const end = () => {
    held.current = undefined
    onDragging(false)
  }
  return {
    onPointerDown(event) {
      if (event.button !== 0) return
      event.currentTarget.setPointerCapture?.(event.pointerId)
      onDragging(true)
      const x = xOf(event)
      const onThumb = Math.abs(x - thumbX) <= THUMB_REACH
      held.current = onThumb ? axis.x(cursor) - x : 0
      if (!onThumb) go(x)
    },
    onPointerMove(event) {
      if (held.current !== undefined) go(xOf(event) + held.current)
    },
    onPointerUp: end,
    onPointerCancel: end,
  }
}

/** Dragging along the whole trace, `total` steps over `width` pixels. */
export function useOverviewDrag(
  origin: RefObject<HTMLElement | null>,
  total: number,
  width: number,
  length: number,
): DragHandlers {
  const { seek } = usePlayer.getState()
  const held = useRef(false)
  const go = (event: PointerEvent) => {
    const x = event.clientX - (origin.current?.getBoundingClientRect().left ?? 0)
    seek(Math.max(0, Math.min(length, Math.round((x / width) * total))))
  }
  const end = () => {
    held.current = false
  }
  return {
    onPointerDown(event) {
      if (event.button !== 0) return
      event.currentTarget.setPointerCapture?.(event.pointerId)
      held.current = true
      go(event)
    },
    onPointerMove(event) {
      if (held.current) go(event)
    },
    onPointerUp: end,
    onPointerCancel: end,
  }
}
