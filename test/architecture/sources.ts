import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'vite'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** An import as written in `from`; `to` is a path from the root for a relative one, else the package. */
export interface Import {
  from: string
  to: string
  typeOnly?: boolean
}

export interface Source {
  path: string
  imports: Import[]
  /** Uses of the clock, of chance and of timers outside the kernel's own. */
  impurities: string[]
  /** Ways round the type checker. */
  escapes: string[]
  onlyReExports: boolean
}

interface Node {
  type: string
  [field: string]: unknown
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'

function* nodesIn(value: unknown): Generator<Node> {
  if (Array.isArray(value)) {
    for (const one of value) yield* nodesIn(one)
  } else if (isNode(value)) {
    yield value
    for (const field of Object.values(value)) yield* nodesIn(field)
  }
}

const nameOf = (node: unknown) => (isNode(node) && node.type === 'Identifier' ? String(node.name) : undefined)

const literalOf = (node: unknown) =>
  isNode(node) && node.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined

/** The specifier that a node imports, whatever the form: statement, re-export, call, type, worker. */
function specifierIn(node: Node): string | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return literalOf(node.source)
    case 'NewExpression': {
      const [path, base] = node.arguments as unknown[]
      return nameOf(node.callee) === 'URL' &&
        isNode(base) &&
        isNode(base.object) &&
        base.object.type === 'MetaProperty'
        ? literalOf(path)
        : undefined
    }
    default:
      return undefined
  }
}

const clocksAndTimers = new Set([
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'requestAnimationFrame',
  'requestIdleCallback',
])
const globalObjects = new Set(['globalThis', 'window', 'self', 'global'])

/** The name of the clock, the dice or the timer that a node reaches for. */
function impurityIn(node: Node): string | undefined {
  if (node.type === 'MemberExpression') {
    const object = nameOf(node.object)
    const property = nameOf(node.property) ?? literalOf(node.property)
    if (object === 'Math' && property === 'random') return 'Math.random'
    if (object === 'Date' || object === 'performance' || object === 'crypto') return `${object}.${property}`
    if (object && globalObjects.has(object) && property && clocksAndTimers.has(property)) return property
  }
  if (node.type === 'NewExpression' || node.type === 'CallExpression') {
    const callee = nameOf(node.callee)
    if (callee === 'Date') return 'Date'
    if (callee && clocksAndTimers.has(callee)) return callee
  }
  return undefined
}

const reExports = new Set(['ExportAllDeclaration', 'ImportDeclaration'])

export function readSource(path: string, text: string): Source {
  const { program, comments, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`)
  const source: Source = { path, imports: [], impurities: [], escapes: [], onlyReExports: false }
  for (const node of nodesIn(program)) {
    const specifier = specifierIn(node)
    if (specifier !== undefined) {
      source.imports.push({
        from: path,
        to: resolve(path, specifier),
        typeOnly: node.importKind === 'type' || node.exportKind === 'type' || node.type === 'TSImportType',
      })
    }
    const impurity = impurityIn(node)
    if (impurity) source.impurities.push(impurity)
    if (node.type === 'TSAnyKeyword') source.escapes.push('any')
  }
  for (const { value } of comments) {
    const directive = /^\s*(@ts-(?:ignore|expect-error|nocheck))/.exec(value)?.[1]
    if (directive) source.escapes.push(directive)
  }
  const body = program.body as unknown as Node[]
  source.onlyReExports =
    body.length > 0 &&
    body.every(
      (node) =>
        reExports.has(node.type) || (node.type === 'ExportNamedDeclaration' && node.declaration === null),
    )
  return source
}

/** Without the query by which Vite is told how to load a file. */
function resolve(from: string, specifier: string) {
  const path = specifier.replace(/\?.*$/, '')
  return path.startsWith('.') ? posix.join(dirname(from).split(sep).join('/'), path) : path
}

/** Relative to the root, and a file. */
export const isFile = (path: string) => existsSync(join(root, path)) && statSync(join(root, path)).isFile()

export function readAllSources(): Source[] {
  return readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[cm]?tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
    .map((path) => readSource(path, readFileSync(join(root, path), 'utf8')))
}
