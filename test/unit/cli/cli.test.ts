import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { simulate } from '../../../src/engine/run/simulation.ts'
import { chord } from '../../../src/protocols/chord/protocol.ts'
import { chordDocument, publicFile, publicScenario, publicText } from '../../support/scenarios.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Runs the command line as `npm run cli` does. */
function cli(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'src/cli/main.ts', ...args],
    { cwd: root, input, encoding: 'utf8', maxBuffer: 64_000_000 },
  )
  return { status, stdout, stderr, lines: stdout.split('\n').slice(0, -1) }
}

const join50 = publicFile('chord-join-50')

describe('the command line (SCENARIOS, Command line)', { timeout: 0 }, () => {
  test('run FILE prints one JSON object, the result of the simulation, and exits with 0', () => {
    const { status, stdout, stderr, lines } = cli(['run', join50])
    expect([status, stderr, lines.length]).toEqual([0, '', 1])
    expect(JSON.parse(stdout)).toEqual(
      JSON.parse(JSON.stringify(simulate(chord, publicScenario('chord-join-50')))),
    )
  })

  test('trace - reads standard input, prints a line a step, and last the object that run prints', () => {
    const { status, lines, stderr } = cli(['trace', '-'], publicText('chord-lost-notify'))
    expect([status, stderr]).toEqual([0, ''])
    const objects = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
    const result = objects.pop()
    expect(result).toEqual(JSON.parse(JSON.stringify(simulate(chord, publicScenario('chord-lost-notify')))))
    expect(objects.map(({ index }) => index)).toEqual(
      Array.from({ length: result?.steps as number }, (_, i) => i + 1),
    )
    for (const step of objects) {
      expect(Object.keys(step)).toEqual([
        'index',
        'time_us',
        'kind',
        'node',
        'from',
        'message',
        'command',
        'listing',
        'line',
        'condition',
        'says',
        'changes',
        'sent',
        'causedBy',
        'mark',
      ])
    }
    expect(objects[10]).toMatchObject({
      index: 11,
      kind: 'drop',
      node: null,
      from: 50,
      message: { id: 9, label: 'notify(50)', kind: 'notify', node: 50 },
      says: 'notify(50) from 50 is dropped. It never arrives.',
      causedBy: 10,
      mark: 'notify lost',
    })
    expect(objects[14]).toMatchObject({
      kind: 'message',
      node: 58,
      from: 50,
      listing: 'notify',
      line: 'pred = n′',
      condition: '50 ∈ (44, 58) → true',
      says: '58 changes its predecessor from 44 to 50.',
      changes: [{ node: 58, field: 'predecessor', before: 44, after: 50 }],
      sent: [],
    })
    expect(objects[0]).toMatchObject({ sent: [{ id: 1, to: 15, label: 'join(50)', arrives_us: 10_000 }] })
  })

  test('an expectation that fails gives status 1, the result on stdout and the reason on stderr', () => {
    const document = chordDocument([{ do: 'join', node: 50, via: 15 }], {
      expect: [
        { property: 'Ideal', outcome: 'holds' },
        { property: 'OrderedRing', outcome: 'holds' },
      ],
    })
    const { status, stdout, stderr } = cli(['run', '-'], JSON.stringify(document))
    expect([status, stderr]).toEqual([1, 'Ideal: expected "holds", but it is "violated"\n'])
    expect(JSON.parse(stdout)).toMatchObject({ lab: 'chord', expect: [{ met: false }, { met: true }] })
  })

  test('bad input gives status 2, every fault on stderr, and nothing on stdout', () => {
    const document = chordDocument([{ do: 'join', node: 99, via: 15 }], {
      config: { bits: 6, nods: [] },
      seed: 'x',
    })
    for (const verb of ['run', 'trace']) {
      const { status, stdout, stderr } = cli([verb, '-'], JSON.stringify(document))
      expect([status, stdout]).toEqual([2, ''])
      expect(stderr.split('\n')).toEqual([
        'seed: expected an integer 0..9007199254740991, got "x"',
        'config.nods: is not a field that is known here',
        'actions[0].node: expected an identifier 0..63, got 99',
        '',
      ])
    }
  })

  test('what is not JSON, and a file that is not there, give status 2', () => {
    const notJson = cli(['run', '-'], '{"schema": "clusterscope/1",\n "lab" "chord"}')
    expect(notJson).toMatchObject({
      status: 2,
      stdout: '',
      stderr: 'this is not JSON: line 2, column 8: expected ":", got "\\""\n',
    })
    const missing = cli(['trace', 'no/such/file.json'])
    expect(missing).toMatchObject({
      status: 2,
      stdout: '',
      stderr: 'no/such/file.json: cannot be read (ENOENT)\n',
    })
  })

  test('a reader that closes the pipe early, as head does, ends it in silence', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', 'trace', join50], {
      cwd: root,
    })
    child.stdout.destroy()
    const [stderr] = await Promise.all([text(child.stderr), once(child, 'close')])
    expect(stderr).toBe('')
  })

  test('no verb, an unknown verb, no file or too many give status 2 and the usage', () => {
    for (const args of [[], ['constructor', join50], ['run'], ['run', join50, 'more']]) {
      const { status, stdout, stderr } = cli(args)
      expect([status, stdout]).toEqual([2, ''])
      expect(stderr).toContain('Usage: npm run -s cli -- VERB FILE')
    }
  })

  test('experiment NAME prints the result of an experiment; without NAME it lists them (SCENARIOS)', () => {
    const { status, lines, stderr } = cli(['experiment'])
    expect([status, stderr]).toEqual([0, ''])
    const listed = lines.map((line) => JSON.parse(line) as { name: string; parameters: object })
    expect(listed.map(({ name }) => name)).toContain('chord/path-length')
    expect(Object.keys(listed[0]?.parameters ?? {})).toEqual(['nodes', 'lookups', 'bits', 'seed'])
    const run = cli(['experiment', 'chord/path-length', '--nodes', '16', '--lookups', '50'])
    expect([run.status, run.stderr]).toEqual([0, ''])
    expect(JSON.parse(run.stdout)).toMatchObject({
      name: 'chord/path-length',
      parameters: { nodes: 16, lookups: 50, bits: 32, seed: 1 },
      summary: { theory: 2 },
    })
  })

  test('an unknown experiment, or values that do not fit, give status 2 and nothing on stdout', () => {
    for (const args of [['chord/none'], ['chord/churn', '--nodes', 'x'], ['chord/churn', 'nodes']]) {
      const { status, stdout, stderr } = cli(['experiment', ...args])
      expect([status, stdout, stderr.length > 10]).toEqual([2, '', true])
    }
  })
})
