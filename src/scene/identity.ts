/**
 * Identities, such as those of frameworks and reducers, are told apart by a colour with a pattern: solid,
 * stripes, dots, crosses, bars. There are five; further ones begin anew and are told apart by their letters.
 */
export type Look = 1 | 2 | 3 | 4 | 5

const LOOKS = 5

/** The look of identity number `index`, counted from 0. */
export function lookOf(index: number): Look {
  return ((index % LOOKS) + 1) as Look
}

/** What a shape with a look is filled with; the patterns are in `ui/FigureDefs.tsx`. */
export function fillOfLook(look: Look): string {
  return look === 1 ? 'var(--cat-1)' : `url(#pattern-cat-${look})`
}
