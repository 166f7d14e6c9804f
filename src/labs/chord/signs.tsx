import type { Sign } from '../lab.ts'

/** The pointers of a ring. */
export const chordSigns: readonly Sign[] = [
  {
    drawing: (
      <>
        <path d="M3 9H54" stroke="var(--ink)" strokeWidth="2" markerEnd="url(#head-successor)" />
        <path
          d="M3 23H58"
          stroke="var(--ink-2)"
          strokeWidth="2"
          strokeDasharray="5 4"
          markerEnd="url(#head-predecessor)"
        />
      </>
    ),
    name: 'Arrows',
    means: 'solid, the successor; dashed, the predecessor',
  },
]
