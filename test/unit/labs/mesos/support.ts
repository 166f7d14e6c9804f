import type { World } from '../../../../src/engine/kernel/world.ts'
import type { Recording } from '../../../../src/engine/record/recording.ts'
import type { Scenario } from '../../../../src/engine/scenario/scenario.ts'
import { castOf } from '../../../../src/labs/mesos/cast.ts'
import { type Box, layOut } from '../../../../src/labs/mesos/layout.ts'
import { mesosMarks } from '../../../../src/labs/mesos/marks.ts'
import { mesos } from '../../../../src/protocols/mesos/protocol.ts'
import type { MesosState } from '../../../../src/protocols/mesos/state.ts'
import { focusOf } from '../../../../src/scene/focus.ts'
import { publicScenario, recorded } from '../../../support/scenarios.ts'

export const recordedMesos = (scenario: Scenario) =>
  recorded(mesos, scenario) as unknown as Recording<unknown>

/** The built-in scenario with this name, recorded. */
export const publicRun = (name: string) => recordedMesos(publicScenario(name))

export const WIDE = { width: 1008, height: 564 }

/** What is drawn of a frame on a stage of this size. */
export function drawn(recording: Recording<unknown>, cursor: number, size = WIDE, zoom = 1) {
  const frame = recording.frame(cursor)
  const layout = layOut(castOf(frame as World<MesosState>), size, zoom, size.width < 560 ? 8 : 76)
  return { frame, layout, marks: mesosMarks(frame, focusOf(frame), layout, undefined, { files: true }) }
}

export const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
