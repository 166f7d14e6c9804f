/** What the ring can show, in the order of the switches. */
export const LAYERS = [
  { name: 'keys', label: 'keys', on: true },
  { name: 'ownership', label: 'ownership', on: true },
  { name: 'route', label: 'route so far', on: true },
  { name: 'pointers', label: 'all successors', on: false },
  { name: 'table', label: 'as a table', on: false },
] as const

export type LayerName = (typeof LAYERS)[number]['name']
