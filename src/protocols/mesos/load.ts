import { type Fault, fault } from '../../engine/scenario/fault.ts'
import { type Fields, listAt, type Sound } from './cast.ts'
import { type MesosConfig, REPORT_INTERVAL_s, type TaskConfig } from './config.ts'
import { KINDS, type Resources, sum } from './resources.ts'
import { agentSpecs } from './specs.ts'

type TaskInFile = Partial<Pick<TaskConfig, 'count' | 'duration_s'>> & Resources

/** Reports that a run may consist of: they are most of the steps of a long run, and a page remembers each. */
const MAX_REPORTS = 500_000

/**
 * Agents report as long as a run lasts. A scenario that lasts long, with many agents and short intervals,
 * would drown everything else; the fault names the shortest interval that is possible. Looks at a scenario
 * only when its schema has accepted all of it.
 */
export function reportFaults(document: Fields, sound: Sound): Fault[] {
  if (!sound(['config']) || !sound(['actions']) || !sound(['until_ms'])) return []
  const config = document.config as Fields
  const agents = agentSpecs(config.agents as MesosConfig['agents'])
  const tasks = [...listAt(config, 'frameworks').flatMap(tasksOf), ...tasksOfScript(document)]
  const seconds = scriptedSeconds(document) + workSeconds(tasks, sum(agents))
  const least_s = Math.ceil((seconds * agents.length * 10) / MAX_REPORTS) / 10
  const interval_s = (config.report_interval_s as number | undefined) ?? REPORT_INTERVAL_s
  if (interval_s >= least_s) return []
  return [
    fault(
      'config.report_interval_s',
      `at least ${least_s}, for so many agents and so long a run`,
      interval_s,
    ),
  ]
}

/** How long the script itself waits. */
function scriptedSeconds(document: Fields): number {
  const ends_ms = [document, ...listAt(document, 'actions')].map(({ until_ms, at_ms }) =>
    Number(until_ms ?? at_ms ?? 0),
  )
  const waits_s = listAt(document, 'actions').map(({ seconds }) => Number(seconds ?? 0))
  return Math.max(...ends_ms) / 1000 + waits_s.reduce((all, one) => all + one, 0)
}

/** The tasks of a framework, as they stand in the document: defaults may be missing. */
function tasksOf(framework: Fields): TaskInFile[] {
  return listAt(framework, 'tasks') as unknown as TaskInFile[]
}

function tasksOfScript(document: Fields): TaskInFile[] {
  return listAt(document, 'actions').flatMap(({ do: verb, task, framework }) => {
    if (verb === 'submit') return [task as TaskInFile]
    return verb === 'addFramework' ? tasksOf(framework as Fields) : []
  })
}

/** An estimate of how long the tasks take: the longest, and all of them packed into the cluster. */
function workSeconds(tasks: readonly TaskInFile[], total: Resources): number {
  const packed = tasks.map((task) => {
    const shares = KINDS.map((kind) => (total[kind] === 0 ? 1 : Math.min(1, task[kind] / total[kind])))
    return (task.duration_s ?? 0) * (task.count ?? 1) * Math.max(...shares)
  })
  return (
    Math.max(0, ...tasks.map(({ duration_s }) => duration_s ?? 0)) + packed.reduce((all, one) => all + one, 0)
  )
}
