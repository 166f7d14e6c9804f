import { ChevronLeft, ChevronRight, Pause, Play, SkipBack, SkipForward } from 'lucide-react'
import { memo } from 'react'
import { usePlayer } from '../../store/player.ts'
import { SpeedMenu } from './SpeedMenu.tsx'
import styles from './Transport.module.css'

/** To start, back, play, forward, to end, and the speed. */
export const Transport = memo(function Transport({
  atStart,
  atEnd,
  atLastStop,
}: {
  atStart: boolean
  atEnd: boolean
  /** Nothing but routine may follow: there is nothing to step or play to. */
  atLastStop: boolean
}) {
  const playing = usePlayer((player) => player.playing)
  // Seeking stops at the last step that is recorded.
  const { back, forward, seek, toggle } = usePlayer.getState()
  return (
    <div className={styles.transport} role="group" aria-label="Playback">
      <button
        type="button"
        className={`${styles.button} ${styles.bare} ${styles.jump}`}
        aria-label="To start"
        title="To start (Home)"
        disabled={atStart}
        onClick={() => seek(0)}
      >
        <SkipBack size={18} fill="currentColor" aria-hidden="true" />
      </button>
      <button
        type="button"
        className={styles.button}
        aria-label="Step back"
        title="Step back (←)"
        disabled={atStart}
        onClick={back}
      >
        <ChevronLeft size={22} strokeWidth={2.4} aria-hidden="true" />
      </button>
      <button
        type="button"
        className={`${styles.button} ${styles.play}`}
        aria-label={playing ? 'Pause' : 'Play'}
        title={playing ? 'Pause (space)' : atLastStop ? 'Play from the start (space)' : 'Play (space)'}
        disabled={atStart && atLastStop}
        onClick={toggle}
      >
        {playing ? (
          <Pause size={20} fill="currentColor" strokeWidth={1.4} aria-hidden="true" />
        ) : (
          <Play size={20} fill="currentColor" className={styles.triangle} aria-hidden="true" />
        )}
      </button>
      <button
        type="button"
        className={styles.button}
        aria-label="Step forward"
        title="Step forward (→)"
        disabled={atLastStop}
        onClick={forward}
      >
        <ChevronRight size={22} strokeWidth={2.4} aria-hidden="true" />
      </button>
      <button
        type="button"
        className={`${styles.button} ${styles.bare} ${styles.jump}`}
        aria-label="To end"
        title="To end (End)"
        disabled={atEnd}
        onClick={() => seek(Number.POSITIVE_INFINITY)}
      >
        <SkipForward size={18} fill="currentColor" aria-hidden="true" />
      </button>
      <SpeedMenu />
    </div>
  )
})
