import type { MesosConfig } from '../../protocols/mesos/config.ts'
import { editScenario } from '../../store/editScenario.ts'

type Policy = MesosConfig['frameworks'][number]['policy']

/** Changes who answers the offers to a framework of the scenario, and runs it again. */
export function setPolicy(name: string, policy: Policy): void {
  editScenario('the policy', (old) => {
    const config = old.config as MesosConfig
    const frameworks = config.frameworks.map((one) => (one.name === name ? { ...one, policy } : one))
    // A framework that joined later stands in the action that added it.
    const actions = old.actions.map((action) => {
      const added = action.framework as { name?: string } | undefined
      return action.do === 'addFramework' && added?.name === name
        ? { ...action, framework: { ...added, policy } }
        : action
    })
    return { ...old, actions, config: { ...config, frameworks } }
  })
}
