import { holdsUnless, propertySuite } from '../../src/engine/explore/property.ts'
import { type Address, call, node, say, type TimerId } from '../../src/engine/kernel/role.ts'
import type { Protocol } from '../../src/engine/run/protocol.ts'
import type { Action, Scenario } from '../../src/engine/scenario/scenario.ts'

/**
 * A small protocol that uses everything that the engine offers: timers of both kinds, cancelling, choices,
 * operations, departure, work that outlives the script. The tests of the engine run on it, so that they say
 * nothing about any lab.
 */
export interface RelayState {
  readonly peers: readonly Address[]
  heard: string[]
  /** Ticks of background work that are left. */
  work: number
  /** The question that waits for its answer, with its timeout. */
  waiting: { readonly operation: number; readonly timer: TimerId } | null
}

export type RelayMessage =
  | {
      readonly kind: 'word'
      readonly word: string
      readonly hops: number
      readonly trail: readonly Address[]
    }
  | { readonly kind: 'question'; readonly operation: number }
  | { readonly kind: 'answer'; readonly operation: number; readonly heard: readonly string[] }

type RelayTimer = 'alarm' | 'work' | 'timeout'

type RelayCommand =
  /** Sends a word to a peer; each receiver passes it on to a peer by chance, `hops` times. */
  | { readonly do: 'say'; readonly to: Address; readonly word: string; readonly hops: number }
  | { readonly do: 'wait'; readonly ms: number; readonly kind: 'foreground' | 'background' }
  | { readonly do: 'work'; readonly ticks: number }
  | { readonly do: 'ask'; readonly to: Address }
  | { readonly do: 'quit' }

export type RelayProtocol = Protocol<RelayState, RelayMessage, RelayTimer, RelayCommand>

const TICK_us = 3_000
const TIMEOUT_us = 25_000

export const relay: RelayProtocol = {
  lab: 'relay',
  suite: propertySuite(
    (world) => world,
    [
      {
        name: 'EvenlyHeard',
        label: 'Evenly heard',
        meaning: 'Every live node has heard an even number of words.',
        kind: 'eventually',
        restored: 'even again',
        check: (world) =>
          holdsUnless(
            world.addresses.filter(
              (at) => world.status(at) === 'up' && (world.state(at)?.heard.length ?? 0) % 2 === 1,
            ),
          ),
      },
    ],
  ),
  listing: () => [
    {
      name: 'hear',
      signature: 'n.hear(word)',
      lines: [{ id: 'hear.note', indent: 1, text: 'heard += word' }],
    },
  ],
  behaviour: (scenario) => ({
    role: () => relayNode,
    spawn: () => ({ peers: namesOf(scenario), heard: [], work: 0, waiting: null }),
  }),
  population: (scenario) =>
    namesOf(scenario).map((name) => [name, { peers: namesOf(scenario), heard: [], work: 0, waiting: null }]),
  instructions(action, world) {
    const { do: verb, node: at, at_ms: _time, at_step: _step, mark: _mark, ...rest } = action
    const targets =
      at === 'all' ? world.addresses.filter((one) => world.status(one) === 'up') : [at as Address]
    return targets.map((target) => ({
      do: 'command',
      node: target,
      command: { do: verb, ...rest } as unknown as RelayCommand,
    }))
  },
  judge: (operation, world) => ({ heardThen: world.state(operation.node)?.heard.length ?? null }),
  unfinished: (world) =>
    world.addresses.some((at) => world.status(at) === 'up' && (world.state(at)?.work ?? 0) > 0),
  label: (message) => (message.kind === 'word' ? message.word : message.kind),
  result: (world) => ({
    heard: Object.fromEntries(world.addresses.map((at) => [at, world.state(at)?.heard])),
    answers: world.operations.map(({ result, judgement, returned_us }) => ({
      result,
      judgement,
      returned_us,
    })),
  }),
}

const relayNode: ReturnType<ReturnType<RelayProtocol['behaviour']>['role']> = {
  onCommand(state, command, ctx) {
    switch (command.do) {
      case 'say':
        ctx.send(command.to, { kind: 'word', word: command.word, hops: command.hops, trail: [ctx.self] })
        ctx.explain?.({ sends: say`says ${call(command.word)} to ${node(command.to)}` })
        return
      case 'wait':
        ctx.setTimer('alarm', command.ms * 1000, command.kind)
        return
      case 'work':
        state.work = command.ticks
        if (command.ticks > 0) ctx.setTimer('work', TICK_us, 'background')
        return
      case 'ask': {
        if (state.waiting !== null) return
        const operation = ctx.begin({ ask: command.to })
        state.waiting = { operation, timer: ctx.setTimer('timeout', TIMEOUT_us, 'foreground') }
        ctx.send(command.to, { kind: 'question', operation })
        return
      }
      case 'quit':
        ctx.stop()
    }
  },

  onMessage(state, message, from, ctx) {
    switch (message.kind) {
      case 'word': {
        state.heard.push(message.word)
        ctx.explain?.({
          line: 'hear.note',
          says: say`${node(ctx.self)} hears ${call(message.word)}`,
          milestone: `${ctx.self} hears ${message.word}`,
        })
        if (message.hops === 0) return
        const to = state.peers[ctx.choose(state.peers.length)] as Address
        ctx.send(to, { ...message, hops: message.hops - 1, trail: [...message.trail, ctx.self] })
        return
      }
      case 'question':
        ctx.send(from, { kind: 'answer', operation: message.operation, heard: [...state.heard] })
        return
      case 'answer':
        if (state.waiting?.operation !== message.operation) return
        ctx.cancelTimer(state.waiting.timer)
        state.waiting = null
        ctx.reply(message.operation, { heard: message.heard })
    }
  },

  onTimer(state, timer, ctx) {
    if (timer === 'alarm') state.heard.push('alarm')
    else if (timer === 'timeout') {
      if (state.waiting !== null) ctx.reply(state.waiting.operation, 'timeout')
      state.waiting = null
    } else if (--state.work > 0) ctx.setTimer('work', TICK_us, 'background')
  },

  onRecover(state, ctx) {
    state.waiting = null
    if (state.work > 0) ctx.setTimer('work', TICK_us, 'background')
  },
}

function namesOf(scenario: Scenario): Address[] {
  return [...(scenario.config as { nodes: readonly Address[] }).nodes]
}

/** A scenario of the relay; by default of three nodes, A, B and C, with delays of 10 ms. */
export function relayScenario(
  actions: readonly Action[],
  { nodes = ['A', 'B', 'C'], ...more }: Partial<Scenario> & { nodes?: readonly Address[] } = {},
): Scenario {
  return {
    schema: 'clusterscope/1',
    lab: 'relay',
    title: 'a test',
    summary: '',
    seed: 1,
    network: { latency_ms: 10, loss: 0, duplication: 0 },
    expect: [],
    ...more,
    config: { nodes },
    actions,
  }
}
