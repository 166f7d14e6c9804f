import { readFileSync } from 'node:fs'
import { parseScenario } from '../../../src/engine/scenario/parse.ts'
import type { Scenario } from '../../../src/engine/scenario/scenario.ts'
import type { Lab, LabViews } from '../../../src/labs/lab.ts'
import { formats } from '../../../src/protocols/registry.ts'
import { useNotices } from '../../../src/store/notices.ts'
import { type Opened, useSession } from '../../../src/store/session.ts'

const nothing = () => null

/** A lab with two built-in scenarios and nothing to draw. */
export const testLab: Lab = {
  id: 'chord',
  title: 'Chord',
  scenarios: [
    { name: 'chord-join-50', title: 'join(50)' },
    { name: 'chord-lookup-37', title: 'Look up key 37' },
  ],
  blank: 'chord-new',
  load: () => Promise.resolve(views),
}

const views: LabViews = {
  Stage: nothing,
  Parameters: nothing,
  panes: [],
  signs: [],
  thumbnail: { scenario: 'chord-join-50', step: 0, Drawing: nothing, machines: () => [] },
  lanes: () => [],
  laneState: () => 'member',
}

export function scenarioText(name: string): string {
  return readFileSync(`public/scenarios/${name}.json`, 'utf8')
}

export function scenarioOf(name: string): Scenario {
  const parsed = parseScenario(scenarioText(name), formats)
  if (!parsed.ok) throw new Error(parsed.faults[0]?.text)
  return parsed.scenario
}

export function opened(): Opened {
  const found = useSession.getState().opened
  if (found === undefined) throw new Error('nothing is open')
  return found
}

export const titles = () => useNotices.getState().notices.map(({ title }) => title)

export function dismissAll(): void {
  for (const { id } of useNotices.getState().notices) useNotices.getState().dismiss(id)
}
