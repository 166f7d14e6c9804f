import type { Sign } from '../lab.ts'

/** Tasks and the partitions of their keys. */
export const mapReduceSigns: readonly Sign[] = [
  {
    drawing: (
      <>
        <rect x="6" y="8" width="16" height="16" rx="2" fill="var(--cat-1)" />
        <rect x="26" y="8" width="16" height="16" rx="2" fill="url(#pattern-cat-2)" />
        <rect x="46" y="8" width="16" height="16" rx="2" fill="url(#pattern-cat-3)" />
      </>
    ),
    name: 'Solid, stripes, dots',
    means: 'a reducer, and the part of the keys that is its own',
  },
  {
    drawing: (
      <rect
        x="14"
        y="4"
        width="36"
        height="24"
        rx="7"
        fill="var(--join-tint)"
        stroke="var(--join)"
        strokeWidth="2"
        strokeDasharray="5 3"
      />
    ),
    name: 'Green dashes',
    means: 'a task that runs again, or a backup of a slow one',
  },
  {
    drawing: (
      <>
        <path d="M2 10C24 10 40 10 62 10" stroke="var(--cat-1)" strokeWidth="3" fill="none" />
        <path d="M2 22H62" stroke="var(--line-2)" strokeWidth="2" strokeDasharray="3 3" fill="none" />
      </>
    ),
    name: 'Curves',
    means: 'a piece of a map’s output that a reducer has fetched; dashed, one that it has not',
  },
]
