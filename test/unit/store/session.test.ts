import { beforeEach, describe, expect, test } from 'vitest'
import type { Scenario } from '../../../src/engine/scenario/scenario.ts'
import { useNotices } from '../../../src/store/notices.ts'
import { useSession } from '../../../src/store/session.ts'
import { chordScenario } from '../../support/scenarios.ts'

const own = { builtIn: undefined } as const
const session = () => useSession.getState()
const opened = () => {
  const found = session().opened
  if (found === undefined) throw new Error('nothing is open')
  return found
}
const toTheEnd = () => session().goTo(opened().length)

let scenario: Scenario

beforeEach(() => {
  scenario = chordScenario([{ do: 'lookup', from: 4, key: 37 }])
})

describe("an action at the end of the user's own scenario", () => {
  test('makes the scenario longer and takes its first step', async () => {
    await session().open(scenario, own)
    toTheEnd()
    const end = opened().length
    expect(session().act({ do: 'crash', node: 8 })).toEqual([])
    expect(opened().tree.branches).toHaveLength(1)
    expect(opened().scenario.actions).toEqual([...scenario.actions, { do: 'crash', node: 8 }])
    expect(opened().cursor).toBe(end + 1)
    expect(opened().frame.status(8)).toBe('crashed')
  })

  test('while the last action goes on stands in the scenario at its step', async () => {
    await session().open(scenario, own, { cursor: 2 })
    expect(session().act({ do: 'crash', node: 8 })).toEqual([])
    expect(opened().tree.branches).toHaveLength(1)
    expect(opened().scenario.actions.at(-1)).toEqual({ do: 'crash', node: 8, at_step: 2 })
    expect(opened().cursor).toBe(3)
    expect(opened().frame.last?.kind).toBe('crash')
  })

  test('is refused with what is wrong, and changes nothing', async () => {
    await session().open(scenario, own)
    toTheEnd()
    expect(session().act({ do: 'join', node: 99, via: 4 })).not.toEqual([])
    expect(opened().scenario).toBe(scenario)
  })
})

describe('an action by hand opens a branch', () => {
  const twice = () =>
    chordScenario([
      { do: 'lookup', from: 4, key: 37 },
      { do: 'lookup', from: 8, key: 14 },
    ])

  test('before the last action', async () => {
    const both = twice()
    await session().open(both, own, { cursor: 2 })
    session().act({ do: 'crash', node: 8 })
    expect(opened().tree.branches).toHaveLength(2)
    expect(opened().scenario).toBe(both)
  })

  test('at the end of a built-in scenario', async () => {
    await session().open(scenario, { builtIn: 'chord-lookup-37' })
    toTheEnd()
    session().act({ do: 'crash', node: 8 })
    expect(opened().tree.branches).toHaveLength(2)
  })

  test('where there are branches already', async () => {
    await session().open(twice(), own, { cursor: 2 })
    session().act({ do: 'crash', node: 8 })
    session().switchTo(0)
    toTheEnd()
    session().act({ do: 'crash', node: 15 })
    expect(opened().tree.branches).toHaveLength(3)
  })
})

describe('a parameter that is changed in a branch', () => {
  test('keeps what was done to nodes by hand', async () => {
    await session().open(scenario, { builtIn: 'chord-lookup-37' }, { cursor: 2 })
    session().act({ do: 'crash', node: 8 })
    session().edit((old) => ({ ...old, seed: 9 }))
    expect(opened().scenario.actions).toEqual([...scenario.actions, { do: 'crash', node: 8, at_step: 2 }])
    expect(opened().frame.status(8)).toBe('crashed')
  })

  test('keeps what was done to a message that is still the same one', async () => {
    await session().open(scenario, { builtIn: 'chord-lookup-37' }, { cursor: 2 })
    const [flying] = opened().frame.inFlight
    session().act({ do: 'drop', message: flying?.id })
    session().edit((old) => ({ ...old, title: 'dropped' }))
    expect(opened().scenario.actions.at(-1)).toMatchObject({ do: 'drop', message: flying?.id })
  })

  test('leaves out what was done to a message that is another one now, and says so', async () => {
    const twoLookups = chordScenario([
      { do: 'lookup', from: 4, key: 37 },
      { do: 'lookup', from: 8, key: 14 },
    ])
    await session().open(twoLookups, { builtIn: 'chord-lookup-37' })
    toTheEnd()
    const last = opened().recording.messages.at(-1)
    session().goTo((last?.endStep ?? 1) - 1)
    session().act({ do: 'drop', message: last?.id })
    session().edit((old) => ({ ...old, actions: old.actions.filter((_, i) => i !== 1) }))
    expect(opened().scenario.actions).toEqual([twoLookups.actions[0]])
    expect(useNotices.getState().notices.at(-1)?.title).toContain('left out')
  })
})

test('the texts of files that a scenario names stay with it when it is edited', async () => {
  await session().open({ ...scenario, files: { 'texts/a.txt': 'a' } }, own)
  expect(session().edit((old) => ({ ...old, seed: 9 }))).toEqual([])
  expect(opened().scenario).toMatchObject({ seed: 9, files: { 'texts/a.txt': 'a' } })
})
