import type { Microseconds } from '../../engine/kernel/time.ts'
import type { Operation, World } from '../../engine/kernel/world.ts'
import { dominantShare } from './allocator.ts'
import { clusterTotal } from './master/book.ts'
import { KINDS, type Kind, type Resources } from './resources.ts'
import { type Attempt, MASTER, type MasterState, type MesosState } from './state.ts'

// Roles have no clock. What the result says about time stands in operations: an offer from its making to its
// end, a task from its start to its end, an agent from its registration to its loss.

/** What an operation of this lab is about. */
export type Description =
  | {
      readonly of: 'offer'
      readonly framework: string
      readonly resources: Readonly<Record<string, Resources>>
    }
  | ({ readonly of: 'task'; readonly agent: string; readonly session: number } & Attempt & Resources)
  | { readonly of: 'agent'; readonly agent: string; readonly session: number; readonly total: Resources }

type Described<D> = Omit<Operation, 'description'> & { readonly description: D }

function operationsOf<K extends Description['of']>(
  world: World<MesosState>,
  of: K,
): Described<Extract<Description, { of: K }>>[] {
  const all = world.operations as readonly Described<Description>[]
  return all.filter((operation) => operation.description.of === of) as Described<
    Extract<Description, { of: K }>
  >[]
}

/** What the command line prints of the lab, by the names of SCENARIOS. */
export function result(world: World<MesosState>): Record<string, unknown> {
  const master = world.state(MASTER) as MasterState
  return {
    offers: operationsOf(world, 'offer').map(({ description, invoked_us, result: answer }) => ({
      time_us: invoked_us,
      framework: description.framework,
      resources: description.resources,
      outcome: (answer as { outcome: string } | undefined)?.outcome ?? 'open',
    })),
    tasks: taskRows(world),
    agents: agentRows(world, master),
    shares: sharesOf(master),
    utilization: utilization(world),
  }
}

function taskRows(world: World<MesosState>) {
  const runs = new Map<string, Described<Extract<Description, { of: 'task' }>>>()
  const key = ({ framework, task, attempt }: Attempt) => JSON.stringify([framework, task, attempt])
  for (const operation of operationsOf(world, 'task')) runs.set(key(operation.description), operation)
  return world.addresses.flatMap((address) => {
    const state = world.state(address)
    if (state?.role !== 'framework') return []
    const framework = String(address)
    return Object.entries(state.tasks).map(
      ([task, { job, agent, cpus, mem_gb, prefers, attempt, ...one }]) => {
        const run = runs.get(key({ framework, task, attempt }))
        return {
          framework,
          task,
          job,
          agent,
          cpus,
          mem_gb,
          state: one.state,
          started_us: run?.invoked_us ?? null,
          ended_us: run?.returned_us ?? null,
          // Nothing to be near to: neither local nor remote.
          local: prefers.length === 0 || agent === null ? null : prefers.includes(agent),
        }
      },
    )
  })
}

function agentRows(world: World<MesosState>, master: MasterState) {
  return world.addresses.flatMap((address) => {
    const state = world.state(address)
    if (state?.role !== 'agent') return []
    const name = String(address)
    const entry = master.agents[name]
    const nothing = { cpus: 0, mem_gb: 0 }
    const { allocated, offered, free } = entry ?? { allocated: nothing, offered: nothing, free: nothing }
    const standing = world.status(address) === 'up' ? (entry?.state ?? 'unregistered') : 'down'
    return [
      { name, total: state.total, allocated, offered, free, state: standing, executors: state.executors },
    ]
  })
}

/** The dominant share of each framework: what its tasks hold in the master's book (NSDI 2011, DRF, section 4.1). */
export function sharesOf(master: MasterState): Record<string, { dominant: number; resource: Kind }> {
  const total = clusterTotal(master)
  return Object.fromEntries(
    Object.entries(master.frameworks).map(([name, { allocated }]) => [name, dominantShare(allocated, total)]),
  )
}

/**
 * How much of the cluster the tasks held, averaged over the whole run: the integral of what ran over the
 * integral of what the registered agents had. 0 where there was nothing to use.
 */
function utilization(world: World<MesosState>): Record<Kind, number> {
  const memberships = operationsOf(world, 'agent')
  const leftAt = new Map(
    memberships.map(({ description: { agent, session }, returned_us }) => [
      `${agent} ${session}`,
      returned_us,
    ]),
  )
  const used = { cpus: 0, mem_gb: 0 }
  const had = { cpus: 0, mem_gb: 0 }
  const add = (to: Record<Kind, number>, amount: Resources, from_us: Microseconds, to_us: Microseconds) => {
    for (const kind of KINDS) to[kind] += amount[kind] * (to_us - from_us)
  }
  for (const { description, invoked_us, returned_us } of memberships) {
    add(had, description.total, invoked_us, returned_us ?? world.now_us)
  }
  for (const { description, invoked_us, returned_us } of operationsOf(world, 'task')) {
    const { agent, session } = description
    const end_us = Math.min(returned_us ?? world.now_us, leftAt.get(`${agent} ${session}`) ?? world.now_us)
    add(used, description, invoked_us, Math.max(invoked_us, end_us))
  }
  const share = (kind: Kind) => (had[kind] === 0 ? 0 : Math.round((used[kind] / had[kind]) * 1e6) / 1e6)
  return { cpus: share('cpus'), mem_gb: share('mem_gb') }
}
