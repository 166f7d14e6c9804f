import type { Frame } from '../../../../src/engine/record/frame.ts'
import { Recorder } from '../../../../src/engine/record/recorder.ts'
import type { Recording } from '../../../../src/engine/record/recording.ts'
import type { Step } from '../../../../src/engine/record/step.ts'
import type { Scenario } from '../../../../src/engine/scenario/scenario.ts'
import { drawJob, type JobDrawing } from '../../../../src/labs/mapreduce/drawing/drawing.ts'
import { layOut, type Part } from '../../../../src/labs/mapreduce/drawing/layout.ts'
import { type JobPicture, pictureOf, shapeOf } from '../../../../src/labs/mapreduce/picture/picture.ts'
import type { MapReduceConfig } from '../../../../src/protocols/mapreduce/config.ts'
import type { MapReduceMessage } from '../../../../src/protocols/mapreduce/messages.ts'
import type { MapReduceState } from '../../../../src/protocols/mapreduce/state.ts'
import { protocolOf } from '../../../../src/protocols/registry.ts'
import { focusOf } from '../../../../src/scene/focus.ts'
import { publicScenario } from '../../../support/scenarios.ts'

export interface Recorded {
  readonly scenario: Scenario
  readonly config: MapReduceConfig
  readonly recording: Recording<MapReduceState>
}

const recorded = new Map<string, Recorded>()

/** A built-in scenario, run to its end. */
export function runOf(name: string): Recorded {
  let found = recorded.get(name)
  if (found === undefined) {
    found = run(publicScenario(name))
    recorded.set(name, found)
  }
  return found
}

export function run(scenario: Scenario): Recorded {
  const recorder = new Recorder(protocolOf(scenario.lab), scenario)
  recorder.advance(Number.POSITIVE_INFINITY)
  const recording = recorder.recording as Recording<MapReduceState>
  return { scenario, config: scenario.config as MapReduceConfig, recording }
}

export function pictureAt({ recording, config }: Recorded, cursor: number): JobPicture {
  const frame = recording.frame(cursor) as Frame<unknown>
  return pictureOf(frame, focusOf(frame), config, true)
}

/** The picture of a frame on a stage of this size. */
export function drawingAt(
  { recording, config }: Recorded,
  cursor: number,
  size = { width: 1008, height: 564 },
  part: Part = 'map',
): JobDrawing {
  const frame = recording.frame(cursor) as Frame<unknown>
  const focus = focusOf(frame)
  const layout = layOut(size, 1, shapeOf(recording.frame(cursor), config), part)
  const picture = pictureOf(frame, focus, config, layout.scale === 'boxes')
  return drawJob(frame, focus, picture, layout, undefined)
}

/** The first step that fits; throws where none does. */
export function stepWhere({ recording }: Recorded, fits: (step: Step<MapReduceState>) => boolean): number {
  const step = recording.steps.find(fits)
  if (step === undefined) throw new Error('There is no such step')
  return step.index
}

/** The step in which a message of this kind arrives, and of which more is asked. */
export function arrivalOf<K extends MapReduceMessage['kind']>(
  recorded: Recorded,
  kind: K,
  fits: (message: Extract<MapReduceMessage, { kind: K }>) => boolean = () => true,
): number {
  return stepWhere(recorded, (step) => {
    const message = step.input as MapReduceMessage
    return step.kind === 'message' && message.kind === kind && fits(message as never)
  })
}

/** The step with a mark. */
export function markOf(recorded: Recorded, mark: string): number {
  return stepWhere(recorded, (step) => step.mark === mark)
}
