import type { AgentConfig, FrameworkConfig, MesosConfig } from '../../protocols/mesos/config.ts'
import { agentSpecs } from '../../protocols/mesos/specs.ts'

/** A configuration with so many agents: the last ones go, or new ones like the last one come. */
export function withAgents(config: MesosConfig, count: number): MesosConfig {
  if (!Array.isArray(config.agents))
    return { ...config, agents: { ...config.agents, count } as MesosConfig['agents'] }
  const agents = config.agents as AgentConfig[]
  const last = agents.at(-1) ?? { name: '', cpus: 8, mem_gb: 8 }
  const kept = agents.slice(0, count)
  while (kept.length < count) kept.push({ ...last, name: freshName('S', config, kept) })
  return { ...config, agents: kept, frameworks: knowingOnly(config.frameworks, kept) }
}

/** A configuration with so many frameworks: the last ones go, or new ones with the tasks of the last one come. */
export function withFrameworks(config: MesosConfig, count: number): MesosConfig {
  const frameworks = config.frameworks.slice(0, count)
  const last = config.frameworks.at(-1)
  while (last !== undefined && frameworks.length < count) {
    frameworks.push({ ...last, name: freshName('F', config, frameworks) })
  }
  return { ...config, frameworks }
}

/** Tasks cannot prefer machines that are not there. */
function knowingOnly(
  frameworks: readonly FrameworkConfig[],
  agents: readonly AgentConfig[],
): FrameworkConfig[] {
  const names = new Set(agents.map(({ name }) => name))
  return frameworks.map((framework) => ({
    ...framework,
    tasks: framework.tasks.map((task) => ({
      ...task,
      prefers: task.prefers.filter((name) => names.has(name)),
    })),
  }))
}

/** `F3`, or with the first number after that which nobody has. */
function freshName(stem: string, config: MesosConfig, kept: readonly { readonly name: string }[]): string {
  const taken = new Set([...agentSpecs(config.agents), ...config.frameworks, ...kept].map(({ name }) => name))
  let number = kept.length + 1
  while (taken.has(`${stem}${number}`)) number++
  return `${stem}${number}`
}
