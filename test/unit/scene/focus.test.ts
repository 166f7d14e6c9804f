import { describe, expect, test } from 'vitest'
import { changesOf } from '../../../src/engine/record/step.ts'
import { focusOf } from '../../../src/scene/focus.ts'
import { chordScenario, recordedChord } from '../../support/scenarios.ts'

describe('the event that a frame is about', () => {
  // With a successor list, a node waits for the answer to each question.
  const recording = recordedChord(
    chordScenario([{ do: 'stabilize', node: 8 }], { config: { successors: 3 } }),
  )

  test('a node that only remembers what it waits for has changed nothing: the frame shows the arrival', () => {
    const asks = recording.frame(1)
    expect(changesOf(recording.steps[0] as never).map(({ field }) => field)).toContain('waiting')
    expect(focusOf(asks)).toMatchObject({ onArrival: true, changes: [], nodes: [15, 8] })
  })

  test('no frame is about bookkeeping, on a branch either', () => {
    for (const one of [recording, recording.prefix(recording.length)]) {
      for (let cursor = 0; cursor <= one.length; cursor++) {
        const fields = focusOf(one.frame(cursor)).changes.map(({ field }) => field)
        expect(fields.filter((field) => ['waiting', 'requests'].includes(field))).toEqual([])
      }
    }
  })
})
