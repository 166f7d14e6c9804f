import type { Recorder } from '../engine/record/recorder.ts'

/** How long one slice may hold the page, in milliseconds: less than a frame, so that it stays responsive. */
const SLICE_ms = 8
const STEPS_BETWEEN_LOOKS = 32

/** Who hears how recording goes. */
export interface RecordingListener {
  /** After each slice: whether recording goes on. */
  progress(on: boolean): void
  /** The run cannot go on. */
  failed(error: unknown): void
}

/**
 * Records to the end of the run in slices that leave the page its frames, as long as single steps are short.
 * The first slice runs at once, so a short run is complete when this returns.
 *
 * @returns a function that stops the recording.
 */
export function recordInSlices(
  recorder: Recorder<unknown, unknown, unknown, unknown>,
  maxSteps: number,
  listener: RecordingListener,
): () => void {
  let stopped = false
  const slice = () => {
    if (stopped) return
    const end = performance.now() + SLICE_ms
    const { recording } = recorder
    let done = recording.complete
    try {
      while (!done && recording.length < maxSteps && performance.now() < end) {
        done = recorder.advance(STEPS_BETWEEN_LOOKS)
      }
    } catch (error) {
      stopped = true
      listener.failed(error)
      return
    }
    const on = !done && recording.length < maxSteps
    listener.progress(on)
    if (on) setTimeout(slice)
  }
  slice()
  return () => {
    stopped = true
  }
}
