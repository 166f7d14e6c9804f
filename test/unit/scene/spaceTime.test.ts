import { describe, expect, test } from 'vitest'
import type { Recording } from '../../../src/engine/record/recording.ts'
import { protocolOf } from '../../../src/protocols/registry.ts'
import { foldLanes } from '../../../src/scene/laneFolding.ts'
import { plotRows } from '../../../src/scene/plotRows.ts'
import {
  laneHeights,
  layOutSpaceTime,
  messagesIn,
  nearestMark,
  pointOnLine,
  tenseOf,
} from '../../../src/scene/spaceTime.ts'
import { stepAxis } from '../../../src/scene/stepAxis.ts'
import { violationsIn } from '../../../src/scene/violations.ts'
import { type Document, publicText, read, recorded } from '../../support/scenarios.ts'

const LANES = [15, 20, 32, 35, 44, 50, 58]
const ROOM = { lanes: 7, hideIdle: false }
const BAND = { top: 18, bottom: 106 }
const MEMBERS = { laneState: () => 'member' as const }

/** A built-in scenario, recorded to its end, with more actions. */
function record(name: string, ...actions: Document[]): Recording<unknown> {
  const document = JSON.parse(publicText(name)) as { actions: Document[] }
  return recorded(protocolOf('chord'), read({ ...document, actions: [...document.actions, ...actions] }))
}

function layOut(recording: Recording<unknown>, first = 0, last = recording.length, lanes = LANES) {
  const axis = stepAxis({ first, last }, 1064)
  const extent = { recorded: recording.length, recordingOn: false }
  return layOutSpaceTime(recording, extent, lanes, axis, BAND, MEMBERS)
}

const join = record('chord-join-50')

describe('the lanes', () => {
  test('lie in their band, evenly and on half pixels', () => {
    for (let count = 1; count <= 7; count++) {
      const heights = laneHeights(count, BAND)
      expect(heights).toHaveLength(count)
      for (const y of heights) {
        expect(y % 1).toBe(0.5)
        expect(y).toBeGreaterThanOrEqual(BAND.top)
        expect(y).toBeLessThanOrEqual(BAND.bottom + 0.5)
      }
    }
  })

  test('five stand as they are drawn in the design', () => {
    expect(laneHeights(5, { top: 18, bottom: 109 })).toEqual([25.5, 44.5, 63.5, 82.5, 101.5])
  })

  test('a node that is down has a stretch from its crash to its recovery', () => {
    const recording = record('chord-join-50', { do: 'crash', node: 8 }, { do: 'recover', node: 8 })
    const [crash, recovery] = recording.steps.filter(({ kind }) => kind === 'crash' || kind === 'recover')
    const axis = stepAxis({ first: 0, last: recording.length }, 1064)
    const { lanes, events } = layOutSpaceTime(
      recording,
      { recorded: recording.length, recordingOn: false },
      [8, ...LANES],
      axis,
      BAND,
      { laneState: (frame, address) => (frame.status(address) === 'crashed' ? 'down' : 'member') },
    )
    expect(lanes[0]?.stretches).toMatchObject([{ state: 'down', from: crash?.index, to: recovery?.index }])
    expect(lanes[1]?.stretches).toEqual([])
    expect(events.find(({ step }) => step === crash?.index)?.glyph).toBe('cross')
  })
})

describe('folding the lanes', () => {
  const window = { first: 0, last: join.length }

  test('keeps all where there is room', () => {
    const shown = foldLanes(undefined, LANES, join, window, 8, ROOM)
    expect(shown).toEqual({ addresses: LANES, folded: 0, foldedAreIdle: true })
  })

  test('folds idle nodes first', () => {
    const all = [4, 8, ...LANES]
    const shown = foldLanes(undefined, all, join, window, 8, ROOM)
    expect(shown).toEqual({ addresses: LANES, folded: 2, foldedAreIdle: true })
  })

  test('keeps those nearest to the cursor, in their order', () => {
    const shown = foldLanes(undefined, LANES, join, window, 14, { ...ROOM, lanes: 3 })
    expect(shown).toEqual({ addresses: [44, 50, 58], folded: 4, foldedAreIdle: false })
  })

  test('does not change while it shows the current steps', () => {
    const room = { ...ROOM, lanes: 4 }
    let shown = foldLanes(undefined, LANES, join, window, 0, room)
    let changes = 0
    for (let cursor = 1; cursor <= join.length; cursor++) {
      const next = foldLanes(shown, LANES, join, window, cursor, room)
      const present = join.step(cursor)?.node
      expect(next.addresses).toContain(present)
      expect(foldLanes(next, LANES, join, window, cursor, room)).toBe(next)
      if (next !== shown) changes++
      shown = next
    }
    expect(changes).toBeLessThan(join.length / 3)
  })

  test('hides idle nodes where there is little height', () => {
    const shown = foldLanes(undefined, [4, 8, 44, 50, 58], join, { first: 8, last: 16 }, 8, {
      lanes: 5,
      hideIdle: true,
    })
    expect(shown.addresses).toEqual([44, 50, 58])
  })
})

describe('the marks', () => {
  const layout = layOut(join)

  test('every event stands on the lane of its node', () => {
    expect(layout.events).toHaveLength(16)
    for (const event of layout.events) {
      const lane = layout.lanes.find(({ address }) => address === join.step(event.step)?.node)
      expect(event.y).toBe(lane?.y)
    }
  })

  test('an event says what it is', () => {
    const glyphs = layout.events.map(({ glyph, changed }) => (changed ? `${glyph}!` : glyph))
    expect(glyphs.slice(0, 8)).toEqual(['ring', 'dot', 'dot', 'dot', 'dot', 'dot', 'dot!', 'ring'])
  })

  test('a message leads from its sending to its arrival', () => {
    const mark = layout.messages.find(({ id }) => id === 1)
    if (mark === undefined) throw new Error('the first message is not drawn')
    expect(mark.from).toEqual({ x: 66.5, y: layout.lanes[5]?.y })
    expect(mark.to).toEqual({ x: 133, y: layout.lanes[0]?.y })
    expect(pointOnLine(mark, 99.75).y).toBeCloseTo((mark.from.y + mark.to.y) / 2)
  })

  test('a message is to come, on its way, or over', () => {
    const mark = layout.messages.find(({ sentStep }) => sentStep === 10)
    expect([9, 10, 11].map((cursor) => mark && tenseOf(mark, cursor))).toEqual(['future', 'now', 'past'])
  })

  test('all of them lie within the axis', () => {
    for (const { from, to } of layout.messages) {
      for (const { x } of [from, to]) {
        expect(x).toBeGreaterThanOrEqual(0)
        expect(x).toBeLessThanOrEqual(1064)
      }
    }
  })

  test('messages between lanes that are not shown are left out', () => {
    const some = layOut(join, 0, 16, [50, 58])
    expect(some.messages.map(({ sentStep }) => sentStep)).toEqual([8, 9, 10, 11])
  })

  test('steps that stand close together are drawn smaller', () => {
    expect(layout.scale).toBe(1)
    const axis = stepAxis({ first: 0, last: 100 }, 600)
    const extent = { recorded: join.length, recordingOn: false }
    expect(layOutSpaceTime(join, extent, LANES, axis, BAND, MEMBERS).scale).toBeLessThan(1)
  })
})

describe('a message that does not arrive', () => {
  test('ends in a cross at the step that drops it', () => {
    const lost = record('chord-lost-notify')
    const drop = lost.steps.find(({ kind }) => kind === 'drop')
    const { messages } = layOut(lost)
    const mark = messages.find(({ id }) => id === 9)
    expect(mark).toMatchObject({ lost: true, endStep: drop?.index })
    expect(mark?.to.x).toBeCloseTo(((drop?.index ?? 0) * 1064) / lost.length)
  })

  test('is not known to be lost while the recording has not come so far', () => {
    const lost = record('chord-lost-notify')
    const axis = stepAxis({ first: 0, last: 10 }, 1064)
    const layout = layOutSpaceTime(lost, { recorded: 10, recordingOn: true }, LANES, axis, BAND, MEMBERS)
    expect(layout.messages.find(({ id }) => id === 9)).toMatchObject({ lost: false, endStep: Infinity })
  })
})

describe('a window of a trace', () => {
  test('has the messages that were on their way at its start', () => {
    expect(messagesIn(join, { first: 3, last: 5 }).map(({ sentStep }) => sentStep)).toEqual([3, 4, 5])
    const long = record('chord-join-50', { do: 'maintain', rounds: 1 })
    for (let first = 0; first < long.length; first++) {
      const expected = long.messages.filter(
        ({ sentStep, endStep }) => sentStep <= first + 2 && (endStep > first || sentStep >= first),
      )
      expect(messagesIn(long, { first, last: first + 2 })).toEqual(expected)
    }
  })
})

describe('the mark under the pointer', () => {
  const layout = layOut(join)

  test('is an event before a line', () => {
    const event = layout.events[4] ?? { x: 0, y: 0, step: 0 }
    expect(nearestMark(layout, { x: event.x + 2, y: event.y + 2 }, 9)).toEqual({ event: event.step })
  })

  test('is the nearest line otherwise', () => {
    const mark = layout.messages[0]
    if (mark === undefined) throw new Error('there is no message')
    const middle = pointOnLine(mark, (mark.from.x + mark.to.x) / 2)
    expect(nearestMark(layout, { ...middle, y: middle.y + 3 }, 9)).toEqual({ message: mark.id })
  })

  test('is none in the open', () => {
    expect(nearestMark(layout, { x: 1000, y: 25 }, 9)).toBeUndefined()
  })
})

test('a property that must always hold and does not is marked where it does not', () => {
  const recording = record('chord-join-50', { do: 'crash', node: 35 })
  const { properties } = protocolOf('chord').suite
  const crash = recording.steps.find(({ kind }) => kind === 'crash')?.index ?? 0
  expect(violationsIn(join, properties, { first: 0, last: join.length })).toEqual([])
  expect(violationsIn(recording, properties, { first: 0, last: recording.length })).toEqual([
    { from: crash, to: recording.length },
  ])
})

describe('the rows of the timeline', () => {
  test('lie one above the other whatever is shown', () => {
    for (const height of [128, 176, 240]) {
      for (const overview of [false, true]) {
        const { lanes, overviewY, trackY, gripTop } = plotRows({
          height,
          overview,
          hint: height > 150,
          scrubberOnly: false,
        })
        expect(lanes.top).toBeLessThan(lanes.bottom)
        expect(lanes.bottom).toBeLessThan(gripTop)
        if (overview) expect(lanes.bottom + 5).toBeLessThan(overviewY)
        expect(overviewY).toBeLessThan(trackY)
        expect(trackY + 38).toBeLessThan(height)
      }
    }
  })
})
