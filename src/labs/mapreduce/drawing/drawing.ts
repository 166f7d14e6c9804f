import type { Address } from '../../../engine/kernel/role.ts'
import type { Frame } from '../../../engine/record/frame.ts'
import { CLIENT, MASTER, type MapReduceState, NAMENODE } from '../../../protocols/mapreduce/state.ts'
import type { Focus } from '../../../scene/focus.ts'
import type { DrawnMessage } from '../../../ui/MessageLayer.tsx'
import { type JobPicture, workersIn } from '../picture/picture.ts'
import { capsulesOf } from './capsules.ts'
import type { Surroundings } from './curves.ts'
import { type Box, boxIn, type JobLayout } from './layout.ts'
import { type Place, wayOf } from './places.ts'
import { type ShuffleMark, shuffleMarks } from './shuffle.ts'
import { type ChipPlace, placeChips } from './strip.ts'
import { type Tiles, tilesOf } from './tiles.ts'
import { titlesOf } from './titles.ts'

/** A node on the strip. */
export interface ChipMark extends ChipPlace {
  readonly standing: 'up' | 'down'
  /** By how much it is slowed down; 1 is not at all. */
  readonly slow: number
  readonly active: boolean
  readonly selected: boolean
}

/** A replica of a block of the input, while it is written. */
export interface ReplicaMark extends Box {
  readonly split: number
  readonly worker: string
  readonly stored: boolean
}

/** Everything that is drawn of a job at one frame. */
export interface JobDrawing {
  readonly picture: JobPicture
  readonly layout: JobLayout
  readonly chips: readonly ChipMark[]
  readonly replicas: readonly ReplicaMark[]
  readonly shuffle: readonly ShuffleMark[]
  /** Undefined where there are boxes. */
  readonly tiles: Tiles | undefined
  /** The things of the figure that the event is about, by `placeName`. */
  readonly active: ReadonlySet<string>
  readonly messages: readonly DrawnMessage[]
}

/** Draws a frame into a layout. */
export function drawJob(
  frame: Frame<unknown>,
  focus: Focus,
  picture: JobPicture,
  layout: JobLayout,
  selected: Address | undefined,
  combiner = false,
): JobDrawing {
  const world = frame as Frame<MapReduceState>
  const services = [CLIENT, NAMENODE, MASTER].filter((address) => world.status(address) !== undefined)
  const places = placeChips(layout, services, workersIn(world))
  const inFocus = new Set(focus.nodes)
  const chips = places.map((place): ChipMark => {
    const state = world.state(place.address)
    return {
      ...place,
      standing: world.status(place.address) === 'up' ? 'up' : 'down',
      slow: state?.role === 'worker' ? state.slow : 1,
      active: inFocus.has(place.address),
      selected: place.address === selected,
    }
  })
  const replicas = replicaMarks(picture, layout)
  const tiles = layout.scale === 'tiles' ? tilesOf(picture, layout) : undefined
  const around: Surroundings = {
    layout,
    chips: new Map(places.map((place) => [place.address, place])),
    reducers: picture.reduces.length,
    titles: titlesOf(layout, combiner),
    replica: (split, worker) => replicas.find((mark) => mark.split === split && mark.worker === worker),
    tile: (kind, index) => tiles?.[kind === 'map' ? 'maps' : 'reduces'].boxOf(index),
  }
  return {
    picture,
    layout,
    chips,
    replicas,
    shuffle: shuffleMarks(picture, layout),
    tiles,
    active: activePlaces(focus, picture),
    messages: capsulesOf(frame, picture, around),
  }
}

/** The replicas of each block in a row behind it, as far apart as capsules between them need. */
function replicaMarks({ pipelines }: JobPicture, layout: JobLayout): ReplicaMark[] {
  const { columns, zoom, letters } = layout
  const end = Math.min(columns.reduce.x - 24 * zoom, layout.size.width - layout.margin)
  return pipelines.flatMap(({ split, replicas }) => {
    const row = boxIn(layout, 'map', split)
    if (row === undefined) return []
    const longest = Math.max(...replicas.map(({ worker }) => worker.length))
    const width = Math.max(40 * zoom, (longest * 0.6 + 1.6) * letters.text)
    const pitch = Math.min(150 * zoom, (end - row.x - width) / Math.max(1, replicas.length - 1))
    const height = Math.min(row.height, 34 * zoom)
    return replicas.map(({ worker, stored }, i) => ({
      split,
      worker,
      stored,
      x: row.x + i * pitch,
      y: row.y + (row.height - height) / 2,
      width,
      height,
    }))
  })
}

/** A place as a key. */
export function placeName(place: Place): string {
  switch (place.at) {
    case 'node':
      return `node ${place.address}`
    case 'replica':
      return `replica ${place.split} ${place.worker}`
    case 'partition':
      return `partition ${place.map} ${place.reducer}`
    case 'backup':
      return `backup ${place.reducer}`
    default:
      return `${place.at} ${place.index}`
  }
}

/** The ends of the message of the event. Where a task acts by itself, the task. */
function activePlaces(focus: Focus, picture: JobPicture): Set<string> {
  const step = focus.onArrival ? focus.coming : focus.done
  const active = new Set<string>()
  if (step?.kind === 'message' && step.from !== null && step.node !== null) {
    const message = step.input as Parameters<typeof wayOf>[0]['message']
    const { from, to } = wayOf({ from: step.from, to: step.node, message }, picture)
    // The receiver acts; the sender is active where its message is what one looks at.
    active.add(placeName(to))
    if (focus.onArrival || to.at === 'reduce') active.add(placeName(from))
  } else if (step?.kind === 'timer') {
    const timer = step.input as { attempt?: unknown }
    if (typeof timer.attempt === 'string') {
      const [kind, task] = [timer.attempt.charAt(0), timer.attempt.slice(1).split('.')[0]]
      active.add(`${kind === 'm' ? 'map' : 'reduce'} ${task}`)
    }
  }
  return active
}
