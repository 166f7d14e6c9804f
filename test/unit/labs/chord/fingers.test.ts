import { describe, expect, test } from 'vitest'
import type { Frame } from '../../../../src/engine/record/frame.ts'
import { fingerGroups, fingerRows, groupText, startText } from '../../../../src/labs/chord/fingers.ts'
import { ringMarks } from '../../../../src/labs/chord/marks.ts'
import type { ChordConfig } from '../../../../src/protocols/chord/config.ts'
import type { ChordState } from '../../../../src/protocols/chord/messages.ts'
import { focusOf } from '../../../../src/scene/focus.ts'
import { publicScenario, recordedChord } from '../../../support/scenarios.ts'

const LAYERS = { keys: true, ownership: true, pointers: false, route: true, fingers: true } as const

function opened(name: string) {
  const scenario = publicScenario(name)
  const recording = recordedChord(scenario)
  const { bits } = scenario.config as ChordConfig
  const layout = { centre: { x: 400, y: 300 }, radius: 220, size: 2 ** bits, zoom: 1 }
  const rowsOf = (frame: Frame<ChordState>, id: number) =>
    fingerRows(id, frame.state(id) as ChordState, focusOf(frame), bits)
  const marksOf = (frame: Frame<ChordState>, id: number | undefined) =>
    ringMarks(frame, focusOf(frame), layout, id, LAYERS)
  return { recording, bits, rowsOf, marksOf }
}

describe('finger tables on the page', () => {
  test('C4 (CS162 slide 29): the table of node 80, entry by entry', () => {
    const { recording, bits, rowsOf } = opened('chord-fingers-80')
    const rows = rowsOf(recording.frame(recording.length), 80)
    expect(
      rows.map((row) => [row.i, `${startText(80, row, bits)} = ${row.start}`, row.end, row.after]),
    ).toEqual([
      [0, '80 + 1 = 81', 82, 96],
      [1, '80 + 2 = 82', 84, 96],
      [2, '80 + 4 = 84', 88, 96],
      [3, '80 + 8 = 88', 96, 96],
      [4, '80 + 16 = 96', 112, 96],
      [5, '80 + 32 = 112', 16, 112],
      [6, '80 + 64 − 128 = 16', 80, 20],
    ])
    // The last step sets the last entry, and it alone.
    expect(rows.filter(({ before, after }) => before !== after).map(({ i }) => i)).toEqual([6])
  })

  test('one chord for the entries with the same node; what the event changes stands out', () => {
    const { recording, marksOf } = opened('chord-fingers-80')
    const { fingers } = marksOf(recording.frame(recording.length), 80)
    expect(fingers.map(({ to, label, tone }) => [to, label, tone])).toEqual([
      [96, 'i = 0 to 4', 'plain'],
      [112, 'i = 5', 'plain'],
      [20, 'i = 6', 'new'],
    ])
  })

  test('a table grows as it is built: nothing is drawn of what is not there', () => {
    const { recording, rowsOf, marksOf } = opened('chord-fingers-80')
    const joined = recording.frame(4)
    expect(rowsOf(joined, 80).every(({ after }) => after === undefined)).toBe(true)
    expect(marksOf(joined, 80).fingers).toEqual([])
  })

  test('the fingers of 8 in the ring of Stoica et al. 2003 (figure 4) are 14, 14, 14, 21, 32, 42', () => {
    const { recording, rowsOf, marksOf } = opened('chord-lookup-54')
    const frame = recording.frame(0)
    expect(rowsOf(frame, 8).map(({ after }) => after)).toEqual([14, 14, 14, 21, 32, 42])
    expect(fingerGroups(rowsOf(frame, 8)).map(groupText)).toEqual(['i = 0 to 2', 'i = 3', 'i = 4', 'i = 5'])
    // Without a selected node there are none, and no label covers another or a node.
    expect(marksOf(frame, undefined).fingers).toEqual([])
    const { fingers, nodes } = marksOf(frame, 8)
    for (const [i, { labelAt }] of fingers.entries()) {
      for (const node of nodes)
        expect(Math.hypot(node.at.x - labelAt.x, node.at.y - labelAt.y)).toBeGreaterThan(node.radius)
      for (const other of fingers.slice(i + 1))
        expect(Math.hypot(other.labelAt.x - labelAt.x, other.labelAt.y - labelAt.y)).toBeGreaterThan(15)
    }
  })

  test('a node that is down has no fingers on the figure', () => {
    const { recording, marksOf } = opened('chord-replicas-15')
    expect(marksOf(recording.frame(recording.length), 15).fingers).toEqual([])
    expect(marksOf(recording.frame(recording.length), 20).fingers).not.toEqual([])
  })
})
