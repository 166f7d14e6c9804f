import type { ReplicaMark } from './marks.ts'
import styles from './QuorumFigure.module.css'

/** A replica: its circle with the value, its name, and how its copy stands. */
export function Replica({ replica, zoom }: { replica: ReplicaMark; zoom: number }) {
  const { name, at, radius, look, word, active, selected, before } = replica
  const isLarge = radius >= 26 * zoom
  // A long value is smaller, so that it stays in the circle.
  const size = Math.max(13, Math.min(22 * zoom, radius * 0.55, (2.9 * radius) / replica.value.length))
  const labelSize = isLarge ? Math.max(14, 16 * zoom) : 13
  const isTiny = radius < 11
  const wordTone = replica.missed ? styles.missed : undefined
  return (
    <g
      className={`${styles.replica} ${styles[look]} ${active ? styles.active : ''} ${selected ? styles.selected : ''}`}
      transform={`translate(${at.x} ${at.y})`}
      data-node={name}
      data-look={look}
      data-value={replica.value}
    >
      <title>{replica.title}</title>
      <circle className={styles.target} r={Math.max(radius + 4, 13)} />
      <circle className={styles.disc} r={radius} strokeWidth={(active || selected ? 2.5 : 1.75) * zoom} />
      {selected && <circle className={styles.halo} r={radius + 4.5 * zoom} strokeWidth={2.5 * zoom} />}
      {replica.rings.map((ring) => (
        <circle key={ring} className={styles[ring]} r={radius + (ring === 'write' ? 3 : 6)} strokeWidth={2} />
      ))}
      {look === 'down' ? (
        <DownSign radius={radius} zoom={zoom} />
      ) : (
        look !== 'other' &&
        !isTiny && (
          <>
            {before !== undefined && (
              <>
                <Highlight text={replica.value} size={size} zoom={zoom} dy={isLarge ? 0.34 * size : 0} />
                {isLarge && (
                  <text
                    className={styles.before}
                    y={-radius * 0.36}
                    fontSize={Math.max(13, size * 0.68)}
                    dy="0.34em"
                  >
                    {before}
                  </text>
                )}
              </>
            )}
            <text
              className={styles.copy}
              y={before !== undefined && isLarge ? 0.34 * size : 0}
              fontSize={size}
              dy="0.35em"
            >
              {replica.value}
            </text>
          </>
        )
      )}
      <text className={styles.name} y={radius + labelSize * (isLarge ? 1.25 : 1.35)} fontSize={labelSize}>
        <tspan className={styles.bold}>{replica.label}</tspan>
        {replica.words === 'beside' && word !== '' && (
          <tspan className={wordTone} dx="0.35em">
            {word}
          </tspan>
        )}
        {replica.words === 'under' && word !== '' && (
          <tspan className={wordTone} x={0} dy="1.1em" fontSize={Math.max(13, 13 * zoom)}>
            {word}
          </tspan>
        )}
      </text>
      {replica.refuses && (
        <text className={styles.refuses} y={-radius * 0.62} fontSize={13} dy="0.34em">
          {isLarge ? 'refuses' : '!'}
        </text>
      )}
    </g>
  )
}

/** A value that has just changed stands on the highlighter. */
function Highlight({ text, size, zoom, dy }: { text: string; size: number; zoom: number; dy: number }) {
  const width = text.length * size * 0.62 + 12 * zoom
  const height = size * 1.35
  return (
    <g className={styles.highlight}>
      <rect x={-width / 2} y={dy - height / 2} width={width} height={height} rx={3 * zoom} />
      <path d={`M${-width / 2} ${dy + height / 2}h${width}`} strokeWidth={2 * zoom} />
    </g>
  )
}

function DownSign({ radius, zoom }: { radius: number; zoom: number }) {
  const half = Math.min(19 * zoom, radius * 0.55)
  const arm = half * 0.36
  return (
    <>
      {radius > 18 && (
        <rect
          className={styles.downBox}
          x={-half}
          y={-half * 0.75}
          width={2 * half}
          height={1.5 * half}
          rx={3 * zoom}
        />
      )}
      <path
        className={styles.cross}
        strokeWidth={2.25 * zoom}
        d={`M${-arm} ${-arm}L${arm} ${arm}M${arm} ${-arm}L${-arm} ${arm}`}
      />
    </>
  )
}
