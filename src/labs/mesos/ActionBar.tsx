import { Plus } from 'lucide-react'
import { Fragment } from 'react'
import type { World } from '../../engine/kernel/world.ts'
import { MESOS_LIMITS } from '../../protocols/mesos/config.ts'
import { MASTER, type MesosState } from '../../protocols/mesos/state.ts'
import { perform } from '../../store/perform.ts'
import { useSession } from '../../store/session.ts'
import { type ActionField, ActionForm, type Option } from '../../ui/ActionForm.tsx'
import { Button } from '../../ui/Button.tsx'
import { LayerMenu } from '../../ui/LayerSwitches.tsx'
import { useOneOpen } from '../../ui/useOneOpen.ts'
import styles from './ActionBar.module.css'
import { answerFields, answerOf, openAnswers, refusalOf } from './answers.ts'
import { castOf } from './cast.ts'
import { LAYERS } from './layers.ts'
import { freeFrameworkName, freeName } from './names.ts'

const amount = { kind: 'integer', min: 1, max: 1000 } as const
const seconds = { kind: 'integer', min: 1, max: MESOS_LIMITS.seconds } as const
/** What a task takes, in the forms. */
const TASK: readonly ActionField[] = [
  { name: 'cpus', label: 'CPUs, each', ...amount, initial: '2' },
  { name: 'mem_gb', label: 'Memory in GB, each', ...amount, initial: '4' },
  { name: 'duration_s', label: 'Takes, in seconds', ...seconds, initial: '5' },
]
/** How a framework may answer offers. */
const POLICIES: readonly Option[] = [
  { value: 'greedy', text: 'greedy: takes what fits' },
  { value: 'delay', text: 'delay: waits for its input' },
  { value: 'manual', text: 'by hand: you answer' },
]
/** More agents than these do not fit into the form of a task. */
const MOST_PREFERRED = 8

type Values = Readonly<Record<string, string>>

/** What a user can ask of the cluster at any step. */
export function ActionBar() {
  const opened = useSession((session) => session.opened)
  const control = useOneOpen()
  if (opened === undefined) return null
  const world = opened.frame as World<MesosState>
  const { agents, frameworks } = castOf(world)
  const live = frameworks.filter((name) => world.status(name) === 'up')
  const names = agents.map(({ name }) => name)
  return (
    <div className={styles.bar}>
      {openAnswers(world).map((answer) => (
        <Fragment key={answer.framework}>
          <ActionForm
            {...control(`answer ${answer.framework}`)}
            label={`Answer for ${answer.framework}`}
            fields={answerFields(answer)}
            onSubmit={(values) => perform(answerOf(answer, values))}
          />
          <Button
            title={`Everything that ${answer.framework} is offered is free for others`}
            onClick={() => perform(refusalOf(answer))}
          >
            Decline all
          </Button>
        </Fragment>
      ))}
      {live.length > 0 && (
        <ActionForm
          {...control('submit')}
          label="Submit tasks"
          fields={[
            {
              name: 'framework',
              label: 'Framework',
              kind: 'choice',
              options: live,
              initial: live[0] as string,
            },
            { name: 'count', label: 'How many', kind: 'integer', min: 1, max: 100, initial: '1' },
            ...TASK,
            ...preferredField(names),
          ]}
          onSubmit={({ framework, prefers, ...values }) =>
            perform({
              do: 'submit',
              framework: framework as string,
              task: { ...taskOf(values), ...preferred(prefers) },
            })
          }
        />
      )}
      <ActionForm
        {...control('agent')}
        label="Add an agent"
        icon={<Plus size={16} aria-hidden="true" />}
        fields={[
          { name: 'name', label: 'Name', kind: 'text', initial: freeName(world, 'S') },
          { name: 'cpus', label: 'CPUs', ...amount, initial: '8' },
          { name: 'mem_gb', label: 'Memory in GB', ...amount, initial: '16' },
        ]}
        onSubmit={({ name, cpus, mem_gb }) =>
          perform({
            do: 'addAgent',
            agent: { name: String(name).trim(), cpus: Number(cpus), mem_gb: Number(mem_gb) },
          })
        }
      />
      <ActionForm
        {...control('framework')}
        label="Add a framework"
        icon={<Plus size={16} aria-hidden="true" />}
        fields={[
          { name: 'name', label: 'Name', kind: 'text', initial: freeFrameworkName(world) },
          {
            name: 'policy',
            label: 'Answers offers',
            kind: 'choice',
            options: POLICIES,
            initial: 'greedy',
          },
          { name: 'count', label: 'Tasks', kind: 'integer', min: 0, max: 100, initial: '1' },
          ...TASK,
        ]}
        onSubmit={({ name, policy, ...values }) =>
          perform({
            do: 'addFramework',
            framework: {
              name: String(name).trim(),
              policy,
              tasks: Number(values.count) === 0 ? [] : [taskOf(values)],
            },
          })
        }
      />
      {world.status(MASTER) === 'up' && (
        <Button onClick={() => perform({ do: 'allocate' })}>Allocate now</Button>
      )}
      <LayerMenu layers={LAYERS} />
    </div>
  )
}

function taskOf({ count, cpus, mem_gb, duration_s }: Values) {
  return { count: Number(count), cpus: Number(cpus), mem_gb: Number(mem_gb), duration_s: Number(duration_s) }
}

function preferredField(agents: readonly string[]): ActionField[] {
  return agents.length === 0 || agents.length > MOST_PREFERRED
    ? []
    : [{ name: 'prefers', label: 'Their input is on', kind: 'set', options: agents, initial: '' }]
}

function preferred(agents: string | undefined): { prefers?: string[] } {
  return agents === undefined || agents === '' ? {} : { prefers: agents.split(',') }
}
