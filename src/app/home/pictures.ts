import { useEffect, useState } from 'react'
import type { Frame } from '../../engine/record/frame.ts'
import { Recorder } from '../../engine/record/recorder.ts'
import type { Lab, LabViews } from '../../labs/lab.ts'
import { protocolOf } from '../../protocols/registry.ts'
import { loadBuiltIn } from '../builtIn.ts'
import { loadLabViews } from '../labViews.ts'

/** What the picture of a lab is drawn from: a run of its scenario, as far as the step that is shown. */
export interface Picture {
  readonly views: LabViews
  readonly frame: Frame<unknown>
  readonly config: unknown
}

/** The step after the shown one decides what stands out in it; routine may lie between them. */
const STEPS_BEYOND = 100

const pictures = new Map<string, Picture>()

async function loadPicture(lab: Lab): Promise<Picture | undefined> {
  const views = await loadLabViews(lab)
  const { scenario: name, step } = views.thumbnail
  const loaded = await loadBuiltIn(name)
  if (!loaded.ok) return undefined
  const recorder = new Recorder(protocolOf(lab.id), loaded.scenario)
  recorder.advance(step + STEPS_BEYOND)
  const { recording } = recorder
  const frame = recording.frame(Math.min(step, recording.length))
  return { views, frame, config: loaded.scenario.config }
}

/**
 * The pictures of the labs, by lab. They come one after the other once the page stands; a lab that cannot be
 * loaded has none, and says so when it is opened.
 */
export function usePictures(labs: readonly Lab[]): ReadonlyMap<string, Picture> {
  const [, setCount] = useState(pictures.size)
  useEffect(() => {
    let gone = false
    const load = async () => {
      for (const lab of labs) {
        if (gone || pictures.has(lab.id)) continue
        const picture = await loadPicture(lab).catch(() => undefined)
        if (picture !== undefined) pictures.set(lab.id, picture)
        if (!gone) setCount(pictures.size)
      }
    }
    void load()
    return () => {
      gone = true
    }
  }, [labs])
  return pictures
}
