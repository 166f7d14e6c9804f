/** What the figure can show, in the order of the switches. */
export const LAYERS = [
  { name: 'files', label: 'input files', on: true },
  { name: 'table', label: 'as a table', on: false },
] as const

export type LayerName = (typeof LAYERS)[number]['name']
