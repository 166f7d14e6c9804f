import type { Import } from './sources.ts'

/** What an import breaks in a rule; undefined when it keeps it. */
export type Rule = (one: Import) => string | undefined

export const layers = [
  'engine',
  'protocols',
  'experiments',
  'scene',
  'store',
  'ui',
  'labs',
  'app',
  'cli',
] as const
export type Layer = (typeof layers)[number]

export const layerOf = (path: string) => layers.find((layer) => path.startsWith(`src/${layer}/`))

/** `chord` for src/protocols/chord/node.ts; undefined for a file right in the layer's folder. */
const folderOf = (path: string) => /^src\/[^/]+\/([^/]+)\//.exec(path)?.[1]

/** A layer may import from these layers, itself included. */
export const mayImport: Record<Layer, readonly Layer[]> = {
  engine: ['engine'],
  protocols: ['protocols', 'engine'],
  experiments: ['experiments', 'protocols', 'engine'],
  scene: ['scene', 'protocols', 'engine'],
  store: ['store', 'scene', 'protocols', 'engine'],
  ui: ['ui', 'store', 'scene', 'protocols', 'engine'],
  labs: ['labs', 'ui', 'store', 'scene', 'experiments', 'protocols', 'engine'],
  app: layers,
  cli: ['cli', 'experiments', 'protocols', 'engine'],
}

export const importsOnlyLayersBelow =
  (layer: Layer): Rule =>
  (one) => {
    if (layerOf(one.from) !== layer || !one.to.startsWith('src/')) return undefined
    const target = layerOf(one.to)
    return target && mayImport[layer].includes(target)
      ? undefined
      : `${layer} may not import ${target ?? one.to}`
  }

/** Folders of a layer stand side by side; what they share lies right in the layer's folder. */
const keepsFoldersApart =
  (layer: Layer): Rule =>
  (one) => {
    if (layerOf(one.from) !== layer || layerOf(one.to) !== layer) return undefined
    const [from, to] = [folderOf(one.from), folderOf(one.to)]
    const isRegistry = (path: string) => path === `src/${layer}/registry.ts`
    if (from && to && from !== to) return `${layer}/${from} may not import ${layer}/${to}`
    if (from && isRegistry(one.to)) return `${layer}/${from} may not import the registry that lists it`
    if (!from && to && !isRegistry(one.from)) return `only the registry may import ${layer}/${to}`
    return undefined
  }

export const keepsProtocolsApart = keepsFoldersApart('protocols')
export const keepsLabsApart = keepsFoldersApart('labs')

export const takesOnlyTypesOfProtocols: Rule = (one) =>
  layerOf(one.from) === 'scene' && layerOf(one.to) === 'protocols' && !one.typeOnly
    ? 'scene may only `import type` from protocols'
    : undefined

export const knowsOnlyTheProtocolContract: Rule = (one) =>
  layerOf(one.from) === 'ui' && layerOf(one.to) === 'protocols' && one.to !== 'src/protocols/protocol.ts'
    ? 'ui may import only protocols/protocol.ts'
    : undefined

const is = (one: Import, ...packages: string[]) =>
  packages.some((name) => one.to === name || one.to.startsWith(`${name}/`))
const startsWith = (one: Import, prefix: string) => one.to.startsWith(prefix)

const interfaceLibraries = ['react', 'react-dom', 'zustand', 'radix-ui', 'cmdk', 'lucide-react', 'wouter']

export const knowsNoInterface: Rule = (one) => {
  const layer = layerOf(one.from)
  if (layer !== 'engine' && layer !== 'protocols') return undefined
  return is(one, ...interfaceLibraries) || startsWith(one, '@radix-ui/') || /^d3(?:-|$)/.test(one.to)
    ? `${layer} may not know ${one.to}`
    : undefined
}

export const drawsNothingItself: Rule = (one) =>
  layerOf(one.from) === 'scene' &&
  (is(one, ...interfaceLibraries, 'd3-zoom', 'd3-brush', 'd3-drag', 'd3-axis') ||
    startsWith(one, '@radix-ui/'))
    ? `scene may not know ${one.to}`
    : undefined

export const leavesTheDocumentToReact: Rule = (one) =>
  is(one, 'd3', 'd3-selection', 'd3-transition', 'd3-timer')
    ? `${one.to} has an order or a clock of its own`
    : undefined

export const usesNodeOnlyInTheCommandLine: Rule = (one) =>
  startsWith(one, 'node:') && layerOf(one.from) !== 'cli'
    ? `${one.to} does not exist in a browser`
    : undefined

export const standsWithoutTheTests: Rule = (one) =>
  startsWith(one, 'test/') ? 'tests are not part of the program' : undefined

export const breaches = (rule: Rule, imports: readonly Import[]) =>
  imports.flatMap((one) => {
    const breach = rule(one)
    return breach ? [`${one.from} imports ${one.to}: ${breach}`] : []
  })

/** The first way round that each file closes, as `a.ts → b.ts → a.ts`. */
export function cycles(imports: readonly Import[]): string[] {
  const targets = new Map<string, Set<string>>()
  for (const { from, to } of imports) targets.set(from, (targets.get(from) ?? new Set()).add(to))
  const found: string[] = []
  const finished = new Set<string>()
  const visit = (file: string, path: readonly string[]) => {
    const start = path.indexOf(file)
    if (start >= 0) found.push([...path.slice(start), file].join(' → '))
    if (start >= 0 || finished.has(file)) return
    for (const target of targets.get(file) ?? []) visit(target, [...path, file])
    finished.add(file)
  }
  for (const file of targets.keys()) visit(file, [])
  return found
}
