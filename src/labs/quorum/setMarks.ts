import type { Name } from '../../protocols/quorum/messages.ts'
import type { Point } from '../../scene/geometry.ts'
import type { Cast, StageLayout } from './layout.ts'
import { outlineOf, runsOf, type SetOutline } from './setOutlines.ts'
import { readSet, type Shown, type ShownGet, type ShownPut } from './shown.ts'

export interface SetMark extends SetOutline {
  readonly kind: 'write' | 'read'
  readonly label: string
  /** On the line: that of the write set begins here below, that of the read set ends here above. */
  readonly labelAt: Point
}

/** A stretch of replicas that are in both sets. */
export interface OverlapMark {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** The outlines of the two sets, as far as they have members. */
export function setMarks(
  { put, get }: Shown,
  { replicas }: Cast,
  inWrite: ReadonlySet<Name>,
  inRead: ReadonlySet<Name>,
  layout: StageLayout,
): SetMark[] {
  const row = replicas.map((name) => layout.places.get(name) as Point)
  const outline = (kind: SetMark['kind'], members: ReadonlySet<Name>) =>
    outlineOf(kind, row, (i) => members.has(replicas[i] as Name), layout)
  const write = outline('write', inWrite)
  const read = outline('read', inRead)
  return [
    ...(write && put
      ? [
          {
            ...write,
            kind: 'write' as const,
            label: labelOf(write, 'write set', 'W', put, layout),
            labelAt: { x: write.left + INSET * layout.zoom, y: write.bottom },
          },
        ]
      : []),
    ...(read && get
      ? [
          {
            ...read,
            kind: 'read' as const,
            label: labelOf(read, 'read set', 'R', get, layout),
            labelAt: { x: read.right - INSET * layout.zoom, y: read.top },
          },
        ]
      : []),
  ]
}

/** From the corner of an outline to its label. */
const INSET = 26
/** Width of a letter of a label, and of what must be left of the line beside it, before zoom. */
const LETTER = 8
const BESIDE = 44

/** "write set, W = 3"; less of it on a short line; how far it is while it grows. */
function labelOf(
  { left, right }: SetOutline,
  words: string,
  letter: string,
  operation: ShownPut | ShownGet,
  { zoom }: StageLayout,
): string {
  const { need } = operation
  const have = 'acks' in operation ? operation.acks.length : readSet(operation).length
  if (have < need) return `${have} of ${letter} = ${need}`
  const whole = `${words}, ${letter} = ${need}`
  const fits = (whole.length * LETTER + BESIDE) * zoom <= right - left
  return fits ? whole : `${letter} = ${need}`
}

/** The replicas that are in both sets. */
export function overlapMarks(
  sets: readonly SetMark[],
  { replicas }: Cast,
  inWrite: ReadonlySet<Name>,
  inRead: ReadonlySet<Name>,
  layout: StageLayout,
): OverlapMark[] {
  const write = sets.find(({ kind }) => kind === 'write')
  const read = sets.find(({ kind }) => kind === 'read')
  if (write === undefined || read === undefined) return []
  const isInBoth = (i: number) => inWrite.has(replicas[i] as Name) && inRead.has(replicas[i] as Name)
  const half = layout.spacing * 0.43
  return runsOf(replicas.length, isInBoth).map(([from, to]) => ({
    left: (layout.places.get(replicas[from] as Name) as Point).x - half,
    right: (layout.places.get(replicas[to] as Name) as Point).x + half,
    top: read.top,
    bottom: write.bottom,
  }))
}
