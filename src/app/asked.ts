let latest = 0

/** Notes that the user asks for something to be opened. What was asked for before is no longer wanted. */
export function ask(): number {
  latest++
  return latest
}

/** Whether nothing else was asked for since. */
export function isStillWanted(asked: number): boolean {
  return asked === latest
}
