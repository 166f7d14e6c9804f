/** What the figure can show, in the order of the switches. */
export const LAYERS = [
  { name: 'sets', label: 'write and read sets', on: true },
  { name: 'ways', label: 'past messages', on: true },
  { name: 'table', label: 'as a table', on: false },
] as const

export type LayerName = (typeof LAYERS)[number]['name']
