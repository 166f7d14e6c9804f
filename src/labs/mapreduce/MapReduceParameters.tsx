import type { Scenario } from '../../engine/scenario/scenario.ts'
import { LIMITS, type MapReduceConfig, workersOf } from '../../protocols/mapreduce/config.ts'
import { editScenario } from '../../store/editScenario.ts'
import { useSession } from '../../store/session.ts'
import { Stepper } from '../../ui/Stepper.tsx'
import styles from './MapReduceParameters.module.css'
import { fewestWorkers, inputSizes, splitBytesFor, splitBytesOf, splitCount, withWorkers } from './sizes.ts'

/** The parameters of a job; each change runs it again at once. */
export function MapReduceParameters() {
  const scenario = useSession((session) => session.opened?.scenario)
  if (scenario === undefined) return null
  const config = scenario.config as MapReduceConfig
  const edit = (what: string, change: (config: MapReduceConfig) => MapReduceConfig) =>
    editScenario(what, (old) => ({ ...old, config: change(old.config as MapReduceConfig) }))
  return (
    <>
      <Mappers scenario={scenario} />
      <Stepper
        label="reducers"
        title="Reduce tasks, and so many output files"
        value={config.reducers}
        min={1}
        max={LIMITS.reducers}
        onChange={(reducers) => edit('reducers', (old) => ({ ...old, reducers }))}
      />
      <span className={styles.roomy}>
        <WorkersStepper />
      </span>
    </>
  )
}

/** How many workers there are. */
export function WorkersStepper() {
  const scenario = useSession((session) => session.opened?.scenario)
  if (scenario === undefined) return null
  return (
    <Stepper
      label="workers"
      title="Nodes that run a tasktracker and a datanode"
      value={workersOf(scenario.config as MapReduceConfig).length}
      min={fewestWorkers(scenario)}
      max={LIMITS.workers}
      onChange={(count) =>
        editScenario('workers', (old) => ({
          ...old,
          config: withWorkers(old.config as MapReduceConfig, count),
        }))
      }
    />
  )
}

/** The number of mappers is that of the splits: to change it is to cut the input into other splits. */
function Mappers({ scenario }: { scenario: Scenario }) {
  const config = scenario.config as MapReduceConfig
  const sizes = inputSizes(scenario)
  const bytes = splitBytesOf(config)
  const mappers = splitCount(sizes, bytes)
  // A list of pairs is for one mapper, whatever its bytes.
  const fixed = 'pairs' in config.input
  const more = fixed ? undefined : splitBytesFor(sizes, bytes, 'more')
  const fewer = fixed ? undefined : splitBytesFor(sizes, bytes, 'fewer')
  return (
    <Stepper
      label="mappers"
      title={
        fixed
          ? 'Map tasks: one for each list of pairs'
          : `Map tasks: one for each split of ${bytes.toLocaleString('en')} bytes at most`
      }
      value={mappers}
      min={fewer === undefined ? mappers : 1}
      max={more === undefined ? mappers : LIMITS.splits}
      onChange={(wanted) => {
        const split_bytes = wanted > mappers ? more : fewer
        if (split_bytes === undefined) return
        editScenario('mappers', (old) => ({
          ...old,
          config: { ...(old.config as MapReduceConfig), split_bytes },
        }))
      }}
    />
  )
}
