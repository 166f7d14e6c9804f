import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { narratePlainly } from '../../src/engine/record/narrate.ts'
import { Recorder } from '../../src/engine/record/recorder.ts'
import { simulate } from '../../src/engine/run/simulation.ts'
import { protocolOf } from '../../src/protocols/registry.ts'
import { publicNames, publicScenario } from '../support/scenarios.ts'

// What each scenario of the app does, in text that a review can read. After a change that is meant to change
// a run: UPDATE_GOLDEN=1 npx vitest run test/golden, and read the difference.
const update = process.env.UPDATE_GOLDEN === '1'

const file = (name: string) => new URL(`./${name}.txt`, import.meta.url)

/** The run of a scenario: its fingerprint, how it ends, and a line a step. */
function golden(name: string): string {
  const scenario = publicScenario(name)
  const protocol = protocolOf(scenario.lab)
  const recorder = new Recorder(protocol, scenario)
  recorder.advance(Number.POSITIVE_INFINITY)
  const { hash, steps, time_us, properties } = recorder.result()
  expect(simulate(protocol, scenario).hash).toBe(hash)
  const violated = Object.keys(properties).filter((property) => properties[property] !== 'holds')
  const lines = recorder.recording.steps.map((step) => {
    const words =
      step.messageId === null ? (step.input as { do?: string } | null)?.do : protocol.label(step.input)
    const mark = step.mark === undefined ? '' : `  [${step.mark}]`
    return `${step.index} ${step.kind} ${step.node ?? '-'} ${words ?? '-'} | ${narratePlainly(step, protocol)}${mark}`
  })
  return [
    `${scenario.title} (${scenario.lab}, seed ${scenario.seed})`,
    `hash ${hash}`,
    `${steps} steps, ${time_us / 1000} ms; ${violated.length === 0 ? 'every property holds' : `violated: ${violated.join(', ')}`}`,
    '',
    ...lines,
    '',
  ].join('\n')
}

describe('the runs of the scenarios that come with the app', () => {
  test.each(publicNames)('%s', (name) => {
    const now = golden(name)
    if (update) writeFileSync(file(name), now)
    expect(existsSync(file(name)), `${name}.txt is missing: UPDATE_GOLDEN=1 writes it`).toBe(true)
    expect(now).toBe(readFileSync(file(name), 'utf8'))
  })

  test('every file here belongs to a scenario', () => {
    const files = readdirSync(new URL('.', import.meta.url)).filter((one) => one.endsWith('.txt'))
    expect(
      files.map((one) => one.replace(/\.txt$/, '')).filter((name) => !publicNames.includes(name)),
    ).toEqual([])
  })
})
