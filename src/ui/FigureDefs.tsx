/** Arrow heads and hatches of the figures. One set on the page; drawings refer to it by id. */
export function FigureDefs() {
  return (
    <svg width="0" height="0" aria-hidden="true" style={{ position: 'absolute' }}>
      <defs>
        <Head id="head-successor" stroke="none" fill="var(--ink)" />
        <Head id="head-pale" stroke="none" fill="var(--line-2)" size={8} />
        <Head id="head-message" stroke="none" fill="var(--msg)" />
        <Head id="head-route" stroke="none" fill="var(--ink-3)" size={9} />
        <Head id="head-finger" stroke="none" fill="var(--ink-2)" size={10} />
        <Head id="head-waiting" stroke="none" fill="var(--ink-3)" />
        <Head id="head-predecessor" stroke="var(--ink-2)" fill="none" />
        <Head id="head-old" stroke="var(--ink-3)" fill="none" />
        <Head id="head-new" stroke="var(--chg-line)" fill="none" />
        <pattern
          id="pattern-cat-2"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="6" height="6" fill="var(--cat-2-tint)" />
          <rect width="3" height="6" fill="var(--cat-2)" />
        </pattern>
        <pattern id="pattern-cat-3" width="6" height="6" patternUnits="userSpaceOnUse">
          <rect width="6" height="6" fill="var(--cat-3-tint)" />
          <circle cx="3" cy="3" r="1.9" fill="var(--cat-3)" />
        </pattern>
        <pattern id="pattern-cat-4" width="6" height="6" patternUnits="userSpaceOnUse">
          <rect width="6" height="6" fill="var(--cat-4-tint)" />
          <path d="M0 3H6M3 0V6" stroke="var(--cat-4)" strokeWidth="1.6" />
        </pattern>
        <pattern id="pattern-cat-5" width="6" height="6" patternUnits="userSpaceOnUse">
          <rect width="6" height="6" fill="var(--cat-5-tint)" />
          <rect width="6" height="3" fill="var(--cat-5)" />
        </pattern>
        <pattern
          id="hatch-moving"
          width="5"
          height="5"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="5" height="5" fill="var(--chg-tint)" />
          <rect width="2.2" height="5" fill="var(--chg)" />
        </pattern>
        <pattern
          id="hatch-fail"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="6" height="6" fill="var(--fail-tint)" />
          <rect width="2" height="6" fill="var(--fail)" opacity=".55" />
        </pattern>
      </defs>
    </svg>
  )
}

/** An arrow head: filled, or open when it has a stroke. */
function Head({ id, stroke, fill, size }: { id: string; stroke: string; fill: string; size?: number }) {
  const open = fill === 'none'
  const width = size ?? (open ? 11 : 12)
  return (
    <marker
      id={id}
      viewBox="0 0 10 10"
      refX="8.2"
      refY="5"
      markerWidth={width}
      markerHeight={width}
      markerUnits="userSpaceOnUse"
      orient="auto-start-reverse"
    >
      <path
        d={open ? 'M1 1 9 5 1 9' : 'M1 1 9 5 1 9z'}
        fill={fill}
        stroke={stroke}
        strokeWidth={open ? 1.8 : undefined}
      />
    </marker>
  )
}
