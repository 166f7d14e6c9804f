import type { Address } from '../../engine/kernel/role.ts'
import type { Frame } from '../../engine/record/frame.ts'
import { type Name, type ReplicaState, valueText } from '../../protocols/quorum/messages.ts'
import type { Copy } from '../../protocols/quorum/versions.ts'
import { changeOf, type Focus } from '../../scene/focus.ts'
import type { Point } from '../../scene/geometry.ts'
import type { DrawnMessage } from '../../ui/MessageLayer.tsx'
import { type BoxMark, boxMark } from './boxMarks.ts'
import type { Cast, StageLayout } from './layout.ts'
import { type OverlapMark, overlapMarks, type SetMark, setMarks } from './setMarks.ts'
import { ageOf, newestVersion, readSet, type Shown, writeSet } from './shown.ts'
import { capsules, type WayMark, wayMarks } from './ways.ts'
import { cut } from './words.ts'

export interface ReplicaMark {
  readonly name: Name
  readonly title: string
  readonly at: Point
  readonly radius: number
  readonly value: string
  /** The value before the last step, where that changed it. */
  readonly before: string | undefined
  readonly look: 'value' | 'nil' | 'down' | 'other'
  /** Beside its name: how its copy stands against the newest put. */
  readonly word: string
  readonly words: StageLayout['words']
  readonly refuses: boolean
  readonly active: boolean
  readonly selected: boolean
  /** Rings around it, where the sets have no outlines. */
  readonly rings: readonly ('write' | 'read')[]
}

export interface QuorumMarks {
  readonly replicas: readonly ReplicaMark[]
  readonly boxes: readonly BoxMark[]
  readonly sets: readonly SetMark[]
  readonly overlaps: readonly OverlapMark[]
  readonly ways: readonly WayMark[]
  readonly messages: readonly DrawnMessage[]
}

export interface Layers {
  readonly sets: boolean
  readonly ways: boolean
}

/** Everything on the stage at one frame. */
export function quorumMarks(
  frame: Frame<unknown>,
  focus: Focus,
  shown: Shown,
  cast: Cast,
  layout: StageLayout,
  selected: Address | undefined,
  layers: Layers,
): QuorumMarks {
  const inWrite = new Set(writeSet(shown.put))
  const inRead = new Set(readSet(shown.get))
  const outlines = layers.sets && !layout.dense ? setMarks(shown, cast, inWrite, inRead, layout) : []
  return {
    replicas: [...cast.replicas, ...cast.others].map((name) =>
      replicaMark(
        name,
        frame,
        focus,
        shown,
        cast,
        layout,
        selected,
        layers.sets ? { inWrite, inRead } : undefined,
      ),
    ),
    boxes: [...layout.boxes].map(([name, place]) => boxMark(name, place, frame, shown, focus, selected)),
    sets: outlines,
    overlaps: overlapMarks(outlines, cast, inWrite, inRead, layout),
    ways: layers.ways ? wayMarks(frame, shown, layout) : [],
    messages: capsules(frame, layout),
  }
}

function replicaMark(
  name: Name,
  frame: Frame<unknown>,
  focus: Focus,
  { key }: Shown,
  cast: Cast,
  layout: StageLayout,
  selected: Address | undefined,
  sets: { inWrite: ReadonlySet<Name>; inRead: ReadonlySet<Name> } | undefined,
): ReplicaMark {
  const state = frame.state(name) as ReplicaState | undefined
  const isOther = !cast.replicas.includes(name)
  const isDown = frame.status(name) === 'crashed'
  const copy = key === undefined ? undefined : state?.copies[key]
  const change = focus.onArrival ? undefined : changeOf(focus, name, 'copies')
  const old = change && key !== undefined ? (change.before as Record<string, Copy>)[key] : undefined
  const age = isOther ? undefined : ageOf(copy, newestVersion(frame, key))
  const letters = Math.max(3, Math.floor((2 * layout.radius) / (10.5 * layout.zoom)))
  const shownValue = cut(valueText(copy), letters)
  const wantsRings = sets !== undefined && layout.dense
  return {
    name,
    title: `${name}: ${isDown ? 'down, ' : ''}${isOther ? 'no replica of this key' : valueText(copy)}`,
    at: layout.places.get(name) as Point,
    radius: isOther ? layout.radius * 0.62 : layout.radius,
    value: shownValue,
    before: change === undefined || isOther ? undefined : cut(valueText(old), letters),
    look: isDown ? 'down' : isOther ? 'other' : copy === undefined ? 'nil' : 'value',
    word: isDown ? 'down' : isOther ? 'other keys' : (age ?? ''),
    words: layout.words,
    refuses: !isDown && (state?.refusing ?? 0) > 0,
    active: focus.nodes.includes(name),
    selected: name === selected,
    rings: [
      ...(wantsRings && sets.inWrite.has(name) ? (['write'] as const) : []),
      ...(wantsRings && sets.inRead.has(name) ? (['read'] as const) : []),
    ],
  }
}
