import { useEffect, useState } from 'react'
import { type Opened, useSession } from '../../store/session.ts'
import styles from './Timeline.module.css'
import { grouped } from './words.ts'

/** A recording that is done sooner than this shows no progress: it would only flicker. */
const WORTH_SHOWING_ms = 200

/** How far a long recording has come, and how to stop it. */
export function RecordingProgress({ opened }: { opened: Opened }) {
  const cancelRecording = useSession((session) => session.cancelRecording)
  const { recording, recordingOn, length } = opened
  const shown = useLasting(recordingOn ? recording : undefined)
  if (!shown) return null
  return (
    <div className={styles.progress}>
      <span role="status">Recording …</span>
      <span className={styles.recorded}>{grouped(length)} steps</span>
      <button type="button" className={styles.cancel} title="Keep what is recorded" onClick={cancelRecording}>
        Cancel
      </button>
    </div>
  )
}

/** Whether `subject` has been the same for a while. */
function useLasting(subject: object | undefined): boolean {
  const [lasting, setLasting] = useState<object>()
  useEffect(() => {
    if (subject === undefined) return
    const waiting = setTimeout(() => setLasting(subject), WORTH_SHOWING_ms)
    return () => clearTimeout(waiting)
  }, [subject])
  return subject !== undefined && lasting === subject
}
