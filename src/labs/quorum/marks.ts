import type { Address } from '../../engine/kernel/role.ts'
import type { Frame } from '../../engine/record/frame.ts'
import { type Name, type ReplicaState, valueText } from '../../protocols/quorum/messages.ts'
import { type Copy, compareVersions, type Version } from '../../protocols/quorum/versions.ts'
import { changeOf, type Focus } from '../../scene/focus.ts'
import type { Point } from '../../scene/geometry.ts'
import type { DrawnMessage } from '../../ui/MessageLayer.tsx'
import { type BoxMark, boxMark } from './boxMarks.ts'
import { capsules } from './capsules.ts'
import type { Cast, StageLayout } from './layout.ts'
import { type OverlapMark, overlapMarks, type SetMark, setMarks } from './setMarks.ts'
import { ageOf, newestVersion, readSet, type Shown, writeSet } from './shown.ts'
import { type MissedPut, missedBy } from './staleness.ts'
import { type WayMark, wayMarks } from './ways.ts'
import { cut } from './words.ts'

export interface ReplicaMark {
  readonly name: Name
  /** As much of its name as there is room for. */
  readonly label: string
  readonly title: string
  readonly at: Point
  readonly radius: number
  readonly value: string
  /** The value before the last step, where that changed it. */
  readonly before: string | undefined
  readonly look: 'value' | 'nil' | 'down' | 'other'
  /** Beside its name: how its copy stands against the newest put. */
  readonly word: string
  /** It holds what the get should have returned, and was not heard. */
  readonly missed: boolean
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

/** Width of a letter of a value where it is smallest, and of a name. */
const SMALLEST_LETTER = 7.8
const NAME_LETTER = 10.2

/** A frame and what is made of it, for all that is drawn. */
interface Scene {
  readonly frame: Frame<unknown>
  readonly focus: Focus
  readonly shown: Shown
  readonly cast: Cast
  readonly layout: StageLayout
  readonly selected: Address | undefined
}

/** Everything on the stage at one frame. */
export function quorumMarks(scene: Scene, layers: Layers): QuorumMarks {
  const { frame, focus, shown, cast, layout, selected } = scene
  const inWrite = new Set(writeSet(shown.put))
  const inRead = new Set(readSet(shown.get))
  const sets = layers.sets && !layout.dense ? setMarks(shown, cast, inWrite, inRead, layout) : []
  const newest = newestVersion(frame, shown.key)
  const missed = missedBy(frame, shown.get)
  const ringsOf = (name: Name): ReplicaMark['rings'] => {
    if (!layers.sets || !layout.dense) return []
    return [
      ...(inWrite.has(name) ? (['write'] as const) : []),
      ...(inRead.has(name) ? (['read'] as const) : []),
    ]
  }
  return {
    replicas: [...cast.replicas, ...cast.others].map((name) => ({
      ...replicaMark(name, scene, newest, missed),
      rings: ringsOf(name),
    })),
    boxes: [...layout.boxes].map(([name, place]) =>
      boxMark(name, place, frame, shown, missed, focus, selected),
    ),
    sets,
    overlaps: overlapMarks(sets, cast, inWrite, inRead, layout),
    ways: layers.ways ? wayMarks(frame, shown, layout) : [],
    messages: capsules(frame, layout),
  }
}

function replicaMark(
  name: Name,
  { frame, focus, shown, cast, layout, selected }: Scene,
  newest: Version | undefined,
  missed: MissedPut | undefined,
): Omit<ReplicaMark, 'rings'> {
  const { key } = shown
  const state = frame.state(name) as ReplicaState | undefined
  const isOther = !cast.replicas.includes(name)
  const isDown = frame.status(name) === 'crashed'
  const copy = key === undefined ? undefined : state?.copies[key]
  const isMissed = !isDown && isMissing(name, copy, shown, missed)
  const change = focus.onArrival || isOther ? undefined : changeOf(focus, name, 'copies')
  const old = key === undefined ? undefined : (change?.before as Record<string, Copy> | undefined)?.[key]
  const letters = Math.max(3, Math.floor((1.8 * layout.radius) / SMALLEST_LETTER))
  const nameLetters = Math.max(2, Math.floor(layout.spacing / (NAME_LETTER * Math.max(1, layout.zoom))))
  return {
    name,
    label: cut(name, nameLetters),
    title: `${name}: ${isDown ? 'down, ' : ''}${isOther ? 'no replica of this key' : valueText(copy)}${isMissed ? ', missed by this get' : ''}`,
    at: layout.places.get(name) as Point,
    radius: isOther ? layout.radius * 0.62 : layout.radius,
    value: cut(valueText(copy), letters),
    before: change && cut(valueText(old), letters),
    look: isDown ? 'down' : isOther ? 'other' : copy === undefined ? 'nil' : 'value',
    word: isDown ? 'down' : isOther ? 'other keys' : isMissed ? 'missed' : (ageOf(copy, newest) ?? ''),
    missed: isMissed,
    words: layout.words,
    refuses: !isDown && (state?.refusing ?? 0) > 0,
    active: focus.nodes.includes(name),
    selected: name === selected,
  }
}

/** Whether a replica has what a stale get has missed. One that answered would have made it fresh. */
function isMissing(
  name: Name,
  copy: Copy | undefined,
  { get }: Shown,
  missed: MissedPut | undefined,
): boolean {
  if (missed === undefined || copy === undefined) return false
  const hasAnswered = get?.answers.some(({ from }) => from === name) ?? false
  return !hasAnswered && compareVersions(copy.version, missed.version) >= 0
}
