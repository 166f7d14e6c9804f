import { type Cast, largeAgents, type StageLayout } from './layout.ts'

/** As many agents as a small picture has room for. */
const MOST_AGENTS = 4

/** Agents on the left; on the right the master with an offer over it, on its way up. */
export function thumbnailLayout(cast: Cast, width: number, height: number, zoom: number): StageLayout {
  const side = Math.min(104, width * 0.26)
  const x = width - side - 2
  const agents = cast.agents.slice(0, MOST_AGENTS)
  const area = { x: 4, y: 8, width: x - 26, height: height - 8 }
  return {
    frameworks: new Map(),
    master: { x, y: height - 50, width: side, height: 46 },
    rows: cast.frameworks.length,
    ticket: { x: x + 4, y: 26, width: side - 8, height: 64 },
    ticketRows: 0,
    agents: largeAgents(agents, area, zoom, 'none'),
    large: true,
    wordy: false,
    narrow: true,
    zoom,
  }
}
