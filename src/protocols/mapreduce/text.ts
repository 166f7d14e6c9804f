import type { Bytes } from './state.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** `String.fromCharCode` takes so many arguments at once in every browser. */
const CHUNK = 8192

/** Whether every character is ASCII, so that text and its UTF-8 bytes are the same string. */
function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false
  return true
}

/** A text as its UTF-8 bytes. A lone surrogate becomes U+FFFD, as everywhere in the browser. */
export function toBytes(text: string): Bytes {
  return isAscii(text) ? text : bytesOf(encoder.encode(text))
}

/** Bytes of a buffer as a byte string. */
function bytesOf(buffer: Uint8Array): Bytes {
  const parts: string[] = []
  for (let at = 0; at < buffer.length; at += CHUNK) {
    parts.push(String.fromCharCode(...buffer.subarray(at, at + CHUNK)))
  }
  return parts.join('')
}

/** The text of UTF-8 bytes, to show it. Bytes that are no UTF-8 become U+FFFD. */
export function toText(bytes: Bytes): string {
  return isAscii(bytes) ? bytes : decoder.decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)))
}
