import { type BaseIssue, type GenericSchema, safeParse } from 'valibot'

/** What is wrong with a document, and where: `actions[3].node: expected an identifier 0..63, got 99`. */
export interface Fault {
  /** The field, such as `actions[3].node`; empty for the document as a whole. */
  readonly path: string
  /** What is wrong: `expected …, got …`. */
  readonly text: string
}

export function fault(path: string, expected: string, got: unknown): Fault {
  return { path, text: `expected ${expected}, got ${shown(got)}` }
}

/** One line for each fault. */
export function faultLines(faults: readonly Fault[]): string[] {
  return faults.map(({ path, text }) => (path === '' ? text : `${path}: ${text}`))
}

/** The fault of a field that the format does not have. */
export function unknownField(path: string): Fault {
  return { path, text: 'is not a field that is known here' }
}

/** A value in at most 60 characters. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value) ?? typeof value
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`
}

/** The path of a field: `['actions', 3, 'node']` is `actions[3].node`. */
export function pathText(path: readonly (string | number)[]): string {
  return path
    .map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? part : `.${part}`))
    .join('')
}

/** The faults that a schema found; one for each field, the innermost of a choice between shapes. */
export function faultsOf(issues: readonly BaseIssue<unknown>[]): Fault[] {
  const faults = new Map<string, Fault>()
  for (const found of issues.flatMap((issue) => innermost(issue, []))) {
    if (!faults.has(found.path)) faults.set(found.path, found)
  }
  return [...faults.values()]
}

function innermost(issue: BaseIssue<unknown>, above: readonly (string | number)[]): Fault[] {
  const path = [...above, ...(issue.path ?? []).map((item) => item.key as string | number)]
  const deeper = (issue.issues ?? []).filter((inner) => (inner.path?.length ?? 0) > 0)
  if (deeper.length > 0) return deeper.flatMap((inner) => innermost(inner, path))
  const where = pathText(path)
  if (issue.type === 'strict_object' && issue.expected === 'never') return [unknownField(where)]
  return [fault(where, expectation(issue), missing(issue) ? undefined : issue.input)]
}

function missing(issue: BaseIssue<unknown>): boolean {
  return issue.received === 'undefined'
}

const WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  Object: 'an object',
  Array: 'a list',
}

/** What a schema expects, in the words of its faults. */
export function expectationOf(schema: GenericSchema): string {
  const issue = safeParse(schema, undefined).issues?.[0]
  return issue === undefined ? 'a value' : expectation(issue)
}

/** A schema's own message says what it expects; valibot's default message is replaced by plain words. */
function expectation(issue: BaseIssue<unknown>): string {
  if (!issue.message.startsWith('Invalid ')) return issue.message
  const options = (issue.expected ?? '').replace(/^\(|\)$/g, '').split(' | ')
  const words = options.map((option) => WORDS[option] ?? option)
  return words.length === 1 ? (words[0] as string) : `one of ${words.join(', ')}`
}
