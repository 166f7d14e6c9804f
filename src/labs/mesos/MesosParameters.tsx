import { fromSeconds } from '../../engine/kernel/time.ts'
import { allocators } from '../../protocols/mesos/allocator.ts'
import { type AllocatorName, MESOS_LIMITS, type MesosConfig } from '../../protocols/mesos/config.ts'
import { agentSpecs } from '../../protocols/mesos/specs.ts'
import { editScenario } from '../../store/editScenario.ts'
import { useSession } from '../../store/session.ts'
import { Stepper } from '../../ui/Stepper.tsx'
import styles from './MesosParameters.module.css'
import { withAgents, withFrameworks } from './sizes.ts'

const edit = (what: string, change: (config: MesosConfig) => MesosConfig) =>
  editScenario(what, (old) => ({ ...old, config: change(old.config as MesosConfig) }))

/** The parameters of a cluster; each change runs it again at once. */
export function MesosParameters() {
  const scenario = useSession((session) => session.opened?.scenario)
  if (scenario === undefined) return null
  const config = scenario.config as MesosConfig
  return (
    <>
      <Stepper
        label="agents"
        title="Machines of the cluster"
        value={agentSpecs(config.agents).length}
        min={1}
        max={MESOS_LIMITS.agents}
        onChange={(count) => edit('agents', (old) => withAgents(old, count))}
      />
      <Stepper
        label="frameworks"
        title="Frameworks that share the cluster"
        value={config.frameworks.length}
        min={1}
        max={MESOS_LIMITS.frameworks}
        onChange={(count) => edit('frameworks', (old) => withFrameworks(old, count))}
      />
      <span className={styles.roomy}>
        <AllocationParameters config={config} />
      </span>
    </>
  )
}

/** The allocation module and how often it runs. */
export function AllocationParameters({ config }: { config: MesosConfig }) {
  return (
    <>
      <label className={styles.choice} title="The allocation module: whom the master offers to next">
        <span className="visually-hidden">allocation module</span>
        <select
          value={config.allocator}
          onChange={({ target }) =>
            edit('the allocation module', (old) => ({ ...old, allocator: target.value as AllocatorName }))
          }
        >
          {Object.entries(allocators).map(([name, { title }]) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <Interval
        config={config}
        onChange={(seconds) => edit('the interval', (old) => ({ ...old, allocation_interval_s: seconds }))}
      />
    </>
  )
}

/** Whole seconds only; a scenario with another interval keeps it. */
function Interval({ config, onChange }: { config: MesosConfig; onChange(seconds: number): void }) {
  const { allocation_interval_s: seconds } = config
  if (fromSeconds(seconds) % fromSeconds(1) !== 0) return null
  return (
    <Stepper
      label="every, s"
      title="Seconds from a change to the next allocation"
      value={seconds}
      min={1}
      max={60}
      onChange={onChange}
    />
  )
}
