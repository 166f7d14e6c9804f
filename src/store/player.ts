import { create } from 'zustand'
import { useSession } from './session.ts'

/** Lengths of one step at speed 1, in milliseconds: a message lands, then what was sent sets out. */
const LANDING_ms = 350
const SETTING_OUT_ms = 350
/** A pause on each step while playing, so that it can be read. */
const READING_ms = 900
export const SPEEDS = [0.5, 1, 2, 4] as const

/** Which half of a step is on screen. */
export type Phase = 'rest' | 'landing' | 'settingOut'

interface Player {
  readonly playing: boolean
  readonly speed: number
  play: () => void
  pause: () => void
  toggle: () => void
  setSpeed: (speed: number) => void
  /** To the next step that is worth a stop, with motion. During motion: lands at once and takes the next. */
  forward: () => void
  /** To the step before that is worth a stop, without motion. */
  back: () => void
  /** To a step, without motion. */
  seek: (cursor: number) => void
}

/** Where the motion stands; written once a frame, outside React. */
export interface Motion {
  readonly phase: Phase
  /** 0..1 within the phase. */
  readonly progress: number
}

const REST: Motion = { phase: 'rest', progress: 1 }
let motion: Motion = REST
const listeners = new Set<(motion: Motion) => void>()

/** Calls `listener` at every frame of a motion and at its end. Returns how to stop it. */
export function onMotion(listener: (motion: Motion) => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

export function currentMotion(): Motion {
  return motion
}

function publish(next: Motion): void {
  motion = next
  for (const listener of listeners) listener(next)
}

const reducedMotion = () => matchMedia('(prefers-reduced-motion: reduce)').matches

let frameRequest = 0
let waiting: ReturnType<typeof setTimeout> | undefined

/** Runs one phase for `duration` and then `after`. */
function run(phase: 'landing' | 'settingOut', duration: number, after: () => void): void {
  const start = performance.now()
  publish({ phase, progress: 0 })
  const tick = (now: number) => {
    const progress = Math.min(1, Math.max(0, (now - start) / duration))
    if (progress >= 1) return after()
    publish({ phase, progress })
    frameRequest = requestAnimationFrame(tick)
  }
  frameRequest = requestAnimationFrame(tick)
}

function stopMotion(): void {
  cancelAnimationFrame(frameRequest)
  clearTimeout(waiting)
  publish(REST)
}

/** Plays the steps of the session. */
export const usePlayer = create<Player>()((set, get) => {
  const cursor = () => useSession.getState().opened?.cursor ?? 0
  /** Whether nothing comes that is worth a stop. */
  const atEnd = () => (useSession.getState().opened?.recording.stopAfter(cursor()) ?? 0) <= cursor()

  function commit(next: number): void {
    useSession.getState().goTo(next)
  }

  /** Carries the step from the current cursor to the next one. */
  function animateStep(): void {
    const opened = useSession.getState().opened
    if (opened === undefined || atEnd()) {
      set({ playing: false })
      return
    }
    const next = opened.recording.stopAfter(opened.cursor)
    const { speed } = get()
    if (reducedMotion()) {
      commit(next)
      return rest()
    }
    // A message that was sent in routine that is passed over is not on screen yet.
    const arriving = opened.recording.step(next)?.messageId
    const lands = opened.frame.inFlight.some(({ id }) => id === arriving)
    const setOut = () => {
      commit(next)
      const sends = (opened.recording.step(next)?.sent.length ?? 0) > 0
      if (sends) run('settingOut', SETTING_OUT_ms / speed, rest)
      else rest()
    }
    if (lands) run('landing', LANDING_ms / speed, setOut)
    else setOut()
  }

  function rest(): void {
    publish(REST)
    if (!get().playing) return
    if (atEnd()) set({ playing: false })
    else waiting = setTimeout(animateStep, READING_ms / get().speed)
  }

  return {
    playing: false,
    speed: 1,
    play() {
      if (atEnd()) commit(0)
      set({ playing: true })
      animateStep()
    },
    pause() {
      set({ playing: false })
      clearTimeout(waiting)
    },
    toggle() {
      if (get().playing) get().pause()
      else get().play()
    },
    setSpeed(speed) {
      set({ speed })
    },
    forward() {
      const landing = motion.phase === 'landing'
      stopMotion()
      set({ playing: false })
      if (landing) commit(useSession.getState().opened?.recording.stopAfter(cursor()) ?? cursor())
      animateStep()
    },
    back() {
      get().seek(useSession.getState().opened?.recording.stopBefore(cursor()) ?? 0)
    },
    seek(wanted) {
      stopMotion()
      set({ playing: false })
      commit(wanted)
    },
  }
})
