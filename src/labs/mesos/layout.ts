import type { Resources } from '../../protocols/mesos/resources.ts'
import type { Size } from '../../ui/useSize.ts'

/** A rectangle of the drawing, by its top left corner. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Where an agent stands: its container bars, and the words beside or under them. */
export interface AgentPlace {
  readonly name: string
  readonly cpus: Box
  readonly mem_gb: Box
  /** The middle of the top, where messages arrive. */
  readonly door: { readonly x: number; readonly y: number }
  /** Where its words begin; undefined: there is no room for more than its name. */
  readonly words: { readonly x: number; readonly y: number } | undefined
  /** Where its name stands in the middle, when it has no words; undefined: nowhere. */
  readonly nameAt: { readonly x: number; readonly y: number } | undefined
}

export interface StageLayout {
  readonly frameworks: ReadonlyMap<string, Box>
  readonly master: Box
  /** How many frameworks the master's box lists. */
  readonly rows: number
  /** Where the ticket of an offer rests; further ones stand over it. */
  readonly ticket: Box
  /** How many lines it has. */
  readonly ticketRows: number
  readonly agents: readonly AgentPlace[]
  /** Large bars with labels, or small ones. */
  readonly large: boolean
  /** There is room for a line of words in the frameworks' boxes. */
  readonly wordy: boolean
  readonly narrow: boolean
  /** Factor of lengths and text. */
  readonly zoom: number
}

/** Up to so many agents are drawn large. */
export const LARGE = 6
/** More frameworks than these stand in small boxes, in so many rows. */
const FEW_FRAMEWORKS = 8
const MOST_ROWS = 2
/** Below this width the stage is a phone's. */
const NARROW = 560
/** Rows of a ticket, large or small: so many agents, or one less and a count. */
const TICKET_ROWS = { large: 4, small: 3 } as const

export interface Cast {
  readonly frameworks: readonly string[]
  readonly agents: readonly { readonly name: string; readonly total: Resources }[]
}

/** Places everything for a drawing of this size: frameworks above, the master below them, agents at the bottom. */
export function layOut(cast: Cast, size: Size, zoom: number, below: number): StageLayout {
  const narrow = size.width < NARROW
  const side = narrow ? 14 : 32
  const width = size.width - 2 * side
  const large = cast.agents.length <= LARGE
  const crowded = !large || cast.frameworks.length > FEW_FRAMEWORKS
  const low = crowded || size.height - below < 430 * zoom
  const shelf = frameworkBoxes(cast.frameworks, { x: side, y: 6, width }, zoom, narrow || low)
  const gap = (narrow ? 40 : low ? 44 : 58) * zoom
  const rows = Math.min(cast.frameworks.length, narrow || low ? 3 : 4)
  const ticketRows = TICKET_ROWS[low || narrow ? 'small' : 'large']
  const ticketHeight = (low || narrow ? 92 : 40 + 23 * ticketRows) * zoom
  const masterHeight = Math.max(ticketHeight * 0.8, (46 + rows * (narrow || low ? 24 : 30)) * zoom)
  const master = {
    x: side,
    y: shelf.bottom + gap,
    width: Math.min(narrow ? width * 0.56 : 486 * zoom, width * 0.56),
    height: masterHeight,
  }
  const ticketWidth = Math.min(252 * zoom, width - master.width - 30 * zoom)
  const ticket = {
    x: narrow ? size.width - side - ticketWidth : master.x + master.width + 70 * zoom,
    y: master.y + (masterHeight - ticketHeight) / 2,
    width: ticketWidth,
    height: ticketHeight,
  }
  const top =
    Math.max(master.y + masterHeight, ticket.y + ticketHeight) +
    (narrow ? 30 : crowded ? 28 : low ? 40 : 62) * zoom
  const area = { x: side, y: top, width, height: size.height - below - top }
  return {
    frameworks: shelf.boxes,
    master,
    rows,
    ticket,
    ticketRows,
    agents: large
      ? largeAgents(cast.agents, area, zoom, narrow ? 'narrow' : 'wide')
      : smallAgents(cast.agents, area, zoom),
    large,
    wordy: shelf.wordy,
    narrow,
    zoom,
  }
}

interface Shelf {
  readonly boxes: ReadonlyMap<string, Box>
  readonly bottom: number
  readonly wordy: boolean
}

function frameworkBoxes(
  names: readonly string[],
  { x, y, width }: Omit<Box, 'height'>,
  zoom: number,
  tight: boolean,
): Shelf {
  const many = names.length > FEW_FRAMEWORKS
  const gap = (many ? 6 : tight ? 10 : 24) * zoom
  const fitting = Math.floor((width + gap) / (96 * zoom + gap))
  const perRow = Math.max(1, many ? Math.ceil(names.length / MOST_ROWS) : Math.min(names.length, fitting))
  const boxWidth = Math.min(354 * zoom, (width - gap * (perRow - 1)) / perRow)
  // Few boxes stand at both ends, so that what belongs to one is not between the other and the master.
  const step = names.length === 2 ? width - boxWidth : boxWidth + gap
  const wordy = !tight && boxWidth >= 190 * zoom && names.length <= perRow
  const height = (wordy ? 78 : many ? 26 : 40) * zoom
  const rowHeight = height + (many ? 5 : 8) * zoom
  const boxes = new Map(
    names.map((name, i) => [
      name,
      {
        x: x + (i % perRow) * step,
        y: y + Math.floor(i / perRow) * rowHeight,
        width: boxWidth,
        height,
      },
    ]),
  )
  const lines = Math.max(1, Math.ceil(names.length / perRow))
  return { boxes, bottom: y + (lines - 1) * rowHeight + height, wordy }
}

/** From so much room for an agent, words stand beside its bars; with less than `roomy`, everything is closer. */
const BESIDE = { tight: 215, roomy: 250 } as const

/** Container bars to scale: as high as the largest of their kind asks for. */
export function largeAgents(
  agents: Cast['agents'],
  area: Box,
  zoom: number,
  captions: 'wide' | 'narrow' | 'none',
): AgentPlace[] {
  const column = area.width / Math.max(1, agents.length)
  const beside = captions !== 'none' && column >= BESIDE.tight * zoom
  const isTight = column < BESIDE.roomy * zoom
  const between = (!beside ? 8 : isTight ? 10 : 15) * zoom
  const apart = beside ? (isTight ? 132 : 150) * zoom : captions === 'none' ? 24 : 14
  const bar = Math.min(60 * zoom, (column - apart - between) / 2)
  const caption = { wide: 22, narrow: 18, none: 0 }[captions] * zoom
  const under = beside || captions === 'none' ? 0 : 20 * zoom
  const highest = Math.max(24, area.height - caption - under)
  const most = {
    cpus: Math.max(1, ...agents.map(({ total }) => total.cpus)),
    mem_gb: Math.max(1, ...agents.map(({ total }) => total.mem_gb)),
  }
  const floor = area.y + highest
  return agents.map(({ name, total }, i) => {
    const x = area.x + i * column
    const boxOf = (kind: 'cpus' | 'mem_gb', at: number): Box => {
      const height = Math.max(14, (total[kind] / most[kind]) * highest)
      return { x: at, y: floor - height, width: bar, height }
    }
    const cpus = boxOf('cpus', x)
    const mem_gb = boxOf('mem_gb', x + bar + between)
    const middle = x + bar + between / 2
    return {
      name,
      cpus,
      mem_gb,
      door: { x: middle, y: Math.min(cpus.y, mem_gb.y) - 8 * zoom },
      words: beside ? { x: mem_gb.x + bar + (isTight ? 10 : 18) * zoom, y: floor } : undefined,
      nameAt: beside || captions === 'none' ? undefined : { x: middle, y: floor + caption + 12 * zoom },
    }
  })
}

/** Between the two bars of a small agent. */
const SMALL_GAP = 3

/** Many agents: a grid of pairs of small bars, each full when its agent is. */
function smallAgents(agents: Cast['agents'], area: Box, zoom: number): AgentPlace[] {
  const count = agents.length
  const fits = (columns: number) => {
    const rows = Math.ceil(count / columns)
    return Math.min(area.width / columns / 40, area.height / rows / 44)
  }
  const columns = Array.from({ length: count }, (_, i) => i + 1).reduce(
    (best, one) => (fits(one) > fits(best) ? one : best),
    1,
  )
  const cell = {
    width: area.width / columns,
    height: Math.min(120 * zoom, area.height / Math.ceil(count / columns)),
  }
  const named = cell.width >= 36 && cell.height >= 50
  const bar = Math.min(16 * zoom, cell.width * 0.32)
  const height = named ? cell.height - 24 : cell.height - Math.min(8, cell.height * 0.25)
  return agents.map(({ name }, i) => {
    const x = area.x + (i % columns) * cell.width
    const y = area.y + Math.floor(i / columns) * cell.height
    const middle = x + bar + SMALL_GAP / 2
    return {
      name,
      cpus: { x, y, width: bar, height },
      mem_gb: { x: x + bar + SMALL_GAP, y, width: bar, height },
      door: { x: middle, y: y - 3 },
      words: undefined,
      nameAt: named ? { x: middle, y: y + height + 15 } : undefined,
    }
  })
}
