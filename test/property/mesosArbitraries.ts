import fc from 'fast-check'
import type { Action, Scenario } from '../../src/engine/scenario/scenario.ts'
import type { MesosConfig } from '../../src/protocols/mesos/config.ts'
import { mesos } from '../../src/protocols/mesos/protocol.ts'
import { type Document, read } from '../support/scenarios.ts'
import {
  aimed,
  type Branching,
  branching,
  type Draft,
  draft,
  intervention,
  meddling,
  network,
  pick,
  seed,
  timed,
  twoGroups,
} from './arbitraries.ts'

const AGENTS = ['S1', 'S2', 'S3', 'S4']
const FRAMEWORKS = ['Hadoop', 'MPI', 'Spark']

/** Tenths, so that sums drift where they are not rounded. */
const amount = (max: number) => fc.integer({ min: 1, max: max * 10 }).map((n) => n / 10)

const task = fc.record(
  {
    cpus: amount(4),
    mem_gb: amount(4),
    duration_s: fc.integer({ min: 1, max: 12 }),
    prefers: fc.subarray(['S1', 'S2']),
    count: fc.integer({ min: 1, max: 3 }),
  },
  { requiredKeys: ['cpus', 'mem_gb'] },
)

const framework = (policies: readonly string[]) =>
  fc.record(
    {
      policy: fc.constantFrom(...policies),
      weight: fc.constantFrom(1, 2, 0.5),
      wait_s: fc.integer({ min: 0, max: 6 }),
      refuse_s: fc.integer({ min: 0, max: 6 }),
      tasksPerOffer: fc.integer({ min: 1, max: 3 }),
      tasks: fc.array(task, { maxLength: 4 }),
    },
    { requiredKeys: ['policy', 'tasks'] },
  )

const cluster = (policies: readonly string[]) =>
  fc
    .record({
      agents: fc.array(fc.record({ cpus: amount(8), mem_gb: amount(8) }), { minLength: 2, maxLength: 4 }),
      frameworks: fc.array(framework(policies), { minLength: 1, maxLength: 3 }),
      allocator: fc.constantFrom('drf', 'fair', 'priority'),
      allocation_interval_s: fc.constantFrom(0.2, 1, 3),
      offer_timeout_s: fc.option(fc.constantFrom(0.005, 0.5, 4), { nil: undefined, freq: 2 }),
      report_interval_s: fc.constantFrom(0.5, 2, 10),
    })
    .map(({ agents, frameworks, ...rest }) => ({
      ...rest,
      agents: agents.map((agent, i) => ({ name: AGENTS[i] as string, ...agent })),
      frameworks: frameworks.map((one, i) => ({ name: FRAMEWORKS[i] as string, ...one })),
    }))

interface Cluster {
  readonly agents: readonly { readonly name: string }[]
  readonly frameworks: readonly { readonly name: string }[]
}

const nodesOf = ({ agents, frameworks }: Cluster) => [...agents, ...frameworks].map(({ name }) => name)

/** What anybody may do to anybody at any time. */
function anything({ verb, a, b, c }: Draft, cluster: Cluster): Document {
  const agent = pick(cluster.agents, a).name
  const { name } = pick(cluster.frameworks, b)
  const refuse = c % 2 === 0 ? {} : { refuse_s: c % 7 }
  if (verb < 10) return { do: 'allocate' }
  if (verb < 25) {
    const launch = { task: `task ${1 + (c % 4)}`, agent }
    const described = c % 3 === 0 ? { ...launch, task: `by hand ${c}`, cpus: 1 + (a % 4), mem_gb: 1 } : launch
    return { do: 'accept', framework: name, launches: c % 5 === 0 ? [] : [described], ...refuse }
  }
  if (verb < 35)
    return { do: 'decline', framework: name, ...(c % 2 === 0 ? { agents: [agent] } : {}), ...refuse }
  if (verb < 40) return { do: 'revive', framework: name }
  if (verb < 45) return { do: 'suppress', framework: name }
  if (verb < 55) return { do: 'finish', framework: name, task: `task ${1 + (c % 4)}` }
  if (verb < 60) return { do: 'setWeight', role: '*', weight: 1 + (c % 3) }
  if (verb < 70)
    return {
      do: 'submit',
      framework: name,
      task: { name: `extra ${a} ${b} ${c}`, cpus: 1, mem_gb: 1, duration_s: 2 },
    }
  return { do: 'advance', seconds: c % 12 }
}

/** A script that is valid: who is there by then does what it can. */
function planned(drafts: readonly Draft[], cluster: Cluster): Document[] {
  const crashed: string[] = []
  const submitted = new Set<unknown>()
  const actions = drafts.map((one): Document | undefined => {
    const { verb, a, b, c } = one
    const node = pick(['master', ...nodesOf(cluster)], a)
    if (c < 120) {
      if (!crashed.includes(node)) crashed.push(node)
      return { do: 'crash', node }
    }
    if (c < 240) return crashed.length === 0 ? undefined : { do: 'recover', node: crashed.pop() }
    if (c < 280) return { do: 'partition', groups: twoGroups(['master', ...nodesOf(cluster)], b) }
    if (c < 340) return { do: 'heal' }
    const action = anything({ ...one, verb }, cluster)
    const name = action.do === 'submit' ? (action.task as { name: string }).name : undefined
    if (name !== undefined && submitted.has(name)) return undefined
    submitted.add(name)
    return action
  })
  const closing: Document[] = [
    ...(drafts[0]?.a === 7 ? [{ do: 'removeAgent', agent: pick(cluster.agents, 1).name }] : []),
    ...(drafts.length % 4 === 3
      ? [{ do: 'removeFramework', framework: pick(cluster.frameworks, 0).name }]
      : []),
    ...(drafts.length % 3 === 2 ? [{ do: 'addAgent', agent: { name: 'S9', cpus: 4, mem_gb: 4 } }] : []),
  ]
  return [...timed(actions, drafts), ...closing]
}

function byHand(one: Draft & { step: number }, cluster: Cluster): Document {
  const { verb, a, b, c, step } = one
  const node = pick(['master', ...nodesOf(cluster)], a)
  const at = { at_step: step }
  if (verb < 50) return { ...meddling(verb, b, c), ...at }
  if (verb < 58) return { do: 'crash', node, ...at }
  if (verb < 68) return { do: 'recover', node, ...at }
  const action = anything({ verb: c % 60, a, b, c, later_ms: undefined }, cluster)
  return { ...action, ...at }
}

const scenariosOn = (
  policies: readonly string[],
  net: fc.Arbitrary<unknown>,
  actions: { readonly max: number; readonly interventions: number },
): fc.Arbitrary<Scenario> =>
  fc
    .record({
      config: cluster(policies),
      drafts: fc.array(draft, { maxLength: actions.max, size: 'max' }),
      interventions: fc.array(intervention, { maxLength: actions.interventions, size: 'max' }),
      network: net,
      seed,
    })
    .map(({ config, drafts, interventions, network: net, seed: one }) =>
      aimed(
        mesos,
        read({
          schema: 'clusterscope/1',
          lab: 'mesos',
          title: 'by chance',
          seed: one,
          network: net,
          config: JSON.parse(JSON.stringify(config)),
          actions: [...planned(drafts, config), ...interventions.map((each) => byHand(each, config))],
        }),
      ),
    )

/** Clusters in which anything happens: crashes, loss, copies, partitions, answers by hand. */
export const mesosScenarios = scenariosOn(['greedy', 'delay', 'manual'], network, {
  max: 8,
  interventions: 4,
})

/**
 * Clusters that nothing happens to, with quick answers, in which filters last until every framework had its
 * turn. With shorter ones, those that are first in turn get each offer and the others starve.
 */
export const calmClusters = scenariosOn(['greedy', 'delay'], fc.constant({ latency_ms: 10 }), {
  max: 0,
  interventions: 0,
}).map((scenario) => {
  const { offer_timeout_s: _, ...config } = scenario.config as MesosConfig
  const frameworks = config.frameworks.map((one) => ({ ...one, refuse_s: Math.max(1, one.refuse_s) }))
  return { ...scenario, config: { ...config, frameworks, allocation_interval_s: 0.2 } }
})

/** A scenario as a file with one place replaced by anything, or taken away. */
export const mutilatedDocuments: fc.Arbitrary<unknown> = fc
  .record({
    scenario: mesosScenarios,
    where: fc.array(fc.nat({ max: 99 }), { minLength: 1, maxLength: 6 }),
    value: fc.option(fc.jsonValue(), { nil: undefined }),
  })
  .map(({ scenario, where, value }) => {
    const document = JSON.parse(JSON.stringify(scenario)) as Document
    let at = document
    for (const [i, n] of where.entries()) {
      const names = Object.keys(at)
      const name = names[n % Math.max(1, names.length)] ?? 'extra'
      const inner = at[name]
      if (i === where.length - 1 || typeof inner !== 'object' || inner === null) {
        if (value === undefined) delete at[name]
        else at[name] = value
        return document
      }
      at = inner as Document
    }
    return document
  })

export const mesosBranchings: fc.Arbitrary<Branching> = branching(mesosScenarios, (one, { config }) => [
  byHand(one, config as Cluster) as unknown as Action,
])
