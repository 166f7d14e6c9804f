import { type QuorumMessage, type Status, valueText } from '../../protocols/quorum/messages.ts'
import type { Copy } from '../../protocols/quorum/versions.ts'

/** A text of at most `length` characters, with an ellipsis where it was longer. */
export function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, Math.max(1, length - 1))}…`
}

/** A message in the short words of the figure: its value where it carries one. */
export function shortLabel(message: QuorumMessage): string {
  if (message.kind === 'write' || message.kind === 'answer') return cut(valueText(message.copy), 10)
  return message.kind
}

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
