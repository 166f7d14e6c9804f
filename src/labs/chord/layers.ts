import type { ChordConfig } from '../../protocols/chord/config.ts'

const KEYS = { name: 'keys', label: 'keys', on: true } as const
const REST = [
  { name: 'ownership', label: 'ownership', on: true },
  { name: 'route', label: 'route so far', on: true },
  { name: 'pointers', label: 'all successors', on: false },
  { name: 'table', label: 'as a table', on: false },
] as const

const BY_SUCCESSORS = [KEYS, ...REST] as const
const BY_FINGERS = [KEYS, { name: 'fingers', label: 'fingers', on: true }, ...REST] as const

/** What the ring can show, in the order of the switches. There are fingers where lookups travel by them. */
export function layersOf(routing: ChordConfig['routing'] | undefined) {
  return routing === 'finger' ? BY_FINGERS : BY_SUCCESSORS
}
