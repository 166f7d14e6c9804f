import type { Note } from '../engine/kernel/role.ts'
import { findLine, narratePlainly } from '../engine/record/narrate.ts'
import { Recorder } from '../engine/record/recorder.ts'
import type { Recording } from '../engine/record/recording.ts'
import { changesOf, runningLine, type Step } from '../engine/record/step.ts'
import type { Procedure } from '../engine/run/protocol.ts'
import { type AnyProtocol, protocolOf } from '../protocols/registry.ts'
import { scenarioFrom } from './input.ts'
import { finish, writeLine } from './output.ts'

/** `trace FILE`: the recorded run, one line a step; the last line is what `run` prints. */
export async function trace(source: string): Promise<number> {
  const scenario = await scenarioFrom(source)
  const protocol = protocolOf(scenario.lab)
  const listing = protocol.listing(scenario)
  const recorder = new Recorder(protocol, scenario)
  recorder.advance(Number.POSITIVE_INFINITY)
  for (const step of recorder.recording.steps) {
    await writeLine(traceLine(step, recorder.recording, protocol, listing))
  }
  return finish(recorder.result())
}

/** One step as the command line prints it. */
function traceLine(
  step: Step<unknown>,
  recording: Recording<unknown>,
  protocol: AnyProtocol,
  listing: readonly Procedure[],
) {
  const lineId = runningLine(step)
  const found = lineId === undefined ? undefined : findLine(listing, lineId)
  const isMessage = step.messageId !== null
  return {
    index: step.index,
    time_us: step.time_us,
    kind: step.kind,
    node: step.node,
    from: step.from,
    message: isMessage
      ? { id: step.messageId, label: protocol.label(step.input), ...(step.input as object) }
      : null,
    command: step.kind === 'command' ? step.input : null,
    listing: found?.procedure.name ?? null,
    line: found?.line.text ?? null,
    condition: condition(step.notes),
    says: narratePlainly(step, protocol),
    changes: changesOf(step),
    sent: step.sent.map((id) => {
      const record = recording.message(id)
      return {
        id,
        to: record?.to,
        label: protocol.label(record?.message),
        arrives_us: record?.dueAt_us ?? null,
      }
    }),
    causedBy: step.causedBy,
    mark: step.mark ?? null,
  }
}

/** The last condition that the step evaluated, with its outcome: `50 ∈ (44, 58) → true`. */
function condition(notes: readonly Note[]): string | null {
  const evaluated = notes.findLast((note) => note.outcome !== undefined)
  return evaluated === undefined ? null : `${evaluated.value} → ${evaluated.outcome}`
}
