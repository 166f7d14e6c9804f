import type { Lab } from './lab.ts'

/** The labs in the order of the header. */
export const labs: readonly Lab[] = [
  {
    id: 'chord',
    title: 'Chord',
    scenarios: [
      { name: 'chord-join-50', title: 'join(50)' },
      { name: 'chord-lookup-37', title: 'lookup(37)' },
      { name: 'chord-key-mapping', title: 'Key to node mapping' },
      { name: 'chord-lost-notify', title: 'A lost notify' },
      { name: 'chord-64-nodes', title: 'A lookup among 64 nodes' },
    ],
    blank: 'chord-new',
    load: async () => (await import('./chord/views.ts')).chordViews,
  },
]
