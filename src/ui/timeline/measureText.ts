const widths = new Map<string, number>()
let context: CanvasRenderingContext2D | null | undefined

/** What a character of the interface's font takes at most, as a part of its size; used without a canvas. */
const WIDEST_USUAL = 0.62

/**
 * Width of a text in pixels, rounded up.
 *
 * @param font as in CSS, such as `500 13.5px Inter`.
 * @param final the fonts have come: what is measured now will not change.
 */
export function textWidth(text: string, font: string, final: boolean): number {
  const key = `${font}|${text}`
  const known = widths.get(key)
  if (known !== undefined) return known
  const width = Math.ceil(measure(text, font))
  if (final) widths.set(key, width)
  return width
}

function measure(text: string, font: string): number {
  context ??= document.createElement('canvas').getContext('2d')
  if (context === null) return text.length * WIDEST_USUAL * Number(/(\d+(?:\.\d+)?)px/.exec(font)?.[1] ?? 14)
  context.font = font
  return context.measureText(text).width
}
