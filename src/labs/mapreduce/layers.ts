/** What the figure can show otherwise. */
export const LAYERS = [{ name: 'table', label: 'as a table', on: false }] as const
