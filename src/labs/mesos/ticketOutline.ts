import type { Box } from './layout.ts'

/** The outline of a ticket, as the `d` of a path: a rounded rectangle with a round notch at each end of its fold. */
export function ticketOutline(
  { x, y, width, height }: Box,
  fold: number,
  notch: number,
  radius: number,
): string {
  const side = fold - radius - notch
  const rest = height - fold - radius - notch
  return [
    `M${x + radius} ${y}h${width - 2 * radius}a${radius} ${radius} 0 0 1 ${radius} ${radius}`,
    `v${side}a${notch} ${notch} 0 0 0 0 ${2 * notch}v${rest}`,
    `a${radius} ${radius} 0 0 1 ${-radius} ${radius}h${-(width - 2 * radius)}a${radius} ${radius} 0 0 1 ${-radius} ${-radius}`,
    `v${-rest}a${notch} ${notch} 0 0 0 0 ${-2 * notch}v${-side}a${radius} ${radius} 0 0 1 ${radius} ${-radius}z`,
  ].join('')
}
