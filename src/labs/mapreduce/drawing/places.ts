import type { Address } from '../../../engine/kernel/role.ts'
import type { MapReduceMessage } from '../../../protocols/mapreduce/messages.ts'
import { MASTER, NAMENODE } from '../../../protocols/mapreduce/state.ts'
import { parseAttempt } from '../picture/attempts.ts'
import type { JobPicture } from '../picture/picture.ts'
import { blockName } from '../picture/splits.ts'

/** A thing on the figure that messages come from and go to. */
export type Place =
  | { readonly at: 'node'; readonly address: Address }
  | { readonly at: 'split'; readonly index: number }
  /** A replica of a split's block, while the input is written. */
  | { readonly at: 'replica'; readonly split: number; readonly worker: string }
  | { readonly at: 'map'; readonly index: number }
  | { readonly at: 'partition'; readonly map: number; readonly reducer: number }
  | { readonly at: 'reduce'; readonly index: number }
  | { readonly at: 'backup'; readonly reducer: number }
  | { readonly at: 'output'; readonly index: number }

/** The two ends of a message on the figure. */
export interface Way {
  readonly from: Place
  readonly to: Place
}

interface Sent {
  readonly from: Address
  readonly to: Address
  readonly message: MapReduceMessage
}

/**
 * Between which things of the figure a message travels: what it is about, where that has a place among the
 * columns, and else the nodes themselves.
 */
export function wayOf({ from, to, message }: Sent, picture: JobPicture): Way {
  const nodes: Way = { from: { at: 'node', address: from }, to: { at: 'node', address: to } }
  const master: Place = { at: 'node', address: MASTER }
  const namenode: Place = { at: 'node', address: NAMENODE }
  switch (message.kind) {
    case 'assignMap':
      return { from: master, to: { at: 'map', index: message.task } }
    case 'assignReduce':
      return { from: master, to: attempt(`r${message.task}.${message.attempt}`, to, picture) }
    case 'outputs':
    case 'kill':
      return { from: master, to: attempt(message.attempt, to, picture) }
    case 'mapDone':
      return { from: { at: 'map', index: message.task }, to: master }
    case 'reduceDone':
      return { from: attempt(`r${message.task}.${message.attempt}`, from, picture), to: master }
    case 'attemptFailed':
      return { from: attempt(message.attempt, from, picture), to: master }
    case 'copied':
      return { from: attempt(message.attempt, from, picture), to: master }
    case 'fetchFailed':
      return { from: attempt(message.reducer, from, picture), to: master }
    case 'fetch':
      return { from: attempt(message.reducer, from, picture), to: partition(message) }
    case 'piece':
      return { from: partition(message), to: attempt(message.reducer, to, picture) }
    case 'allocate':
    case 'complete':
      return { from: attempt(message.writer, from, picture), to: namenode }
    case 'allocated':
    case 'completed':
      return { from: namenode, to: attempt(message.writer, to, picture) }
    case 'locate':
      return { from: attempt(message.reader, from, picture), to: namenode }
    case 'located':
      return { from: namenode, to: attempt(message.reader, to, picture) }
    case 'read':
      return { from: attempt(message.reader, from, picture), to: readFrom(message.reader, to) }
    case 'data':
      return { from: readFrom(message.reader, from), to: attempt(message.reader, to, picture) }
    case 'write': {
      const ends = { from: message.at - 1, to: message.at }
      const target = writing(message.writer, message.file, message.index, picture)
      return {
        from: alongPipeline(ends.from, from, message.writer, target, picture),
        to: alongPipeline(ends.to, to, message.writer, target, picture),
      }
    }
    case 'stored': {
      const target = stored(message.writer, message.block, picture)
      return {
        from: alongPipeline(message.at + 1, from, message.writer, target, picture),
        to: alongPipeline(message.at, to, message.writer, target, picture),
      }
    }
    default:
      return nodes
  }
}

/** The box of an attempt; the node itself for any other reader or writer. */
function attempt(id: string, node: Address, picture: JobPicture): Place {
  const name = parseAttempt(id)
  if (name === undefined) return { at: 'node', address: node }
  if (name.kind === 'map') return { at: 'map', index: name.task }
  if (picture.reduces[name.task]?.backup?.id === id) return { at: 'backup', reducer: name.task }
  return { at: 'reduce', index: name.task }
}

function partition(message: Extract<MapReduceMessage, { kind: 'fetch' | 'piece' }>): Place {
  return { at: 'partition', map: message.map, reducer: parseAttempt(message.reducer)?.task ?? 0 }
}

function readFrom(reader: string, node: Address): Place {
  const name = parseAttempt(reader)
  return name?.kind === 'map' ? { at: 'split', index: name.task } : { at: 'node', address: node }
}

/** What is being written: a block of the input, which a split begins with, or a reducer's output. */
type Target = { readonly split: number } | { readonly output: number } | undefined

function writing(writer: string, file: string, index: number, picture: JobPicture): Target {
  const name = parseAttempt(writer)
  if (name !== undefined) return { output: name.task }
  const wanted = blockName(file, index)
  const found = picture.pipelines.find(({ name: block }) => block === wanted)
  return found && { split: found.split }
}

/** An acknowledgement names its block alone. */
function stored(writer: string, block: string, picture: JobPicture): Target {
  const name = parseAttempt(writer)
  if (name !== undefined) return { output: name.task }
  const found = picture.pipelines.find(({ id }) => id === block)
  return found && { split: found.split }
}

/** Place number `at` of a pipeline: 0 is the writer, then come the datanodes. */
function alongPipeline(
  at: number,
  node: Address,
  writer: string,
  target: Target,
  picture: JobPicture,
): Place {
  if (at === 0) return attempt(writer, node, picture)
  if (target === undefined) return { at: 'node', address: node }
  if ('split' in target) return { at: 'replica', split: target.split, worker: String(node) }
  return at === 1 ? { at: 'output', index: target.output } : { at: 'node', address: node }
}

/** A message in the few words that its capsule has room for; `fallback` is what the protocol calls it. */
export function capsuleText(message: MapReduceMessage, fallback: string): string {
  switch (message.kind) {
    case 'allocate':
    case 'locate':
      return `block ${message.index}?`
    case 'allocated':
      return message.pipeline.join(', ')
    case 'located':
      return message.locations.slice(0, 3).join(', ') || 'no block'
    case 'write':
      return `${message.data.length.toLocaleString('en')} B`
    case 'data':
      return message.data === null ? 'no data' : `${message.data.length.toLocaleString('en')} B`
    case 'read':
      return 'read'
    case 'stored':
      return 'stored'
    case 'complete':
      return 'close'
    case 'copied':
      return 'all pieces'
    case 'attemptFailed':
      return 'failed'
    default:
      return fallback
  }
}
