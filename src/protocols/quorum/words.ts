import { type Address, node, type Sentence, say } from '../../engine/kernel/role.ts'

/** More names than these make a sentence too long. */
const MAX_NAMES = 5

/** "N1, N3 and N4", each drawn as the node; a number where they are many. */
export function replicaNames(names: readonly Address[]): Sentence {
  if (names.length > MAX_NAMES) return [`${names.length} replicas`]
  return names.flatMap((name, i): Sentence => {
    const before = i === 0 ? '' : i === names.length - 1 ? ' and ' : ', '
    return before === '' ? [node(name)] : [before, node(name)]
  })
}

/** "1 ack", "3 acks". */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`
}

/** "1 of 2 acks". */
export function progress(have: number, need: number, thing: string): string {
  return `${have} of ${counted(need, thing)}`
}

/** What copies an unsuccessful put has left behind, as far as its client knows. */
export function leftBehind(acks: readonly Address[]): Sentence {
  if (acks.length === 0) return say`; copies may have been stored`
  return say`, but ${replicaNames(acks)} ${acks.length === 1 ? 'keeps its copy' : 'keep their copies'}`
}

const MAX_TEXT = 24

/** A text cut to the length of a milestone. */
export function brief(text: string): string {
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT - 1)}…`
}
