import { readFileSync } from 'node:fs'
import { deflateSync, zlibSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { parseScenario } from '../../../src/engine/scenario/parse.ts'
import type { Scenario } from '../../../src/engine/scenario/scenario.ts'
import { formats, protocolOf } from '../../../src/protocols/registry.ts'
import { type BranchOrigin, BranchTree } from '../../../src/store/branches.ts'
import { checkBranches, formatLink, type LinkProblem, parseLink } from '../../../src/store/link.ts'
import { pack, unpack } from '../../../src/store/pack.ts'

const join50 = load('chord-join-50')
const own = { builtIn: undefined } as const
const crash = (node: number, at_step: number): BranchOrigin => ({
  parent: 0,
  action: { do: 'crash', node, at_step },
})

function load(name: string): Scenario {
  const parsed = parseScenario(readFileSync(`public/scenarios/${name}.json`, 'utf8'), formats)
  if (!parsed.ok) throw new Error(parsed.faults[0]?.text)
  return parsed.scenario
}

function treeOf(scenario: Scenario, origins: readonly BranchOrigin[]): BranchTree {
  return origins.reduce((tree, origin) => tree.grow(origin), BranchTree.of(protocolOf('chord'), scenario))
}

function linkOf(scenario: Scenario, origins: readonly BranchOrigin[] = [], branch = 0, cursor = 3): string {
  const path = formatLink({ source: own, scenario, tree: treeOf(scenario, origins), branch, cursor })
  if (path === undefined) throw new Error('too large')
  return path
}

function problemOf(path: string): LinkProblem {
  const result = parseLink(path)
  if (result.ok) throw new Error(`${path} was read`)
  return result.problem
}

function base64Url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}

describe('a link to a built-in scenario', () => {
  test('is short and readable', () => {
    const place = { source: { builtIn: 'chord-join-50' }, scenario: join50, tree: treeOf(join50, []) }
    expect(formatLink({ ...place, branch: 0, cursor: 8 })).toBe('/chord/chord-join-50/8')
  })

  test.each([
    ['', undefined, { kind: 'first' }, 0],
    ['/', undefined, { kind: 'first' }, 0],
    ['/chord', 'chord', { kind: 'first' }, 0],
    ['/chord/', 'chord', { kind: 'first' }, 0],
    ['/chord/chord-join-50', 'chord', { kind: 'builtIn', name: 'chord-join-50' }, 0],
    ['/chord/chord-join-50/12', 'chord', { kind: 'builtIn', name: 'chord-join-50' }, 12],
  ])('%j is read', (path, lab, scenario, cursor) => {
    const link = { lab, scenario, cursor, branches: [], branch: 0 }
    expect(parseLink(path === '' ? '/' : path)).toEqual({ ok: true, link })
  })

  test.each([
    'chord/chord-join-50',
    '/chord/chord-join-50/x',
    '/chord/chord-join-50/-1',
    '/chord/chord-join-50/1.5',
    '/chord/chord-join-50/1e3',
    '/chord/chord-join-50/9999999999',
    '/chord/../secret/1',
    '/chord/%2e%2e/1',
    '/chord/chord-join-50?at=8',
    '/CHORD/chord-join-50/1',
    '/chord/chord-join-50/1/abc!/d',
    '/chord/chord-join-50/1/####',
  ])('%j is refused', (path) => {
    expect(problemOf(path).kind).toBe('invalid')
  })
})

describe('a link that carries its scenario', () => {
  test('gives back the scenario, the branches and the place', () => {
    const origins = [crash(58, 5), { parent: 1, action: { do: 'recover', node: 58, at_step: 7 } }]
    const result = parseLink(linkOf(join50, origins, 2, 9))
    expect(result).toEqual({
      ok: true,
      link: {
        lab: 'chord',
        scenario: { kind: 'own', scenario: join50 },
        cursor: 9,
        branches: origins,
        branch: 2,
      },
    })
  })

  test('is read when a program wrote its tilde as %7E', () => {
    expect(parseLink(linkOf(join50).replace('~', '%7E')).ok).toBe(true)
  })

  test('is refused whole when its scenario has faults, which it names', () => {
    const wrong = { ...join50, actions: [{ do: 'join', node: 99, via: 15 }] }
    const found = problemOf(linkOf(wrong))
    expect(found.kind).toBe('invalid')
    expect(found.lines[0]).toBe('actions[0].node: expected an identifier 0..63, got 99')
    expect(found.lines.at(-1)).toBe('Copy the link again, or ask for the scenario as a file.')
  })

  test('is refused when it stands under another lab', () => {
    expect(problemOf(linkOf(join50).replace('/chord/', '/quorum/')).kind).toBe('invalid')
  })

  test('is not written when the scenario is too large for a link', () => {
    // Digits without a pattern: about 3 bytes each when compressed.
    const nodes = Array.from({ length: 60_000 }, (_, i) => (i * 2654435761) % 2 ** 32)
    const large = { ...join50, config: { bits: 32, nodes } }
    const tree = treeOf(large, [])
    expect(formatLink({ source: own, scenario: large, tree, branch: 0, cursor: 0 })).toBeUndefined()
  })
})

describe('a link from a newer version', () => {
  test.each([
    ['its scenario', `/chord/~${pack({ v: 2, scenario: {}, more: 1 })}/3`],
    ['its branches', `/chord/chord-join-50/3/${pack({ v: 2, tree: [] })}`],
    ['the format of its scenario', `/chord/~${pack({ v: 1, scenario: { schema: 'clusterscope/2' } })}`],
  ])('is told by %s', (_, path) => {
    expect(problemOf(path)).toEqual({
      kind: 'newer',
      title: 'This link was made by a newer version of Clusterscope',
      lines: ['Reload the page to get the newest version, then open the link again.'],
    })
  })
})

describe('a damaged link', () => {
  const whole = linkOf(join50)
  const packed = whole.split('/')[2] as string

  test('that is cut off says so', () => {
    expect(problemOf(whole.slice(0, -40))).toEqual({
      kind: 'truncated',
      title: 'This link is cut off',
      lines: [
        'The end of its scenario is missing.',
        'Copy the whole link again, or ask for the scenario as a file.',
      ],
    })
  })

  test('with one character changed is refused, wherever it is', () => {
    for (let at = 1; at < packed.length - 1; at++) {
      const other = packed[at] === 'A' ? 'B' : 'A'
      const path = `/chord/${packed.slice(0, at)}${other}${packed.slice(at + 1)}/3`
      expect(parseLink(path).ok, `character ${at}`).toBe(false)
    }
  })

  test.each([
    ['deflate without a checksum', deflateSync(new TextEncoder().encode('{"v":1}'))],
    ['text that is not UTF-8', zlibSync(new Uint8Array([34, 255, 254, 34]))],
    ['text that is not JSON', zlibSync(new TextEncoder().encode('{v:1}'))],
    ['a list', zlibSync(new TextEncoder().encode('[1]'))],
    ['null', zlibSync(new TextEncoder().encode('null'))],
    ['another field', zlibSync(new TextEncoder().encode('{"v":1,"scenario":{},"x":1}'))],
    ['no version', zlibSync(new TextEncoder().encode('{"scenario":{}}'))],
    ['a version that is text', zlibSync(new TextEncoder().encode('{"v":"2","scenario":{}}'))],
    ['a prototype', zlibSync(new TextEncoder().encode('{"v":1,"scenario":{"__proto__":{}}}'))],
    ['nesting that exhausts a stack', zlibSync(new TextEncoder().encode(nested(100_000)))],
  ])('that packs %s is refused', (_, bytes) => {
    expect(['invalid', 'truncated']).toContain(problemOf(`/chord/~${base64Url(bytes)}/3`).kind)
  })
})

describe('what would fill the memory', () => {
  test('a link of more than 200,000 characters is refused unread', () => {
    expect(problemOf(`/chord/~${'A'.repeat(200_000)}/3`)).toEqual({
      kind: 'tooLarge',
      title: 'This link is too large',
      lines: [
        'It has 200,010 characters; at most 200,000 are read.',
        'Ask for the scenario as a file and open that.',
      ],
    })
  })

  test('a deflate bomb is inflated no further than the limit', () => {
    const bomb = base64Url(zlibSync(new Uint8Array(140_000_000), { level: 9 }))
    expect(bomb.length).toBeLessThan(200_000)
    const before = process.memoryUsage().arrayBuffers
    expect(problemOf(`/chord/~${bomb}/3`).kind).toBe('tooLarge')
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(60_000_000)
    expect(unpack(bomb, 1000)).toEqual({ ok: false, reason: 'tooLarge' })
  })

  test('more than 200 branches are refused, and not written', () => {
    const origins = Array.from({ length: 201 }, () => crash(58, 5))
    const path = `/chord/chord-join-50/3/${pack({ v: 1, branches: origins, current: 0 })}`
    expect(problemOf(path).lines[0]).toBe('It has 201 branches; at most 200 are read.')
    const place = { source: own, scenario: join50, tree: treeOf(join50, origins), branch: 0, cursor: 0 }
    expect(formatLink(place)).toBeUndefined()
  })
})

describe('the branches of a link', () => {
  const withBranches = (branches: unknown, current: unknown = 0) =>
    problemOf(`/chord/chord-join-50/3/${pack({ v: 1, branches, current })}`).lines[0]

  test.each([
    ['not a list', 7, 'Its branches are not a list.'],
    ['null', [null], 'Branch 1 grows out of a branch that does not come before it.'],
    [
      'their own parents',
      [{ parent: 1, action: { do: 'heal', at_step: 1 } }],
      'Branch 1 grows out of a branch that does not come before it.',
    ],
    [
      'without a fork',
      [{ parent: 0, action: { do: 'heal' } }],
      'Branch 1 does not say after which step it begins.',
    ],
    [
      'further on than any recording',
      [{ parent: 0, action: { do: 'heal', at_step: 200_001 } }],
      'Branch 1 does not say after which step it begins.',
    ],
    [
      'of more fields',
      [{ parent: 0, action: { do: 'heal', at_step: 1 }, x: 1 }],
      'Branch 1 has fields that are not known here.',
    ],
  ])('that are %s are refused', (_, branches, line) => {
    expect(withBranches(branches)).toBe(line)
  })

  test.each([2, -1, 0.5, '1', null])('refuse to open branch %j of one', (current) => {
    expect(withBranches([crash(58, 5)], current)).toBe('It opens a branch that it does not have.')
  })

  test('are judged on their scenario', () => {
    expect(checkBranches(join50, [crash(58, 5)])).toBeUndefined()
    expect(checkBranches(join50, [crash(99, 5)])?.lines[0]).toBe(
      'actions[3].node: expected an identifier 0..63, got 99',
    )
    expect(checkBranches(join50, [crash(58, 5000)])?.lines[0]).toMatch(/^A branch begins after step 5000/)
    const unknown = { parent: 0, action: { do: 'explode', at_step: 1 } }
    expect(checkBranches(join50, [unknown])?.kind).toBe('invalid')
  })

  test('of a carried scenario are judged beside it, when its files are there', () => {
    const result = parseLink(linkOf(join50, [crash(99, 5)]))
    if (!result.ok || result.link.scenario.kind !== 'own') throw new Error('the link was not read')
    const { scenario } = result.link.scenario
    expect(checkBranches(scenario, result.link.branches)?.lines[0]).toBe(
      'actions[3].node: expected an identifier 0..63, got 99',
    )
  })
})

function nested(depth: number): string {
  return `{"v":1,"scenario":${'['.repeat(depth)}${']'.repeat(depth)}}`
}
