import { chordLab } from './chord/lab.ts'
import type { Lab } from './lab.ts'

/** The labs in the order of the header. */
export const labs: readonly Lab[] = [chordLab]
