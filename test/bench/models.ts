import { HOLDS, propertySuite } from '../../src/engine/explore/property.ts'
import { Kernel } from '../../src/engine/kernel/kernel.ts'
import type { Address, Behaviour, Role } from '../../src/engine/kernel/role.ts'
import type { Latency } from '../../src/engine/network/latency.ts'
import type { Protocol } from '../../src/engine/run/protocol.ts'
import { SCHEMA, type Scenario } from '../../src/engine/scenario/scenario.ts'
import { LONGEST_us } from './yardstick.ts'

/** A node of both models. It draws its delays itself, because a role has no dice. */
export interface BenchState {
  dice: number
}

type Message = { readonly hops: number }
type Timer = 'again'
type Command = 'start'
type BenchKernel = Kernel<BenchState, Message, Timer, Command>

const nextDice = (dice: number) => (Math.imul(dice, 1_664_525) + 1_013_904_223) | 0
const delayOf = (dice: number) => (dice >>> 8) & (LONGEST_us - 1)

/** The hold model: every node has one timer, which sets itself again. */
const holding: Role<BenchState, Message, Timer, Command> = {
  onMessage() {},
  onTimer(state, _timer, ctx) {
    state.dice = nextDice(state.dice)
    ctx.setTimer('again', delayOf(state.dice), 'background')
  },
  onCommand(state, _command, ctx) {
    state.dice = nextDice(state.dice)
    ctx.setTimer('again', delayOf(state.dice), 'background')
  },
}

/** Messages between roles: every node passes what it gets on to a node that its state chooses. */
function passing(nodes: number): Role<BenchState, Message, Timer, Command> {
  return {
    onMessage(state, message, _from, ctx) {
      state.dice = nextDice(state.dice)
      ctx.send((state.dice >>> 8) % nodes, { hops: message.hops + 1 })
    },
    onTimer() {},
    onCommand(state, _command, ctx) {
      state.dice = nextDice(state.dice)
      ctx.send((state.dice >>> 8) % nodes, { hops: 0 })
    },
  }
}

export type Model = { readonly name: 'hold' } | { readonly name: 'messages'; readonly latency_ms: Latency }

function behaviourOf(model: Model, nodes: number): Behaviour<BenchState, Message, Timer, Command> {
  const role = model.name === 'hold' ? holding : passing(nodes)
  return { role: () => role, spawn: () => undefined }
}

/** The Simulation of a model with `pending` events, through the kernel's public interface. */
export function simulated(model: Model, pending: number): (events: number) => void {
  const latency_ms = model.name === 'messages' ? model.latency_ms : 10
  const kernel: BenchKernel = new Kernel(
    behaviourOf(model, pending),
    { latency_ms, loss: 0, duplication: 0 },
    1,
  )
  for (let node = 0; node < pending; node++) kernel.addNode(node, { dice: node })
  for (let node = 0; node < pending; node++) kernel.execute({ do: 'command', node, command: 'start' })
  return (events) => {
    for (let i = 0; i < events; i++) kernel.step()
  }
}

/** Both models as a protocol, for the Recorder. */
export function benchProtocol(model: Model, nodes: number): Protocol<BenchState, Message, Timer, Command> {
  return {
    lab: 'bench',
    suite: propertySuite(
      () => undefined,
      [{ name: 'True', label: 'True', meaning: 'Always.', kind: 'always', check: () => HOLDS }],
    ),
    listing: () => [],
    behaviour: () => behaviourOf(model, nodes),
    *population(): Iterable<readonly [Address, BenchState]> {
      for (let node = 0; node < nodes; node++) yield [node, { dice: node }]
    },
    instructions: () =>
      Array.from({ length: nodes }, (_, node) => ({ do: 'command', node, command: 'start' as const })),
    label: () => 'message',
    result: () => ({}),
    unfinished: () => true,
  }
}

/** The scenario that starts every node of a model at once. */
export function benchScenario(model: Model): Scenario {
  const latency_ms = model.name === 'messages' ? model.latency_ms : 10
  return {
    schema: SCHEMA,
    lab: 'bench',
    title: model.name,
    summary: '',
    seed: 1,
    network: { latency_ms, loss: 0, duplication: 0 },
    config: {},
    actions: [{ do: 'start', at_ms: 0 }],
    expect: [],
  }
}
