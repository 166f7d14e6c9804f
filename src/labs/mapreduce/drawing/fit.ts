/** Width of a character, as a part of the letters' size: of the code's font, and of the interface's on average. */
const MONO = 0.6
const UI = 0.52

/** How many characters of the code's font fit. */
export function monoFits(width: number, letters: number): number {
  return Math.max(1, Math.floor(width / (letters * MONO) + 0.01))
}

/** Width of a text in the code's font, in pixels. */
export function monoWidth(text: string, letters: number): number {
  return text.length * letters * MONO
}

/** About how many characters of the interface's font fit. */
export function uiFits(width: number, letters: number): number {
  return Math.max(1, Math.floor(width / (letters * UI)))
}

/** A text in the interface's font, cut to about `width` pixels. */
export function cutUi(text: string, width: number, letters: number): string {
  return cut(text, uiFits(width, letters))
}

/** A text cut to `most` characters; what is cut ends in an ellipsis. */
export function cut(text: string, most: number): string {
  const characters = Array.from(text)
  return characters.length <= most ? text : `${characters.slice(0, Math.max(1, most - 1)).join('')}…`
}

/** Values with commas, as many whole ones as `most` characters hold; an ellipsis stands for the rest. */
export function fitValues(values: readonly number[], most: number): string {
  const all = values.join(', ')
  if (all.length <= most) return all
  let shown = ''
  for (const value of values) {
    const longer = shown === '' ? String(value) : `${shown}, ${value}`
    if (longer.length + 2 > most) break
    shown = longer
  }
  return shown === '' ? '…' : `${shown} …`
}

/** A text in lines of at most `wide` characters, at most `most` of them; words are broken where they must. */
export function wrap(text: string, wide: number, most: number): string[] {
  const lines: string[] = []
  for (const paragraph of text.replace(/\n+$/, '').split('\n')) {
    let line = ''
    for (const word of paragraph.split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`
      if (longer.length <= wide) line = longer
      else {
        if (line !== '') lines.push(line)
        line = word
        while (line.length > wide) {
          lines.push(line.slice(0, wide))
          line = line.slice(wide)
        }
      }
      if (lines.length > most) break
    }
    lines.push(line)
    if (lines.length > most) break
  }
  if (lines.length <= most) return lines
  const shown = lines.slice(0, most)
  const last = shown[most - 1] ?? ''
  shown[most - 1] = last.length < wide ? `${last}…` : `${last.slice(0, wide - 1)}…`
  return shown
}

type Pairs = readonly (readonly [string, number])[]

/**
 * Pairs in at most `most` lines of `wide` characters, such as "a 3  is 2", and how many there are beyond them
 * of all the `records`. Their number has room behind the last line, or in a line of its own.
 */
export function pairLines(
  pairs: Pairs,
  records: number,
  wide: number,
  most: number,
): { readonly lines: readonly Pairs[]; readonly more: number } {
  const lines: Pairs[] = []
  let at = 0
  while (at < pairs.length && lines.length < most) {
    const isLast = lines.length === most - 1
    const count = fitting(pairs.slice(at), wide, isLast ? records - at : 0)
    if (count === 0) break
    lines.push(pairs.slice(at, at + count))
    at += count
  }
  return { lines, more: records - at }
}

/** How many pairs fit into a line; where `records` are more, their number must fit behind them. */
function fitting(pairs: Pairs, wide: number, records: number): number {
  let used = 0
  let count = 0
  for (const [word, value] of pairs) {
    used += word.length + 1 + String(value).length + (count > 0 ? 2 : 0)
    const rest = records - count - 1
    if (used + (rest > 0 ? ` +${rest}`.length + 1 : 0) > wide) break
    count++
  }
  return count
}
