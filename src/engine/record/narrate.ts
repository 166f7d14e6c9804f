import type { LossReason } from '../kernel/kernel.ts'
import { type Address, call, node, plain, type Segment, type Sentence, say } from '../kernel/role.ts'
import type { Procedure } from '../run/protocol.ts'
import type { MessageRecord, Step } from './step.ts'

/** What the narration must know of the protocol: how its messages are called. */
export interface Names {
  label(message: unknown): string
}

const LOST: Readonly<Record<LossReason, string>> = {
  network: 'the network loses it',
  partition: 'the partition cuts it off',
  'receiver down': 'is down',
  dropped: 'is dropped',
}

/** What a step did, in full: what its node decided, then what it sent. */
export function narrate<S>(step: Step<S>, names: Names): Sentence {
  const says = saysOf(step, names)
  const sends = sendsOf(step)
  if (sends === undefined) return says === undefined ? whatHappened(step, names) : [...says, '.']
  if (says === undefined) return [...subject(step.node), ...sends, '.']
  return [...says, '. It ', ...sends, '.']
}

/** What a step sent, as a sentence that can stand alone; undefined when it sent nothing. */
export function narrateSending<S>(step: Step<S>): Sentence | undefined {
  const sends = sendsOf(step)
  return sends && [...subject(step.node), ...sends, '.']
}

/** What a step decides, as the clause after "When it arrives, "; undefined when it says nothing. */
export function narrateArrival<S>(step: Step<S>, names: Names): Sentence | undefined {
  if (step.kind === 'lost') return say`${whyNot(step)}, and it is lost`
  return saysOf(step, names)
}

/** The plain words of `narrate`, for the command line and the live region. */
export function narratePlainly<S>(step: Step<S>, names: Names): string {
  return plain(narrate(step, names))
}

function saysOf<S>(step: Step<S>, names: Names): Sentence | undefined {
  const clauses = step.notes.flatMap((note) => (note.says === undefined ? [] : [note.says]))
  if (clauses.length > 0) return joined(clauses, '. ')
  return step.kind === 'message' || step.kind === 'command' || step.kind === 'timer'
    ? undefined
    : withoutStop(whatHappened(step, names))
}

function sendsOf<S>(step: Step<S>): Sentence | undefined {
  const clauses = step.notes.flatMap((note) => (note.sends === undefined ? [] : [note.sends]))
  return clauses.length === 0 ? undefined : joined(clauses, ' and ')
}

/** What the kernel knows of a step that no role explains. Ends with a full stop. */
function whatHappened<S>(step: Step<S>, names: Names): Sentence {
  const at = step.node as Address
  const message = () => call(names.label(step.input))
  switch (step.kind) {
    case 'message':
      return say`${node(at)} receives ${message()}.`
    case 'lost':
      return say`${message()} from ${node(step.from as Address)} is lost: ${whyNot(step)}.`
    case 'timer':
      return say`A timer of ${node(at)} goes off.`
    case 'command':
      return say`${node(at)} acts.`
    case 'crash':
      return say`${node(at)} crashes. It stops answering.`
    case 'recover':
      return say`${node(at)} is back, with the state that it had.`
    case 'partition':
      return say`The network splits into ${(step.input as unknown[]).length} groups.`
    case 'heal':
      return say`The network is whole again.`
    case 'advance':
      return say`${String((step.input as number) / 1e6)} s pass.`
    case 'drop':
      return say`${message()} from ${node(step.from as Address)} is dropped. It never arrives.`
    case 'delay':
      return say`${message()} from ${node(step.from as Address)} is delayed.`
    case 'duplicate':
      return say`${message()} from ${node(step.from as Address)} is doubled. It arrives twice.`
    case 'deliver':
      return say`${message()} arrives at once.`
  }
}

/** A sentence as a clause that another may follow: its last full stop is taken away. */
function withoutStop(sentence: Sentence): Sentence {
  const last = sentence[sentence.length - 1]
  return typeof last === 'string' ? [...sentence.slice(0, -1), last.replace(/\.$/, '')] : sentence
}

/** What keeps a message from its receiver at the moment when it arrives. */
function whyNot<S>(step: Step<S>): Sentence {
  const at = node(step.node as Address)
  return step.lost === 'partition' ? say`the partition keeps it from ${at}` : say`${at} is down`
}

function subject(address: Address | null): Segment[] {
  return address === null ? [] : [node(address), ' ']
}

function joined(sentences: readonly Sentence[], between: string): Sentence {
  return sentences.flatMap((sentence, i) => (i === 0 ? sentence : [between, ...sentence]))
}

/** Why a message did not arrive, in words; undefined when it did or still may. */
export function lossWords(record: MessageRecord): string | undefined {
  return record.lost && LOST[record.lost]
}

/** A line of a listing by its name, with the procedure that it stands in. */
export function findLine(listing: readonly Procedure[], id: string) {
  for (const procedure of listing) {
    const line = procedure.lines.find((candidate) => candidate.id === id)
    if (line !== undefined) return { procedure, line }
  }
  return undefined
}
