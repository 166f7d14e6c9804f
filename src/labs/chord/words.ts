import type { Id } from '../../protocols/chord/identifiers.ts'
import type { ChordState } from '../../protocols/chord/messages.ts'
import type { NodeTone } from '../../ui/NodeId.tsx'
import type { Standing } from './marks.ts'

/** "45 to 58": the keys between a node's predecessor and itself (CS162 slide 10). */
export function ownedWords(id: Id, state: ChordState, size: number): string {
  if (state.predecessor === null) return 'unknown'
  if (state.predecessor === id) return 'every key'
  const first = (state.predecessor + 1) % size
  return first === id ? `${id}` : `${first} to ${id}`
}

export function toneOfStanding(standing: Standing): NodeTone {
  if (standing === 'left') return 'faint'
  return standing === 'member' ? 'plain' : standing
}

/** A pointer in words. `pointer` is a value of a change: an identifier or null. */
export function pointerText(pointer: unknown): string {
  return typeof pointer === 'number' ? String(pointer) : 'nil'
}
