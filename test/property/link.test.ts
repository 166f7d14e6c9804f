import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Run } from '../../src/engine/run/run.ts'
import { checkScenario } from '../../src/engine/scenario/parse.ts'
import { type Action, documentOf, type Scenario } from '../../src/engine/scenario/scenario.ts'
import { formats, protocolOf } from '../../src/protocols/registry.ts'
import { type BranchOrigin, BranchTree } from '../../src/store/branches.ts'
import { formatLink, parseLink } from '../../src/store/link.ts'
import { pack, unpack } from '../../src/store/pack.ts'
import { publicNames, publicScenario } from '../support/scenarios.ts'

const scenarios = publicNames.map((name) => ({ name, scenario: publicScenario(name) }))

/** A place anywhere in a tree of interventions, as it can come about on the page. */
const places = fc
  .record({
    built: fc.constantFrom(...scenarios),
    isOwn: fc.boolean(),
    seed: fc.nat(),
    title: fc.string({ maxLength: 60, unit: 'grapheme' }),
    interventions: fc.array(fc.record({ parent: fc.nat(), fork: fc.nat(), kind: fc.nat(), node: fc.nat() }), {
      maxLength: 5,
    }),
    branch: fc.nat(),
    cursor: fc.nat({ max: 999_999_999 }),
  })
  .map(({ built, isOwn, seed, title, interventions, branch, cursor }) => {
    const scenario = isOwn ? editedOf(built.scenario, seed, title) : built.scenario
    let tree = BranchTree.of(protocolOf(scenario.lab), scenario)
    for (const one of interventions) tree = tree.grow(originOf(tree, one))
    return {
      source: { builtIn: isOwn ? undefined : built.name },
      scenario,
      tree,
      branch: branch % tree.branches.length,
      cursor,
    }
  })

function originOf(
  tree: BranchTree,
  { parent, fork, kind, node }: { parent: number; fork: number; kind: number; node: number },
): BranchOrigin {
  const branch = tree.branch(parent % tree.branches.length)
  const run = new Run(protocolOf(branch.scenario.lab), branch.scenario)
  const { addresses } = run.kernel
  const address = addresses[node % addresses.length]
  run.toEnd(1000)
  const at_step = fork % (run.kernel.steps + 1)
  const actions: Action[] = [
    { do: 'heal', at_step },
    { do: 'advance', seconds: 1.5, at_step, mark: 'später: ⌈∈⌉' },
  ]
  if (address !== undefined) actions.push({ do: 'crash', node: address, at_step })
  if (typeof address === 'number') {
    actions.push({ do: 'put', from: address, key: 3, value: '𝔙 \u0000"', at_step })
  }
  return { parent: branch.id, action: actions[kind % actions.length] as Action }
}

/** Another seed may place other nodes than the actions name; then only the title is edited. */
function editedOf(scenario: Scenario, seed: number, title: string): Scenario {
  const edited = { ...scenario, seed, title }
  return checkScenario(documentOf(edited), formats).ok ? edited : { ...scenario, title }
}

describe('a link', () => {
  test('read back is the place that it was written for', () => {
    fc.assert(
      fc.property(places, ({ source, scenario, tree, branch, cursor }) => {
        const path = formatLink({ source, scenario, tree, branch, cursor }) as string
        expect(path).toMatch(/^[\w/~-]+$/)
        expect(parseLink(path)).toEqual({
          ok: true,
          link: {
            lab: scenario.lab,
            scenario:
              source.builtIn === undefined
                ? { kind: 'own', scenario: documentOf(scenario) }
                : { kind: 'builtIn', name: source.builtIn },
            cursor,
            branches: tree.branches.slice(1).map(({ origin }) => origin),
            branch,
          },
        })
      }),
      { numRuns: 60 },
    )
  })

  test('cut off anywhere is refused, or names less of the same place', () => {
    fc.assert(
      fc.property(places, (place) => {
        const path = formatLink(place) as string
        for (let end = 0; end < path.length; end++) {
          const result = parseLink(path.slice(0, end))
          if (!result.ok) continue
          const { link } = result
          expect(link.branches).toEqual([])
          expect(String(place.cursor).startsWith(String(link.cursor)) || link.cursor === 0).toBe(true)
          if (link.scenario.kind === 'own') expect(link.scenario.scenario).toEqual(documentOf(place.scenario))
          if (link.scenario.kind === 'builtIn') expect(place.source.builtIn).toContain(link.scenario.name)
        }
      }),
      { numRuns: 15 },
    )
  })

  test('made of any characters is read or refused, and never throws', () => {
    const segment = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.base64String({ maxLength: 80 }),
      fc.uint8Array({ maxLength: 60 }).map((bytes) => `~eN${Buffer.from(bytes).toString('base64url')}`),
      fc.json().map((json) => `~${pack(JSON.parse(json))}`),
      fc.json().map((json) => `~${pack({ v: 1, scenario: JSON.parse(json) })}`),
      fc.json().map((json) => pack({ v: 1, branches: JSON.parse(json), current: 0 })),
      fc.constantFrom('chord', 'chord-join-50', '3', ''),
    )
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 5 }), (segments) => {
        const result = parseLink(`/${segments.join('/')}`)
        if (!result.ok) expect(result.problem.lines.length).toBeGreaterThan(0)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('what is packed', () => {
  test('is unpacked the same, and refused with one byte changed', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.integer({ min: 1, max: 255 }), (json, at, change) => {
        const value = JSON.parse(json)
        const text = pack(value)
        expect(unpack(text, 1_000_000)).toEqual({ ok: true, value })
        const bytes = new Uint8Array(Buffer.from(text, 'base64url'))
        const where = at % bytes.length
        bytes[where] = (bytes[where] as number) ^ change
        const changed = unpack(Buffer.from(bytes).toString('base64url'), 1_000_000)
        // A few changes name the same data, such as another compression level in the header.
        if (changed.ok) expect(changed.value).toEqual(value)
      }),
      { numRuns: 500 },
    )
  })
})
