import type { Address } from '../../engine/kernel/role.ts'
import type { World } from '../../engine/kernel/world.ts'
import type { Frame } from '../../engine/record/frame.ts'
import type { Recording } from '../../engine/record/recording.ts'
import type { Id } from '../../protocols/chord/identifiers.ts'
import type { ChordState } from '../../protocols/chord/messages.ts'
import { Checks } from '../../ui/Checks.tsx'
import { CodePane } from '../../ui/CodePane.tsx'
import type { LabViews } from '../lab.ts'
import { ChordInspector } from './ChordInspector.tsx'
import { ChordParameters } from './ChordParameters.tsx'
import { ChordStage } from './ChordStage.tsx'
import { standingsOf } from './marks.ts'
import { RingThumbnail } from './RingThumbnail.tsx'
import { chordSigns } from './signs.tsx'

/** The page of the Chord lab. */
export const chordViews: LabViews = {
  Stage: ChordStage,
  Parameters: ChordParameters,
  panes: [
    { name: 'Code', Content: CodePane, kind: 'code' },
    { name: 'State', Content: ChordInspector, kind: 'state' },
    { name: 'Checks', Content: Checks, kind: 'state' },
  ],
  signs: chordSigns,
  thumbnail: {
    scenario: 'chord-join-50',
    step: 9,
    Drawing: RingThumbnail,
    machines: (frame) => frame.addresses,
  },
  lanes,
  laneState(frame: Frame<unknown>, address: Address) {
    if (frame.status(address) === undefined) return 'absent'
    const standing = standingsOf(frame as World<ChordState>, [address as Id]).get(address as Id)
    return standing === undefined || standing === 'left' ? 'absent' : standing
  },
}

/** The nodes that take part in a run, in ring order. */
function lanes(recording: Recording<unknown>, length: number): readonly Address[] {
  const taking = new Set<Id>()
  for (const step of recording.steps.slice(0, length)) {
    if (step.node !== null) taking.add(step.node as Id)
    if (step.from !== null) taking.add(step.from as Id)
  }
  return [...taking].sort((a, b) => a - b)
}
