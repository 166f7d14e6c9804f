import type { Address } from '../../engine/kernel/role.ts'
import type { Frame } from '../../engine/record/frame.ts'
import type { Recording } from '../../engine/record/recording.ts'
import type { QuorumState } from '../../protocols/quorum/messages.ts'
import { Checks } from '../../ui/Checks.tsx'
import { CodePane } from '../../ui/CodePane.tsx'
import type { LabViews } from '../lab.ts'
import { QuorumInspector } from './QuorumInspector.tsx'
import { QuorumParameters } from './QuorumParameters.tsx'
import { QuorumStage } from './QuorumStage.tsx'
import { QuorumThumbnail } from './QuorumThumbnail.tsx'
import { SizesPane } from './SizesPane.tsx'
import { quorumSigns } from './signs.tsx'

/** The page of the quorum lab. */
export const quorumViews: LabViews = {
  Stage: QuorumStage,
  Parameters: QuorumParameters,
  panes: [
    { name: 'Sizes', Content: SizesPane, kind: 'state' },
    { name: 'Code', Content: CodePane, kind: 'code', onlyNarrow: true },
    { name: 'State', Content: QuorumInspector, kind: 'state' },
    { name: 'Checks', Content: Checks, kind: 'state' },
  ],
  signs: quorumSigns,
  thumbnail: {
    scenario: 'quorum-put-at-3-get-at-3',
    step: 28,
    Drawing: QuorumThumbnail,
    machines: (frame) =>
      frame.addresses.filter(
        (address) => (frame.state(address) as QuorumState | undefined)?.role === 'replica',
      ),
  },
  lanes,
  laneState(frame: Frame<unknown>, address: Address) {
    const status = frame.status(address)
    if (status === undefined) return 'absent'
    return status === 'up' ? 'member' : 'down'
  },
}

/** Writers, replicas and readers that take part in a run, in this order. */
function lanes(recording: Recording<unknown>, length: number): readonly Address[] {
  const taking = new Set<Address | null>()
  for (const step of recording.steps.slice(0, length)) {
    taking.add(step.node)
    taking.add(step.from)
  }
  return recording.frame(length).addresses.filter((address) => taking.has(address))
}
