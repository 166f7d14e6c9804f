import { label, type QuorumMessage, type Status, valueText } from '../../protocols/quorum/messages.ts'
import type { Copy } from '../../protocols/quorum/versions.ts'

/** A text of at most `length` characters, with an ellipsis where it was longer. */
export function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, Math.max(1, length - 1))}…`
}

/** A message in as many letters as a capsule of the figure has room for. */
export const shortLabel = (message: QuorumMessage): string => cut(label(message), 10)

/** How a put came out. */
export function outcomeText(status: Status): string {
  return status === 'pending' ? 'waits' : status
}

/** How a get came out. */
export function answerText(status: Status, copy: Copy | null | undefined): string {
  if (status === 'ok') return valueText(copy)
  return status === 'pending' ? 'waits' : status
}

/** A version's timestamp, in milliseconds of virtual time. */
export function timestampText({ version }: Copy): string {
  return `${version.timestamp_us / 1000} ms`
}
