import type { World } from '../../src/engine/kernel/world.ts'
import { Run } from '../../src/engine/run/run.ts'
import { simulate } from '../../src/engine/run/simulation.ts'
import { parseScenario, serializeScenario } from '../../src/engine/scenario/parse.ts'
import type { Scenario } from '../../src/engine/scenario/scenario.ts'
import { mesos } from '../../src/protocols/mesos/protocol.ts'
import { fits, type Resources, sum } from '../../src/protocols/mesos/resources.ts'
import { MASTER, type MasterState, type MesosState } from '../../src/protocols/mesos/state.ts'
import { formats } from '../../src/protocols/registry.ts'
import { recorded } from '../support/scenarios.ts'
import { demand, engineLaws, type Law, law, same } from './laws.ts'
import { calmClusters, mesosBranchings, mesosScenarios, mutilatedDocuments } from './mesosArbitraries.ts'

/** Far more steps than any of these small clusters can need. */
const ENDLESS = 60_000

/** The parts of the lab's result that the laws look at. */
interface Result {
  readonly offers: readonly {
    readonly resources: Readonly<Record<string, Resources>>
    readonly outcome: string
  }[]
  readonly tasks: readonly ({
    readonly agent: string | null
    readonly state: string
    readonly started_us: number | null
    readonly ended_us: number | null
  } & Resources)[]
  readonly agents: readonly {
    readonly name: string
    readonly total: Resources
    readonly free: Resources
    readonly state: string
  }[]
  readonly utilization: Resources
  readonly properties: Readonly<Record<string, string>>
}

/** The result of a run that must end. */
function resultOf(scenario: Scenario): Result {
  const run = new Run(mesos, scenario)
  demand(run.toEnd(ENDLESS), () => `after ${ENDLESS} steps the run goes on`)
  return simulate(mesos, scenario) as unknown as Result
}

/** What is wrong in the master's book and on the agents, counted anew from tasks and offers; empty when all is well. */
function faultsIn(world: World<MesosState>): string[] {
  const master = world.state(MASTER) as MasterState
  const faults: string[] = []
  for (const [name, { state, total, tasks, free }] of Object.entries(master.agents)) {
    if (state !== 'active') continue
    const offered = master.offers.flatMap(({ parts }) => parts.filter(({ agent }) => agent === name))
    const given = [...tasks, ...offered, free]
    if (JSON.stringify(sum(given)) !== JSON.stringify(total))
      faults.push(`${name}: ${JSON.stringify(sum(given))}`)
    if (given.some(({ cpus, mem_gb }) => cpus < 0 || mem_gb < 0))
      faults.push(`${name} holds less than nothing`)
  }
  for (const [name, { allocated }] of Object.entries(master.frameworks)) {
    const active = Object.values(master.agents).filter(({ state }) => state === 'active')
    const tasks = active.flatMap((agent) => agent.tasks.filter(({ framework }) => framework === name))
    if (JSON.stringify(sum(tasks)) !== JSON.stringify(allocated))
      faults.push(`${name} holds ${JSON.stringify(allocated)}`)
  }
  for (const address of world.addresses) {
    const state = world.state(address)
    if (state?.role === 'agent' && !fits(sum(state.tasks), state.total))
      faults.push(`${address} is over capacity`)
  }
  return faults
}

export const mesosLaws: readonly Law[] = [
  ...engineLaws('mesos', mesos, mesosScenarios, mesosBranchings, 40),

  law(
    'mesos: what is written of a scenario is read as the same scenario',
    100,
    mesosScenarios,
    (scenario) => {
      const again = parseScenario(serializeScenario(scenario), formats)
      demand(again.ok, () => 'what was written is refused')
      same(again.scenario, scenario, 'the scenarios')
    },
  ),

  law(
    'mesos: a broken file is refused with its faults, or read and run; it never throws',
    300,
    mutilatedDocuments,
    (document) => {
      const result = parseScenario(JSON.stringify(document), formats)
      if (result.ok) demand(new Run(mesos, result.scenario).toEnd(ENDLESS), () => 'its run goes on')
      else
        demand(
          result.faults.every(({ text }) => text !== ''),
          () => 'a fault says nothing',
        )
    },
  ),

  law(
    'mesos: every run ends, whatever is lost, late, doubled, down or never answered',
    400,
    mesosScenarios,
    (scenario) => {
      const run = new Run(mesos, scenario)
      demand(run.toEnd(ENDLESS), () => `after ${ENDLESS} steps the run goes on`)
    },
  ),

  law(
    'mesos: after every step nothing is over-allocated and the book adds up',
    200,
    mesosScenarios,
    (scenario) => {
      const run = new Run(mesos, scenario)
      same(faultsIn(run.kernel), [], 'the faults at the start, and none,')
      while (run.step())
        same(faultsIn(run.kernel), [], `the faults after step ${run.kernel.steps}, and none,`)
    },
  ),

  law(
    'mesos: NoAgentOverCapacity and OneOfferAtATime hold at every step',
    100,
    mesosScenarios,
    (scenario) => {
      const always = mesos.suite.properties.map(({ kind }) => kind === 'always')
      for (const { index, verdicts } of recorded(mesos, scenario).steps) {
        demand(
          verdicts.every(({ holds }, i) => holds || !always[i]),
          () => `violated at step ${index}`,
        )
      }
    },
  ),

  law(
    'mesos: in a calm cluster every task that fits on an agent finishes, or waits for one that never ends',
    200,
    calmClusters,
    (scenario) => {
      const { tasks, agents } = resultOf(scenario)
      const endless = tasks.some(({ state, ended_us }) => state === 'running' && ended_us === null)
      for (const one of tasks) {
        const hasPlace = agents.some(({ total }) => fits(one, total))
        if (!hasPlace)
          demand(one.state === 'waiting', () => `${JSON.stringify(one)} ran where nothing is large enough`)
        else if (!endless) demand(one.state === 'finished', () => `${JSON.stringify(one)} did not run`)
      }
    },
  ),

  law(
    'mesos: in a calm cluster the book agrees with the agents in the end, and no offer stays open',
    150,
    calmClusters,
    (scenario) => {
      const result = resultOf(scenario)
      same(result.properties.BooksAgree, 'holds', 'the verdict and "holds"')
      const { offers, utilization } = result
      same(
        offers.filter(({ outcome }) => outcome === 'open'),
        [],
        'the open offers, and none,',
      )
      demand(fits(utilization, { cpus: 1, mem_gb: 1 }), () => `utilization ${JSON.stringify(utilization)}`)
    },
  ),
]
