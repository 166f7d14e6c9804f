import type { World } from '../../engine/kernel/world.ts'
import { NOTHING, words } from '../../protocols/mesos/resources.ts'
import { MASTER, type MasterState, type MesosState } from '../../protocols/mesos/state.ts'
import { TwinTable, TwinTables } from '../../ui/TwinTable.tsx'
import { castOf } from './cast.ts'

/** The cluster as tables: what the figure shows, for screen readers and for reading exactly. */
export function MesosTable({ world }: { world: World<MesosState> }) {
  const master = world.state(MASTER) as MasterState
  const { agents, frameworks } = castOf(world)
  const hasJobs = frameworks.some((name) => {
    const state = world.state(name)
    return state?.role === 'framework' && Object.values(state.tasks).some(({ job }) => job !== null)
  })
  return (
    <TwinTables>
      <TwinTable
        caption={'Agents in the master’s book'}
        titles={['agent', 'stands', 'has', 'allocated', 'offered', 'free', 'tasks']}
      >
        {agents.map(({ name, total }) => {
          const entry = master.agents[name]
          const stands = world.status(name) === 'up' ? (entry?.state ?? 'not registered') : 'down'
          return (
            <tr key={name} data-row={name}>
              <th scope="row">{name}</th>
              <td>{stands}</td>
              <td>{words(total)}</td>
              <td data-field="allocated">{words(entry?.allocated ?? NOTHING)}</td>
              <td data-field="offered">{words(entry?.offered ?? NOTHING)}</td>
              <td data-field="free">{words(entry?.free ?? NOTHING)}</td>
              <td>
                {entry?.tasks.map(({ framework, task }) => `${framework} ${task}`).join(', ') || 'none'}
              </td>
            </tr>
          )
        })}
      </TwinTable>
      <TwinTable
        caption={'Tasks of the frameworks'}
        titles={['framework', 'task', ...(hasJobs ? ['job'] : []), 'needs', 'state', 'agent']}
      >
        {frameworks.flatMap((framework) => {
          const state = world.state(framework)
          if (state?.role !== 'framework') return []
          return Object.entries(state.tasks).map(([name, task]) => (
            <tr key={`${framework} ${name}`} data-row={`${framework} ${name}`}>
              <th scope="row">{framework}</th>
              <td>{name}</td>
              {hasJobs && <td data-field="job">{task.job ?? ''}</td>}
              <td>{words(task)}</td>
              <td data-field="state">{task.state}</td>
              <td>{task.agent ?? ''}</td>
            </tr>
          ))
        })}
      </TwinTable>
    </TwinTables>
  )
}
