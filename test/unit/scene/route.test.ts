import { describe, expect, test } from 'vitest'
import { Recorder } from '../../../src/engine/record/recorder.ts'
import { protocolOf } from '../../../src/protocols/registry.ts'
import { routeOf } from '../../../src/scene/route.ts'
import { publicScenario } from '../../support/scenarios.ts'

function routes(name: string): string[] {
  const scenario = publicScenario(name)
  const protocol = protocolOf(scenario.lab)
  const recorder = new Recorder(protocol, scenario)
  recorder.advance(Number.POSITIVE_INFINITY)
  const { recording } = recorder
  return Array.from({ length: recording.length + 1 }, (_, cursor) =>
    routeOf(recording.frame(cursor), protocol)
      .map(({ from, to }) => `${from}→${to}`)
      .join(' '),
  )
}

describe('the route of a request', () => {
  test('grows hop by hop, and stays while the answer travels and when it has arrived (CS162 slide 13)', () => {
    const whole = '4→8 8→15 15→20 20→32 32→35 35→44'
    const hops = whole.split(' ')
    expect(routes('chord-lookup-37')).toEqual([
      '',
      '',
      ...[1, 2, 3, 4, 5].map((length) => hops.slice(0, length).join(' ')),
      whole,
      whole,
    ])
  })

  test('is that of join(50) until 50 knows its successor; stabilize and notify have none', () => {
    const all = routes('chord-join-50')
    expect(all[6]).toBe('50→15 15→20 20→32 32→35 35→44')
    expect(all.slice(8).every((route) => route === '')).toBe(true)
  })
})
