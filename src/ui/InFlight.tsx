import { useState } from 'react'
import type { MessageId } from '../engine/kernel/instruction.ts'
import { useSession } from '../store/session.ts'
import { useView } from '../store/view.ts'
import styles from './InFlight.module.css'
import { MessageMenu } from './MessageMenu.tsx'

/** As many as one row holds. */
const SHOWN = 2

/** The messages in flight as buttons: what a capsule on the figure offers, for keyboard and screen reader. */
export function InFlight() {
  const opened = useSession((session) => session.opened)
  const hoverMessage = useView((view) => view.hoverMessage)
  const [all, setAll] = useState(false)
  const [menu, setMenu] = useState<{ message: MessageId; at: { x: number; y: number } }>()
  if (opened === undefined) return null
  const flying = opened.frame.inFlight
  if (flying.length === 0) return <span className={styles.none}>nothing</span>
  return (
    <span className={`${styles.list} ${all ? styles.all : ''}`}>
      {flying.slice(0, all ? flying.length : SHOWN).map((record) => (
        <button
          key={record.id}
          type="button"
          className={styles.message}
          data-flying={record.id}
          aria-haspopup="menu"
          aria-label={`${opened.protocol.label(record.message)} from ${record.from} to ${record.to}: what to do with it`}
          onClick={(event) => {
            const box = event.currentTarget.getBoundingClientRect()
            setMenu({ message: record.id, at: { x: box.left, y: box.bottom } })
          }}
          onPointerEnter={() => hoverMessage(record.id)}
          onPointerLeave={() => hoverMessage(undefined)}
          onFocus={() => hoverMessage(record.id)}
          onBlur={() => hoverMessage(undefined)}
        >
          {opened.protocol.label(record.message)} <small>to {record.to}</small>
        </button>
      ))}
      {flying.length > SHOWN && (
        <button type="button" className={styles.more} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'fewer' : `+${flying.length - SHOWN}`}
        </button>
      )}
      {menu && <MessageMenu {...menu} onClose={() => setMenu(undefined)} />}
    </span>
  )
}
