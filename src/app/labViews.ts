import { useEffect, useState } from 'react'
import type { Lab, LabViews } from '../labs/lab.ts'
import { useNotices } from '../store/notices.ts'

const loaded = new Map<string, LabViews>()

/** Loads the views of a lab, once. Rejects when they cannot be loaded; the next call tries again. */
export async function loadLabViews(lab: Lab): Promise<LabViews> {
  const known = loaded.get(lab.id)
  if (known !== undefined) return known
  const views = await lab.load()
  loaded.set(lab.id, views)
  return views
}

/** The views of a lab; undefined until they are loaded. Whoever opens a scenario loads them first. */
export function useLabViews(lab: Lab | undefined): LabViews | undefined {
  const [, setLoaded] = useState(false)
  const views = lab && loaded.get(lab.id)
  useEffect(() => {
    // A scenario that was opened in another way than by its address, such as a dropped file.
    if (lab !== undefined && views === undefined) {
      loadLabViews(lab).then(
        () => setLoaded((old) => !old),
        () =>
          useNotices.getState().show({
            kind: 'error',
            title: `${lab.title} cannot be loaded`,
            lines: ['Check the connection, then reload the page.'],
          }),
      )
    }
  }, [lab, views])
  return views
}
