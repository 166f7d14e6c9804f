import { useSyncExternalStore } from 'react'
import { useView } from './view.ts'

/** The projection that the presenter's sizes are made for, in CSS pixels, and how much larger its figure is. */
const PROJECTION = { width: 1920, height: 1080, zoom: 1.45 }
/** Smaller than this, text would fall under 13 px. */
const SMALLEST = 0.72

const subscribe = (changed: () => void) => {
  window.addEventListener('resize', changed)
  return () => window.removeEventListener('resize', changed)
}

function presenterZoom(): number {
  const { innerWidth, innerHeight } = window
  const fits = Math.min(innerWidth / PROJECTION.width, innerHeight / PROJECTION.height)
  return Math.max(SMALLEST, PROJECTION.zoom * fits)
}

/** How many times its normal size the page's content is: 1, or what a projection of this size takes. */
export function useZoom(): number {
  const presenting = useView((view) => view.presenting)
  const zoom = useSyncExternalStore(subscribe, presenterZoom)
  return presenting ? zoom : 1
}
