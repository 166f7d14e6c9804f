import type { Address } from '../../engine/kernel/role.ts'
import { fromSeconds } from '../../engine/kernel/time.ts'
import type { MesosConfig } from './config.ts'
import { agentSpecs, frameworkSpec, newAgent, newFramework } from './specs.ts'
import { MASTER, type MasterState, type MesosState } from './state.ts'

/** The master, the agents and the frameworks of a scenario, before anybody has registered. */
export function population(config: MesosConfig): [Address, MesosState][] {
  const report_us = fromSeconds(config.report_interval_s)
  return [
    [MASTER, newMaster(config)],
    ...agentSpecs(config.agents).map((spec): [Address, MesosState] => [spec.name, newAgent(spec, report_us)]),
    ...config.frameworks
      .map(frameworkSpec)
      .map((spec): [Address, MesosState] => [spec.name, newFramework(spec)]),
  ]
}

function newMaster(config: MesosConfig): MasterState {
  return {
    role: 'master',
    allocator: config.allocator,
    interval_us: fromSeconds(config.allocation_interval_s),
    offerTimeout_us: config.offer_timeout_s === undefined ? null : fromSeconds(config.offer_timeout_s),
    report_us: fromSeconds(config.report_interval_s),
    order: config.frameworks.map(({ name }) => name),
    agents: {},
    frameworks: {},
    offers: [],
    nextId: 1,
    accepted: [],
    allocating: false,
    fruitless: 0,
    ledger: [],
  }
}
