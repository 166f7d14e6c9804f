/** What may come next while JSON is read. */
type Expected =
  | 'a value'
  | 'a value or "]"'
  | 'a field in quotes'
  | 'a field in quotes or "}"'
  | '":"'
  | 'a comma'
  | 'the end'

const LITERAL = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
const WORD = /[\p{L}\p{N}_.+-]{1,20}|./uy

/**
 * Where a text stops being JSON, and what is missing there: `line 3, column 5: expected ":", got "="`. The
 * text must be one that `JSON.parse` refuses; engines differ in what they say about it, so this looks itself.
 */
export function whereNotJson(text: string): string {
  if (text.trim() === '') return 'it is empty'
  const { at, expected } = firstFault(text)
  const before = text.slice(0, at).split('\n')
  const column = (before[before.length - 1] as string).length + 1
  const got =
    at >= text.length ? 'the text ends' : `got ${JSON.stringify(matchAt(WORD, text, at) ?? text[at])}`
  return `line ${before.length}, column ${column}: expected ${expected}, ${got}`
}

function firstFault(text: string): { at: number; expected: string } {
  const closers: ('}' | ']')[] = []
  let expected: Expected = 'a value'
  let at = 0
  for (;;) {
    while (at < text.length && ' \t\n\r'.includes(text[at] as string)) at++
    const char = text[at]
    const closer = closers[closers.length - 1]
    const isField: boolean = expected.startsWith('a field')
    const isValue: boolean = expected.startsWith('a value')
    const isFault = { at, expected: expected === 'a comma' ? `"," or "${closer}"` : expected }
    const ended = (): Expected => (closers.length === 0 ? 'the end' : 'a comma')

    if (char === undefined) return isFault
    if (char === closer && (expected === 'a comma' || expected.endsWith(`or "${closer}"`))) {
      closers.pop()
      at++
      expected = ended()
    } else if (char === ',' && expected === 'a comma') {
      at++
      expected = closer === '}' ? 'a field in quotes' : 'a value'
    } else if (char === ':' && expected === '":"') {
      at++
      expected = 'a value'
    } else if (char === '"' && (isField || isValue)) {
      const string = readString(text, at)
      if (string.expected !== undefined) return { at: string.at, expected: string.expected }
      at = string.at
      expected = isField ? '":"' : ended()
    } else if ((char === '{' || char === '[') && isValue) {
      closers.push(char === '{' ? '}' : ']')
      at++
      expected = char === '{' ? 'a field in quotes or "}"' : 'a value or "]"'
    } else {
      const literal = isValue ? matchAt(LITERAL, text, at) : undefined
      if (literal === undefined) return isFault
      at += literal.length
      expected = ended()
    }
  }
}

/** The end of the string that starts at `at`, or where it stops being one. */
function readString(text: string, at: number): { at: number; expected?: string } {
  let end = at + 1
  while (text[end] !== '"') {
    const char = text[end]
    if (char === undefined || char < ' ') return { at: end, expected: 'the closing quote' }
    if (char !== '\\') end++
    else {
      const sequence = matchAt(ESCAPE, text, end)
      if (sequence === undefined) return { at: end, expected: 'an escape such as \\n or \\\\' }
      end += sequence.length
    }
  }
  return { at: end + 1 }
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}
