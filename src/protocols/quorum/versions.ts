/** Which put wrote a copy: by the writer's clock, and by more where two clocks agree. */
export interface Version {
  /** The writer's clock at the put; its clock may be wrong. */
  readonly timestamp_us: number
  readonly writer: string
  /** Which put of its writer, counted from 1. */
  readonly seq: number
}

/** A value with its version, as replicas store it. */
export interface Copy {
  readonly value: string
  readonly version: Version
}

/** Positive when `a` is newer than `b`. A total order: different puts never have equal versions. */
export function compareVersions(a: Version, b: Version): number {
  return a.timestamp_us - b.timestamp_us || compareText(a.writer, b.writer) || a.seq - b.seq
}

/** Whether `copy` is newer than what is there; anything is newer than NIL. */
export function isNewer(copy: Copy, than: Copy | null | undefined): boolean {
  return than === null || than === undefined || compareVersions(copy.version, than.version) > 0
}

/** The newest of some copies; `null` when all are NIL. */
export function newest(copies: readonly (Copy | null)[]): Copy | null {
  return copies.reduce<Copy | null>(
    (best, copy) => (copy !== null && isNewer(copy, best) ? copy : best),
    null,
  )
}

/** A copy of its own, so that messages and states share nothing. */
export function duplicate(copy: Copy): Copy {
  return { value: copy.value, version: { ...copy.version } }
}

/** By code units: the same order on every machine. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
