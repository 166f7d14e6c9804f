import type { Sign } from '../lab.ts'

/** Resources, and who has them. */
export const mesosSigns: readonly Sign[] = [
  {
    drawing: (
      <>
        <rect x="20" y="2" width="24" height="28" rx="2" fill="var(--paper)" stroke="var(--ink-2)" />
        <rect
          x="22.5"
          y="4.5"
          width="19"
          height="10"
          fill="var(--msg-tint)"
          stroke="var(--msg)"
          strokeDasharray="3 2"
        />
        <rect x="21" y="18" width="22" height="11" fill="var(--cat-1)" />
      </>
    ),
    name: 'Bars',
    means:
      'an agent’s CPU and memory, to scale: tasks from the bottom, what is on offer dashed, the rest free',
  },
  {
    drawing: (
      <path
        d="M8 4H56V12A4 4 0 0 0 56 20V28H8V20A4 4 0 0 0 8 12Z"
        fill="var(--paper)"
        stroke="var(--msg)"
        strokeWidth="2"
      />
    ),
    name: 'Ticket',
    means: 'an offer on its way to a framework',
  },
  {
    drawing: (
      <>
        <rect x="6" y="8" width="16" height="16" rx="2" fill="var(--cat-1)" />
        <rect x="26" y="8" width="16" height="16" rx="2" fill="url(#pattern-cat-2)" />
        <rect x="46" y="8" width="16" height="16" rx="2" fill="url(#pattern-cat-3)" />
      </>
    ),
    name: 'Solid, stripes, dots',
    means: 'a framework, and its tasks',
  },
]
