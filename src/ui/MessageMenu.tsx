import type { MessageId } from '../engine/kernel/instruction.ts'
import { perform } from '../store/perform.ts'
import { useSession } from '../store/session.ts'
import { PointMenu } from './Menu.tsx'

/** By how much "Delay" puts off an arrival, in milliseconds. */
const DELAY_ms = 100

/** What can be done to a message in flight. */
export function MessageMenu({
  message,
  at,
  onClose,
}: {
  message: MessageId
  at: { x: number; y: number }
  onClose(): void
}) {
  const opened = useSession((session) => session.opened)
  const record = opened?.recording.message(message)
  if (opened === undefined || record === undefined) return null
  const flying = opened.frame.inFlight.includes(record)
  const title = `${opened.protocol.label(record.message)}, ${record.from} to ${record.to}`
  return (
    <PointMenu
      at={at}
      title={flying ? title : `${title}: lost`}
      onClose={onClose}
      items={[
        { label: 'Deliver now', disabled: !flying, run: () => perform({ do: 'deliver', message }) },
        {
          label: `Delay by ${DELAY_ms} ms`,
          disabled: !flying,
          run: () => perform({ do: 'delay', message, ms: DELAY_ms }),
        },
        {
          label: 'Duplicate',
          hint: 'It arrives twice',
          disabled: !flying,
          run: () => perform({ do: 'duplicate', message }),
        },
        {
          label: 'Drop',
          hint: 'It never arrives',
          disabled: !flying,
          run: () => perform({ do: 'drop', message }),
        },
      ]}
    />
  )
}
