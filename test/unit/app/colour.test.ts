import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const css = readFileSync('src/app/styles/tokens.css', 'utf8')

type Rgb = readonly [red: number, green: number, blue: number]
type Tokens = ReadonlyMap<string, Rgb>

/** The colours of the block that a selector opens, in linear light. */
function tokensOf(selector: string): Tokens {
  const start = css.indexOf(`${selector} {`) >= 0 ? css.indexOf(`${selector} {`) : css.indexOf(`${selector}{`)
  expect(start, selector).toBeGreaterThanOrEqual(0)
  const block = css.slice(start, css.indexOf('}', start))
  const found = [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{3,6})\s*[;}]/gi)]
  return new Map(found.map(([, name, hex]) => [name as string, linear(hex as string)]))
}

function linear(hex: string): Rgb {
  const digits = hex.length === 4 ? hex.replace(/[0-9a-f]/gi, '$&$&') : hex
  return [1, 3, 5].map((at) => {
    const channel = Number.parseInt(digits.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  }) as unknown as Rgb
}

const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b

function contrast(one: Rgb, other: Rgb): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

type Matrix = readonly [Rgb, Rgb, Rgb]

const times = (matrix: Matrix, [a, b, c]: Rgb) =>
  matrix.map(([x, y, z]) => x * a + y * b + z * c) as unknown as Rgb

/** Full dichromacy after Machado, Oliveira and Fernandes (2009), on linear light. */
const SIGHTS: Readonly<Record<string, Matrix>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

const TO_LMS: Matrix = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
]
const TO_LAB: Matrix = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
]

function oklab(colour: Rgb): Rgb {
  return times(TO_LAB, times(TO_LMS, colour).map(Math.cbrt) as unknown as Rgb)
}

/** The distance of two colours to somebody with this sight, in hundredths of OKLab. */
function distance(one: Rgb, other: Rgb, sight: Matrix): number {
  const shown = (colour: Rgb) =>
    oklab(times(sight, colour).map((channel) => Math.min(1, Math.max(0, channel))) as unknown as Rgb)
  const [a, b] = [shown(one), shown(other)]
  return 100 * Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
}

const pairs = <T>(items: readonly T[]): (readonly [T, T])[] =>
  items.flatMap((one, i) => items.slice(i + 1).map((other) => [one, other] as const))

const MEANINGS = ['msg', 'chg', 'fail', 'join', 'key']
const IDENTITIES = ['cat-1', 'cat-2', 'cat-3', 'cat-4', 'cat-5']

describe.each([
  ['light', ':root,[data-theme=light]'],
  ['dark', '[data-theme=dark]'],
])('the colours of the %s theme', (_, selector) => {
  const spaced = selector.replace(',', ',\n').replace(/=(\w+)/g, '="$1"')
  const tokens = tokensOf(css.includes(`${selector}{`) ? selector : spaced)
  const colour = (name: string): Rgb => {
    const found = tokens.get(name)
    if (found === undefined) throw new Error(`There is no colour --${name}`)
    return found
  }

  const texts = [
    ...[...tokens.keys()]
      .filter((name) => name.endsWith('-ink') && name !== 'on-ink')
      .flatMap((name) => ['paper', 'page', name.replace('-ink', '-tint')].map((on) => [name, on] as const)),
    ...['ink', 'ink-2', 'ink-3'].flatMap((name) =>
      ['paper', 'page', 'sunken'].map((on) => [name, on] as const),
    ),
    ['on-ink', 'ink'] as const,
    ['on-msg', 'msg'] as const,
  ]

  test('are all there', () => {
    expect(texts).toHaveLength(41)
  })

  test.each(texts)('--%s can be read on --%s', (text, on) => {
    expect(contrast(colour(text), colour(on))).toBeGreaterThanOrEqual(4.5)
  })

  describe.each(Object.entries(SIGHTS))('to %s sight', (_, sight) => {
    test.each(pairs(MEANINGS))('--%s and --%s are two meanings', (one, other) => {
      expect(distance(colour(one), colour(other), sight)).toBeGreaterThanOrEqual(10)
    })

    test.each(pairs(IDENTITIES))('--%s and --%s are two identities', (one, other) => {
      expect(distance(colour(one), colour(other), sight)).toBeGreaterThanOrEqual(9)
    })
  })
})

describe('the measure', () => {
  test('knows black from white, and what a deutan eye confuses', () => {
    expect(contrast(linear('#000'), linear('#ffffff'))).toBeCloseTo(21)
    expect(oklab(linear('#fff'))[0]).toBeCloseTo(1, 3)
    const [red, green] = [linear('#b06a00'), linear('#6f8400')]
    expect(distance(red, green, SIGHTS.deutan as Matrix)).toBeLessThan(
      distance(red, green, SIGHTS.normal as Matrix) / 2,
    )
  })
})
