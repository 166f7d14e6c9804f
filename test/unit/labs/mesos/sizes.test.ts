import { describe, expect, test } from 'vitest'
import { withAgents, withFrameworks } from '../../../../src/labs/mesos/sizes.ts'
import type { MesosConfig } from '../../../../src/protocols/mesos/config.ts'
import { publicScenario } from '../../../support/scenarios.ts'
import { mesosScenario } from '../../protocols/mesos/support.ts'

const lecture = publicScenario('mesos-two-frameworks').config as MesosConfig
const agentNames = ({ agents }: MesosConfig) => (agents as { name: string }[]).map(({ name }) => name)
const frameworkNames = ({ frameworks }: MesosConfig) => frameworks.map(({ name }) => name)

describe('the number of agents', () => {
  test('more are like the last one, under names that nobody has', () => {
    const { agents } = withAgents(lecture, 5)
    expect(agentNames(withAgents(lecture, 5))).toEqual(['S1', 'S2', 'S3', 'S4', 'S5'])
    expect((agents as unknown[])[4]).toMatchObject({ cpus: 16, mem_gb: 16 })
  })

  test('fewer: no task prefers an agent that has gone', () => {
    const config = withAgents(lecture, 1)
    expect(agentNames(config)).toEqual(['S1'])
    const preferred = config.frameworks.flatMap(({ tasks }) => tasks.flatMap(({ prefers }) => prefers))
    expect(preferred).toEqual(['S1', 'S1'])
  })

  test('of equal agents only the number changes', () => {
    const config = mesosScenario({ agents: { count: 3, cpus: 4, mem_gb: 8 } }).config as MesosConfig
    expect(withAgents(config, 8).agents).toEqual({ count: 8, cpus: 4, mem_gb: 8 })
  })
})

describe('the number of frameworks', () => {
  test('more have the tasks of the last one, under names that no node has', () => {
    const config = withFrameworks(lecture, 4)
    expect(frameworkNames(config)).toEqual(['Hadoop', 'MPI', 'F3', 'F4'])
    expect(config.frameworks[3]?.tasks).toEqual(lecture.frameworks[1]?.tasks)
  })

  test('fewer are the first ones', () => {
    expect(frameworkNames(withFrameworks(lecture, 1))).toEqual(['Hadoop'])
  })
})
