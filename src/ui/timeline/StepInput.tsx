import { type KeyboardEvent, useLayoutEffect, useRef } from 'react'
import { narratePlainly } from '../../engine/record/narrate.ts'
import { usePlayer } from '../../store/player.ts'
import type { Opened } from '../../store/session.ts'
import styles from './Scrubber.module.css'
import { grouped } from './words.ts'

/** The scrubber for keyboard and screen reader: a range input; what is drawn stands in its place for the eye. */
export function StepInput({ opened }: { opened: Opened }) {
  const { cursor, length, frame, protocol } = opened
  const { back, forward, seek } = usePlayer.getState()
  const place = `Step ${grouped(cursor)} of ${grouped(length)}`
  const onKeyDown = (event: KeyboardEvent) => {
    const act = actionOf(event, () => ({ back, forward, toStart: () => seek(0), toEnd: () => seek(length) }))
    if (act === undefined) return
    // Neither the input's own way of stepping nor the page's keys may take the same press again.
    event.preventDefault()
    event.stopPropagation()
    act()
  }
  // A run that becomes shorter makes the browser move the value, and one that becomes longer leaves it there.
  const input = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => {
    if (input.current !== null && input.current.valueAsNumber !== cursor) input.current.valueAsNumber = cursor
  })
  return (
    <input
      ref={input}
      type="range"
      className={styles.input}
      aria-label="Step"
      aria-valuetext={
        frame.last ? `${place}: ${narratePlainly(frame.last, protocol)}` : `${place}: the start`
      }
      min={0}
      max={length}
      step={1}
      value={cursor}
      onChange={(event) => seek(event.currentTarget.valueAsNumber)}
      onKeyDown={onKeyDown}
    />
  )
}

type Acts = Record<'back' | 'forward' | 'toStart' | 'toEnd', () => void>

const KEYS: Readonly<Record<string, keyof Acts>> = {
  ArrowRight: 'forward',
  ArrowUp: 'forward',
  ArrowLeft: 'back',
  ArrowDown: 'back',
  Home: 'toStart',
  End: 'toEnd',
}

function actionOf(event: KeyboardEvent, acts: () => Acts): (() => void) | undefined {
  const name = KEYS[event.key]
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.defaultPrevented
  return name === undefined || !plain ? undefined : acts()[name]
}
