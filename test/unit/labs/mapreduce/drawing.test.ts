import { describe, expect, test } from 'vitest'
import { type Box, boxIn, layOut, NARROW } from '../../../../src/labs/mapreduce/drawing/layout.ts'
import { partOf } from '../../../../src/labs/mapreduce/drawing/part.ts'
import { placeChips } from '../../../../src/labs/mapreduce/drawing/strip.ts'
import { gridOf, type TileState } from '../../../../src/labs/mapreduce/drawing/tiles.ts'
import { titlesOf } from '../../../../src/labs/mapreduce/drawing/titles.ts'
import { focusOf } from '../../../../src/scene/focus.ts'
import { pointAt } from '../../../../src/scene/geometry.ts'
import { publicScenario } from '../../../support/scenarios.ts'
import { arrivalOf, drawingAt, markOf, run, runOf } from './support.ts'

const SIZES = [
  { width: 1008, height: 564 },
  { width: 848, height: 440 },
  { width: 664, height: 440 },
  { width: 390, height: 425 },
  { width: 520, height: 160 },
] as const
const SHAPES = [
  { maps: 1, reducers: 1 },
  { maps: 4, reducers: 3 },
  { maps: 8, reducers: 6 },
  { maps: 12, reducers: 8 },
] as const

const overlaps = (a: Box, b: Box) =>
  a.x < b.x + b.width - 0.01 &&
  b.x < a.x + a.width - 0.01 &&
  a.y < b.y + b.height - 0.01 &&
  b.y < a.y + a.height - 0.01

describe('the layout', () => {
  for (const size of SIZES) {
    for (const shape of SHAPES) {
      test(`${shape.maps} maps and ${shape.reducers} reducers on ${size.width} x ${size.height}: boxes are apart and on the stage`, () => {
        for (const part of ['map', 'shuffle', 'output'] as const) {
          const layout = layOut(size, 1, shape, part)
          const columns = ['split', 'map', 'partition', 'reduce', 'output'] as const
          const boxes = columns.flatMap((column) =>
            Array.from(
              { length: column === 'reduce' || column === 'output' ? shape.reducers : shape.maps },
              (_, i) => boxIn(layout, column, i),
            ).filter((box) => box !== undefined),
          )
          if (layout.scale === 'tiles') expect(boxes).toEqual([])
          boxes.forEach((box, i) => {
            expect(box.y).toBeGreaterThanOrEqual(layout.titleY)
            expect(box.y + box.height).toBeLessThanOrEqual(size.height)
            for (const other of boxes.slice(i + 1)) expect(overlaps(box, other)).toBe(false)
          })
          if (size.width >= NARROW) {
            expect(
              Math.max(...columns.map((c) => layout.columns[c].x + layout.columns[c].width)),
            ).toBeLessThanOrEqual(size.width)
          }
        }
      })
    }
  }

  test('draws words and pairs for 4 x 3, counts for 8 x 6, and tiles beyond', () => {
    const size = SIZES[0]
    const at = (maps: number, reducers: number) => layOut(size, 1, { maps, reducers }, 'map')
    expect(at(4, 3)).toMatchObject({ scale: 'boxes', detailed: { maps: true, reduces: true } })
    expect(at(8, 6)).toMatchObject({ scale: 'boxes', detailed: { maps: false, reduces: false } })
    expect(at(0, 3).scale).toBe('boxes')
    expect(at(40, 3).scale).toBe('tiles')
    expect(at(4, 40).scale).toBe('tiles')
  })

  test('no letter is smaller than 13 pixels', () => {
    for (const size of SIZES) {
      for (const zoom of [0.72, 1, 1.45]) {
        const { letters } = layOut(size, zoom, { maps: 4, reducers: 3 }, 'map')
        expect(Math.min(letters.text, letters.mono, letters.id)).toBeGreaterThanOrEqual(13)
      }
    }
  })

  test('a narrow stage shows the columns of one part, from edge to edge', () => {
    const shown = {
      map: ['split', 'partition'],
      shuffle: ['partition', 'reduce'],
      output: ['reduce', 'output'],
    } as const
    for (const part of ['map', 'shuffle', 'output'] as const) {
      const { columns, margin } = layOut({ width: 390, height: 425 }, 1, { maps: 4, reducers: 3 }, part)
      const [first, last] = shown[part]
      expect(columns[first].x).toBeCloseTo(margin)
      expect(columns[last].x + columns[last].width).toBeCloseTo(390 - margin)
    }
  })
})

describe('the nodes on top', () => {
  const services = ['client', 'namenode', 'master']
  const names = (count: number) => Array.from({ length: count }, (_, i) => `w${i + 1}`)

  for (const size of SIZES) {
    for (const count of [1, 6, 10, 40, 200]) {
      test(`${count} workers on ${size.width} pixels: each has a place of its own on the stage`, () => {
        const layout = layOut(size, 1, { maps: 4, reducers: 3 }, 'map')
        const chips = placeChips(layout, services, names(count))
        expect(chips.map(({ address }) => address)).toEqual([...services, ...names(count)])
        chips.forEach((chip, i) => {
          expect(chip.x).toBeGreaterThanOrEqual(0)
          expect(chip.x + chip.width).toBeLessThanOrEqual(size.width + 0.01)
          for (const other of chips.slice(i + 1)) expect(overlaps(chip, other)).toBe(false)
        })
      })
    }
  }
})

describe('messages on the figure', () => {
  for (const name of [
    'mapreduce-word-count',
    'mapreduce-worker-fails',
    'mapreduce-slow-worker',
    'mapreduce-text-file',
  ]) {
    test(`${name}: every message in flight has a capsule that rests on the stage, at every step`, () => {
      const recorded = runOf(name)
      for (let cursor = 0; cursor <= recorded.recording.length; cursor += 3) {
        const frame = recorded.recording.frame(cursor)
        const { messages, layout } = drawingAt(recorded, cursor)
        expect(messages.map(({ id }) => id).sort((a, b) => a - b)).toEqual(
          [...frame.inFlight, ...frame.lostAtOnce].map(({ id }) => id).sort((a, b) => a - b),
        )
        for (const { curve, rest, label } of messages) {
          const at = pointAt(curve, rest)
          const where = `${label} at step ${cursor}`
          expect(at.x, where).toBeGreaterThan(0)
          expect(at.x, where).toBeLessThan(layout.size.width)
          expect(at.y, where).toBeGreaterThan(0)
          expect(at.y, where).toBeLessThan(layout.size.height)
        }
      }
    })
  }

  test('where tasks are tiles, every message in flight rests on the stage, too', () => {
    const scenario = publicScenario('mapreduce-word-count')
    const many = run({ ...scenario, config: { ...(scenario.config as object), split_bytes: 3, reducers: 9 } })
    for (let cursor = 0; cursor <= many.recording.length; cursor += 5) {
      const { messages, layout, tiles } = drawingAt(many, cursor)
      expect(tiles).toBeDefined()
      for (const { curve, rest, label } of messages) {
        const at = pointAt(curve, rest)
        const within = at.x > 0 && at.x < layout.size.width && at.y > 0 && at.y < layout.size.height
        expect(within, `${label} at step ${cursor}`).toBe(true)
      }
    }
  })

  test('the next one is vivid, has its words, and is drawn over the others', () => {
    const recorded = runOf('mapreduce-word-count')
    const cursor = arrivalOf(recorded, 'piece') - 1
    const { messages } = drawingAt(recorded, cursor)
    expect(messages.filter(({ tone }) => tone === 'next').length).toBe(1)
    expect(messages.at(-1)).toMatchObject({ tone: 'next', label: 'be 2', small: false })
  })

  test('heartbeats are dots', () => {
    const recorded = runOf('mapreduce-word-count')
    const { messages } = drawingAt(recorded, arrivalOf(recorded, 'ping'))
    expect(messages.length).toBeGreaterThan(4)
    expect(messages.filter(({ tone }) => tone !== 'next').every(({ small }) => small === true)).toBe(true)
  })

  test('capsules of one step do not cover one another', () => {
    const recorded = runOf('mapreduce-word-count')
    const cursor = arrivalOf(recorded, 'blocks')
    const { messages } = drawingAt(recorded, cursor)
    const boxes = messages.map(({ curve, rest, width }): Box => {
      const at = pointAt(curve, rest)
      return { x: at.x - width / 2, y: at.y - 14, width, height: 28 }
    })
    expect(boxes).toHaveLength(4)
    boxes.forEach((box, i) => {
      for (const other of boxes.slice(i + 1)) expect(overlaps(box, other)).toBe(false)
    })
  })

  test('a piece leaves its row and ends where the line of its map meets the reducer', () => {
    const recorded = runOf('mapreduce-word-count')
    const arrival = arrivalOf(recorded, 'piece')
    const { messages, shuffle } = drawingAt(recorded, arrival - 1)
    const capsule = messages.at(-1)
    const line = shuffle.find(({ map, reducer }) => map === 1 && reducer === 0)
    expect(capsule?.curve.from).toEqual(line?.curve.from)
    expect(capsule?.curve.to).toEqual(line?.curve.to)
  })
})

describe('the part that a narrow stage shows', () => {
  const recorded = runOf('mapreduce-word-count')
  const partAt = (cursor: number) => {
    const frame = recorded.recording.frame(cursor)
    return partOf(frame, focusOf(frame))
  }

  test('follows the event, and stays for heartbeats', () => {
    expect(partAt(0)).toBe('map')
    expect(partAt(arrivalOf(recorded, 'write'))).toBe('map')
    expect(partAt(arrivalOf(recorded, 'ping'))).toBe('map')
    expect(partAt(arrivalOf(recorded, 'piece'))).toBe('shuffle')
    expect(partAt(markOf(recorded, 'shuffle done'))).toBe('shuffle')
    expect(partAt(recorded.recording.length)).toBe('output')
  })
})

describe('tiles', () => {
  test('2,000 of them fit, and each state is one path', () => {
    const states: TileState[] = Array.from({ length: 2000 }, (_, i) => (i < 500 ? 'done' : 'waiting'))
    const area = { x: 32, y: 100, width: 460, height: 380 }
    const { paths, counts, boxOf, side } = gridOf(states, area)
    expect(counts).toEqual({ waiting: 1500, running: 0, again: 0, done: 500 })
    expect(paths.done.match(/M/g)).toHaveLength(500)
    expect(paths.running).toBe('')
    expect(side).toBeGreaterThanOrEqual(4)
    const last = boxOf(1999) as Box
    expect(last.y + last.height).toBeLessThanOrEqual(area.y + area.height)
    expect(boxOf(2000)).toBeUndefined()
  })
})

describe('what travels between the nodes and the columns', () => {
  const wordCount = runOf('mapreduce-word-count')

  test('no capsule and no waiting dot covers a name of a column', () => {
    for (const size of [
      { width: 1008, height: 564 },
      { width: 848, height: 440 },
    ]) {
      for (let cursor = 0; cursor <= wordCount.recording.length; cursor++) {
        const { messages, layout } = drawingAt(wordCount, cursor, size)
        const titles = titlesOf(layout, true)
        for (const { curve, rest, width, small, label } of messages) {
          const { x, y } = pointAt(curve, rest)
          const height = small ? 11 : 28
          const box = { x: x - width / 2, y: y - height / 2, width, height }
          const covered = titles.filter((title) => overlaps(box, title)).map(({ name }) => name)
          expect(covered, `${label} at step ${cursor} on ${size.width} x ${size.height}`).toEqual([])
        }
      }
    }
  })

  test('a projection leaves room between the last column and the code', () => {
    const size = { width: 1229, height: 900 }
    const end = (presenting: boolean) => {
      const { output } = layOut(size, 1.45, { maps: 4, reducers: 3 }, 'map', presenting).columns
      return output.x + output.width
    }
    expect(end(false) - end(true)).toBeCloseTo(32)
  })
})
