import { CircleX, Info, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { type Notice, useNotices } from '../store/notices.ts'
import { Button } from '../ui/Button.tsx'
import styles from './Notices.module.css'

/** More lines than this are counted and not shown: nobody repairs them all at once. */
const MAX_LINES = 12
/** Time to read a note that asks for nothing. Everything else stays until it is dismissed. */
const NOTE_ms = 8000

/**
 * What the user must know. Both regions are always there, since screen readers hear only what is added to a
 * region that they know. Mount it between the header and the page: on a phone it takes room there.
 */
export function Notices() {
  const notices = useNotices(({ notices }) => notices)
  const ofKind = (kind: Notice['kind']) =>
    notices
      .filter((notice) => notice.kind === kind)
      .map((notice) => <Card key={notice.id} notice={notice} />)
      // The newest on top, where it is never scrolled away.
      .reverse()
  return (
    <section className={styles.notices} aria-label="Notices">
      <div aria-live="assertive" aria-relevant="additions">
        {ofKind('error')}
      </div>
      <div aria-live="polite" aria-relevant="additions">
        {ofKind('info')}
      </div>
    </section>
  )
}

function Card({ notice }: { notice: Notice }) {
  const dismiss = useNotices((state) => state.dismiss)
  const { id, kind, title, lines, action } = notice
  const card = useLeavingAlone(kind === 'info' && action === undefined, () => dismiss(id))
  const more = lines.length - MAX_LINES
  const isList = lines.length > 3
  return (
    <article ref={card} className={styles.card} data-kind={kind}>
      {kind === 'error' ? (
        <CircleX className={styles.icon} size={24} aria-hidden="true" />
      ) : (
        <Info className={styles.icon} size={24} aria-hidden="true" />
      )}
      <div className={styles.text}>
        <h2>
          {kind === 'error' && <span className="visually-hidden">Error: </span>}
          {title}
        </h2>
        {lines.length > 0 && (
          // A long list scrolls, so the keyboard must reach it.
          <div className={styles.lines} {...(isList && { tabIndex: 0, role: 'group', 'aria-label': title })}>
            {lines.slice(0, MAX_LINES).map((line, i) => (
              <p key={i}>{line}</p>
            ))}
            {more > 0 && <p>… and {more} more</p>}
          </div>
        )}
        {action !== undefined && (
          <Button
            className={styles.action}
            onClick={() => {
              dismiss(id)
              action.run()
            }}
          >
            {action.label}
          </Button>
        )}
      </div>
      <Button
        weight="quiet"
        className={styles.dismiss}
        aria-label={`Dismiss: ${title}`}
        onClick={() => dismiss(id)}
      >
        <X size={18} aria-hidden="true" />
      </Button>
    </article>
  )
}

/** Calls `leave` after a while in which neither pointer nor focus is on the element. */
function useLeavingAlone(isLeaving: boolean, leave: () => void) {
  const element = useRef<HTMLElement>(null)
  const [left, setLeft] = useState(false)
  useEffect(() => {
    if (!isLeaving) return
    const timer = setTimeout(() => setLeft(true), NOTE_ms)
    return () => clearTimeout(timer)
  }, [isLeaving])
  useEffect(() => {
    if (!left) return
    const look = () => {
      const card = element.current
      if (card?.matches(':hover') !== true && card?.contains(document.activeElement) !== true) leave()
    }
    look()
    const timer = setInterval(look, 1000)
    return () => clearInterval(timer)
  }, [left, leave])
  return element
}
