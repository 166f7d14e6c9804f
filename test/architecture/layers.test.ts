import { describe, expect, test } from 'vitest'
import {
  breaches,
  cycles,
  drawsNothingItself,
  importsOnlyLayersBelow,
  keepsLabsApart,
  keepsProtocolsApart,
  knowsNoInterface,
  knowsOnlyTheProtocolContract,
  layerOf,
  layers,
  leavesTheDocumentToReact,
  mayImport,
  type Rule,
  standsWithoutTheTests,
  takesOnlyTypesOfProtocols,
  usesNodeOnlyInTheCommandLine,
} from './rules.ts'
import { isFile, readAllSources, readSource } from './sources.ts'

const sources = readAllSources()
const imports = sources.flatMap((source) => source.imports)

const rules: [title: string, rule: Rule][] = [
  ...layers.map((layer): [string, Rule] => [
    `${layer} imports only ${mayImport[layer].join(', ')}`,
    importsOnlyLayersBelow(layer),
  ]),
  ['no protocol imports another, nor the registry', keepsProtocolsApart],
  ['no lab imports another, nor the registry', keepsLabsApart],
  ['scene takes only types from protocols', takesOnlyTypesOfProtocols],
  ['ui knows of protocols only their contract', knowsOnlyTheProtocolContract],
  ['engine and protocols know no interface library and no D3', knowsNoInterface],
  ['scene knows no React, no store and no D3 that touches the document', drawsNothingItself],
  ['nothing uses D3 selections, transitions or timers', leavesTheDocumentToReact],
  ['only the command line uses modules of Node', usesNodeOnlyInTheCommandLine],
  ['nothing uses the tests', standsWithoutTheTests],
]

describe('the imports in src', () => {
  test.each(rules)('%s', (_, rule) => {
    expect(breaches(rule, imports)).toEqual([])
  })

  test('no files import each other in a circle', () => {
    expect(cycles(imports)).toEqual([])
  })

  test('a relative import names a file with its extension', () => {
    const unresolved = imports.filter(({ to }) => to.startsWith('src/') && !isFile(to))
    expect(unresolved.map(({ from, to }) => `${from} imports ${to}`)).toEqual([])
  })
})

describe('the files in src', () => {
  test('every file stands in a layer', () => {
    const outside = sources.filter(({ path }) => !layerOf(path) && !path.endsWith('.d.ts'))
    expect(outside.map(({ path }) => path)).toEqual([])
  })

  test('engine and protocols ask no clock, roll no dice and set no timer of the machine', () => {
    const found = sources
      .filter(({ path }) => layerOf(path) === 'engine' || layerOf(path) === 'protocols')
      .flatMap(({ path, impurities }) => impurities.map((one) => `${path}: ${one}`))
    expect(found).toEqual([])
  })

  test('nothing goes round the type checker', () => {
    expect(sources.flatMap(({ path, escapes }) => escapes.map((one) => `${path}: ${one}`))).toEqual([])
  })

  test('no index file only re-exports', () => {
    const barrels = sources.filter(({ path, onlyReExports }) => /\/index\.tsx?$/.test(path) && onlyReExports)
    expect(barrels.map(({ path }) => path)).toEqual([])
  })
})

describe('the rules themselves', () => {
  const broken: [from: string, to: string, rule: Rule][] = [
    ['src/engine/kernel/a.ts', 'src/protocols/protocol.ts', importsOnlyLayersBelow('engine')],
    ['src/protocols/chord/a.ts', 'src/scene/a.ts', importsOnlyLayersBelow('protocols')],
    ['src/experiments/a.ts', 'src/store/a.ts', importsOnlyLayersBelow('experiments')],
    ['src/scene/a.ts', 'src/store/a.ts', importsOnlyLayersBelow('scene')],
    ['src/store/a.ts', 'src/ui/a.tsx', importsOnlyLayersBelow('store')],
    ['src/ui/a.tsx', 'src/labs/chord/a.tsx', importsOnlyLayersBelow('ui')],
    ['src/labs/chord/a.tsx', 'src/app/main.tsx', importsOnlyLayersBelow('labs')],
    ['src/cli/main.ts', 'src/scene/a.ts', importsOnlyLayersBelow('cli')],
    ['src/protocols/chord/a.ts', 'src/protocols/quorum/a.ts', keepsProtocolsApart],
    ['src/protocols/chord/a.ts', 'src/protocols/registry.ts', keepsProtocolsApart],
    ['src/protocols/protocol.ts', 'src/protocols/chord/a.ts', keepsProtocolsApart],
    ['src/labs/chord/a.tsx', 'src/labs/quorum/a.tsx', keepsLabsApart],
    ['src/scene/a.ts', 'src/protocols/chord/a.ts', takesOnlyTypesOfProtocols],
    ['src/ui/a.tsx', 'src/protocols/chord/a.ts', knowsOnlyTheProtocolContract],
    ['src/engine/a.ts', 'react-dom/client', knowsNoInterface],
    ['src/protocols/chord/a.ts', 'd3-scale', knowsNoInterface],
    ['src/scene/a.ts', 'react', drawsNothingItself],
    ['src/labs/chord/a.tsx', 'd3-selection', leavesTheDocumentToReact],
    ['src/engine/a.ts', 'node:fs', usesNodeOnlyInTheCommandLine],
    ['src/engine/a.ts', 'test/support/a.ts', standsWithoutTheTests],
  ]

  test.each(broken)('%s may not import %s', (from, to, rule) => {
    expect(breaches(rule, [{ from, to }])).toHaveLength(1)
  })

  const kept: [from: string, to: string, rule: Rule, typeOnly?: boolean][] = [
    ['src/engine/kernel/a.ts', 'pure-rand', importsOnlyLayersBelow('engine')],
    ['src/app/main.tsx', 'src/labs/registry.ts', importsOnlyLayersBelow('app')],
    ['src/protocols/chord/a.ts', 'src/protocols/protocol.ts', keepsProtocolsApart],
    ['src/protocols/registry.ts', 'src/protocols/chord/a.ts', keepsProtocolsApart],
    ['src/scene/a.ts', 'src/protocols/chord/a.ts', takesOnlyTypesOfProtocols, true],
    ['src/scene/a.ts', 'd3-shape', drawsNothingItself],
    ['src/cli/main.ts', 'node:fs', usesNodeOnlyInTheCommandLine],
  ]

  test.each(kept)('%s may import %s', (from, to, rule, typeOnly) => {
    expect(breaches(rule, [{ from, to, typeOnly }])).toEqual([])
  })

  test('a circle of three files is found', () => {
    const circle = [
      { from: 'a.ts', to: 'b.ts' },
      { from: 'b.ts', to: 'c.ts' },
      { from: 'c.ts', to: 'a.ts' },
    ]
    expect(cycles(circle)).toEqual(['a.ts → b.ts → c.ts → a.ts'])
    expect(cycles(circle.slice(1))).toEqual([])
  })

  test('every form of import is read, and none from a comment or a string', () => {
    const text = `
      import type { A } from '../a.ts'
      import b from './b.ts?worker'
      import './c.css'
      export { d } from '../../d.ts'
      export * from './e.ts'
      // import x from './comment.ts'
      const text = "import x from './string.ts'"
      const f = () => import('./f.ts')
      type G = import('./g.ts').G
      new Worker(new URL('./h.ts', import.meta.url))`
    expect(readSource('src/x/y.ts', text).imports.map(({ to, typeOnly }) => [to, typeOnly])).toEqual([
      ['src/a.ts', true],
      ['src/x/b.ts', false],
      ['src/x/c.css', false],
      ['d.ts', false],
      ['src/x/e.ts', false],
      ['src/x/f.ts', false],
      ['src/x/g.ts', true],
      ['src/x/h.ts', false],
    ])
  })

  test('clock, dice and timers are found, and the context’s own timers are not', () => {
    const text = `Math.random(); Date.now(); new Date(); performance.now(); setTimeout(f, 1); setInterval(f, 1)
      requestAnimationFrame(f); globalThis.setTimeout(f); ctx.setTimer('a', 1); ctx.setTimeout(f); Math.max(1)`
    expect(readSource('src/engine/a.ts', text).impurities).toEqual([
      'Math.random',
      'Date.now',
      'Date',
      'performance.now',
      'setTimeout',
      'setInterval',
      'requestAnimationFrame',
      'setTimeout',
    ])
  })

  test('escapes from the type checker are found', () => {
    const text = `const a: any = 1 as any\nlet b: any[]\n// @ts-expect-error\nb = 1 // any\n/* @ts-ignore */`
    const { escapes } = readSource('src/engine/a.ts', text)
    expect(escapes).toEqual(['any', 'any', 'any', '@ts-expect-error', '@ts-ignore'])
  })

  test('a file that only re-exports is told from one that does more', () => {
    expect(
      readSource('src/ui/index.ts', `export * from './a.ts'\nexport { b } from './b.ts'`).onlyReExports,
    ).toBe(true)
    expect(readSource('src/ui/index.ts', `export * from './a.ts'\nexport const c = 1`).onlyReExports).toBe(
      false,
    )
  })
})
