import type { Sign } from '../lab.ts'

/** The sets of a put and of a get. */
export const quorumSigns: readonly Sign[] = [
  {
    drawing: (
      <>
        <rect x="24" y="7" width="16" height="18" fill="var(--key-tint)" />
        <rect x="2" y="4" width="38" height="22" rx="7" fill="none" stroke="var(--ink)" strokeWidth="2" />
        <rect
          x="24"
          y="7"
          width="38"
          height="22"
          rx="7"
          fill="none"
          stroke="var(--ink)"
          strokeWidth="2"
          strokeDasharray="5 3.5"
        />
      </>
    ),
    name: 'Outlines',
    means: 'solid, the replicas that acked the put; dashed, those that answered the get; tinted, both',
  },
  {
    drawing: (
      <circle
        cx="32"
        cy="16"
        r="12"
        fill="none"
        stroke="var(--ink-3)"
        strokeWidth="2"
        strokeDasharray="2 3"
      />
    ),
    name: 'Dotted circle',
    means: 'a replica without a value: NIL',
  },
]
