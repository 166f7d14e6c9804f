import type { Transit } from '../network/transit.ts'
import type { Microseconds } from './time.ts'

/** How a node is named in scenarios, messages and traces: Chord uses identifiers, other systems names. */
export type Address = number | string

/** Names a timer that is set, so that it can be cancelled. */
export type TimerId = number

/** Names an operation that a user invoked, such as one lookup. Counted from 1 within a run. */
export type OperationId = number

/**
 * A piece of a sentence. The views draw a node's address as the node itself, a call as a capsule, a key as a
 * diamond and a change with the highlighter; the command line prints the same as plain words.
 */
export type Segment =
  | string
  | { readonly node: Address }
  | { readonly call: string }
  | { readonly key: Address }
  | { readonly change: string }

export type Sentence = readonly Segment[]

/** What a handler says about itself while it runs. Every field is optional; calls add up within one step. */
export interface Note {
  /** The line of the pseudo-code that runs, as `procedure.line`. The last one of a step is the running line. */
  line?: string
  /** What the line found, beside it: a condition with its outcome, or a value that was read. */
  value?: string
  /** Whether `value` is a condition, and how it came out. */
  outcome?: boolean
  /** What the node decides or changes, as a clause in present tense: "58 changes its predecessor". */
  says?: Sentence
  /** What the node sends, as a clause without its subject: "sends notify(50) to its successor 58". */
  sends?: Sentence
  /** A fact that deserves a milestone on the scrubber, such as "58 adopts 50". */
  milestone?: string
  /** Nothing worth a stop: a heartbeat that brings no news, a round without work. Stepping passes over it. */
  routine?: true
}

/**
 * What a handler may do to the world. There is no clock and no dice here: a role decides from its own state
 * and its input alone, so a replay of the same inputs is the same run.
 */
export interface Context<M, T> {
  /** The node that the handler runs on. */
  readonly self: Address
  /** Sends a message; the network decides when it arrives, if ever. Sending to oneself takes no time. */
  send(to: Address, message: M): void
  /**
   * Sets a timer. A foreground timer (one that waits for an answer) keeps the run from being settled;
   * a background timer (periodic maintenance, heartbeats) does not.
   */
  setTimer(timer: T, delay_us: Microseconds, kind: 'foreground' | 'background'): TimerId
  /** Cancels a timer; nothing happens when it has gone off already. */
  cancelTimer(id: TimerId): void
  /** A random choice among `count` alternatives, 0-based, from the stream of choices. */
  choose(count: number): number
  /** Opens an operation that a user waits for; it is pending until `reply`. */
  begin(description: unknown): OperationId
  /** Answers a user's operation. The first answer counts. */
  reply(operation: OperationId, result: unknown): void
  /** The node stops after this handler: its timers are gone, and what is sent to it is lost. */
  stop(): void
  /**
   * Says what runs, for listing and narration. Absent at full speed: write `ctx.explain?.({...})` and its
   * arguments are not even evaluated there.
   */
  explain?(note: Note): void
}

/**
 * The code of one kind of node. It reads like the pseudo-code of its paper: it changes its own state, sends
 * messages, sets timers. It must not keep a reference to `state` or `ctx` after it returns.
 */
export interface Role<S, M, T, C> {
  onMessage(state: S, message: M, from: Address, ctx: Context<M, T>): void
  onTimer(state: S, timer: T, ctx: Context<M, T>): void
  onCommand(state: S, command: C, ctx: Context<M, T>): void
  /** Runs when the node comes back after a crash. Its state is as it was; its timers are gone. */
  onRecover?(state: S, ctx: Context<M, T>): void
}

/** What the kernel must know of a protocol to run it. */
export interface Behaviour<S, M, T, C> {
  /** The role that a node plays. */
  role(address: Address): Role<S, M, T, C>
  /** The state of a node that a command brings into being; undefined when that command makes no node. */
  spawn(address: Address, command: C): S | undefined
  /**
   * How long a message takes to arrive, where it is not the network's delay alone: because its size counts, or
   * because each leg of a request has a distribution of its own. Not asked for a message to oneself.
   */
  transit?(message: M, network: Transit): Microseconds
  /**
   * Whether a message is periodic maintenance, such as a heartbeat: like a background timer, it does not keep
   * the run from being settled. Says the same of a message whenever it is asked.
   */
  isBackground?(message: M): boolean
}

/** Joins text, segments and sentences to a sentence: say`${node(50)} sends ${call('notify(50)')}`. */
export function say(strings: TemplateStringsArray, ...values: (Segment | Sentence | number)[]): Sentence {
  const sentence: Segment[] = []
  strings.forEach((text, i) => {
    if (text !== '') sentence.push(text)
    const value = values[i]
    if (value === undefined) return
    if (typeof value === 'number') sentence.push(String(value))
    else if (isSentence(value)) sentence.push(...value)
    else sentence.push(value)
  })
  return sentence
}

function isSentence(value: Segment | Sentence): value is Sentence {
  return Array.isArray(value)
}

export const node = (address: Address): Segment => ({ node: address })
export const call = (text: string): Segment => ({ call: text })
export const key = (address: Address): Segment => ({ key: address })
export const change = (text: string): Segment => ({ change: text })

/** A sentence as plain words, for the command line, the live region and searches. */
export function plain(sentence: Sentence): string {
  return sentence
    .map((segment) => {
      if (typeof segment === 'string') return segment
      if ('node' in segment) return String(segment.node)
      if ('call' in segment) return segment.call
      if ('key' in segment) return `key ${segment.key}`
      return segment.change
    })
    .join('')
}
