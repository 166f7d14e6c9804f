import type { Instruction } from '../../src/engine/kernel/instruction.ts'
import { Kernel, type Tap } from '../../src/engine/kernel/kernel.ts'
import type { Address, Context, Role } from '../../src/engine/kernel/role.ts'
import { DEFAULT_NETWORK, type NetworkConfig } from '../../src/engine/network/network.ts'

/** A node of the tests: what came in, with the time, and whatever a test keeps. */
export interface LogState {
  log: string[]
  [field: string]: unknown
}

/** What a test tells a node to do. */
export type Order = (ctx: Context<string, string>, state: LogState) => void

type LogRole = Role<LogState, string, string, Order>

/** The kernel under test: messages and timers are words, commands are functions that run on the node. */
export interface TestKernel {
  readonly kernel: Kernel<LogState, string, string, Order>
  /** Runs `order` on a node, as one step. */
  command(node: Address, order: Order): boolean
  execute(instruction: Instruction<Order>): boolean
  /** Runs until nothing is pending. */
  drain(): void
  /** What a node logged. */
  log(node: Address): string[] | undefined
}

/**
 * A kernel with the given nodes. Each node logs `message from sender @time` and `timer @time`; `role` adds to
 * that, and runs after it.
 */
export function testKernel(
  nodes: readonly Address[],
  {
    role = {},
    network = {},
    seed = 1,
    tap,
    judge,
    spawn = () => ({ log: ['spawned'] }),
  }: {
    role?: Partial<LogRole>
    network?: Partial<NetworkConfig>
    seed?: number
    tap?: Partial<Tap<LogState>>
    spawn?: () => LogState | undefined
    judge?: ConstructorParameters<typeof Kernel<LogState, string, string, Order>>[3]
  } = {},
): TestKernel {
  const logging: LogRole = {
    onMessage(state, message, from, ctx) {
      state.log.push(`${message} from ${from} @${kernel.now_us / 1000}`)
      role.onMessage?.(state, message, from, ctx)
    },
    onTimer(state, timer, ctx) {
      state.log.push(`${timer} @${kernel.now_us / 1000}`)
      role.onTimer?.(state, timer, ctx)
    },
    onCommand: (state, order, ctx) => order(ctx, state),
    onRecover(state, ctx) {
      state.log.push(`back @${kernel.now_us / 1000}`)
      role.onRecover?.(state, ctx)
    },
  }
  const kernel = new Kernel<LogState, string, string, Order>(
    { role: () => logging, spawn },
    { ...DEFAULT_NETWORK, ...network },
    seed,
    judge,
  )
  for (const node of nodes) kernel.addNode(node, { log: [] })
  if (tap) kernel.attach({ ...silentTap, ...tap })
  return {
    kernel,
    command: (node, order) => kernel.execute({ do: 'command', node, command: order }),
    execute: (instruction) => kernel.execute(instruction),
    drain() {
      while (kernel.step());
    },
    log: (node) => kernel.state(node)?.log,
  }
}

const ignore = () => {}

/** A tap that sees nothing and runs handlers in place. */
export const silentTap: Tap<LogState> = {
  stepBegins: ignore,
  stepEnds: ignore,
  handle(_node, state, handler) {
    handler(state)
    return state
  },
  spawned: ignore,
  statusChanged: ignore,
  sent: ignore,
  ended: ignore,
  rescheduled: ignore,
  timerSet: ignore,
  timerCancelled: ignore,
  operationChanged: ignore,
}
