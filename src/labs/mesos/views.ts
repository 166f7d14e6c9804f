import type { Address } from '../../engine/kernel/role.ts'
import type { World } from '../../engine/kernel/world.ts'
import type { Frame } from '../../engine/record/frame.ts'
import type { Recording } from '../../engine/record/recording.ts'
import { MASTER, type MasterState, type MesosState } from '../../protocols/mesos/state.ts'
import { Checks } from '../../ui/Checks.tsx'
import { CodePane } from '../../ui/CodePane.tsx'
import type { LabViews } from '../lab.ts'
import { MesosInspector } from './MesosInspector.tsx'
import { MesosParameters } from './MesosParameters.tsx'
import { MesosStage } from './MesosStage.tsx'
import { MesosThumbnail } from './MesosThumbnail.tsx'
import { SharesPane } from './SharesPane.tsx'
import { mesosSigns } from './signs.tsx'

/** The page of the Mesos lab. */
export const mesosViews: LabViews = {
  Stage: MesosStage,
  Parameters: MesosParameters,
  panes: [
    { name: 'Code', Content: CodePane, kind: 'code' },
    { name: 'Shares', Content: SharesPane, kind: 'state' },
    { name: 'State', Content: MesosInspector, kind: 'state' },
    { name: 'Checks', Content: Checks, kind: 'state' },
  ],
  signs: mesosSigns,
  thumbnail: {
    scenario: 'mesos-two-frameworks',
    step: 27,
    Drawing: MesosThumbnail,
    machines: (frame) => addressesOf(frame, 'agent'),
  },
  lanes,
  laneState(frame: Frame<unknown>, address: Address) {
    const status = frame.status(address)
    if (status === undefined || status === 'stopped') return 'absent'
    if (status === 'crashed') return 'down'
    if (address === MASTER) return 'member'
    const { agents, frameworks } = frame.state(MASTER) as MasterState
    const isKnown = agents[address]?.state === 'active' || frameworks[address] !== undefined
    return isKnown ? 'member' : 'joining'
  },
}

function addressesOf(frame: Frame<unknown>, role: MesosState['role']): Address[] {
  const world = frame as World<MesosState>
  return world.addresses.filter((address) => world.state(address)?.role === role)
}

/** Frameworks, the master, then the agents that anything happens on. */
function lanes(recording: Recording<unknown>, length: number): readonly Address[] {
  const frame = recording.frame(length)
  const taking = new Set(recording.steps.slice(0, length).map(({ node }) => node))
  const agents = addressesOf(frame, 'agent').filter((address) => taking.has(address))
  return [...addressesOf(frame, 'framework'), MASTER, ...agents]
}
