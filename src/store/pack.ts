import { Inflate, zlibSync } from 'fflate'

/** What a packed text holds, or why it cannot be had. */
export type Unpacked =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: 'truncated' | 'invalid' | 'tooLarge' }

const HEADER_bytes = 2
const CHECKSUM_bytes = 4
/** Deflate grows at most a thousandfold, so one piece makes about a million bytes before the size is looked at. */
const PIECE_bytes = 1024

/** A value as JSON, compressed in the zlib format, in characters that stand in a URL as they are. */
export function pack(value: unknown): string {
  return toBase64Url(zlibSync(new TextEncoder().encode(JSON.stringify(value)), { level: 9 }))
}

/**
 * Reads what `pack` wrote. The text may come from anywhere: nothing is inflated past `maxBytes`, and the
 * checksum of the zlib format must fit, so that a text that was cut or changed never passes for another one.
 */
export function unpack(text: string, maxBytes: number): Unpacked {
  if (!/^[\w-]*$/.test(text)) return { ok: false, reason: 'invalid' }
  // No number of whole bytes leaves one character over.
  if (text.length % 4 === 1) return { ok: false, reason: 'truncated' }
  const bytes = fromBase64Url(text)
  if (bytes.length <= HEADER_bytes + CHECKSUM_bytes) return { ok: false, reason: 'truncated' }
  if (!isZlibHeader(bytes)) return { ok: false, reason: 'invalid' }
  let inflated: Uint8Array | undefined
  try {
    inflated = inflate(bytes.subarray(HEADER_bytes, -CHECKSUM_bytes), maxBytes)
  } catch (error) {
    return { ok: false, reason: isUnexpectedEnd(error) ? 'truncated' : 'invalid' }
  }
  if (inflated === undefined) return { ok: false, reason: 'tooLarge' }
  const checksum = new DataView(bytes.buffer, bytes.byteLength - CHECKSUM_bytes).getUint32(0)
  if (adler32(inflated) !== checksum) return { ok: false, reason: 'invalid' }
  try {
    return { ok: true, value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(inflated)) }
  } catch {
    return { ok: false, reason: 'invalid' }
  }
}

/** The inflated bytes; undefined when they are more than `maxBytes`. Throws on bytes that are not deflated. */
function inflate(bytes: Uint8Array, maxBytes: number): Uint8Array | undefined {
  const pieces: Uint8Array[] = []
  let size = 0
  const stream = new Inflate((piece) => {
    pieces.push(piece)
    size += piece.length
  })
  for (let at = 0; at < bytes.length; at += PIECE_bytes) {
    stream.push(bytes.subarray(at, at + PIECE_bytes), at + PIECE_bytes >= bytes.length)
    if (size > maxBytes) return undefined
  }
  const whole = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

/** Method 8, no preset dictionary, and both bytes together a multiple of 31. */
function isZlibHeader(bytes: Uint8Array): boolean {
  const [method, flags] = bytes as unknown as [number, number]
  return (method & 15) === 8 && (flags & 32) === 0 && (method * 256 + flags) % 31 === 0
}

/** fflate numbers its errors; 0 is that the data ends too early. */
function isUnexpectedEnd(error: unknown): boolean {
  return error instanceof Error && (error as { code?: unknown }).code === 0
}

/** The checksum of the zlib format; fflate writes it and does not look at it. */
function adler32(bytes: Uint8Array): number {
  const PRIME = 65521
  let a = 1
  let b = 0
  for (const byte of bytes) {
    a = (a + byte) % PRIME
    b = (b + a) % PRIME
  }
  return b * 65536 + a
}

function toBase64Url(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

function fromBase64Url(text: string): Uint8Array {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
}
