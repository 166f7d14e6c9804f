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
  {
    drawing: (
      <>
        <path d="M4 26Q30 6 56 14" stroke="var(--ink-2)" strokeWidth="1.75" markerEnd="url(#head-finger)" />
        <text x="28" y="10" fontSize="12" textAnchor="middle" fill="var(--ink-2)">
          i = 5
        </text>
      </>
    ),
    name: 'Chords',
    means: 'the fingers of the selected node, each with its number',
  },
]
