import type { Address } from '../../engine/kernel/role.ts'
import type { World } from '../../engine/kernel/world.ts'
import type { Frame } from '../../engine/record/frame.ts'
import type { Recording } from '../../engine/record/recording.ts'
import type { Id } from '../../protocols/chord/identifiers.ts'
import type { ChordState } from '../../protocols/chord/messages.ts'
import type { Lab } from '../lab.ts'
import { ChordInspector } from './ChordInspector.tsx'
import { ChordParameters } from './ChordParameters.tsx'
import { ChordStage } from './ChordStage.tsx'
import { standingsOf } from './marks.ts'

/** The Chord lab. */
export const chordLab: Lab = {
  id: 'chord',
  title: 'Chord',
  scenarios: [
    { name: 'chord-join-50', title: 'join(50)' },
    { name: 'chord-lookup-37', title: 'lookup(37)' },
    { name: 'chord-key-mapping', title: 'Key to node mapping' },
    { name: 'chord-lost-notify', title: 'A lost notify' },
    { name: 'chord-64-nodes', title: 'A lookup among 64 nodes' },
  ],
  Stage: ChordStage,
  Inspector: ChordInspector,
  Parameters: ChordParameters,
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
